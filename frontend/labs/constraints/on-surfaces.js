/** What stands on a surface in space: pieces of tangent planes, signs of solutions. Pure functions. */

import { patch } from "../../plots/marks/patch.js";

/**
 * A square in the tangent plane of a place.
 * @param {number[]} here
 * @param {number[]} normal  of length 1
 * @param {number} half  of its side
 * @param {number} lift  by which it stands off the surface
 */
export function squareOn(here, normal, half, lift) {
  const [first, second] = tangentsTo(normal);
  const corner = (/** @type {number} */ u, /** @type {number} */ v) =>
    here.map((entry, k) => entry + lift * normal[k] + half * (u * first[k] + v * second[k]));
  return patch([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]);
}

/**
 * Two unit vectors at right angles to a normal and to each other, the first of them level.
 * @param {number[]} normal
 * @returns {[number[], number[]]}
 */
export function tangentsTo([a, b, c]) {
  const level = Math.hypot(a, b) > 1e-6 ? [-b, a, 0] : [1, 0, 0];
  const size = Math.hypot(...level);
  const first = level.map((entry) => entry / size);
  const [d, e, f] = first;
  return [first, [b * f - c * e, c * d - a * f, a * e - b * d]];
}

/** Signs of the solutions. @param {{extrema: import("./solution-words.js").Extrema}} sight @param {number} lift */
export function signsOf({ extrema }, lift) {
  return [
    ...extrema.points.map(({ point, kind, ...rest }) => ({ place: offSurface(point, rest, lift), kind })),
    ...extrema.singular.map((place) => ({ place, kind: "undecided" })),
  ];
}

/**
 * Outside, where the surface does not swallow half of the sign.
 * @param {number[]} point
 * @param {any} solution
 * @param {number} lift
 */
function offSurface(point, { constraint_gradients: [normal] }, lift) {
  const size = Math.hypot(...normal);
  return size > 0 ? point.map((entry, k) => entry + (lift * normal[k]) / size) : point;
}
