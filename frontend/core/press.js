/** Which press of a pointer is under way: what was undone while a hand held something, it does not do again. */

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
