// The staff's mailbox: asks for letters every two seconds while someone is looking, lists them, opens one.

import { ask } from "./api.js";
import { el, icon } from "./dom.js";
import { createLetter } from "./letter.js";
import { writeWords } from "./words.js";

const EVERY_MS = 2000;
const READ = "mail-read";

const pane = document.querySelector("#mailbox");
const [list, empty, note] = ["mail-list", "mail-empty", "mail-state"].map((id) => document.getElementById(id));
const state = { letters: [], shown: "", open: "", asking: false, read: new Set(JSON.parse(sessionStorage.getItem(READ) ?? "[]")) };
const letter = createLetter(pane, { back: focusList });
const ownTitle = document.title;

async function poll() {
  setTimeout(poll, EVERY_MS);
  if (document.hidden || state.asking) return;
  state.asking = true;
  const answer = await ask("/mailbox/messages").catch(() => null);
  state.asking = false;
  tell(answer ? "" : "連線中斷，重新連線中…");
  if (answer) take(answer.messages);
}

function take(messages) {
  const shown = JSON.stringify(messages);
  if (shown === state.shown) return;
  const first = state.shown === "";
  const known = new Set(state.letters.map(({ id }) => id));
  state.shown = shown;
  state.letters = [...messages].sort((one, other) => Date.parse(other.date) - Date.parse(one.date));
  empty.hidden = messages.length > 0;
  if (state.open && !messages.some(({ id }) => id === state.open)) close();
  const fresh = state.letters.filter(({ id }) => !known.has(id));
  if (fresh.length && !first) tell(`收到新信：${fresh[0].subject}`);
  // Room for list and letter side by side: show the newest, as nothing else is being read there.
  if (!state.open && fresh.length && letter.beside()) open(fresh[0].id);
  else drawList();
}

function tell(text) {
  if (text || note.textContent.startsWith("連線")) note.textContent = text;
}

function open(id) {
  state.open = id;
  state.read.add(id);
  sessionStorage.setItem(READ, JSON.stringify([...state.read]));
  letter.show(state.letters.find((one) => one.id === id));
  note.textContent = "";
  drawList();
}

/** The letter being read is gone: its application was erased. */
function close() {
  state.open = "";
  letter.close();
}

function drawList() {
  const focused = list.contains(document.activeElement) && document.activeElement.dataset.id;
  list.replaceChildren(...state.letters.map(drawItem));
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
  const unread = state.letters.filter(({ id }) => !state.read.has(id)).length;
  for (const badge of document.querySelectorAll("[data-unread]")) {
    badge.hidden = unread === 0;
    badge.replaceChildren(String(unread), el("span", { class: "unseen" }, "封未讀"));
  }
  document.title = unread ? `（${unread}）${ownTitle}` : ownTitle;
}

function drawItem(one) {
  const unread = !state.read.has(one.id);
  const attached = one.attachments.length;
  return el("button",
    { type: "button", class: "item", "data-id": one.id, "aria-current": one.id === state.open, "data-unread-item": unread },
    el("span", { class: "from" }, sender(one.from)),
    el("time", { datetime: one.date }, shortTime(one.date)),
    el("span", { class: "subject" }, one.subject),
    one.summary ? el("span", { class: "summary" }, one.summary) : null,
    el("span", { class: "chips" },
      unread ? el("span", { class: "chip new" }, "未讀") : null,
      attached ? el("span", { class: "chip" }, icon("attach"), `附件 ${attached}`) : null));
}

/** The name in `"Name" <address>`, else the address. */
function sender(from) {
  return /^\s*"?([^"<]+?)"?\s*</.exec(from)?.[1] ?? from;
}

/** Today the time, otherwise the day, in Taiwan. */
function shortTime(date) {
  const day = { timeZone: "Asia/Taipei", month: "numeric", day: "numeric" };
  const format = (options, when) => new Intl.DateTimeFormat("zh-TW", options).format(when);
  const when = new Date(date);
  if (format(day, when) !== format(day, new Date())) return format(day, when);
  return format({ timeZone: "Asia/Taipei", hour: "2-digit", minute: "2-digit", hour12: false }, when);
}

function focusList() {
  const id = state.open;
  state.open = "";
  drawList();
  list.querySelector(`[data-id="${CSS.escape(id)}"]`)?.focus();
}

list.addEventListener("click", (event) => {
  const item = event.target.closest("[data-id]");
  if (!item) return;
  open(item.dataset.id);
  letter.focus();
});
list.addEventListener("keydown", (event) => {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!step) return;
  event.preventDefault();
  event.target[step]?.focus();
});
if (!document.getElementById("chat")) writeWords("zh-TW"); // alone: no chat sets the words of the header
drawList();
poll();
