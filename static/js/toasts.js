// Short news. The server sends HX-Trigger {"toast": {level, title, text?, undo?: {url, label?}}} or a
// Django message; other modules dispatch the same "toast" event on document.
const LIFETIME = 10_000;
const region = document.querySelector("[data-toasts]");
const home = region.parentElement;
const dialog = document.querySelector("[data-dialog]");

function live(toast) {
  let timer;
  const start = () => (timer = setTimeout(() => toast.remove(), LIFETIME));
  const stop = () => clearTimeout(timer);
  toast.addEventListener("mouseenter", stop);
  toast.addEventListener("focusin", stop);
  toast.addEventListener("mouseleave", start);
  toast.addEventListener("focusout", start);
  start();
}

function undoButton(undo, toast) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn--sm btn--ghost";
  button.textContent = undo.label ?? "Desfazer";
  button.addEventListener("click", () => {
    window.htmx.ajax("POST", undo.url, { swap: "none" });
    toast.remove();
  });
  return button;
}

// A page that asks again every second would tell the same trouble every second.
function isToldAlready(title) {
  return [...region.querySelectorAll(".toast--error .toast__title")].some((told) => told.textContent === title);
}

function show({ level = "success", title, text = "", undo = null }) {
  if (level === "error" && isToldAlready(title)) return;
  const template = document.querySelector(`template[data-toast-level="${level}"]`);
  const toast = template.content.firstElementChild.cloneNode(true);
  toast.querySelector(".toast__title").textContent = title;
  toast.querySelector(".toast__text").textContent = text;
  if (undo) toast.querySelector("[data-toast-action]").append(undoButton(undo, toast));
  // Everything outside an open modal dialog is inert: the news goes inside it.
  (dialog.open ? dialog : home).append(region);
  region.append(toast);
  live(toast);
}

document.addEventListener("toast", (event) => show(event.detail));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
});
dialog.addEventListener("close", () => home.append(region));
region.querySelectorAll("[data-toast]").forEach(live);
