/**
 * What reads as a formula and becomes fields where it is pressed or reached by Tab: a dotted line under it says so. A
 * number that is dragged sideways turns.
 */

import { html } from "../core/dom.js";

import { beginTurn, endTurn, turned } from "../core/turning.js";

const FIELDS = "input, textarea, select";
const ENDS = ["pointerup", "pointercancel"];
const STILL = 4; // px that a press may wander
const USUAL_GRAIN = 0.01;

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
  if (field.type === "number") hold(element, field, event);
  else field.focus();
}

/**
 * A number is typed once it is let go, or turned if the hand moves sideways: as finely as the box beside it is drawn.
 * @param {Element} element
 * @param {HTMLInputElement} field
 * @param {PointerEvent} event
 */
function hold(element, field, { clientX, pointerId }) {
  const from = field.valueAsNumber;
  const grain = Number(nearest(field)?.dataset.grain ?? USUAL_GRAIN);
  let isTurned = false;
  const move = (/** @type {Event} */ event) => {
    const shift = /** @type {PointerEvent} */ (event).clientX - clientX;
    if (!isTurned && (Math.abs(shift) < STILL || !Number.isFinite(from))) return;
    if (!isTurned) beginTurn();
    isTurned = true;
    field.value = String(turned(from, shift, grain));
    field.dispatchEvent(new Event("input"));
    field.dispatchEvent(new Event("change"));
  };
  const end = (/** @type {Event} */ { type }) => {
    for (const name of ENDS) element.removeEventListener(name, end);
    element.removeEventListener("pointermove", move);
    if (isTurned) return endTurn();
    if (type !== "pointerup") return;
    field.focus();
    field.select();
  };
  element.setPointerCapture(pointerId);
  element.addEventListener("pointermove", move);
  for (const name of ENDS) element.addEventListener(name, end);
}

/**
 * The interval that a number belongs to, else the first of its line.
 * @param {Element} field
 * @returns {HTMLElement | null}
 */
function nearest(field) {
  return field.closest("[data-grain]") ?? field.closest(".parts")?.querySelector("[data-grain]") ?? null;
}

/** @param {KeyboardEvent} event */
function leave(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  // While a word is being composed, Enter takes it.
  if (!target.matches(FIELDS) || event.isComposing) return;
  event.preventDefault();
  target.blur();
}
