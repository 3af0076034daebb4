/** The keyboard: which key does what, and the list of it that `?` shows. */

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

/** @param {Shortcut[]} shortcuts */
export function listenToKeys(shortcuts) {
  addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const key = event.key.toLowerCase();
    const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${key}`;
    const shortcut = shortcuts.find((each) => each.keys.includes(name));
    const own = OWN_KEYS[key.startsWith("arrow") ? "arrow" : key];
    if (!shortcut || event.altKey || target.closest?.(TYPING) || (own && target.closest?.(own))) return;
    event.preventDefault();
    shortcut.run(event);
  });
}
