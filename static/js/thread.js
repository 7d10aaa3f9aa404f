// A conversation keeps its end in sight while its reader is there; Enter sends, Shift+Enter breaks the line.
const thread = document.querySelector("[data-follow]");
let follows = true;

const toEnd = () => (thread.scrollTop = thread.scrollHeight);
thread.addEventListener("scroll", () => {
  follows = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 48;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === thread && follows) toEnd();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const field = event.target.closest("[data-submit-on-enter]");
  if (!field) return;
  event.preventDefault();
  if (field.value.trim()) field.form.requestSubmit();
});
toEnd();
