/** Buttons that do nothing for now: they say so and stay, or the keyboard would lose its place. */

/** @param {HTMLElement} button @param {boolean} isAllowed */
export function allow(button, isAllowed) {
  button.setAttribute("aria-disabled", String(!isAllowed));
  // Heard once, and before what the button does.
  button.addEventListener("click", refuse, { capture: true });
}

/** @param {Event} event */
function refuse(event) {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  if (button.getAttribute("aria-disabled") === "true") event.stopImmediatePropagation();
}
