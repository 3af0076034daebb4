/** Which place of a surface a ray meets. Pure functions. */

import { heightAt } from "./geometry.js";

/** @typedef {import("./geometry.js").Grid} Grid */

const STEPS = 400;

/**
 * What of a surface a ray shows: where it first meets it from above, for from below it is glass, else where it meets
 * the map on the floor, else the glass itself. Marching, then bisection.
 * @param {Grid} grid
 * @param {number[]} near  start of the ray (x, y, z)
 * @param {number[]} far   its end
 * @param {{low: number, high: number}} [limits]  of the heights that are drawn
 * @param {number} [floor]  the height of the map
 * @returns {[number, number] | null}
 */
export function pickOnSurface(grid, near, far, limits = { low: -Infinity, high: Infinity }, floor = NaN) {
  const at = (/** @type {number} */ t) => near.map((start, k) => start + t * (far[k] - start));
  const gap = (/** @type {number} */ t) => {
    const [x, y, z] = at(t);
    return z - heightAt(grid, x, y);
  };
  const crossings = crossingsOf(gap, insideOf(grid, near, far, limits));
  const isFromBelow = far[2] > near[2];
  const solid = isFromBelow ? crossings[0] : crossings.find(({ isDown }) => isDown);
  const onMap = solid ? null : placeOnMap(grid, at, (floor - near[2]) / (far[2] - near[2]));
  const found = solid ?? crossings[0];
  if (onMap || !found) return onMap;
  const [x, y] = at(bisected(gap, found.from, found.to));
  return [x, y];
}

/**
 * Where the sign of something changes along a part of the ray, nearest first.
 * @param {(t: number) => number} gap
 * @param {[number, number]} part
 */
function crossingsOf(gap, [enter, leave]) {
  /** @type {{from: number, to: number, isDown: boolean}[]} */
  const found = [];
  if (!(enter < leave)) return found;
  const step = (leave - enter) / STEPS;
  let before = gap(enter);
  for (let k = 1; k <= STEPS; k++) {
    const to = enter + k * step;
    const after = gap(to);
    if (before * after <= 0 && before !== 0) found.push({ from: to - step, to, isDown: before > 0 });
    before = after;
  }
  return found;
}

/** @param {Grid} grid @param {(t: number) => number[]} at @param {number} t @returns {[number, number] | null} */
function placeOnMap(grid, at, t) {
  if (!(t >= 0 && t <= 1)) return null;
  const [x, y] = at(t);
  return Number.isFinite(heightAt(grid, x, y)) ? [x, y] : null;
}

/**
 * @param {(t: number) => number} gap
 * @param {number} from
 * @param {number} to
 */
function bisected(gap, from, to) {
  const sign = Math.sign(gap(from)) || 1;
  for (let round = 0; round < 30; round++) {
    const middle = (from + to) / 2;
    if (gap(middle) * sign > 0) from = middle;
    else to = middle;
  }
  return to;
}

/**
 * The part of a ray in the box of what is drawn, as an interval of its parameter.
 * @param {Grid} grid
 * @param {number[]} near
 * @param {number[]} far
 * @param {{low: number, high: number}} limits
 * @returns {[number, number]}
 */
function insideOf(grid, near, far, { low, high }) {
  const room = 0.02 * (high - low) || 0;
  let [enter, leave] = [0, 1];
  [
    [grid.x[0], grid.x[grid.x.length - 1]],
    [grid.y[0], grid.y[grid.y.length - 1]],
    [low - room, high + room],
  ].forEach((bounds, axis) => {
    const speed = far[axis] - near[axis];
    const [first, last] = bounds.map((bound) => (bound - near[axis]) / speed).sort((a, b) => a - b);
    enter = Math.max(enter, first);
    leave = Math.min(leave, last);
  });
  return [enter, leave];
}
