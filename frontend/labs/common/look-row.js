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

export class LookRow {
  /** @type {Map<Look, HTMLElement>} */
  buttons = new Map();

  /** @param {(look: Look) => void} onLook */
  constructor(onLook) {
    for (const [look, shown, name, does] of LOOKS) {
      const title = `${t(does)} (${shown.toUpperCase()})`;
      const button = html("button", { type: "button", class: "quiet", title }, [name]);
      button.addEventListener("click", () => onLook(look));
      this.buttons.set(look, button);
    }
    this.element = html("div", { class: "look-row", role: "group", "aria-label": "From where to look" }, [
      html("span", {}, ["Look from"]),
      ...this.buttons.values(),
    ]);
    this.mark("home");
  }

  /** From where it is looked now. @param {Look | null} look  none of them where a hand has turned the picture */
  mark(look) {
    for (const [each, button] of this.buttons)
      if (each === look) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
  }
}

/** Keys for all of them but the first, which labs have for more than that. @type {import("./bench.js").Key<any>[]} */
export const LOOKING = LOOKS.slice(1).map(([look, shown, , does]) =>
  key(shown, does, (lab) => lab.stage.scene.lookFrom(look)),
);
