// A conversation keeps its end in sight while its reader is there. Enter sends, Shift+Enter breaks the
// line; what was sent leaves the box once the server has it, what was typed since stays.
const thread = document.querySelector("[data-follow]");
const composer = document.querySelector("[data-composer-form]");
const box = composer.querySelector("textarea");
let follows = true;
let sent = "";

const toEnd = () => (thread.scrollTop = thread.scrollHeight);
const keepEnd = () => follows && toEnd();

thread.addEventListener("scroll", () => {
  follows = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 48;
});
thread.addEventListener("load", keepEnd, true);
new ResizeObserver(keepEnd).observe(thread);
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === thread) keepEnd();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!event.target.matches("[data-submit-on-enter]")) return;
  event.preventDefault();
  const isOpen = composer.querySelector("[data-composer=open]");
  if (isOpen && box.value.trim()) composer.requestSubmit();
});
composer.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target !== composer) return;
  sent = box.value;
  follows = true;
});
composer.addEventListener("htmx:afterRequest", (event) => {
  if (event.target !== composer || !event.detail.successful) return;
  if (box.value.startsWith(sent)) box.value = box.value.slice(sent.length).trimStart();
});
toEnd();
