/** Paths of walks: the part in the box, thinned to what can be told apart, laid on the surface. Pure functions. */

import { clippedSegment } from "./clip.js";
import { heightAt } from "./geometry.js";

/**
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {[number, number]} Place
 */

/** Parts of the box: steps shorter than this are one, longer ones than the other follow the surface in pieces. */
const TOLD_APART = 1 / 500;
const STRAIGHT = 1 / 40;
// Squares along a side of the box, by which it is told how crowded a path is; how many last steps stay as they are.
const SQUARES = 64;
const CROWDED = 1.8;
const RECENT = 12;

/**
 * The places without those too near the one before to be told apart from it; the last one stays.
 * @param {Place[]} places
 * @param {Domain} domain
 */
export function thinned(places, domain) {
  const [wide, high] = [(domain.x[1] - domain.x[0]) * TOLD_APART, (domain.y[1] - domain.y[0]) * TOLD_APART];
  /** @type {Place[]} */
  const kept = [];
  for (const place of places) {
    const last = kept[kept.length - 1];
    // Compared so that a step to where there are no numbers is kept.
    const isNear = last !== undefined && Math.abs(place[0] - last[0]) < wide && Math.abs(place[1] - last[1]) < high;
    if (!isNear) kept.push(place);
  }
  const end = places[places.length - 1];
  if (end && kept[kept.length - 1] !== end) kept.push(end);
  return kept;
}

/**
 * How often a path goes through the small squares that it touches, on average: about 1 for a curve, more where its
 * strokes lie side by side and leave no room between them.
 * @param {Place[]} places
 * @param {Domain} domain
 */
export function crowding(places, domain) {
  /** @type {Set<number>} */
  const touched = new Set();
  let length = 0;
  for (const piece of piecesIn(places, domain))
    for (let k = 1; k < piece.length; k++) {
      const [from, to] = [piece[k - 1], piece[k]].map((place) => inSquares(place, domain));
      const count = Math.ceil(2 * Math.hypot(to[0] - from[0], to[1] - from[1]));
      length += Math.hypot(to[0] - from[0], to[1] - from[1]);
      for (let n = 0; n <= count; n++) {
        const share = count ? n / count : 0;
        const [i, j] = [0, 1].map((axis) => Math.floor(from[axis] + share * (to[axis] - from[axis])));
        touched.add(i * (SQUARES + 1) + j);
      }
    }
  return touched.size ? length / touched.size : 0;
}

/** @param {Place} place @param {Domain} domain */
function inSquares([a, b], { x, y }) {
  return [((a - x[0]) / (x[1] - x[0])) * SQUARES, ((b - y[0]) / (y[1] - y[0])) * SQUARES];
}

/**
 * A path whose strokes would become one area, in two: what is long past, to be drawn faintly, and the last steps.
 * @param {Place[]} places
 * @param {Domain} domain
 * @returns {{past: Place[], recent: Place[]}}
 */
export function uncrowded(places, domain) {
  if (places.length <= 2 * RECENT || crowding(places, domain) < CROWDED) return { past: [], recent: places };
  return { past: places.slice(0, places.length - RECENT), recent: places.slice(places.length - RECENT - 1) };
}

/**
 * The pieces of a path that lie in the box, each as a list of places.
 * @param {Place[]} places
 * @param {Domain} domain
 * @returns {Place[][]}
 */
export function piecesIn(places, { x, y }) {
  const box = { left: x[0], right: x[1], top: y[0], bottom: y[1] };
  /** @type {Place[][]} */
  const pieces = [];
  for (let k = 1; k < places.length; k++) {
    const segment = clippedSegment(places[k - 1], places[k], box);
    if (!segment) continue;
    const piece = pieces[pieces.length - 1];
    if (piece && piece[piece.length - 1] === segment[0]) piece.push(segment[1]);
    else pieces.push([...segment]);
  }
  return pieces;
}

/**
 * The path as a line on the surface, interrupted where it leaves the box.
 * @param {import("./geometry.js").Grid} grid
 * @param {Place[]} places
 * @param {Domain} domain
 * @param {{lift: number, high: number}} heights  by how much it floats, and how high it may
 * @returns {import("./geometry.js").Polyline}
 */
export function draped(grid, places, domain, { lift, high }) {
  /** @type {{x: number[], y: number[], z: number[]}} */
  const line = { x: [], y: [], z: [] };
  const add = (/** @type {number} */ x, /** @type {number} */ y) => {
    line.x.push(x);
    line.y.push(y);
    line.z.push(Math.min(heightAt(grid, x, y), high) + lift);
  };
  for (const piece of piecesIn(thinned(places, domain), domain)) {
    if (line.x.length) add(NaN, NaN);
    add(...piece[0]);
    for (let k = 1; k < piece.length; k++) for (const place of between(piece[k - 1], piece[k], domain)) add(...place);
  }
  // Plotly cannot draw a line of no points in place of one that had some: one without length is not seen either.
  return line.x.length ? line : { x: [domain.x[0], domain.x[0]], y: [domain.y[0], domain.y[0]], z: [high, high] };
}

/** @param {Place} from @param {Place} to @param {Domain} domain @returns {Place[]} ends with `to` */
function between(from, to, { x, y }) {
  const reach = Math.max(Math.abs(to[0] - from[0]) / (x[1] - x[0]), Math.abs(to[1] - from[1]) / (y[1] - y[0]));
  const count = Math.max(1, Math.ceil(reach / STRAIGHT));
  return Array.from({ length: count }, (_, k) => {
    const share = (k + 1) / count;
    return k + 1 === count ? to : [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  });
}
