// The chat page: puts together drawing, sending, scrolling, keys and samples.

import { ask, newId, postEvent } from "./api.js";
import { createComposer, lengthOf } from "./composer.js";
import { el, icon, morph } from "./dom.js";
import { leaveTabOrder, listenKeys } from "./keys.js";
import { drawOwn, setFate } from "./own.js";
import { createQueue } from "./queue.js";
import { offerSamples } from "./samples.js";
import { createScroll } from "./scroll.js";
import { articlesOf, editsInPlace } from "./skin.js";
import { wordsOf, writeWords } from "./words.js";

const TYPING_AFTER_MS = 250; // a quick answer needs no "is typing", which would only flicker
const DOUBLE_CLICK_MS = 400;
const TOAST_MS = 6000;

const pane = document.querySelector("#chat");
const [log, scroller, typing, toast, helps] = ["log", "scroller", "typing", "toast", "helps"].map((id) =>
  document.getElementById(id));
const scroll = createScroll(scroller, document.getElementById("newest"));
const state = { language: "zh-TW", words: wordsOf("zh-TW"), question: "", tapped: {}, toast: 0, typing: 0 };
const failed = new Map();

const queue = createQueue(postEvent, { waiting, answered, failed: notDelivered, idle: stopTyping });
const composer = createComposer(pane, {
  text: (text) => send({ text, shown: text }),
  file: (file) => send({ file }),
  up: () => newest()?.querySelector("button")?.focus(),
});

function send(event) {
  event.id = newId();
  toast.replaceChildren();
  if (!event.tick) showOwn(event);
  queue.push(event);
}

function showOwn(event) {
  event.node = drawOwn(event, state.words, state.language);
  log.append(event.node);
  scroll.toEnd();
}

function waiting(event) {
  if (event.node) setFate(event.node, "waiting", state.words);
  clearTimeout(state.typing);
  if (!event.tick) state.typing = setTimeout(startTyping, TYPING_AFTER_MS);
}

function startTyping() {
  const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
  typing.hidden = false;
  if (near) scroll.toEnd();
}

function stopTyping() {
  clearTimeout(state.typing);
  typing.hidden = true;
}

function answered(event, reply) {
  const { messages } = reply;
  if (event.node) setFate(event.node, "sent", state.words);
  failed.delete(event.id);
  stopTyping();
  if (event.tick && redrawInPlace(reply)) return;
  showReply(reply);
  const last = messages.at(-1);
  if (event.text && last?.limit && lengthOf(event.text) > last.limit) composer.fill(event.text); // to be shortened
}

function notDelivered(event, failure) {
  stopTyping();
  if (event.tick) turnOver(newest(), event.tick);
  if (!event.node) showOwn(event);
  failed.set(event.id, event);
  setFate(event.node, "failed", state.words, { reason: failure.message, id: event.id });
  scroll.toEnd();
}

/** A tick's answer is the same question again: change its ticks instead of piling up the list. */
function redrawInPlace(reply) {
  const { messages } = reply;
  const [message] = messages;
  const article = newest();
  const same = editsInPlace() && messages.length === 1 && message.multiple && article?.dataset.question === message.question;
  if (!same) return false;
  const [fresh] = articlesOf(reply);
  fresh.className = article.className;
  morph(article, fresh);
  queue.waiting().filter((event) => event.tick).forEach((event) => turnOver(article, event.tick));
  adopt(message);
  const problem = message.notes.find((note) => note.tone === "warn" || note.tone === "rejected");
  if (problem) say(problem.text, problem.tone); // the note itself may be out of sight, above a long list
  return true;
}

function newest() {
  return [...log.querySelectorAll(".message:not(.past)")].at(-1);
}

/** Show a tick at once, before the server has answered; its answer has the last word. */
function turnOver(article, number) {
  const button = article?.querySelector(`[data-number="${number}"]`);
  button?.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
}

function showReply(reply) {
  const { messages } = reply;
  if (!messages.length) return;
  for (const old of log.querySelectorAll(".message:not(.past)")) {
    old.classList.add("past");
    leaveTabOrder(old);
  }
  const articles = articlesOf(reply);
  articles[0].classList.add("first");
  log.append(...articles);
  adopt(messages.at(-1));
  scroll.toNew(articles[0]);
}

/** Take over what the page shows around the talk from the newest message: language, progress, hint. */
function adopt(message) {
  if (message.language !== state.language || !helps.childElementCount) speak(message.language);
  state.question = message.question;
  const example = message.example && state.words.example + message.example;
  composer.limit(message.limit);
  composer.hint(message.hint || example || state.words.placeholder);
  const overall = document.getElementById("overall");
  overall.hidden = !message.progress;
  overall.value = message.progress?.done ?? 0;
  document.getElementById("stage").textContent = message.progress?.label ?? "";
}

function speak(language) {
  state.language = language;
  state.words = wordsOf(language);
  pane.lang = language;
  writeWords(language);
  helps.replaceChildren(...state.words.helpWords.map((word) => el("button", { type: "button", class: "help" }, word)));
}

function say(text, tone = "info") {
  clearTimeout(state.toast);
  toast.replaceChildren(icon(tone), text);
  toast.dataset.tone = tone;
  state.toast = setTimeout(() => toast.replaceChildren(), TOAST_MS);
}

function tap(button) {
  const { tap: data, says, number, tick } = button.dataset;
  const article = button.closest(".message");
  if (tick !== undefined && !article.classList.contains("past")) {
    turnOver(article, number);
    return send({ tap: data, says, shown: says, tick: number });
  }
  if (state.tapped.data === data && Date.now() - state.tapped.at < DOUBLE_CLICK_MS) return;
  state.tapped = { data, at: Date.now() };
  if (button.matches(".choice")) button.classList.add("chosen");
  send({ tap: data, says, shown: says });
  composer.focus();
}

async function load() {
  try {
    showReply(await ask("/chat/messages"));
    composer.focus();
  } catch (failure) {
    const retry = el("button", { type: "button", class: "action" }, state.words.retry);
    const panel = el("div", { class: "load-failed" }, icon("warn"), failure.message || state.words.loadFailed, retry);
    retry.addEventListener("click", () => {
      panel.remove();
      load();
    });
    log.append(panel);
  }
}

log.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.retry) queue.push(failed.get(button.dataset.retry));
  else if (button?.dataset.tap) tap(button);
});
helps.addEventListener("click", (event) => {
  const word = event.target.closest("button")?.textContent;
  if (!word) return;
  send({ text: word, shown: word });
  composer.focus();
});
addEventListener("online", queue.retry);
listenKeys(log, composer);
speak(state.language);
load();
offerSamples(pane, {
  question: () => state.question,
  fill(text) {
    composer.fill(text);
    say(state.words.filled);
  },
  none: () => say(state.words.noSample),
});
