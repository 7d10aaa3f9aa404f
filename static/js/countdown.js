// [data-until] holds the ISO moment at which a 24-hour window closes. [data-remaining] inside it shows
// hours and minutes; when it closes, [data-open] gives way to [data-closed] and "window:closed" is sent.
const MINUTE = 60_000;
// The server's clock decides, not the computer's: the page says when it was made.
const skew = Date.now() - Date.parse(document.documentElement.dataset.now);

function render(element) {
  const minutes = Math.ceil((Date.parse(element.dataset.until) - (Date.now() - skew)) / MINUTE);
  if (minutes > 0) {
    const digits = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
    element.querySelector("[data-remaining]").textContent = digits.join(":");
    return;
  }
  element.querySelector("[data-open]").hidden = true;
  element.querySelector("[data-closed]").hidden = false;
  element.removeAttribute("data-until");
  element.dispatchEvent(new CustomEvent("window:closed", { bubbles: true }));
}

function renderAll() {
  document.querySelectorAll("[data-until]").forEach(render);
}

renderAll();
setInterval(renderAll, 1000);
document.addEventListener("htmx:afterSwap", renderAll);
