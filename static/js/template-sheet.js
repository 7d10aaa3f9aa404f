// The parts of an HSM: buttons, cards and applications come and go at the server, in an order that Meta takes.
const form = document.querySelector("[data-template-editor]");
const act = form?.querySelector("[name=act]");
let pressed = "";

const find = (id) => document.getElementById(id);
const usable = (element) => (element && !element.disabled ? element : null);

function press(button) {
  act.value = pressed = button.dataset.act;
  form.dispatchEvent(new Event("hsm:act"));
}

// --- where the keyboard goes on, once the rows are others

const lastField = (rows) => [...document.querySelectorAll(rows)].at(-1)?.querySelector(".btn-row__fields input, [data-file]");

function nextRow(number) {
  return usable(find(`button.${number}-remove`)) ?? usable(find(`button.${number - 1}-remove`)) ?? find("hsm-mais-QUICK_REPLY");
}

function landing(said) {
  const [name, rest] = said.split(":");
  const number = Number(rest);
  if (name === "button.add") {
    const kinds = [...document.querySelectorAll(`#hsm-botoes input[name$=".kind"][value="${rest}"]`)];
    return kinds.at(-1)?.closest("[data-row]").querySelector(".btn-row__fields input");
  }
  if (name === "button.remove") return nextRow(number);
  if (name === "button.up") return usable(find(`button.${number - 1}-up`)) ?? find(`button.${number - 1}-down`);
  if (name === "button.down") return usable(find(`button.${number + 1}-down`)) ?? find(`button.${number + 1}-up`);
  if (name === "card.add") return lastField("#hsm-carrossel .card");
  if (name === "card.remove") return find("hsm-cartao-mais");
  if (name === "variable.remove") return find("id_body");
  return null;
}

function acted() {
  if (!pressed) return;
  act.value = "";
  landing(pressed)?.focus();
  pressed = "";
  form.dispatchEvent(new Event("hsm:acted"));
}

// --- what is typed while an answer is under way outlives the fields that the answer draws anew

// By name, with null for a box that is not ticked. Hidden fields are the server's, but for the media's handles.
let sent = new Map();
let newer = new Map();
const isOurs = (event) => event.detail.requestConfig?.elt === form;

function values() {
  const given = new FormData(form);
  const fields = form.querySelectorAll("input:not([type=hidden], [type=file]), textarea, select, [data-handle]");
  return new Map([...fields].filter((it) => it.name).map((it) => [it.name, given.get(it.name)]));
}

function restoreField(name, value) {
  const field = form.elements.namedItem(name);
  if (!field || new FormData(form).get(name) === value) return;
  const caret = field.selectionStart;
  if (field.type === "checkbox") field.checked = value !== null;
  else field.value = value ?? "";
  if (caret != null && field === document.activeElement) field.setSelectionRange(caret, caret);
  form.dispatchEvent(new Event("input"));
}

function restore() {
  for (const [name, value] of newer) restoreField(name, value);
  newer = new Map();
}

// --- a variable at the end of an address, where Meta takes it

function toggleUrlVariable(button) {
  const field = find(button.dataset.urlVariable);
  field.value = field.value.endsWith("{{1}}") ? field.value.slice(0, -5) : `${field.value}{{1}}`;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.act) press(button);
    else if (button.dataset.urlVariable) toggleUrlVariable(button);
  });
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt === form) sent = values();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // After an act the rows have other numbers.
    if (isOurs(event)) newer = pressed ? new Map() : new Map([...values()].filter(([name, value]) => sent.get(name) !== value));
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isOurs(event)) return;
    restore();
    acted();
  });
}
