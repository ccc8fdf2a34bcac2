// The mailbox: what htmx leaves to do: leaving a letter, turning pages by keys, frames as high as their letter.

import "./page.js";
const [pane, list, reading, note] = ["mailbox", "mail-list", "reading", "mail-state"].map((id) => document.getElementById(id));
const ownTitle = document.title;

/** Mark the letter that is being read, also in the lists that come later. */
const mark = (id) => {
  list.querySelector("[name=shown]").value = id;
  htmx.trigger(list, "changed");
};

reading.addEventListener("load", ({ target: frame }) => {
  if (!frame.matches("iframe")) return;
  frame.style.height = "0";
  frame.style.height = `${frame.contentDocument.documentElement.scrollHeight + 2}px`;
}, true);
reading.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target === reading) mark(reading.querySelector("#letter").dataset.id);
  (document.getElementById("viewer") ?? document.getElementById("letter"))?.focus();
});
pane.addEventListener("click", ({ target }) => {
  const leaving = target.closest("[data-back]")?.dataset.back;
  if (leaving) (leaving === "viewer" ? document.getElementById("viewer-room") : reading).replaceChildren();
  if (leaving === "letter") mark("");
});
pane.addEventListener("keydown", ({ key, target }) => {
  document.getElementById({ ArrowLeft: "previous-page", ArrowRight: "next-page" }[key])?.click();
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[key];
  if (target.matches(".item")) target[step]?.focus();
});
list.addEventListener("htmx:afterRequest", ({ detail }) => {
  note.textContent = detail.successful ? "" : "連線中斷，重新連線中…";
  const unread = Number(document.getElementById("all-unread").textContent);
  document.title = unread ? `（${unread}）${ownTitle}` : ownTitle;
});
document.querySelector(".switch")?.addEventListener("change", ({ target }) => {
  document.querySelector("main").dataset.shown = target.value;
});
