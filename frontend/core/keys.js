/** The keyboard: which key does what, and the list of it that `?` shows. */

/**
 * @typedef {object} Shortcut
 * @property {string[]} keys   as KeyboardEvent.key has them, lower case; "ctrl+" in front where needed
 * @property {string} shown    how the help writes them
 * @property {string} does
 * @property {(event: KeyboardEvent) => void} run
 */

/** @param {Shortcut[]} shortcuts */
export function listenToKeys(shortcuts) {
  addEventListener("keydown", (event) => {
    const name = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.key.toLowerCase()}`;
    const isTyping = /** @type {HTMLElement} */ (event.target).closest?.("input, textarea, select, [contenteditable], dialog");
    const shortcut = shortcuts.find((each) => each.keys.includes(name));
    if (!shortcut || event.altKey || isTyping) return;
    // Space on a button presses it.
    if (name === " " && /** @type {HTMLElement} */ (event.target).closest?.("button, summary, a")) return;
    event.preventDefault();
    shortcut.run(event);
  });
}
