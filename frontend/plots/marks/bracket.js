/** A vertical distance and its number. */

import { stroke } from "../curve-shapes.js";
import { pathThrough } from "../svg.js";

/**
 * @typedef {import("../curve-picture.js").Bracket} Bracket
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 */

const WEIGHT = 0.8;

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const BRACKET = {
  /** @param {Bracket} bracket @param {CurvePen} pen */
  onCurves(bracket, pen) {
    const [u, v, w] = pixelsOf(bracket, pen);
    const foot = 2 * pen.palette.lineWidth;
    const path = pathThrough([
      [u - foot, v],
      [u + foot, v],
      [NaN, NaN],
      [u, v],
      [u, w],
      [NaN, NaN],
      [u - foot, w],
      [u + foot, w],
    ]);
    return [stroke(path, { role: bracket.role, weight: WEIGHT }, pen)];
  },

  /** In its middle, else beyond its ends. @param {Bracket} bracket @param {CurvePen} pen */
  spots(bracket, pen) {
    const [u, v, w] = pixelsOf(bracket, pen);
    const font = pen.palette.fontSize;
    const [top, bottom] = [Math.min(v, w), Math.max(v, w)];
    const heights = [(v + w) / 2, top - font, bottom + font, bottom + 2.3 * font, top - 2.3 * font];
    const beside = heights.flatMap((y) => [
      { x: u + 10, y, anchor: /** @type {const} */ ("start") },
      { x: u - 10, y, anchor: /** @type {const} */ ("end") },
    ]);
    return [...beside, ...heights.slice(1).map((y) => ({ x: u, y, anchor: /** @type {const} */ ("middle") }))];
  },
};

/** @param {Bracket} bracket @param {CurvePen} pen */
function pixelsOf({ x, from, to }, { view: { across, up } }) {
  return [across.toPixel(x), up.toPixel(from), up.toPixel(to)];
}
