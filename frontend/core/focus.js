/** Where the keyboard is stays where it is, whatever is put in place of what it is on. */

/**
 * What a change takes out of the page and puts in again keeps the keyboard's focus.
 * @template T
 * @param {() => T} change
 */
export function keepingFocus(change) {
  const focused = /** @type {HTMLElement | null} */ (globalThis.document?.activeElement);
  const made = change();
  if (focused?.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
  return made;
}

const PRESSED = "button, a[href], input, select, summary";

/**
 * Puts new content in an element; where the keyboard was on one of its buttons, it is on the one in the same place.
 * @param {Element} element
 * @param {Node[]} content
 */
export function refill(element, content) {
  const focused = document.activeElement;
  const place = focused && element.contains(focused) ? [...element.querySelectorAll(PRESSED)].indexOf(focused) : -1;
  element.replaceChildren(...content);
  if (place < 0) return;
  const buttons = /** @type {HTMLElement[]} */ ([...element.querySelectorAll(PRESSED)]);
  buttons[Math.min(place, buttons.length - 1)]?.focus({ preventScroll: true });
}
