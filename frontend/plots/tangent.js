/** The tangent plane at a place, and what lies in it. Pure functions. */

/**
 * @typedef {[number, number]} Place
 * @typedef {import("./geometry.js").Polyline} Polyline
 * @typedef {object} Tangent
 * @property {Place} at
 * @property {number} value   of the function there
 * @property {Place} slopes   its gradient
 */

/** The height of the plane over a place. @param {Tangent} tangent @param {ArrayLike<number>} place */
export function heightOf({ at, value, slopes }, place) {
  return value + slopes[0] * (place[0] - at[0]) + slopes[1] * (place[1] - at[1]);
}

/**
 * @param {ArrayLike<number>[]} places
 * @param {(place: ArrayLike<number>) => number} height
 * @returns {Polyline}
 */
export function over(places, height) {
  return { x: places.map((place) => place[0]), y: places.map((place) => place[1]), z: places.map(height) };
}

/** Places in the plane. @param {Tangent} tangent @param {ArrayLike<number>[]} places */
export function onTangent(tangent, places) {
  return over(places, (place) => heightOf(tangent, place));
}
