/** The small menu of a picture: what of it can be taken along. It is filled when it opens, and lies over all else. */

import { html } from "../core/dom.js";

const GAP = 4; // px

/** @param {() => Promise<Node[]>} fill @returns {Node[]} */
export function takeMenu(fill) {
  const choices = html("div", { class: "takes", popover: "auto" });
  const button = html("button", { type: "button", class: "take", title: "Take it with you" }, ["⤓"]);
  button.setAttribute("aria-label", button.title);
  button.popoverTargetElement = choices;
  choices.addEventListener("beforetoggle", async (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    choices.replaceChildren(...(await fill()));
    place(choices, button);
  });
  choices.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("button")) choices.hidePopover();
  });
  return [button, choices];
}

/** Where there is room, above the button or below it. @param {HTMLElement} menu @param {HTMLElement} button */
function place(menu, button) {
  const { right, top, bottom } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const above = top - GAP - height;
  const low = Math.min(bottom + GAP, innerHeight - height - GAP);
  Object.assign(menu.style, {
    left: `${Math.max(right - width, GAP)}px`,
    top: `${above >= GAP ? above : Math.max(low, GAP)}px`,
  });
}
