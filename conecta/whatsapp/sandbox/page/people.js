// The list of customers. Items stay the same nodes, so that focus and hover survive an update.
import { byId, element } from "./nodes.js";
import { avatarClass, displayNumber, initials, shortTime } from "./words.js";

const items = new Map();

export function drawPeople(people, current, hrefOf) {
  const list = byId("people");
  const focused = document.activeElement;
  const drawn = people.map((person) => drawPerson(person, person.wa_id === current, hrefOf));
  if (drawn.some((node, index) => list.children[index] !== node) || list.children.length !== drawn.length) {
    list.replaceChildren(...drawn);
    if (list.contains(focused)) focused.focus();
  }
  byId("nobody").hidden = people.length > 0;
}

function drawPerson(person, isCurrent, hrefOf) {
  const drawing = JSON.stringify([person, isCurrent]);
  const known = items.get(person.wa_id);
  if (known && known.dataset.drawing === drawing) return known;
  const node = known || element("li", "", element("a", "conv"));
  items.set(person.wa_id, node);
  node.dataset.drawing = drawing;
  const link = node.firstElementChild;
  link.href = hrefOf(person.wa_id);
  if (isCurrent) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
  link.replaceChildren(...personLines(person));
  return node;
}

function personLines(person) {
  const avatar = element("span", avatarClass(person.wa_id), initials(person.name));
  avatar.setAttribute("aria-hidden", "true");
  const { text, at, is_mine: isMine } = person.last;
  const words = text ? `${isMine ? "Você: " : ""}${text}` : "Nenhuma mensagem";
  const lines = [
    avatar,
    element("span", "conv__name truncate", person.name),
    element("span", "conv__time", shortTime(at)),
    element("span", "conv__text truncate", words),
  ];
  if (person.unread) {
    lines.push(element("span", "count", element("span", "sr-only", "Não lidas: "), String(person.unread)));
  }
  return [...lines, element("span", "conv__number", displayNumber(person.number))];
}
