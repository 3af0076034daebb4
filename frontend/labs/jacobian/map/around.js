/** What is asked of a map to draw it: places around the point, and places all over the box. Pure functions. */

import { evenly, figureStrokes, gridLines } from "./figures.js";
import { simplexRows } from "./simplex.js";
import { solidStrokes } from "./solids.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./kinds.js").Kind} Kind
 * @typedef {import("./figures.js").Image} Image
 */

export const CLOSE = 1.7; // of the figure's reach, seen from near by
const CELLS = 40; // of a sheet along each side
const EVERY = 4; // of its lines is drawn
const ALONG = 400; // places on a curve
const NEAR = 32; // places in an interval around the point

/**
 * The figure around a point, or the interval around a number.
 * @param {Pick<JacobianState, "figure" | "reach">} state
 * @param {number[]} point
 * @returns {number[][][]}
 */
export function strokesAround(state, point) {
  if (point.length === 1) return [evenly([point[0] - state.reach, point[0] + state.reach], NEAR).map((t) => [t])];
  if (point.length === 2) return figureStrokes(state, point);
  return point.length === 3 ? solidStrokes(state, point) : [];
}

/**
 * The part of the box that is seen.
 * @param {JacobianState} state
 * @param {number[]} point
 * @returns {JacobianState["domain"]}
 */
export function boxOf({ domain, show, reach }, [x, y = 0]) {
  if (!show.close) return domain;
  return { x: [x - CLOSE * reach, x + CLOSE * reach], y: [y - CLOSE * reach, y + CLOSE * reach] };
}

/**
 * Rows of places all over the box: lines of a grid, rows of a sheet, one curve.
 * @param {Kind} kind
 * @param {JacobianState} state
 * @returns {number[][][]}
 */
export function placesOver(kind, state) {
  const box = boxOf(state, state.point);
  if (kind === "plane") return gridLines(box);
  if (kind === "space" || kind === "field") return [];
  if (kind === "simplex") return simplexRows();
  const across = evenly(box.x, kind === "graph" || kind === "surface" ? CELLS : ALONG);
  if (kind === "graph" || kind === "surface") return evenly(box.y, CELLS).map((y) => across.map((x) => [x, y]));
  return [across.map((t) => [t])];
}

/** Some of the rows and columns of a sheet. @template T @param {T[][]} sheet @returns {T[][]} */
export function linesOnSheet(sheet) {
  const isDrawn = (/** @type {unknown} */ _, /** @type {number} */ k) => k % EVERY === 0;
  const upright = (sheet[0] ?? []).map((_, column) => sheet.map((row) => row[column]));
  return [...sheet.filter(isDrawn), ...upright.filter(isDrawn)];
}

/**
 * Over places of the plane what a function has there, as places in space.
 * @param {number[][][]} places
 * @param {Image[][]} images
 * @returns {Image[][]}
 */
export function lifted(places, images) {
  return images.map((row, i) => row.map(([height], j) => [...places[i][j], height]));
}
