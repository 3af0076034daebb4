/**
 * Presses of a pointer: which one is under way, for what was undone while a hand held something it does not do again,
 * and from when on one is a drag.
 */

let count = 0; // of presses on this page
let now = 0;

/** 0: nothing is held. */
export const pressNow = () => now;

/** @param {Pick<Window, "addEventListener">} page */
export function watchPresses(page) {
  page.addEventListener("pointerdown", () => (now = ++count), true);
  // After all that is done when it is let go.
  for (const name of ["pointerup", "pointercancel"])
    page.addEventListener(name, () => void setTimeout(() => (now = 0)), true);
}

/** How many px a press may tremble before it is a drag. @param {Pick<PointerEvent, "pointerType">} event */
export const tremor = ({ pointerType }) => (pointerType === "touch" ? 10 : 4);
