/** Large pictures for those without a mouse, or who do not see them: a Tab stop, a name that says what is drawn. */

import { html } from "../../core/dom.js";

/**
 * Makes the pictures of a stage stops of the Tab key. Keys of the lab are heard from everywhere; an application is what
 * a screen reader hands them on to. A picture is called by its own label and by the function that it shows.
 * @param {HTMLElement} stage
 * @param {import("../../core/signal.js").Store<any>} store
 */
export function makeReachable(stage, store) {
  const drawn = html("span", { id: "drawn", hidden: true });
  stage.append(drawn);
  stage.querySelectorAll(".plot[role=img]").forEach((place, k) => {
    place.id ||= `picture-${k + 1}`;
    place.setAttribute("role", "application");
    place.setAttribute("aria-roledescription", "picture");
    place.setAttribute("aria-labelledby", `${place.id} ${drawn.id}`);
    /** @type {HTMLElement} */ (place).tabIndex = 0;
  });
  const name = ({ source = "" }) => (drawn.textContent = source);
  name(store.get());
  return store.subscribe(["source"], name);
}
