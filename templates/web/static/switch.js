// On a phone the demo shows one pane at a time; these two buttons change it. Wide screens show both.

const main = document.querySelector("main");
const buttons = [...document.querySelectorAll("[data-show]")];

for (const button of buttons) {
  button.addEventListener("click", () => {
    main.dataset.shown = button.dataset.show;
    for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
  });
}
