// Which look the chat wears: the page's own, or the very cards and keyboards LINE and Telegram would be sent.

import { drawMessage } from "./draw.js";
import { drawLine } from "./flex.js";
import { drawTelegram } from "./telegram.js";

const KEPT = "skin";
const select = document.getElementById("skin");
const log = document.getElementById("log");

if (select) {
  select.value = sessionStorage.getItem(KEPT) ?? "";
  select.addEventListener("change", () => {
    sessionStorage.setItem(KEPT, select.value);
    location.reload();
  });
  if (select.value) log.classList.add(`as-${select.value}`);
}

/** The articles of a reply. LINE carries all its messages together, so there they are not one by one. */
export function articlesOf({ messages, skins }) {
  if (select?.value === "line") return drawLine(skins.line);
  if (select?.value === "telegram") return skins.telegram.map(drawTelegram);
  return messages.map(drawMessage);
}

/** Whether a ticked list is changed where it stands; on LINE nothing that was sent can be changed. */
export function editsInPlace() {
  return select?.value !== "line";
}
