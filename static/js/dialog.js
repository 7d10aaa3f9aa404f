// The page's one dialog. Whatever htmx swaps into #dialog opens it; the event "dialog:close" (HX-Trigger),
// Esc or [data-dialog-close] closes it, and focus goes back to where it was.
const dialog = document.querySelector("[data-dialog]");
const slot = document.querySelector("#dialog");
const FIELDS = "input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled)";

function focusFirst() {
  const target =
    slot.querySelector("[aria-invalid=true]") ?? slot.querySelector("[autofocus]") ?? slot.querySelector(FIELDS) ?? dialog;
  target.focus();
}

// Settled, not merely swapped: only then do the new forms answer to htmx.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== slot) return;
  if (!dialog.open) dialog.showModal();
  focusFirst();
});
document.addEventListener("dialog:close", () => dialog.close());
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dialog-close]")) dialog.close();
});
dialog.addEventListener("close", () => {
  slot.replaceChildren();
  // The browser focuses the opener again, unless a swap has replaced it meanwhile.
  if (document.activeElement === document.body) document.querySelector("main").focus();
});
