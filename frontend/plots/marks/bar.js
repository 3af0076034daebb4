/** A bar through a place, as far to each side: an eigenvector, which has no sign. It lies in the tangent plane. */

import { casedLine } from "../map-shapes.js";
import { lineTrace, nowhere } from "../space-shapes.js";
import { onTangent } from "../tangent.js";

/**
 * @typedef {import("../picture.js").Place} Place
 * @typedef {import("../tangent.js").Tangent} Tangent
 * @typedef {object} Bar
 * @property {Place} at
 * @property {Place | null} step
 * @property {string} role
 * @property {boolean} isDashed
 * @property {Tangent | null} tangent
 */

/** @param {Bar} bar */
export const bar = (bar) => ({ ...bar, kind: BAR });

/** @satisfies {import("../picture.js").Kind} */
export const BAR = {
  name: "bar",

  /** @param {Bar} bar @param {import("../picture.js").SpacePen} pen */
  inSpace({ step, role, isDashed, tangent }, pen) {
    const places = step && tangent ? barInPlane(tangent, step) : nowhere(pen);
    return [lineTrace(places, { role, weight: 2.4, isDashed }, pen)];
  },

  /** @param {Bar} bar @param {import("../picture.js").MapPen} pen */
  onMap({ at, step, role, isDashed }, pen) {
    if (!step) return [];
    const { lineWidth } = pen.palette;
    const dashes = isDashed ? `${2.5 * lineWidth} ${1.5 * lineWidth}` : "none";
    return [casedLine(bothWays(at, step).map(pen.toPixel), { role, weight: 1, dashes }, pen)];
  },
};

/** @param {Tangent} tangent @param {number[]} step */
export function barInPlane(tangent, step) {
  return onTangent(tangent, bothWays(tangent.at, step));
}

/** @param {Place} at @param {number[]} step @returns {Place[]} */
function bothWays([x, y], [u, v]) {
  return [
    [x - u, y - v],
    [x + u, y + v],
  ];
}
