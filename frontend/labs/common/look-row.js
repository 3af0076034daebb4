/** From where to look at a surface: one row under its picture, and a key for each choice. */

import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";
import { key } from "./keys.js";

/** @typedef {import("../../plots/space-camera.js").Look} Look */

/** What is chosen, its key, its name, and what the list of keys says. @type {[Look, string, string, string][]} */
const LOOKS = [
  ["home", "0", "the front", "as at first"],
  ["above", "t", "above", "look from above: the surface becomes its map, and back"],
  ["x", "x", "along x", "look along the x axis"],
  ["y", "y", "along y", "look along the y axis"],
  ["free", "v", "a free side", "look from where the point is seen"],
];

/** @param {(look: Look) => void} onLook */
export function lookRow(onLook) {
  const choices = LOOKS.map(([look, shown, name, does]) => {
    const title = `${t(does)} (${shown.toUpperCase()})`;
    const button = html("button", { type: "button", class: "quiet", title }, [name]);
    button.addEventListener("click", () => onLook(look));
    return button;
  });
  return html("div", { class: "look-row", role: "group", "aria-label": "From where to look" }, [
    html("span", {}, ["Look from"]),
    ...choices,
  ]);
}

/** Keys for all of them but the first, which labs have for more than that. @type {import("./bench.js").Key<any>[]} */
export const LOOKING = LOOKS.slice(1).map(([look, shown, , does]) =>
  key(shown, does, (lab) => lab.stage.scene.lookFrom(look)),
);
