// Sample answers: anyone can play the owner of a sample company without inventing figures.

import { ask } from "./api.js";
import { el } from "./dom.js";

const KEPT = "sample-company";

/** `question()` is the id of the question shown, `fill(text)` writes into the composer, `none()` says there is none. */
export async function offerSamples(pane, { question, fill, none }) {
  const box = pane.querySelector("#samples");
  if (!box) return;
  const { samples } = await ask("/chat/samples").catch(() => ({ samples: [] }));
  if (!samples.length) return;
  const select = box.querySelector("select");
  select.append(...samples.map(({ id, title, note }) => el("option", { value: id, title: note }, title)));
  const kept = sessionStorage.getItem(KEPT);
  if (samples.some(({ id }) => id === kept)) select.value = kept;
  const tell = () => (select.title = samples.find(({ id }) => id === select.value).note);
  select.addEventListener("change", () => {
    sessionStorage.setItem(KEPT, select.value);
    tell();
  });
  box.querySelector("#fill").addEventListener("click", async () => {
    const answer = await answerOf(select.value, question());
    if (answer) fill(answer);
    else none();
  });
  tell();
  box.hidden = false;
}

async function answerOf(sample, question) {
  if (!question) return "";
  const address = `/chat/samples/${encodeURIComponent(sample)}?question=${encodeURIComponent(question)}`;
  const { text } = await ask(address).catch(() => ({ text: "" }));
  return text;
}
