// A Message of the server → an <article>. Buttons carry what a tap sends in data attributes; chat.js listens.

import { el, icon, linked } from "./dom.js";
import { wordsOf } from "./words.js";

const LOOK_ICONS = {
  notice: "file",
  confirm: "info",
  tasks: "list",
  review: "list",
  warnings: "warn",
  declaration: "hand",
  submit: "mail",
  receipt: "done",
};
const TONES = ["info", "done", "warn", "rejected"]; // from mild to severe
const FEW = 6; // up to so many options read better as a list than as tiles
const TILE = 16; // columns of half a CJK character that a tile holds on two lines
const LONG_ONES = 0.2; // so many longer labels may span the row; with more, a list is calmer

/** The whole message: notes, then one bubble. */
export function drawMessage(message) {
  const words = wordsOf(message.language);
  const article = el("article", {
    class: "message",
    lang: message.language,
    "data-look": message.look,
    "data-tone": message.look === "verdict" ? gravest(message) : null,
    "data-question": message.question,
    "data-multiple": message.multiple,
  });
  if (message.notes.length) article.append(drawNotes(message.notes, words));
  const bubble = el("div", { class: "bubble" }, ...parts(message, words));
  if (bubble.childNodes.length) article.append(bubble);
  return article;
}

function parts(message, words) {
  return [
    message.progress && drawProgress(message.progress),
    message.title && drawTitle(message),
    message.body && el("p", { class: "body" }, ...linked(message.body)),
    message.lines.length ? drawLines(message.lines, words) : null,
    message.choices.length ? drawChoices(message, words) : null,
    message.attachment && drawAttachment(message.attachment, words),
    message.buttons.length ? el("div", { class: "actions" }, ...message.buttons.map(drawButton)) : null,
  ].filter(Boolean);
}

function gravest(message) {
  const tones = [...message.notes, ...message.lines].map((part) => TONES.indexOf(part.tone));
  return TONES[Math.max(TONES.indexOf("warn"), ...tones)];
}

function drawNotes(notes, words) {
  const rows = notes.map((note) =>
    el("li", { class: "note", "data-tone": note.tone }, icon(note.tone), hidden(words.tones[note.tone]),
      el("span", {}, ...linked(note.text))),
  );
  return el("ul", { class: "notes" }, ...rows);
}

function drawProgress({ label, done }) {
  return el("div", { class: "progress" }, el("span", {}, label),
    el("progress", { max: 1, value: done, "aria-label": label }));
}

function drawTitle(message) {
  const name = message.look === "verdict" ? gravest(message) : LOOK_ICONS[message.look];
  return el("h3", { class: "title" }, name ? icon(name) : null, el("span", {}, message.title));
}

function drawLines(lines, words) {
  const plain = (line) => !line.number && line.value && line.tone === "info";
  const kind = lines.every(plain) ? "facts" : lines.some((line) => line.number) ? "answers" : "states";
  return el("ul", { class: `lines ${kind}` }, ...lines.map((line) => drawLine(line, kind, words)));
}

function drawLine(line, kind, words) {
  const sign = line.number ? el("span", { class: "number" }, `${line.number}.`) : icon(line.tone);
  const says = line.number ? `${words.change} ${line.number}` : words.changeLabel + line.label;
  const change = el("button",
    { type: "button", class: "change", "data-tap": line.tap, "data-says": says, "aria-label": `${says} ${line.label}` },
    words.change);
  return el("li", { class: "line", "data-tone": line.tone }, kind === "facts" ? null : sign,
    line.tone === "info" ? null : hidden(words.tones[line.tone]),
    el("span", { class: "label" }, line.number && line.tone !== "info" ? icon(line.tone) : null, line.label),
    el("span", { class: "value" }, ...linked(line.value)),
    line.tap ? change : null);
}

function drawChoices(message, words) {
  const box = el("div",
    { class: `choices ${arrangement(message.choices)}`, role: "group", "aria-label": message.title });
  let group = "";
  for (const choice of message.choices) {
    if (choice.group !== group) box.append(choice.group ? el("h4", {}, choice.group) : el("hr"));
    group = choice.group;
    box.append(drawChoice(choice, message.multiple, words));
  }
  return box;
}

function arrangement(choices) {
  if (choices.length <= FEW) return "";
  const long = choices.filter((choice) => columns(choice.label) > TILE).length;
  return long <= choices.length * LONG_ONES ? "tiles" : "columns";
}

function drawChoice(choice, multiple, words) {
  const state = choice.rank ? words.rank(choice.rank) : words.ticked;
  const mark = choice.rank ? el("b", {}, String(choice.rank)) : icon("check");
  return el("button",
    {
      type: "button",
      class: columns(choice.label) > TILE ? "choice long" : "choice",
      "data-tap": choice.tap,
      "data-says": choice.label,
      "data-number": choice.number,
      "data-tick": multiple,
      "aria-pressed": multiple ? String(Boolean(choice.ticked || choice.rank)) : null,
    },
    el("span", { class: "number" }, String(choice.number)),
    el("span", { class: "label" }, choice.label),
    multiple ? el("span", { class: "mark", title: state }, mark, choice.rank ? hidden(state) : null) : null);
}

function drawButton(button) {
  const says = button.says || button.label;
  return el("button",
    { type: "button", class: "action", "data-weight": button.weight, "data-tap": button.tap, "data-says": says },
    button.label);
}

function drawAttachment(attachment, words) {
  const tab = { href: attachment.url, target: "_blank", rel: "noopener" };
  const preview = el("img", { src: attachment.preview_url, alt: "", loading: "lazy" });
  preview.addEventListener("error", () => preview.replaceWith(icon("file")));
  return el("figure", { class: "attachment" },
    el("a", { ...tab, class: "preview", tabindex: -1, "aria-hidden": "true" },
      attachment.preview_url ? preview : icon("file")),
    el("figcaption", {},
      el("strong", {}, attachment.name),
      attachment.caption ? el("span", {}, attachment.caption) : null,
      el("span", { class: "links" },
        el("a", tab, icon("open"), words.open, hidden(`${attachment.name}${words.newTab}`)),
        el("a", { href: attachment.url, download: attachment.name }, icon("download"), words.download,
          hidden(attachment.name)))));
}

/** Words for screen readers only, where the eye has an icon or the context. */
export function hidden(text) {
  return el("span", { class: "unseen" }, text);
}

function columns(text) {
  return [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
}
