// The page /skins: every screen as either platform shows it; what is chosen stands in the address.

import { ask } from "./api.js";
import { el } from "./dom.js";
import { drawLine } from "./flex.js";
import { drawTelegram } from "./telegram.js";
import { writeWords } from "./words.js";

const form = document.getElementById("choose");
const screens = document.getElementById("screens");
const chosen = new URLSearchParams(location.search);
let shots = [];

function draw() {
  const { screen, skin } = form.elements;
  const wanted = shots.filter(({ name }) => !screen.value || name === screen.value);
  screens.replaceChildren(...wanted.map((shot) => el("section", { class: "screen", "data-name": shot.name },
    el("h2", {}, shot.name),
    skin.value === "telegram" ? null : phone("LINE", "line-chat", drawLine(shot.line), shot.name === "welcome"),
    skin.value === "line" ? null : phone("Telegram", "telegram-chat", shot.telegram.map(drawTelegram)))));
}

function phone(name, kind, articles, menu = false) {
  const picture = menu ? el("img", { class: "rich-menu", src: "/skins/menu.png", alt: "" }) : null;
  return el("div", { class: `phone ${kind}`, role: "group", "aria-label": name }, ...articles, picture);
}

async function load() {
  writeWords(form.elements.language.value);
  shots = await ask(`/skins/screens?language=${form.elements.language.value}`);
  const { screen } = form.elements;
  const kept = screen.value || chosen.get("screen") || "";
  screen.replaceChildren(el("option", { value: "" }, "全部 All"), ...shots.map(({ name }) => el("option", { value: name }, name)));
  screen.value = kept;
  draw();
  document.body.dataset.ready = "";
}

for (const name of ["language", "skin"]) form.elements[name].value = chosen.get(name) ?? form.elements[name].value;
form.addEventListener("change", ({ target }) => {
  const address = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", `?${address}`);
  if (target.name === "language") load();
  else draw();
});
load();
