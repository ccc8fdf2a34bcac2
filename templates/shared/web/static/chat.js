// The chat page: sends what is said and tapped, puts the server's answer in, follows the talk.

import { createComposer, lengthOf } from "./composer.js";
import { listenKeys } from "./keys.js";
import { wordsOf, writeWords } from "./page.js";
import { createQueue } from "./queue.js";
import { createScroll } from "./scroll.js";

const [TYPING_AFTER_MS, DOUBLE_CLICK_MS, TOAST_MS] = [250, 400, 6000]; // "is typing" only where an answer takes long

const [pane, log, scroller, newer, typing, toast, skin, own, overall, stage] =
  ["chat", "log", "scroller", "newest", "typing", "toast", "skin", "own", "overall", "stage"].map((id) => document.getElementById(id));
const scroll = createScroll(scroller, newer);
const state = { language: pane.lang, words: wordsOf(pane.lang), question: "", tapped: {}, toast: 0, typing: 0 };
const newest = () => [...log.querySelectorAll(".message:not(.past)")].at(-1);
const queue = createQueue(log.dataset.turns, { waiting, answered, failed: notDelivered, idle: stopTyping });
const composer = createComposer(pane, {
  text: (text) => send({ text }, text),
  file: (file) => send({ file }, file.name),
  up: () => newest()?.querySelector("button")?.focus(),
});

/** Send one of text, tap, file or open; `shown` stands as the person's own words, unless it only ticks something. */
function send(fields, shown = "", tick = "") {
  const event = { fields: { look: log.dataset.look, ...fields }, shown, tick };
  toast.textContent = "";
  if (shown && !tick) showOwn(event);
  queue.push(event);
}

function showOwn(event) {
  event.node = own.content.firstElementChild.cloneNode(true);
  event.node.lang = state.language;
  event.node.querySelector(".bubble").textContent = event.shown;
  event.node.querySelector("time").textContent = new Date().toTimeString().slice(0, 5);
  event.node.querySelector(".retry").onclick = () => queue.push(event);
  setFate(event, "sending");
  log.append(event.node);
  scroll.toEnd();
}

function setFate({ node }, fate) {
  if (!node) return;
  node.dataset.fate = fate;
  node.querySelector(".fate-word").textContent = state.words[fate];
  node.querySelector(".retry").hidden = fate !== "failed";
  node.querySelector(".retry span").textContent = state.words.retry;
}

function waiting(event) {
  setFate(event, "sending");
  clearTimeout(state.typing);
  if (!event.tick) state.typing = setTimeout(() => (typing.hidden = false), TYPING_AFTER_MS);
}

function stopTyping() {
  clearTimeout(state.typing);
  typing.hidden = true;
}

function notDelivered(event) {
  stopTyping();
  if (event.tick) turnOver(newest(), event.tick);
  event.shown ||= state.words.loadFailed;
  if (!event.node) showOwn(event);
  setFate(event, "failed");
}

function answered(event, html) {
  setFate(event, "sent");
  if (event.fields.open) event.node?.remove();
  stopTyping();
  const drawn = new DOMParser().parseFromString(html, "text/html").body.children;
  if (!drawn.length) return;
  const taken = JSON.parse([...drawn].at(-1).dataset.state);
  if (!event.tick || !changeInPlace(drawn, html)) append(html);
  adopt(taken);
  if (event.tick && taken.problem) say(...taken.problem); // the note itself may be out of sight, above a long list
  if (lengthOf(event.fields.text ?? "") > (taken.limit || Infinity)) composer.fill(event.fields.text); // to be shortened
}

/** A tick's answer is the same question again: change its ticks; on LINE nothing that was sent can be changed. */
function changeInPlace([fresh, ...others], html) {
  const article = newest();
  if (others.length || fresh.dataset.multiple === undefined || fresh.dataset.question !== article?.dataset.question) return false;
  Idiomorph.morph(article, html.trim());
  queue.waiting().filter(({ tick }) => tick).forEach(({ tick }) => turnOver(article, tick));
  return true;
}

function append(html) {
  log.querySelectorAll(".message").forEach((old) => old.classList.add("past"));
  log.querySelectorAll(".past :is(button, [role=button])").forEach((button) => (button.tabIndex = -1)); // Tab stays quick
  const before = log.childElementCount;
  htmx.swap(log, html, { swapStyle: "beforeend", swapDelay: 0, settleDelay: 0 });
  scroll.toNew(log.children[before]);
}

/** Show a tick at once, before the server has answered; its answer has the last word. */
function turnOver(article, number) {
  const button = article?.querySelector(`[data-number="${number}"]`);
  button?.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
}

/** Take over what the page shows around the talk from the newest message: language, progress, hint. */
function adopt({ language, question, limit, hint, stage: label, done }) {
  if (language !== state.language) writeWords(language);
  Object.assign(state, { question, language, words: wordsOf(language) });
  pane.lang = language;
  composer.expect(hint || state.words.placeholder, limit);
  overall.hidden = done === null;
  overall.value = done ?? 0;
  stage.textContent = label;
}

function say(tone, text) {
  clearTimeout(state.toast);
  toast.textContent = text;
  toast.dataset.tone = tone;
  state.toast = setTimeout(() => toast.replaceChildren(), TOAST_MS);
}

function tap(button) {
  const { tap: data, says, number = "0", tick } = button.dataset;
  if (tick !== undefined && !button.closest(".past")) {
    turnOver(button.closest(".message"), number);
    return send({ tap: data }, says, number);
  }
  if (state.tapped.data === data && Date.now() - state.tapped.at < DOUBLE_CLICK_MS) return;
  state.tapped = { data, at: Date.now() };
  if (button.matches(".choice")) button.classList.add("chosen");
  send({ tap: data }, says);
  composer.focus();
}

/** A calendar's button: without a day it opens the calendar, with one it sends it. */
function sendDay(button) {
  const field = button.parentElement.querySelector("input");
  if (!field.value) field.showPicker();
  else if (field.reportValidity()) send({ tap: `${button.dataset.day}:${field.value}` }, field.value);
}

async function fillSample(id) {
  const text = await (await fetch(`/chat/samples/${id}?question=${state.question}`)).text();
  if (text) composer.fill(text);
  say("info", text ? state.words.filled : state.words.noSample);
}

pane.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-tap], [data-day], [data-fill], [data-help], #fill");
  if (!button || target.closest("a")) return;
  if (button.dataset.day) sendDay(button);
  else if (button.dataset.fill) composer.fill(button.dataset.fill);
  else if (button.dataset.tap) tap(button);
  else if (button.dataset.help) send({ text: button.textContent }, button.textContent);
  else fillSample(document.getElementById("sample").value);
});
skin?.addEventListener("change", () => skin.form.submit());
addEventListener("online", queue.retry);
listenKeys(log, composer);
send({ open: "1" });
composer.focus();
