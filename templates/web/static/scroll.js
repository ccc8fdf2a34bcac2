// Following the talk without tearing the reader away: new messages scroll into view only when the person is at
// the end or has just spoken; otherwise a small button says that there is something new.

const NEAR_END = 80; // px from the end that still count as being there
const MARGIN = 12; // px of air above a message that is scrolled to its beginning

export function createScroll(scroller, button) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let following = true;
  let last = 0;

  const room = () => scroller.scrollHeight - scroller.clientHeight;
  const go = (top) => scroller.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });

  function follow(yes) {
    following = yes;
    if (yes) button.hidden = true;
  }

  scroller.addEventListener("scroll", () => {
    const top = scroller.scrollTop;
    if (top >= room() - NEAR_END) follow(true);
    else if (top < last - 2) follow(false); // only a person scrolls upwards
    last = top;
  }, { passive: true });

  button.addEventListener("click", () => {
    follow(true);
    go(room());
  });

  return {
    toEnd() {
      follow(true);
      go(room());
    },
    /** New messages begin at `first`: show their beginning, as one too long for the screen is read from its top. */
    toNew(first) {
      if (!following) {
        button.hidden = false;
        return;
      }
      const top = first.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      go(Math.min(top - MARGIN, room()));
    },
  };
}
