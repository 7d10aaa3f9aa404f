// Menus made of <details class="menu">: they close outside and with Esc, and arrows walk their items.
// Filter chips say what is chosen in them; [data-clear-filters] shows while anything is.
const openMenus = () => [...document.querySelectorAll("details.menu[open]")];

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

// A panel that would leave the screen on the right hangs from the other end of its button.
function place(menu) {
  const panel = menu.querySelector(".menu__panel");
  panel.classList.remove("menu__panel--end");
  const screen = document.documentElement.clientWidth;
  panel.classList.toggle("menu__panel--end", panel.getBoundingClientRect().right > screen);
}

document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.menu[open]")) place(event.target);
}, true);

function walk(menu, step) {
  const items = [...menu.querySelectorAll(".menu__panel :is(a, button, input, select)")];
  const next = items.indexOf(document.activeElement) + step;
  items[(next + items.length) % items.length]?.focus();
}

document.addEventListener("keydown", (event) => {
  const [menu] = openMenus();
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (event.target.matches("select, input[type=date]")) return;
    event.preventDefault();
    walk(menu, event.key === "ArrowDown" ? 1 : -1);
  }
});

// What a field says in the chip: its word, and the day, the choice or the text in it.
function said(field) {
  const text = field.matches("select") ? field.selectedOptions[0].textContent : field.value;
  return `${field.dataset.word} ${field.type === "date" ? text.split("-").reverse().join("/") : text}`.trim();
}

// A choice without a value ("any") says nothing.
function words(chip) {
  const boxes = [...chip.querySelectorAll("input:checked")].filter((box) => box.value);
  const fields = [...chip.querySelectorAll("[data-word]")].filter((field) => field.value);
  return boxes.map((box) => box.closest("label").textContent.trim()).join(", ") + fields.map(said).join(" ");
}

function describe(chip) {
  const value = words(chip);
  chip.classList.toggle("chip--on", value !== "");
  chip.querySelector(".chip__value").textContent = value;
}

function refresh(form) {
  form.querySelectorAll("[data-chip]").forEach(describe);
  const clear = form.querySelector("[data-clear-filters]");
  if (!clear) return;
  const typed = [...form.querySelectorAll("input[type=search]")].some((input) => input.value);
  clear.hidden = !typed && !form.querySelector(".chip--on");
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form.toolbar");
  if (form) refresh(form);
});

// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form.toolbar")) return;
  const { formData } = event.detail;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
