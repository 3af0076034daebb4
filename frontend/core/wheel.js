/** Whose the wheel is: the page's, so that one can scroll; a picture takes it with Ctrl, or once it was pressed. */

const PICTURE = ".plot";

/** What the list of keys says about it. @type {[string, string]} */
export const WHEEL_GESTURE = [
  "Turn the wheel",
  "to scroll the page; over a picture with Ctrl held, or once the picture was pressed, to come closer",
];

/**
 * @param {Pick<Window, "addEventListener">} page
 */
export function shareWheel(page) {
  /** The picture that was pressed, until the pointer presses elsewhere or goes away. @type {Element | null} */
  let pressed = null;
  const pictureOf = (/** @type {Event} */ { target }) => /** @type {Element} */ (target).closest?.(PICTURE) ?? null;
  page.addEventListener("pointerdown", (event) => (pressed = pictureOf(event)), { capture: true });
  page.addEventListener(
    "pointermove",
    (event) => {
      if (pressed && event.buttons === 0 && pictureOf(event) !== pressed) pressed = null;
    },
    { capture: true },
  );
  page.addEventListener(
    "wheel",
    (event) => {
      const picture = pictureOf(event);
      if (!picture) return;
      // With Ctrl the browser would make the whole page larger.
      if (event.ctrlKey || event.metaKey) event.preventDefault();
      else if (picture !== pressed) event.stopImmediatePropagation();
    },
    { capture: true, passive: false },
  );
}
