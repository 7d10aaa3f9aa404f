// The telephone: who is playing, what they see, and what they send.
import { getState, post } from "./api.js";
import { drawChat } from "./chat.js";
import { byId, element } from "./nodes.js";
import { drawPeople } from "./people.js";
import { drawSettings, setFailing, setWebhooks, startMarkRead, startTheme } from "./settings.js";
import { displayNumber, initials } from "./words.js";

const EVERY_MS = 1000;
const ONE_COLUMN = matchMedia("(max-width: 859px)");
const NOTICE_MS = 8000;
const SILENCE = "O simulador não respondeu.";
const CLOSED_WINDOW = "Fechada: só chega HSM até o cliente escrever";

// The address keeps the choice: #<wa_id>/<phone number id>
const choice = { person: "", number: "", search: "" };
let version = -1;
let timer = 0;
let latest = null;
let notice = "";

function readAddress() {
  const [person = "", number = ""] = location.hash.slice(1).split("/");
  choice.person = person.replace(/\D/g, "");
  choice.number = number;
  version = -1;
  refresh();
}

function addressOf(person) {
  return `#${person}`;
}

async function refresh() {
  clearTimeout(timer);
  const asked = { ...choice, version };
  try {
    const state = await getState(asked);
    if (notice.startsWith(SILENCE)) notify("");
    if (isStillAsked(asked) && state.version !== version) draw(state);
  } catch (error) {
    notify(`${SILENCE} Tentando de novo… (${error.message})`);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, EVERY_MS);
}

function isStillAsked(asked) {
  return Object.keys(choice).every((key) => choice[key] === asked[key]);
}

function draw(state) {
  const isNobody = !state.person && state.people.length > 0;
  if (isNobody && !choice.search && (choice.person || !ONE_COLUMN.matches)) {
    location.replace(ONE_COLUMN.matches ? "#" : addressOf(state.people[0].wa_id));
    return;
  }
  version = state.version;
  latest = state;
  choice.number = state.number;
  byId("panes").dataset.view = choice.person ? "chat" : "list";
  drawPeople(state.people, state.person?.wa_id, addressOf);
  drawCompany(state);
  drawPerson(state);
  drawChat(`${state.person?.wa_id}/${state.number}`, state.conversation, reply);
  drawSettings(state);
  markRead(state);
}

function drawCompany(state) {
  const select = byId("company");
  const options = state.numbers.map((number) => {
    const waiting = number.unread && number.id !== state.number ? ` (${number.unread})` : "";
    const option = element("option", "", number.name + waiting);
    option.value = number.id;
    return option;
  });
  if (select.textContent !== options.map((option) => option.textContent).join("")) {
    select.replaceChildren(...options);
  }
  select.value = state.number;
  const company = state.numbers.find((number) => number.id === state.number);
  byId("company-initials").textContent = initials(company.name);
  byId("company-number").textContent = ` · ${company.display}`;
}

function drawPerson(state) {
  const { person } = state;
  byId("who").textContent = person ? person.name : "Cliente";
  byId("who-number").textContent = person ? displayNumber(person.number) : "–";
  byId("who-id").textContent = person ? person.wa_id : "–";
  byId("who-window").textContent = person ? windowWords(state) : "–";
  byId("telefone").setAttribute("aria-label", person ? `Telefone de ${person.name}` : "Telefone");
  byId("draft").setAttribute("aria-label", person ? `Mensagem como ${person.name}` : "Mensagem como cliente");
}

function windowWords(state) {
  if (!state.window_closes_at) return CLOSED_WINDOW;
  const closing = new Date(state.window_closes_at * 1000);
  const time = closing.toLocaleString("pt-BR", { day: "2-digit", month: "2-digit", hour: "2-digit", minute: "2-digit" });
  return `Aberta até ${time}`;
}

async function markRead(state) {
  const isUnread = state.numbers.some((number) => number.id === state.number && number.unread);
  if (!isUnread || !state.person || !byId("mark-read").checked) return;
  await act(() => post("/_phone/read", { person: state.person.wa_id, number: state.number }));
}

// Do it, show what came of it at once, and say it when it failed.
async function act(deed) {
  try {
    await deed();
  } catch (error) {
    notify(error.message);
    return false;
  }
  await refresh();
  return true;
}

function say(content) {
  const { person, number } = latest || {};
  if (!person) return notify("Escolha um cliente na lista.");
  return act(() => post("/_sandbox/inbound", { from: person.wa_id, phone_number_id: number, ...content }));
}

function reply(bubble, button) {
  const content = { text: button.text, context: bubble.id, type: "button", payload: button.payload };
  if (button.kind === "REPLY") content.type = "interactive";
  if (button.kind === "LIST_REPLY") {
    content.type = "interactive";
    content.payload = { type: "list_reply", list_reply: { id: button.payload, title: button.text } };
  }
  say(content);
}

function notify(sentence) {
  if (notice === sentence) return;
  notice = sentence;
  byId("notice").textContent = sentence;
  byId("notice").hidden = !sentence;
  if (sentence) setTimeout(() => notice === sentence && notify(""), NOTICE_MS);
}

async function addPerson(event) {
  event.preventDefault();
  const number = byId("new-number");
  byId("new-number-error").textContent = "";
  try {
    const added = await post("/_phone/people", { number: number.value, name: byId("new-name").value });
    byId("new-person").close();
    event.target.reset();
    location.hash = addressOf(added.wa_id);
  } catch (error) {
    number.setAttribute("aria-invalid", "true");
    byId("new-number-error").textContent = error.message;
    number.focus();
  }
}

function startDialog() {
  const dialog = byId("new-person");
  byId("add").addEventListener("click", () => {
    byId("new-number").removeAttribute("aria-invalid");
    byId("new-number-error").textContent = "";
    dialog.showModal();
  });
  dialog.querySelectorAll("[data-close]").forEach((button) => button.addEventListener("click", () => dialog.close()));
  byId("new-person-form").addEventListener("submit", addPerson);
}

function startComposer() {
  byId("composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    const draft = byId("draft");
    const text = draft.value;
    if (text.trim() && (await say({ text }))) draft.value = "";
    draft.focus();
  });
  byId("ready").addEventListener("click", (event) => {
    if (event.target.matches("button")) say({ text: event.target.textContent });
  });
}

function startChoices() {
  byId("search").addEventListener("input", (event) => {
    choice.search = event.target.value;
    version = -1;
    refresh();
  });
  byId("company").addEventListener("change", (event) => {
    location.replace(`${addressOf(choice.person)}/${event.target.value}`);
  });
  byId("webhooks").addEventListener("change", (event) => act(() => setWebhooks(event.target.checked)));
  byId("fail").addEventListener("change", (event) => {
    act(() => setFailing(latest.person.wa_id, event.target.checked));
  });
  byId("mark-read").addEventListener("change", () => latest && markRead(latest));
}

startTheme();
startMarkRead();
startDialog();
startComposer();
startChoices();
addEventListener("hashchange", readAddress);
readAddress();
