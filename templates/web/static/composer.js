// Where the person writes: Enter sends, Shift+Enter breaks the line, files come by button, paste or drop.

const finger = matchMedia("(pointer: coarse)");

/** `on.text(text)` and `on.file(file)` hear what is sent, `on.up()` an arrow up in an empty field. */
export function createComposer(pane, on) {
  const form = pane.querySelector("#composer");
  const field = pane.querySelector("#composer-text");
  const picker = pane.querySelector("#file");
  const counter = pane.querySelector("#counter");
  let most = 0;

  function fit() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    count();
  }

  /** How many characters there are of those that fit, where the question has a limit. */
  function count() {
    const length = lengthOf(field.value);
    counter.hidden = !most || !length;
    counter.textContent = `${length}／${most}`;
    counter.classList.toggle("over", length > most);
  }

  function send() {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    fit();
    on.text(text);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
    field.focus();
  });
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    // 229: Safari ends a composition before it reports the Enter that ended it.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowUp" && !field.value) {
      event.preventDefault();
      on.up();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    }
  });
  listenFiles(pane, field, picker, on.file);

  return {
    /** After a tap: back to writing, except where that would raise a screen keyboard. */
    focus: () => finger.matches || field.focus(),
    fill(text) {
      field.value = text;
      fit();
      field.focus();
    },
    hint(text) {
      field.placeholder = text;
      fit();
    },
    limit(characters) {
      most = characters;
      count();
    },
  };
}

/** Characters as the form counts them: a rare one is one, and every run of blanks too. */
export function lengthOf(text) {
  return [...text.trim().normalize("NFC").replace(/[^\S\n]+/g, " ")].length;
}

function listenFiles(pane, field, picker, send) {
  const sendAll = (files) => [...files].forEach(send);
  pane.querySelector("#attach").addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    sendAll(picker.files);
    picker.value = ""; // the same file can be chosen again
  });
  field.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    sendAll(event.clipboardData.files);
  });
  pane.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    pane.classList.add("dropping");
  });
  pane.addEventListener("dragleave", (event) => {
    if (!pane.contains(event.relatedTarget)) pane.classList.remove("dropping");
  });
  pane.addEventListener("drop", (event) => {
    event.preventDefault();
    pane.classList.remove("dropping");
    sendAll(event.dataTransfer.files);
  });
}
