/** Grids and figures in the input plane, as rows of places, and their images. Pure functions. */

/**
 * @typedef {[number, number]} Place
 * @typedef {(number | null)[]} Image
 * @typedef {import("../state.js").JacobianState} JacobianState
 */

const LINES = 10; // of the grid, each way
const SAMPLES = 40; // of a line
const ROUND = 96; // of a circle

/** @param {[number, number]} interval @param {number} count */
export function evenly([low, high], count) {
  return Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
}

/** Lines along both axes through a box. @param {JacobianState["domain"]} domain @returns {Place[][]} */
export function gridLines({ x, y }) {
  const [across, up] = [evenly(x, SAMPLES), evenly(y, SAMPLES)];
  const upright = evenly(x, LINES).map((u) => up.map((v) => /** @type {Place} */ ([u, v])));
  const level = evenly(y, LINES).map((v) => across.map((u) => /** @type {Place} */ ([u, v])));
  return [...upright, ...level];
}

/** An F, of which one sees whether it was turned over. @type {Place[]} */
export const LETTER = [
  [-0.5, -1],
  [-0.5, 1],
  [0.7, 1],
  [0.7, 0.6],
  [-0.1, 0.6],
  [-0.1, 0.2],
  [0.4, 0.2],
  [0.4, -0.2],
  [-0.1, -0.2],
  [-0.1, -1],
  [-0.5, -1],
];

/** The strokes of a figure of reach 1 around the origin. @type {Record<JacobianState["figure"], Place[][]>} */
const FIGURES = {
  circle: [
    Array.from({ length: ROUND + 1 }, (_, k) => [
      Math.cos((2 * Math.PI * k) / ROUND),
      Math.sin((2 * Math.PI * k) / ROUND),
    ]),
  ],
  square: gridLines({ x: [-1, 1], y: [-1, 1] }).filter(
    (_, k) => k % 5 === 0 || k % (LINES + 1) === LINES || k === 0 || k === LINES + 1,
  ),
  letter: [finely(LETTER)],
};

/** With places between the corners: their images are not straight. @param {Place[]} corners @returns {Place[]} */
export function finely(corners) {
  const sides = corners.slice(1).map((end, k) =>
    evenly([0, 1], 8)
      .slice(1)
      .map((share) => /** @type {Place} */ (corners[k].map((from, axis) => from + share * (end[axis] - from)))),
  );
  return [corners[0], ...sides.flat()];
}

/**
 * Around a point.
 * @param {Pick<JacobianState, "figure" | "reach">} state
 * @param {number[]} point
 * @returns {Place[][]}
 */
export function figureStrokes({ figure, reach }, [x, y]) {
  return FIGURES[figure].map((stroke) => stroke.map(([u, v]) => [x + reach * u, y + reach * v]));
}

/**
 * Rows of places as one list, and back.
 * @template T
 * @param {T[]} flat
 * @param {{length: number}[]} rows
 * @returns {T[][]}
 */
export function inRows(flat, rows) {
  let next = 0;
  return rows.map(({ length }) => flat.slice(next, (next += length)));
}

/**
 * The value and the Jacobian's part of what lies around.
 * @param {Image} value
 * @param {(number | null)[][]} jacobian
 * @param {number[]} point
 * @param {number[]} place
 * @returns {number[]}
 */
export function linearImage(value, jacobian, point, place) {
  return value.map(
    (entry, i) =>
      (entry ?? NaN) +
      jacobian[i].reduce((/** @type {number} */ sum, slope, j) => sum + (slope ?? NaN) * (place[j] - point[j]), 0),
  );
}

/**
 * The largest distance between images and linear images; null where none can be told.
 * @param {Image[]} images
 * @param {number[][]} linear
 */
export function largestError(images, linear) {
  const errors = images
    .map((image, k) => Math.hypot(...image.map((entry, axis) => (entry ?? NaN) - linear[k][axis])))
    .filter(Number.isFinite);
  return errors.length ? Math.max(...errors) : null;
}

/**
 * A square range around all places but the farthest few, one for each axis.
 * @param {Image[]} places
 * @returns {{x: [number, number], y: [number, number]} | null}
 */
export function squareAround(places) {
  const whole = places.filter((place) => place.every((entry) => entry !== null && Number.isFinite(entry)));
  if (!whole.length) return null;
  const [x, y] = [0, 1].map((axis) => most(whole.map((place) => /** @type {number} */ (place[axis]))));
  const half = 0.54 * Math.max(x[1] - x[0], y[1] - y[0], 1e-9);
  const around = (/** @type {number[]} */ [low, high]) =>
    /** @type {[number, number]} */ ([(low + high) / 2 - half, (low + high) / 2 + half]);
  return { x: around(x), y: around(y) };
}

/**
 * The limits of some values without poles, that would make everything else a dot.
 * @param {number[]} values
 * @returns {[number, number]}
 */
export function most(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor(0.02 * (sorted.length - 1))], sorted[Math.ceil(0.98 * (sorted.length - 1))]];
  const room = high - low;
  // What lies little beyond belongs to the picture too.
  return [Math.max(sorted[0], low - 0.5 * room), Math.min(sorted[sorted.length - 1], high + 0.5 * room)];
}
