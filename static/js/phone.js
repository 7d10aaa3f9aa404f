// The telephone of the preview in the other theme, whatever the page's is.
let theme = "";

function paint() {
  for (const phone of document.querySelectorAll("[data-phone]")) {
    if (theme) phone.dataset.theme = theme;
    else delete phone.dataset.theme;
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phone-theme]");
  if (!button) return;
  const isDark = getComputedStyle(button.closest("[data-phone]")).colorScheme.includes("dark") &&
    (theme === "dark" || document.documentElement.dataset.theme === "dark" || matchMedia("(prefers-color-scheme: dark)").matches);
  theme = isDark && theme !== "light" ? "light" : "dark";
  paint();
});
document.addEventListener("htmx:afterSettle", paint);
