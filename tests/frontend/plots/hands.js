/** What all plots are tested with: what they tell, and a hand on them. */

import { SQUARE } from "../helpers.js";

/** Handlers, and what they were told, each under its name. @param {Record<string, string>} names */
export function listening(names) {
  const told = [];
  const handler =
    (name) =>
    (...values) =>
      void told.push([name, ...values]);
  return { told, handlers: Object.fromEntries(Object.entries(names).map(([on, name]) => [on, handler(name)])) };
}

/** A hand that goes from the first place to the last, which `at` finds in the window. */
export function handOn(element, at) {
  return (...places) => {
    element.hears("pointerdown", at(places[0]));
    for (const place of places.slice(1)) element.hears("pointermove", at(place));
    element.hears("pointerup", at(places.at(-1)));
  };
}

/** A picture of a surface with marks. */
export function pictureOf(grid, marks, changes = {}) {
  return { grid, names: { x: "x", y: "y", value: "f(x, y)" }, domain: SQUARE, marks, theme: "light", ...changes };
}
