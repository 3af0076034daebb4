/** How a point and a box change by one gesture. Pure functions. */

import { inside, nudgedAlong, roundedToPixels, zoomedAround } from "../../core/interval.js";

/** @typedef {import("../../plots/geometry.js").Domain} Domain */

/**
 * The nearest place inside the box.
 * @param {[number, number]} point
 * @param {Domain} domain
 * @returns {[number, number]}
 */
export function within([x, y], domain) {
  return [inside(x, domain.x), inside(y, domain.y)];
}

/**
 * One step of an arrow key, to the next multiple of such steps.
 * @param {[number, number]} point
 * @param {number[]} step  in parts of the width of the box
 * @param {Domain} domain
 * @returns {[number, number]}
 */
export function nudged([x, y], step, domain) {
  return [nudgedAlong(x, step[0], domain.x), nudgedAlong(y, step[1], domain.y)];
}

/** A box that was panned or zoomed by hand. @param {Domain} domain @returns {Domain} */
export function boxByHand({ x, y }) {
  return { x: roundedToPixels(x), y: roundedToPixels(y) };
}

/**
 * A box `factor` times as wide, in which the point stays where it is.
 * @param {Domain} domain
 * @param {[number, number]} point
 * @param {number} factor
 * @returns {Domain}
 */
export function zoomed(domain, point, factor) {
  return { x: zoomedAround(domain.x, point[0], factor), y: zoomedAround(domain.y, point[1], factor) };
}
