/** A map of the plane as a field of vectors: where its arrows stand, and how long they are. Pure functions. */

import { closeTo } from "./picture.js";
import { squareAround } from "./figures.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("../../../plots/marks/field.js").Vectors} Vectors
 * @typedef {object} FlowLine  one direction of a flow line, as POST flow answers it
 * @property {[number, number][]} points
 * @property {(number | null)[]} times
 * @property {"left-box" | "rest" | "closed" | "cycle" | "no-value" | "unfinished"} end
 * @property {number | null} period
 * @typedef {{point: number[], forward: FlowLine, backward: FlowLine}} Flow
 */

const ALONG = 19; // arrows in a row
const USUAL = 0.95; // of the arrows are no longer than the longest one that is drawn
const POLE = 4; // times as long is what would make all others dots

/**
 * What is seen of the plane.
 * @param {JacobianState} state
 * @returns {JacobianState["domain"]}
 */
export function fieldRanges({ domain, point, reach, show }) {
  if (show.close) return closeTo(point, reach);
  const corners = [
    [domain.x[0], domain.y[0]],
    [domain.x[1], domain.y[1]],
  ];
  return /** @type {JacobianState["domain"]} */ (squareAround(corners));
}

/** Whether the point is seen. @param {JacobianState} state */
export function isInside(state) {
  const { x, y } = fieldRanges(state);
  return [x, y].every(([low, high], k) => low <= state.point[k] && state.point[k] <= high);
}

/** Places for arrows, half a step from the edges. @param {JacobianState["domain"]} ranges @returns {number[][]} */
export function latticeOver({ x, y }) {
  const places = (/** @type {[number, number]} */ [low, high]) =>
    Array.from({ length: ALONG }, (_, k) => low + ((high - low) * (k + 0.5)) / ALONG);
  return places(y).flatMap((v) => places(x).map((u) => [u, v]));
}

/**
 * Values at places as arrows; where there is none, none is drawn.
 * @param {number[][]} points
 * @param {(number | null)[][]} images
 * @returns {Vectors}
 */
export function arrowsOf(points, images) {
  const vectors = images.map((image) => image.map((entry) => entry ?? NaN));
  return { points, vectors, role: "function", largest: longest(vectors) };
}

/** The length of the longest arrow drawn as it is; beside a pole, of most of them. @param {number[][]} vectors */
function longest(vectors) {
  const sizes = vectors
    .map((vector) => Math.hypot(...vector))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const [usual, most] = [sizes[Math.floor(USUAL * (sizes.length - 1))] ?? 0, sizes.at(-1) ?? 0];
  return usual > 0 && most > POLE * usual ? usual : most;
}
