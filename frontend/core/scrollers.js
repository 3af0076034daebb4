/**
 * Formulas and tables that may be larger than their place. One is a stop of the Tab key only while there is more of it
 * than is seen, and its arrow keys are then its own: nobody walks through twenty formulas that stand there as a whole.
 */

const SCROLLERS = `.scroll, .formula-line, .formulas math, .formula-line math, .derivation-step summary math, pre,
  .stage-formula, .function-formula, .product-now, .terms`;
const WITHIN = "a[href], button, input, select, textarea, summary, [tabindex='0']";

/** Whether there is more of it than is seen; half a pixel is rounding. Pure. @param {Element} element */
export function isLarger({ scrollWidth, clientWidth, scrollHeight, clientHeight }) {
  return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
}

/** Which of them are stops is decided when the page has another size, and just before Tab moves on. */
export function watchScrollers() {
  addEventListener("keydown", ({ key }) => key === "Tab" && settle(), { capture: true });
  // The browser tells of sizes when it has laid the page out: to ask costs nothing then.
  new ResizeObserver(settle).observe(document.body);
}

function settle() {
  for (const each of document.querySelectorAll(SCROLLERS)) {
    const element = /** @type {HTMLElement} */ (each);
    if (isLarger(element) && isScrolled(element) && !element.querySelector(WITHIN)) {
      element.tabIndex = 0;
      element.dataset.scrolls = "";
    } else if ("scrolls" in element.dataset && element !== document.activeElement) {
      element.removeAttribute("tabindex");
      delete element.dataset.scrolls;
    }
  }
}

/** @param {Element} element */
function isScrolled(element) {
  const { overflowX, overflowY } = getComputedStyle(element);
  return [overflowX, overflowY].some((each) => each === "auto" || each === "scroll");
}
