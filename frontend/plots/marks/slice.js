/** The function with the other variable held: a curve on the surface, a line across the map. */

import { sliceAlong } from "../geometry.js";
import { casedLine } from "../map-shapes.js";
import { lineTrace, nowhere } from "../space-shapes.js";

/**
 * @typedef {import("../picture.js").Place} Place
 * @typedef {{along: "x" | "y", through: Place}} Slice
 */

/** @param {Slice} slice */
export const slice = (slice) => ({ ...slice, kind: SLICE });

/** @satisfies {import("../picture.js").Kind} */
export const SLICE = {
  name: "slice",

  /** @param {Slice} slice @param {import("../picture.js").SpacePen} pen */
  inSpace({ along, through: [x, y] }, pen) {
    const places = pen.grid ? sliceAlong(pen.grid, along, along === "x" ? y : x) : nowhere(pen);
    return [lineTrace(places, { role: "point", weight: 1.6 }, pen)];
  },

  /** @param {Slice} slice @param {import("../picture.js").MapPen} pen */
  onMap({ along, through: [x, y] }, pen) {
    const { seen, toPixel } = pen;
    const ends = along === "x" ? seen.x.map((each) => [each, y]) : seen.y.map((each) => [x, each]);
    return [casedLine(ends.map(toPixel), { role: "point", weight: 0.5 }, pen)];
  },
};
