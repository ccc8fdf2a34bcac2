// What every page needs: styles of LINE's cards (our policy allows none in HTML), and words in another language.

htmx.onLoad((root) => {
  for (const node of [root, ...root.querySelectorAll("[data-css]")]) {
    if (node.dataset?.css) node.style.cssText = node.dataset.css;
  }
});

const { words, titles } = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

export const wordsOf = (language) => words[language] ?? words["zh-TW"];

/** Write the page's words anew in `language`. */
export function writeWords(language) {
  const said = wordsOf(language);
  document.documentElement.lang = language;
  document.querySelector("[data-title]").textContent = titles[language] ?? titles["zh-TW"];
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = said[node.dataset.word];
  for (const node of document.querySelectorAll("[data-label]")) {
    node.ariaLabel = said[node.dataset.label];
    if (node.matches("button")) node.title = node.ariaLabel;
  }
  for (const node of document.querySelectorAll("[data-help]")) node.textContent = said.helpWords[node.dataset.help];
}
