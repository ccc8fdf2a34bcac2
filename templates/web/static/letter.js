// Reading one letter: headers, attachments, and its HTML in a frame that may not run anything.

import { el, icon, size } from "./dom.js";
import { createViewer } from "./viewer.js";

const SIDE_BY_SIDE = 620; // px of the pane, as in mailbox.css
const HEADERS = { from: "寄件者", to: "收件者", date: "時間" };

/** `back()` is called when the reader leaves the letter for the list. */
export function createLetter(pane, { back }) {
  const [article, subject, head, attachments, body] = ["", "-subject", "-head", "-attachments", "-body"].map((part) =>
    document.getElementById(`letter${part}`));
  const viewer = createViewer(document.getElementById("viewer"), { back: leaveViewer });
  let opener = null;

  function view(name) {
    pane.dataset.view = name;
    article.hidden = name !== "letter";
    viewer.hide(name !== "pages");
  }

  function leaveViewer() {
    view("letter");
    opener?.focus();
  }

  function openPages(letter, attachment, button) {
    opener = button;
    view("pages");
    viewer.show(addressOf(letter, attachment), attachment);
  }

  document.getElementById("to-list").addEventListener("click", () => {
    view("list");
    back();
  });
  new ResizeObserver(() => fit(body.firstChild)).observe(article);

  return {
    beside: () => pane.clientWidth >= SIDE_BY_SIDE,
    focus: () => article.focus(),
    close: () => view("list"),
    show(letter) {
      view("letter");
      subject.textContent = letter.subject;
      head.replaceChildren(...Object.entries(HEADERS).flatMap(([name, label]) =>
        [el("dt", {}, label), el("dd", {}, name === "date" ? fullTime(letter.date) : letter[name])]));
      attachments.replaceChildren(...letter.attachments.map((one) => drawAttachment(letter, one, openPages)));
      attachments.hidden = letter.attachments.length === 0;
      body.replaceChildren(drawFrame(letter));
      article.scrollTop = 0;
    },
  };
}

function addressOf(letter, attachment) {
  return `/mailbox/messages/${encodeURIComponent(letter.id)}/attachments/${attachment.index}`;
}

function drawAttachment(letter, attachment, openPages) {
  const address = addressOf(letter, attachment);
  const facts = [attachment.pages ? `${attachment.pages} 頁` : "", size(attachment.size)].filter(Boolean).join("・");
  const look = attachment.pages
    ? el("img", { src: `${address}/pages/1.png`, alt: "", loading: "lazy" })
    : icon("file");
  const words = el("span", { class: "words" }, el("strong", {}, attachment.name), el("small", {}, facts));
  const main = attachment.pages
    ? el("button", { type: "button", class: "open", "aria-label": `檢視 ${attachment.name}，${facts}` }, look, words)
    : el("a", { class: "open", href: address, download: attachment.name }, look, words);
  if (attachment.pages) main.addEventListener("click", () => openPages(letter, attachment, main));
  return el("li", {}, main,
    el("a", { class: "round", href: address, download: attachment.name, "aria-label": `下載 ${attachment.name}`,
      title: "下載" }, icon("download")));
}

/**
 * The frame shares our origin but runs no scripts, so that we can measure it and send its links to new tabs.
 * Each letter gets a new one: a changed `src` would leave a step in the browser's history.
 */
function drawFrame(letter) {
  const frame = el("iframe", {
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    src: `/mailbox/messages/${encodeURIComponent(letter.id)}/html`,
    title: `信件內容：${letter.subject}`,
  });
  frame.addEventListener("load", () => {
    for (const link of frame.contentDocument.querySelectorAll("a[href]")) {
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
    fit(frame);
  });
  return frame;
}

function fit(frame) {
  const page = frame?.contentDocument?.documentElement;
  if (!page || !frame.offsetParent) return; // hidden behind the pages: nothing to measure
  frame.style.height = "0";
  frame.style.height = `${page.scrollHeight + 2}px`;
}

function fullTime(date) {
  const style = { timeZone: "Asia/Taipei", dateStyle: "long", timeStyle: "short", hour12: false };
  return new Intl.DateTimeFormat("zh-TW", style).format(new Date(date));
}
