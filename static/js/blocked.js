// A blocked button (aria-disabled) keeps its focus and its reason (aria-describedby) and does nothing:
// neither a click nor Enter in a field passes it. What is typed after the server blocked it makes the
// reason old: then the server is asked again.
const BLOCKED = "[aria-disabled=true]";

function stop(event) {
  const blocked = event.target.closest(BLOCKED);
  if (!blocked || "stale" in blocked.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const reason = document.getElementById(blocked.getAttribute("aria-describedby") ?? "");
  reason?.scrollIntoView({ block: "nearest" });
}

function mark(event) {
  event.target.form?.querySelectorAll(`[type=submit]${BLOCKED}`).forEach((button) => (button.dataset.stale = ""));
}

document.addEventListener("click", stop, true);
document.addEventListener("input", mark);
