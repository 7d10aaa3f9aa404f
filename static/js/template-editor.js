// The HSM editor: what must answer at once. The server judges; here are carets, counts and courtesies.
const form = document.querySelector("[data-template-editor]");
const body = form?.querySelector("#id_body");
const touched = new Set();
let isStale = false;
let isPressed = false;
// What the server refused is still to be saved.
let isDirty = form?.hasAttribute("data-refused") ?? false;

const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

// --- formatting and variables, at the caret

function replaceSelection(field, text, from, to) {
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.setSelectionRange(from, to);
  field.focus();
  changed(field);
}

function wrap(field, mark) {
  const { selectionStart: start, selectionEnd: end } = field;
  const chosen = field.value.slice(start, end);
  const from = start + mark.length;
  replaceSelection(field, mark + chosen + mark, from, from + chosen.length);
}

function insertVariable(field) {
  const numbers = [...field.value.matchAll(/\{\{(\d+)\}\}/g)].map((found) => Number(found[1]));
  const text = `{{${Math.max(0, ...numbers) + 1}}}`;
  const caret = field.selectionStart + text.length;
  replaceSelection(field, text, caret, caret);
}

function fill(button) {
  const field = document.getElementById(button.dataset.fill);
  field.value = button.dataset.text;
  touched.add(field.id);
  field.focus();
  changed(field);
}

// --- the name as Meta accepts it, while it is typed

function normaliseName(field) {
  const { selectionStart: caret, value } = field;
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s-]+/g, "_");
  if (plain(value) === value) return;
  field.value = plain(value);
  const at = plain(value.slice(0, caret)).length;
  field.setSelectionRange(at, at);
}

// --- counts

function count(output) {
  const { length } = [...document.getElementById(output.dataset.count).value];
  output.textContent = `${length}/${output.dataset.limit}`;
}

const countAll = () => form.querySelectorAll("[data-count]").forEach(count);

// --- the server's findings beside the fields, once the person has been there

function showFault(output, faults) {
  const id = output.dataset.fault;
  const text = touched.has(id) ? (faults.get(id) ?? "") : "";
  output.hidden = text === "";
  output.querySelector("span").textContent = text;
  const field = document.getElementById(id);
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function showFaults() {
  if (isStale || isPressed) return;
  const items = [...document.querySelectorAll("[data-faults] > li")].reverse();
  const faults = new Map(items.map((item) => [item.dataset.field, item.textContent]));
  form.querySelectorAll("[data-fault]").forEach((output) => showFault(output, faults));
}

function release() {
  isPressed = false;
  showFaults();
}

function touchAll() {
  form.querySelectorAll("[data-fault]").forEach((output) => touched.add(output.dataset.fault));
}

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.wrap) wrap(body, button.dataset.wrap);
    else if (button?.matches("[data-insert-variable]")) insertVariable(body);
    else if (button?.dataset.fill) fill(button);
  });
  // Before htmx sends the field, and before it is counted.
  form.addEventListener(
    "input",
    (event) => {
      isDirty = isStale = true;
      if (event.target.matches("[data-template-name]") && !event.isComposing) normaliseName(event.target);
      countAll();
    },
    { capture: true },
  );
  // A fault that appeared while the pointer is down would move away what is about to be clicked; what was
  // said of a field before its last change says nothing of it now.
  document.addEventListener("pointerdown", () => (isPressed = true), { capture: true });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => setTimeout(release), { capture: true });
  }
  form.addEventListener("focusout", (event) => {
    if (event.target.value) touched.add(event.target.id);
    showFaults();
  });
  document.addEventListener("htmx:afterSettle", () => {
    isStale = false;
    showFaults();
  });
  form.addEventListener("submit", () => (isDirty = false));
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  if (form.hasAttribute("data-refused")) touchAll();
  countAll();
  showFaults();
}
