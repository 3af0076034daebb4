/** Buttons to come nearer and to go back. */

import { html } from "../../core/dom.js";

/** @param {(factor: number) => void} onZoom */
export function zoomButtons(onZoom) {
  const button = (/** @type {string} */ sign, /** @type {string} */ does, /** @type {number} */ factor) => {
    const element = html("button", { type: "button", class: "icon", title: does, "aria-label": does }, [sign]);
    element.addEventListener("click", () => onZoom(factor));
    return element;
  };
  return html("div", { class: "zoom" }, [button("+", "Zoom in", 0.5), button("−", "Zoom out", 2)]);
}
