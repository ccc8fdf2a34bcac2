// Following the talk without tearing the reader away: new messages scroll into view only when the person is at the
// end or has just spoken; otherwise a small button says that there is something new.

const [NEAR_END, MARGIN] = [80, 12]; // px: from the end, still there; of air above a message scrolled to

export function createScroll(scroller, button) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let [following, last] = [true, 0];
  const room = () => scroller.scrollHeight - scroller.clientHeight;
  const go = (top) => scroller.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  const toEnd = () => {
    [following, button.hidden] = [true, true];
    go(room());
  };
  scroller.addEventListener("scroll", () => {
    const top = scroller.scrollTop;
    if (top >= room() - NEAR_END) [following, button.hidden] = [true, true];
    else if (top < last - 2) following = false; // only a person scrolls upwards
    last = top;
  }, { passive: true });
  button.addEventListener("click", toEnd);
  return {
    toEnd,
    /** New messages begin at `first`: show their beginning, as one too long for the screen is read from its top. */
    toNew(first) {
      if (!following) return (button.hidden = false);
      const top = first.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
      go(Math.min(top - MARGIN, room()));
    },
  };
}
