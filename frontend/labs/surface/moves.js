/** How a point and a box change by one gesture. Pure functions. */

import { roundToPixel } from "../../core/format.js";

/** @typedef {import("../../plots/geometry.js").Domain} Domain */

/**
 * The nearest place inside the box.
 * @param {[number, number]} point
 * @param {Domain} domain
 * @returns {[number, number]}
 */
export function within([x, y], domain) {
  const inside = (/** @type {number} */ value, /** @type {[number, number]} */ [low, high]) => Math.min(Math.max(value, low), high);
  return [inside(x, domain.x), inside(y, domain.y)];
}

/**
 * One step of an arrow key, to the next multiple of such steps.
 * @param {[number, number]} point
 * @param {[number, number]} step  in parts of the width of the box
 * @param {Domain} domain
 * @returns {[number, number]}
 */
export function nudged([x, y], step, domain) {
  const moved = (/** @type {number} */ value, /** @type {number} */ share, /** @type {[number, number]} */ [low, high]) => {
    if (share === 0) return value;
    const size = Math.abs(share) * (high - low);
    const place = value / size;
    const next = share > 0 ? Math.floor(place + 1e-6) + 1 : Math.ceil(place - 1e-6) - 1;
    return roundToPixel(next * size, high - low);
  };
  return within([moved(x, step[0], domain.x), moved(y, step[1], domain.y)], domain);
}

/**
 * A box `factor` times as wide, in which the point stays where it is.
 * @param {Domain} domain
 * @param {[number, number]} point
 * @param {number} factor
 * @returns {Domain}
 */
export function zoomed(domain, point, factor) {
  const around = (/** @type {[number, number]} */ [low, high], /** @type {number} */ centre) => /** @type {[number, number]} */ ([centre + (low - centre) * factor, centre + (high - centre) * factor]);
  return { x: around(domain.x, point[0]), y: around(domain.y, point[1]) };
}
