// What Telegram is sent → elements: HTML texts, the inline keyboard beneath, a file, the keyboard for one's number.

import { el, icon } from "./dom.js";

const TAGS = new Set(["B", "I", "BLOCKQUOTE"]);

/** One of our messages, which may be several of Telegram's. */
export function drawTelegram({ texts, keyboard, document: file, number, question }) {
  const article = el("article", { class: "message telegram-skin", "data-question": question });
  for (const text of texts) article.append(el("div", { class: "tg-text" }, ...read(text)));
  if (keyboard) article.append(el("div", { class: "tg-keyboard" }, ...keyboard.map(drawRow)));
  if (file) article.append(drawFile(file));
  if (number) {
    article.append(el("div", { class: "tg-text" }, number.text), el("div", { class: "tg-reply" }, number.button));
  }
  return article;
}

function drawRow(row) {
  return el("div", { class: "tg-row" }, ...row.map((button) => el("button", {
    type: "button",
    class: "tg-button",
    "data-style": button.style,
    "data-tap": button.callback_data,
    "data-says": button.text,
    "data-tick": button.callback_data?.startsWith("t:"),
  }, button.text)));
}

function drawFile({ name, caption, url }) {
  return el("div", { class: "tg-text tg-file" }, el("a", { href: url, target: "_blank", rel: "noopener" }, icon("file"), name), el("p", {}, caption));
}

/** The few tags we send, as elements; anything else as the text it is. */
function read(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map(copy);
}

function copy(node) {
  // The line break after a quotation is its end, not a line of its own.
  if (node.nodeType === Node.TEXT_NODE) return node.previousSibling?.nodeName === "BLOCKQUOTE" ? node.data.replace(/^\n/, "") : node.data;
  const children = [...node.childNodes].map(copy);
  return TAGS.has(node.nodeName) ? el(node.nodeName.toLowerCase(), {}, ...children) : el("span", {}, ...children);
}
