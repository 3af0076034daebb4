/** From where to look at a surface: one small menu on its picture, and a key for each choice. */

import { html } from "../../core/dom.js";
import { key } from "./keys.js";

/** @typedef {import("../../plots/space-camera.js").Look} Look */

/** What is chosen, its key, its name, and what the list of keys says. @type {[Look, string, string, string][]} */
const LOOKS = [
  ["home", "0", "As at first", ""],
  ["above", "t", "From above: the map", "look from above: the surface becomes its map, and back"],
  ["x", "x", "Along the x axis", "look along the x axis"],
  ["y", "y", "Along the y axis", "look along the y axis"],
  ["free", "v", "To where the point is seen", "look from where the point is seen"],
];

/** @param {(look: Look) => void} onLook */
export function lookMenu(onLook) {
  const menu = html("details", { class: "look-menu" });
  const choices = LOOKS.map(([look, shown, name]) => {
    const button = html("button", { type: "button", class: "quiet" }, [name, html("kbd", {}, [shown.toUpperCase()])]);
    button.addEventListener("click", () => {
      menu.removeAttribute("open");
      onLook(look);
    });
    return button;
  });
  menu.append(html("summary", { title: "From where to look" }, ["Look"]), html("div", { class: "looks" }, choices));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") menu.removeAttribute("open");
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget))) menu.removeAttribute("open");
  });
  return menu;
}

/** Keys for all of them but the first, which labs have for more than that. @type {import("./bench.js").Key<any>[]} */
export const LOOKING = LOOKS.slice(1).map(([look, shown, , does]) =>
  key(shown, does, (lab) => lab.stage.scene.lookFrom(look)),
);
