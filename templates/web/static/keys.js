// The keyboard in the log: arrows walk through the buttons of a message, Escape and typing lead to the composer.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function listenKeys(log, composer) {
  log.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const button = event.target.closest("button");
    if (event.key === "Escape" || startsWriting(event)) return composer.focus();
    const box = button?.closest(".choices, .actions, .lines");
    if (!box || !(event.key in STEPS || event.key === "Home" || event.key === "End")) return;
    event.preventDefault();
    stepTo(box, button, event.key);
  });
}

/** Only the first button of an old list is a Tab stop, so that Tab is quick; arrows still reach the others. */
export function leaveTabOrder(article) {
  for (const box of article.querySelectorAll(".choices, .actions, .lines")) {
    [...box.querySelectorAll("button")].slice(1).forEach((button) => (button.tabIndex = -1));
  }
}

function startsWriting(event) {
  return event.key.length === 1 && event.key !== " ";
}

function stepTo(box, button, key) {
  const all = [...box.querySelectorAll("button")];
  const at = all.indexOf(button) + (STEPS[key] ?? 0);
  const target = key === "Home" ? all[0] : key === "End" ? all.at(-1) : all.at(at % all.length);
  target.focus();
}
