// The person's own bubbles: what was said, whether it has arrived, and a way to send it again.

import { el, icon, size } from "./dom.js";

const SIGNS = { waiting: "sending", sent: "sent", failed: "failed" };

/** The bubble of an event that is about to be sent. */
export function drawOwn(event, words, language) {
  const clock = new Date().toLocaleTimeString("zh-TW", { hour: "2-digit", minute: "2-digit", hour12: false });
  const content = event.file ? [icon("file"), el("span", {}, event.file.name), el("small", {}, size(event.file.size))]
    : [event.shown];
  const node = el("div", { class: "own", lang: language },
    el("div", { class: event.file ? "bubble file" : "bubble" }, ...content),
    el("span", { class: "fate" }, el("span", { class: "fate-word" }), el("time", { "aria-hidden": "true" }, clock)));
  setFate(node, "waiting", words);
  return node;
}

/** Show that an event is `waiting`, `sent` or `failed` (with the server's reason, and a button to retry). */
export function setFate(node, fate, words, { reason = "", id = "" } = {}) {
  node.dataset.fate = fate;
  node.querySelector(".fate-word").textContent = reason || words[SIGNS[fate]];
  node.querySelector(".retry")?.remove();
  if (fate === "failed") {
    node.querySelector(".fate").append(
      el("button", { type: "button", class: "retry", "data-retry": id }, icon("retry"), words.retry));
  }
}
