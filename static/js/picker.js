// The search over a list of choices: Enter or the down arrow goes to the first of them instead of
// sending the form that the list belongs to.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "ArrowDown") return;
  if (!event.target.matches("[data-picker-search]") || event.isComposing) return;
  event.preventDefault();
  event.target.closest(".picker").querySelector(".radio:checked, .radio:not(:disabled)")?.focus();
});
