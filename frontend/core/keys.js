/** The keyboard: which key does what, and the list of it that `?` shows. */

import { html } from "./dom.js";

/**
 * @typedef {object} Shortcut
 * @property {string[]} keys   as KeyboardEvent.key has them, lower case; "ctrl+" in front where needed
 * @property {string} shown    how the help writes them
 * @property {string} does
 * @property {(event: KeyboardEvent) => void} run
 */

/** Where keys are text, or choose from a list. */
const TYPING = "input:not([type=checkbox], [type=range]), textarea, select, [contenteditable], dialog";

/** What some keys mean to the element that has the focus. @type {Record<string, string>} */
const OWN_KEYS = { " ": "button, summary, a, input", arrow: "[type=range]" };

/** @param {() => Shortcut[]} shortcuts  those of the moment */
export function listenToKeys(shortcuts) {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const key = event.key.toLowerCase();
    const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${key}`;
    const shortcut = shortcuts().find((each) => each.keys.includes(name));
    const own = OWN_KEYS[key.startsWith("arrow") ? "arrow" : key];
    if (!shortcut || event.altKey || target.closest?.(TYPING) || (own && target.closest?.(own))) return;
    event.preventDefault();
    shortcut.run(event);
  });
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
  return { keys: Object.keys(steps), shown: "Arrow keys", does: `${does} (with Shift: a tenth as far)`, run };
}

/**
 * Opens the list of what keys and gestures do.
 * @param {HTMLDialogElement} dialog  with a <dl>
 * @param {Shortcut[]} shortcuts
 * @param {[string, string][]} gestures
 */
export function showHelp(dialog, shortcuts, gestures) {
  const rows = [...shortcuts.map(({ shown, does }) => [shown, does]), ...gestures];
  dialog
    .querySelector("dl")
    ?.replaceChildren(...rows.flatMap(([shown, does]) => [html("dt", {}, [shown]), html("dd", {}, [does])]));
  dialog.showModal();
}
