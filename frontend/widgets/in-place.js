/** What reads as a formula and becomes fields where it is pressed or reached by Tab: a dotted line under it says so. */

import { html } from "../core/dom.js";

const FIELDS = "input, textarea, select";

/**
 * @param {HTMLElement} rest  what is read
 * @param {HTMLElement} editor  with the fields it is typed in
 */
export function inPlace(rest, editor) {
  rest.classList.add("rest");
  rest.setAttribute("aria-hidden", "true");
  editor.classList.add("editor");
  return editedInPlace(html("span", {}, [rest, editor]));
}

/** An element whose fields are seen while one of them has the focus. @template {HTMLElement} E @param {E} element */
export function editedInPlace(element) {
  element.classList.add("in-place");
  element.addEventListener("pointerdown", (event) => press(element, event));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) leave(event);
  });
  return element;
}

/** Of several numbers the one that is about there is taken. @param {Element} element @param {PointerEvent} event */
function press(element, event) {
  const target = /** @type {Element} */ (event.target);
  if (element.contains(document.activeElement) || target.closest(`${FIELDS}, button, a`)) return;
  event.preventDefault();
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (element.querySelectorAll(FIELDS));
  const { left, width } = element.getBoundingClientRect();
  const share = Math.min(Math.max((event.clientX - left) / (width || 1), 0), 0.999);
  const field = fields[Math.floor(share * fields.length)];
  field.focus();
  if (field.type === "number") field.select();
}

/** @param {KeyboardEvent} event */
function leave(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  // While a word is being composed, Enter takes it.
  if (!target.matches(FIELDS) || event.isComposing) return;
  event.preventDefault();
  target.blur();
}
