/** Where the keyboard is stays where it is, whatever is put in place of what it is on. */

const TAKES = "button, a[href], input, select, summary, textarea, [tabindex='0']";
/** Where keys write, and undo is the field's own: nobody who pressed something else means them to. */
const WRITES = "textarea, input:not([type='checkbox'], [type='radio'], [type='range'], [type='button'])";
/** What belongs to one thing; beyond it, another place would be one by chance. */
const WHOLE = "main, header, dialog";

/**
 * @typedef {{ancestor: Element, at: number}} Place  the at-th in it of what takes the focus
 * @typedef {{element: HTMLElement, words: string, around: Place[], isSeen: boolean}} Held  what has the focus, the
 *   nearest place first, and whether one sees that it has, as after a key
 */

/**
 * What has the focus and is taken away, hidden or put in another place keeps it, or hands it on to what stands there
 * instead: that of the same words, else the next one.
 * @param {(options: FocusOptions) => void} elsewhere  where keys go when nothing around is left
 */
export function watchFocus(elsewhere) {
  /** @type {Held | null} */
  let held = null;
  const mend = () => {
    if (!held || !isNowhere()) return;
    const found = standIn(held);
    if (found) found.focus({ preventScroll: true });
    else if (held.isSeen) elsewhere({ preventScroll: true });
  };
  // Who leaves a field means it, whatever is written anew by that: what is taken out and put in again does not.
  const observer = new MutationObserver((records) => held && wasTaken(held.element, records) && mend());
  const letGo = () => {
    held = null;
    observer.disconnect();
  };
  const hold = () => {
    if (isNowhere()) return;
    held = placeOf(/** @type {HTMLElement} */ (document.activeElement));
    observer.observe(document.body, { childList: true, subtree: true });
  };
  for (const name of ["focusin", "keydown", "click"]) addEventListener(name, hold, true);
  // A hand on a picture draws sixty times a second, and asks nothing of the keyboard.
  addEventListener("pointerdown", letGo, true);
  addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget) return;
    requestAnimationFrame(() => (held && isNowhere() && isThere(held.element) ? letGo() : mend()));
  });
}

const isNowhere = () => document.activeElement === document.body || document.activeElement === null;

/** @param {Element} element */
const isThere = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled");

/** @param {Element} element @param {MutationRecord[]} records */
const wasTaken = (element, records) =>
  !element.isConnected || records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(element)));

/** @param {Element} element */
const wordsOf = (element) => element.getAttribute("aria-label") ?? element.textContent ?? "";

/** @param {HTMLElement} element @returns {Held} */
function placeOf(element) {
  /** @type {Place[]} */
  const around = [];
  for (let each = element.parentElement; each && !each.matches(WHOLE); each = each.parentElement)
    around.push({ ancestor: each, at: [...each.querySelectorAll(TAKES)].indexOf(element) });
  return { element, words: wordsOf(element), around, isSeen: element.matches(":focus-visible") };
}

/** @param {Held} held @returns {HTMLElement | null} */
function standIn({ element, words, around }) {
  if (isThere(element)) return element;
  const isLike = (/** @type {Element} */ each) => each.localName === element.localName && wordsOf(each) === words;
  for (const { ancestor, at } of around) {
    if (!isThere(ancestor)) continue;
    const all = [...ancestor.querySelectorAll(TAKES)];
    const nearest = [...all.slice(at), ...all.slice(0, at).reverse()].filter(isThere);
    const found = nearest.find(isLike) ?? nearest.find((each) => !each.matches(WRITES));
    if (found) return /** @type {HTMLElement} */ (found);
  }
  return null;
}
