// Ticked rows of a list: the bar that acts on them says how many they are, and one box ticks the whole page.
const bar = document.querySelector("[data-selection]");

const boxes = () => [...document.querySelectorAll(`input.check[form="${bar.id}"]:not(:disabled)`)];
let kept = new Set();

function refresh() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  bar.hidden = ticked === 0;
  bar.querySelector("[data-selection-count]").textContent = ticked === 1 ? "1 selecionado" : `${ticked} selecionados`;
  const every = document.querySelector("[data-select-all]");
  if (!every) return;
  every.checked = ticked > 0 && ticked === all.length;
  every.indeterminate = ticked > 0 && ticked < all.length;
}

function tickAll(checked) {
  for (const box of boxes()) box.checked = checked;
  refresh();
}

if (bar) {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) tickAll(event.target.checked);
    else if (event.target.form === bar) refresh();
  });
  bar.querySelector("[data-selection-clear]").addEventListener("click", () => tickAll(false));
  // Rows that show themselves again stay ticked.
  document.addEventListener("htmx:beforeSwap", () => {
    kept = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const box of boxes()) if (kept.has(box.value)) box.checked = true;
    refresh();
  });
  // What was asked for them is done: nothing stays ticked.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt === bar && event.detail.successful) tickAll(false);
  });
  window.addEventListener("pageshow", refresh);
}
