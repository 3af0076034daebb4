/** The keyboard: which key does what, and the list of it that `?` shows. */

import { html } from "./dom.js";
import { t } from "./texts.js";

/**
 * @typedef {object} Shortcut
 * @property {string[]} keys   as KeyboardEvent.key has them, lower case; "ctrl+" in front where needed
 * @property {string} shown    how the help writes them
 * @property {string} does
 * @property {(event: KeyboardEvent) => void} run
 * @property {() => boolean} [isIdle]  whether there is nothing for it to do at the moment
 * @property {boolean} [isOnce]  a key that is held does it once: a clicker held down would run through the course
 */

/** Where keys are text. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), textarea, [contenteditable], dialog, [popover]";

/**
 * What some keys mean to the element that has the focus. Space is the player's: buttons are pressed by Enter. What a
 * mouse has just set is done with; only who came by the keyboard means the box, or the list, itself.
 * @type {Record<string, string>}
 */
const OWN_KEYS = {
  enter: "button, summary, a, input",
  " ": "[type=checkbox]:focus-visible, [type=radio]:focus-visible",
  arrow: "[type=range], [type=radio], [data-scrolls]:focus-visible",
  home: "[type=range]",
  end: "[type=range]",
};
const LIST = "select:focus-visible";

/** Keys that lead through a page, or through its slides. */
const LEADING = /^(arrow(left|right|up|down)|page(up|down)|home|end|escape)$/;
/** Who came to a picture by Tab means it. */
const HELD = "[tabindex]:focus-visible";

/**
 * @param {() => Shortcut[]} shortcuts  those of the moment
 * @param {(event: KeyboardEvent) => void} [passOn]  a key that leads through the page around, where keys are its own
 * @param {() => boolean} [areOff]  whether they are
 */
export function listenToKeys(shortcuts, passOn = () => {}, areOff = () => false) {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const key = event.key.toLowerCase();
    if (areOff() && !target.closest?.(HELD)) {
      if (LEADING.test(key) && !event.defaultPrevented && !isOwnKey(target, key)) passOn(event);
      return;
    }
    const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${key}`;
    const shortcut = shortcuts().find((each) => each.keys.includes(name));
    if (!shortcut || event.altKey || shortcut.isIdle?.() || isOwnKey(target, key)) return;
    event.preventDefault();
    if (event.repeat && shortcut.isOnce) return;
    if (key === " ") keepFromPressing(target);
    shortcut.run(event);
  });
}

/** Whether a key means something to the element that has the focus. @param {Element} target @param {string} key */
function isOwnKey(target, key) {
  const own = OWN_KEYS[key.startsWith("arrow") ? "arrow" : key];
  return [TYPING, LIST, own].some((selector) => selector && target.closest?.(selector));
}

/** A button is pressed when Space is let go. @param {EventTarget} target */
function keepFromPressing(target) {
  target.addEventListener("keyup", (event) => event.preventDefault(), { once: true });
}

/**
 * Arrow keys as one shortcut.
 * @param {string} does
 * @param {Record<string, number[]>} steps  by key, for example "arrowleft"
 * @param {(step: number[]) => void} nudge
 * @returns {Shortcut}
 */
export function arrowKeys(does, steps, nudge) {
  const run = (/** @type {KeyboardEvent} */ event) =>
    nudge(steps[event.key.toLowerCase()].map((each) => (event.shiftKey ? each / 10 : each)));
  return {
    keys: Object.keys(steps),
    shown: "Arrow keys",
    does: `${t(does)} (${t("with Shift: a tenth as far")})`,
    run,
  };
}

/**
 * Opens the list of what keys and gestures do.
 * @param {HTMLDialogElement} dialog  with a <dl>
 * @param {Shortcut[]} shortcuts
 * @param {[string, string][]} gestures
 */
export function showHelp(dialog, shortcuts, gestures) {
  const keys = shortcuts.map(({ shown, does }) => [shown, does]);
  // A phone has no keys.
  const rows = matchMedia("(pointer: coarse)").matches ? [...gestures, ...keys] : [...keys, ...gestures];
  dialog
    .querySelector("dl")
    ?.replaceChildren(...rows.flatMap(([shown, does]) => [html("dt", {}, [shown]), html("dd", {}, [does])]));
  dialog.showModal();
  // Its button, which has the focus, is at the end of the list.
  dialog.scrollTop = 0;
}
