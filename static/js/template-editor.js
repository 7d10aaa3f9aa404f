// The HSM editor: what must answer at once. The server judges; here are carets, counts and courtesies.
const form = document.querySelector("[data-template-editor]");
const bodyOf = () => form.querySelector("#id_body");
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

// The part of the template that a field writes, as the names of its samples begin.
const partOf = (field) => field.id.replace(/^(id_|f-)/, "");

function insertVariable(field) {
  const named = document.getElementById("hsm-variavel");
  const numbers = [...field.value.matchAll(/\{\{(\d+)\}\}/g)].map((found) => Number(found[1]));
  const name = named?.value.toLowerCase().replace(/[^a-z_]+/g, "_") || named?.placeholder;
  const text = `{{${name ?? Math.max(0, ...numbers) + 1}}}`;
  const caret = field.selectionStart + text.length;
  if (named) named.value = "";
  replaceSelection(field, text, caret, caret);
  renumber(field);
}

function insertText(field, text) {
  const caret = field.selectionStart + text.length;
  replaceSelection(field, text, caret, caret);
}

// Numbers from 1 in the order of the text, as Meta wants them; each takes its sample along.
function renumber(field) {
  const used = [...new Set([...field.value.matchAll(/\{\{(\d+)\}\}/g)].map((found) => found[1]))];
  const order = new Map(used.map((number, index) => [number, String(index + 1)]));
  if (used.every((number) => order.get(number) === number)) return;
  const part = partOf(field);
  const sampleOf = (number) => form.querySelector(`[name="sample.${part}.${number}"]`);
  const values = used.map((number) => [order.get(number), sampleOf(number)?.value ?? ""]);
  const { selectionStart: caret, value } = field;
  field.value = value.replace(/\{\{(\d+)\}\}/g, (_, number) => `{{${order.get(number)}}}`);
  field.setSelectionRange(caret, caret);
  for (const [number, sample] of values) (sampleOf(number) ?? newSample(part, number)).value = sample;
  changed(field);
}

// The server draws its field; until then its value waits here.
function newSample(part, number) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name: `sample.${part}.${number}` });
  form.querySelector("#hsm-exemplos").append(input);
  return input;
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
  const { length } = [...(document.getElementById(output.dataset.count)?.value ?? "")];
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
  if (!field) return;
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
    if (button?.dataset.wrap) wrap(bodyOf(), button.dataset.wrap);
    else if (button?.dataset.insert) {
      button.closest("details").open = false;
      insertText(bodyOf(), button.dataset.insert);
    } else if (button?.matches("[data-insert-variable]")) {
      insertVariable(document.getElementById(button.dataset.insertVariable) ?? bodyOf());
    } else if (button?.dataset.fill) fill(button);
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
  form.addEventListener(
    "change",
    ({ target }) => {
      if (target.matches("#id_body, #id_header, textarea[id^='f-card.']")) renumber(target);
    },
    { capture: true },
  );
  form.addEventListener("focusout", (event) => {
    if (event.target.value) touched.add(event.target.id);
    showFaults();
  });
  document.addEventListener("htmx:afterSettle", () => {
    isStale = false;
    countAll();
    showFaults();
  });
  document.addEventListener("submit", () => (isDirty = false));
  window.addEventListener("beforeunload", (event) => {
    if (isDirty) event.preventDefault();
  });
  if (form.hasAttribute("data-refused")) touchAll();
  countAll();
  showFaults();
}
