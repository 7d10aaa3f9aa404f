// How WhatsApp and Brazilians write: formatting marks, numbers, names and times.
import { element } from "./nodes.js";

const MARKS = [
  { pattern: /```([^`]+)```/, tag: "code" },
  { pattern: /(?<![\p{L}\p{N}*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\p{L}\p{N}*])/u, tag: "strong" },
  { pattern: /(?<![\p{L}\p{N}_])_(?!\s)([^_\n]+?)(?<!\s)_(?![\p{L}\p{N}_])/u, tag: "em" },
  { pattern: /(?<![\p{L}\p{N}~])~(?!\s)([^~\n]+?)(?<!\s)~(?![\p{L}\p{N}~])/u, tag: "s" },
];

// The text as nodes: *bold*, _italic_, ~struck~ and ```fixed```, one inside the other.
export function formatted(text) {
  const found = MARKS.map(({ pattern, tag }) => ({ match: pattern.exec(text), tag }))
    .filter(({ match }) => match)
    .sort((one, other) => one.match.index - other.match.index)[0];
  if (!found) return text ? [text] : [];
  const { match, tag } = found;
  const inner = tag === "code" ? [match[1]] : formatted(match[1]);
  return [
    ...(match.index ? [text.slice(0, match.index)] : []),
    element(tag, "", ...inner),
    ...formatted(text.slice(match.index + match[0].length)),
  ];
}

export function displayNumber(digits) {
  const brazilian = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(digits);
  return brazilian ? `+55 ${brazilian[1]} ${brazilian[2]}-${brazilian[3]}` : `+${digits}`;
}

export function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words[words.length - 1][0] : (words[0] || "?")[1] || "";
  return ((words[0] || "?")[0] + last).toUpperCase();
}

export function avatarClass(key) {
  const sum = [...key].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  return ["avatar", "avatar avatar--b", "avatar avatar--c", "avatar avatar--d"][sum % 4];
}

const CLOCK = new Intl.DateTimeFormat("pt-BR", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("pt-BR", { day: "2-digit", month: "2-digit", year: "numeric" });
const SHORT_DAY = new Intl.DateTimeFormat("pt-BR", { day: "2-digit", month: "2-digit" });

export function clock(seconds) {
  return CLOCK.format(new Date(seconds * 1000));
}

export function day(seconds) {
  const date = DAY.format(new Date(seconds * 1000));
  return date === DAY.format(new Date()) ? `Hoje, ${date}` : date;
}

export function shortTime(seconds) {
  if (seconds === null) return "sem uso";
  const moment = new Date(seconds * 1000);
  const isToday = DAY.format(moment) === DAY.format(new Date());
  return isToday ? CLOCK.format(moment) : SHORT_DAY.format(moment);
}
