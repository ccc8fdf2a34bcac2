// Where the person writes: Enter sends, Shift+Enter breaks the line, files come by button, paste or drop.

const finger = matchMedia("(pointer: coarse)");

/** `on.text(text)` and `on.file(file)` hear what is sent, `on.up()` an arrow up in an empty field. */
export function createComposer(pane, on) {
  const [form, field, picker, counter, attach] =
    ["composer", "composer-text", "file", "counter", "attach"].map((id) => document.getElementById(id));
  let most = 0;

  /** As high as its text; how many characters there are of those that fit, where the question has a limit. */
  function fit() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    const length = lengthOf(field.value);
    counter.hidden = !most || !length;
    counter.textContent = `${length}／${most}`;
    counter.classList.toggle("over", length > most);
  }

  const fill = (text) => {
    field.value = text;
    fit();
    field.focus();
  };
  function send(event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    fill("");
    on.text(text);
  }

  function sendFiles(event, files) {
    event.preventDefault();
    [...files].forEach(on.file);
  }

  form.onsubmit = send;
  field.oninput = fit;
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // 229: Safari ends a composition before its Enter
    if (event.key === "ArrowUp" && !field.value) on.up();
    else if (event.key === "Enter" && !event.shiftKey) send(event);
  });
  attach.addEventListener("click", () => {
    picker.value = ""; // the same file can be chosen again
    picker.click();
  });
  picker.addEventListener("change", (event) => sendFiles(event, picker.files));
  field.addEventListener("paste", (event) => event.clipboardData.files.length && sendFiles(event, event.clipboardData.files));
  pane.addEventListener("dragover", (event) => event.preventDefault());
  pane.addEventListener("drop", (event) => sendFiles(event, event.dataTransfer.files));

  return {
    fill,
    /** After a tap: back to writing, except where that would raise a screen keyboard. */
    focus: () => finger.matches || field.focus(),
    /** What the question wants: an example to show, how many characters fit (0: no limit). */
    expect(hint, limit) {
      field.placeholder = hint;
      most = limit;
      fit();
    },
  };
}

/** Characters as the form counts them: a rare one is one, and every run of blanks too. */
export const lengthOf = (text) => [...text.trim().normalize("NFC").replace(/[^\S\n]+/g, " ")].length;
