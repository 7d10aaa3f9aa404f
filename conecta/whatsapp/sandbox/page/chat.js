// The conversation. New messages are appended, so that a screen reader announces only those.
import { byId, element, icon } from "./nodes.js";
import { clock, day, formatted } from "./words.js";

const STATUS = {
  sent: ["check", "Enviada", ""],
  delivered: ["check-double", "Entregue", " bubble__status--ok"],
  read: ["check-read", "Lida", " bubble__status--ok"],
};
const MEDIA_ICON = { Foto: "photo", Figurinha: "photo" };
const ACTION_ICON = {
  QUICK_REPLY: "arrow-uturn-left",
  REPLY: "arrow-uturn-left",
  LIST_REPLY: "arrow-uturn-left",
  URL: "arrow-top-right-on-square",
  PHONE_NUMBER: "device-phone-mobile",
  COPY_CODE: "document-duplicate",
};
const ANSWERS = new Set(["QUICK_REPLY", "REPLY", "LIST_REPLY"]);
const NEAR_END = 80;
const MOST_BUTTONS = 3;
const BUTTONS_BEFORE_LIST = 2;

let shown = { key: "", ids: [] };

export function drawChat(key, bubbles, onReply) {
  const chat = byId("chat");
  const isSame = shown.key === key && shown.ids.every((id, index) => bubbles[index]?.id === id);
  const wasAtEnd = !isSame || chat.scrollHeight - chat.scrollTop - chat.clientHeight < NEAR_END;
  if (!isSame || !bubbles.length || !shown.ids.length) chat.replaceChildren();
  const from = isSame ? shown.ids.length : 0;
  bubbles.slice(0, from).forEach(refreshStatus);
  bubbles.slice(from).forEach((bubble, index) => {
    const previous = bubbles[from + index - 1];
    if (!previous || day(previous.at) !== day(bubble.at)) {
      chat.append(element("p", "chat__day", day(bubble.at)));
    }
    chat.append(drawBubble(bubble, onReply));
  });
  if (!bubbles.length) chat.append(element("p", "chat__empty", "Nenhuma mensagem com esta empresa. Escreva a primeira."));
  shown = { key, ids: bubbles.map((bubble) => bubble.id) };
  if (wasAtEnd && bubbles.length > from) chat.scrollTop = chat.scrollHeight;
}

function drawBubble(bubble, onReply) {
  const isRich = bubble.header || bubble.media || bubble.offer || bubble.footer || bubble.buttons.length;
  const kind = `${bubble.is_mine ? " bubble--mine" : ""}${isRich ? " bubble--rich" : ""}`;
  const article = element("article", `bubble${kind}`);
  article.dataset.id = bubble.id;
  if (bubble.media) article.append(drawMedia(bubble.media, bubble.place));
  const content = element("div", "bubble__content");
  if (bubble.header) content.append(element("p", "bubble__header", bubble.header));
  if (bubble.offer) content.append(element("p", "bubble__header bubble__offer", icon("clock"), bubble.offer));
  if (bubble.body) content.append(element("p", "bubble__body", ...formatted(bubble.body)));
  if (bubble.footer) content.append(element("p", "bubble__footer", bubble.footer));
  content.append(element("p", "bubble__meta", clock(bubble.at), ...statusOf(bubble)));
  article.append(content, ...drawActions(bubble, bubble.buttons, onReply));
  if (bubble.cards.length) article.append(drawCards(bubble, onReply));
  return article;
}

function drawMedia(media, place) {
  const name = MEDIA_ICON[media] || "document";
  return element("div", "bubble__media", icon(name, "icon icon--lg"), media, ...(place ? [element("small", "", place)] : []));
}

function drawCards(bubble, onReply) {
  const list = element("ul", "bubble__cards");
  list.append(...bubble.cards.map((card) => {
    const item = element("li", "bubble__card", drawMedia(card.media || "Foto", ""));
    if (card.body) item.append(element("p", "bubble__body", ...formatted(card.body)));
    item.append(...card.buttons.map((button) => drawAction(bubble, button, onReply)));
    return item;
  }));
  return list;
}

// With more than three buttons WhatsApp shows two, and a line that opens the others.
function drawActions(bubble, buttons, onReply) {
  const drawn = buttons.map((button) => drawAction(bubble, button, onReply));
  if (drawn.length <= MOST_BUTTONS) return drawn;
  const hidden = drawn.slice(BUTTONS_BEFORE_LIST);
  const opener = element("button", "bubble__action", "Ver todas as opções");
  opener.type = "button";
  opener.addEventListener("click", () => {
    opener.replaceWith(...hidden);
    hidden[0].focus();
  });
  return [...drawn.slice(0, BUTTONS_BEFORE_LIST), opener];
}

function statusOf(bubble) {
  if (!bubble.is_mine) return [];
  const [name, words, look] = STATUS[bubble.status];
  const status = element("span", `bubble__status${look}`, icon(name), words);
  status.dataset.status = bubble.status;
  return [status];
}

function refreshStatus(bubble) {
  const drawn = document.querySelector(`[data-id="${CSS.escape(bubble.id)}"] .bubble__status`);
  if (drawn && drawn.dataset.status !== bubble.status) drawn.replaceWith(...statusOf(bubble));
}

function drawAction(bubble, button, onReply) {
  const isLink = button.kind === "URL";
  const action = element(isLink ? "a" : "button", "bubble__action", icon(ACTION_ICON[button.kind] || "check"), button.text);
  if (isLink) Object.assign(action, { href: button.url, target: "_blank", rel: "noopener noreferrer" });
  else action.type = "button";
  if (ANSWERS.has(button.kind)) action.addEventListener("click", () => onReply(bubble, button));
  if (button.kind === "COPY_CODE") action.addEventListener("click", () => navigator.clipboard.writeText(button.payload));
  return action;
}
