// Theme, and the switches of the delivery card. What concerns this browser stays in this browser.
import { getConfig, post } from "./api.js";
import { byId } from "./nodes.js";

const UNDELIVERABLE = 131026;
const root = document.documentElement;

export function startTheme() {
  const kept = localStorage.getItem("sandbox-theme");
  if (kept) root.dataset.theme = kept;
  byId("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    localStorage.setItem("sandbox-theme", root.dataset.theme);
  });
}

export function startMarkRead() {
  byId("mark-read").checked = localStorage.getItem("sandbox-mark-read") !== "no";
  byId("mark-read").addEventListener("change", (event) => {
    localStorage.setItem("sandbox-mark-read", event.target.checked ? "yes" : "no");
  });
}

export function setWebhooks(areOn) {
  return post("/_sandbox/config", { webhooks: areOn });
}

// Every message to this person fails, or none does; other people's settings stay.
export async function setFailing(person, isFailing) {
  const { failures } = await getConfig();
  delete failures[person];
  if (isFailing) failures[person] = UNDELIVERABLE;
  return post("/_sandbox/config", { failures });
}

export function drawSettings(state) {
  byId("webhooks").checked = state.webhooks;
  byId("fail").checked = state.failing !== 0;
  byId("fail").disabled = !state.person;
}
