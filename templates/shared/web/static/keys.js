// The keyboard in the log: arrows walk through what can be tapped, Escape and typing lead to the composer.

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: 0, End: 0 };
export function listenKeys(log, composer) {
  log.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const { key, target } = event;
    if (target.matches("input")) return;
    if (target.matches("[role=button]") && [" ", "Enter"].includes(key)) target.click();
    else if (key === "Escape" || (key.length === 1 && key !== " ")) return composer.focus();
    const box = target.closest("button")?.closest(".choices, .actions, .lines");
    if (!box || !(key in STEPS)) return;
    event.preventDefault();
    const all = [...box.querySelectorAll("button")];
    const at = key === "Home" ? 0 : key === "End" ? -1 : (all.indexOf(target) + STEPS[key]) % all.length;
    all.at(at).focus();
  });
}
