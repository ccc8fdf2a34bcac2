// A PDF page by page, as images made by the server: buttons, arrow keys, the whole page or as wide as the pane.

const TURNS = { ArrowLeft: -1, ArrowRight: 1 };

/** `back()` is called when the reader leaves the pages. */
export function createViewer(region, { back }) {
  const [name, page, previous, next, zoom, download, sheet, image, leave] = [
    "viewer-name", "viewer-page", "previous-page", "next-page", "zoom", "viewer-download", "sheet", "sheet-image",
    "to-letter",
  ].map((id) => document.getElementById(id));
  const state = { address: "", pages: 0, at: 1 };

  const pageAddress = (at) => `${state.address}/pages/${at}.png`;

  function turnTo(at) {
    state.at = Math.min(Math.max(at, 1), state.pages);
    page.textContent = `第 ${state.at} 頁／共 ${state.pages} 頁`;
    image.src = pageAddress(state.at);
    image.alt = `${name.textContent} 第 ${state.at} 頁`;
    // aria-disabled, not disabled: a button that turns disabled under the finger drops the focus.
    previous.setAttribute("aria-disabled", String(state.at === 1));
    next.setAttribute("aria-disabled", String(state.at === state.pages));
    sheet.scrollTo(0, 0);
    if (state.at < state.pages) new Image().src = pageAddress(state.at + 1); // the next page is there when turned to
  }

  previous.addEventListener("click", () => turnTo(state.at - 1));
  next.addEventListener("click", () => turnTo(state.at + 1));
  leave.addEventListener("click", back);
  zoom.addEventListener("click", () => {
    const wide = sheet.classList.toggle("wide");
    zoom.setAttribute("aria-pressed", String(wide));
  });
  region.addEventListener("keydown", (event) => {
    if (event.key === "Escape") back();
    if (!(event.key in TURNS)) return;
    event.preventDefault();
    turnTo(state.at + TURNS[event.key]);
  });

  return {
    hide: (yes) => (region.hidden = yes),
    show(address, attachment) {
      Object.assign(state, { address, pages: attachment.pages });
      name.textContent = attachment.name;
      download.href = address;
      download.download = attachment.name;
      turnTo(1);
      sheet.focus();
    },
  };
}
