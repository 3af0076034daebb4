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

/**
 * The place of a set over one of the plane, the highest if there are several; where there is none, the place that is
 * nearest to being so.
 * @param {number[]} wanted  of the plane
 * @param {number[][]} places  of the set, close to each other
 * @param {number} reach  how far they are apart
 * @returns {{place: number[], isOver: boolean} | null}
 */
export function placeOver([x, y], places, reach) {
  const known = places.map((place) => ({ place, beside: Math.hypot(place[0] - x, place[1] - y) }));
  const [nearest] = known.toSorted((a, b) => a.beside - b.beside);
  if (!nearest) return null;
  if (nearest.beside > reach) return { place: [...nearest.place], isOver: false };
  const over = known.filter(({ beside }) => beside <= reach);
  const top = over.reduce((high, { place }) => Math.max(high, place[2]), -Infinity);
  const [best] = over.filter(({ place }) => place[2] >= top - reach).toSorted((a, b) => a.beside - b.beside);
  return { place: [x, y, best.place[2]], isOver: true };
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
