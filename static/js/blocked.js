// What is blocked keeps the focus, so that its reason can be read, and does nothing.
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest('[aria-disabled="true"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  { capture: true },
);
