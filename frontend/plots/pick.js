/** Which place of a surface a ray meets. Pure functions. */

import { heightAt } from "./geometry.js";

/** @typedef {import("./geometry.js").Grid} Grid */

/**
 * Where a ray first meets the surface: marching, then bisection.
 * @param {Grid} grid
 * @param {number[]} near  start of the ray (x, y, z)
 * @param {number[]} far   its end
 * @returns {[number, number] | null}
 */
export function pickOnSurface(grid, near, far) {
  const at = (/** @type {number} */ t) => near.map((start, k) => start + t * (far[k] - start));
  const gap = (/** @type {number} */ t) => {
    const [x, y, z] = at(t);
    return z - heightAt(grid, x, y);
  };
  const [enter, leave] = insideDomain(grid, near, far);
  if (!(enter < leave)) return null;
  const steps = 400;
  let before = gap(enter);
  for (let k = 1; k <= steps; k++) {
    const here = enter + ((leave - enter) * k) / steps;
    const after = gap(here);
    if (before * after <= 0) return bisected(gap, at, here - (leave - enter) / steps, here);
    before = after;
  }
  return null;
}

/**
 * @param {(t: number) => number} gap
 * @param {(t: number) => number[]} at
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
function bisected(gap, at, from, to) {
  const sign = Math.sign(gap(from)) || 1;
  for (let round = 0; round < 30; round++) {
    const middle = (from + to) / 2;
    if (gap(middle) * sign > 0) from = middle;
    else to = middle;
  }
  const [x, y] = at(to);
  return [x, y];
}

/**
 * The part of a ray above the domain, as an interval of its parameter.
 * @param {Grid} grid
 * @param {number[]} near
 * @param {number[]} far
 */
function insideDomain(grid, near, far) {
  let [enter, leave] = [0, 1];
  [grid.x, grid.y].forEach((ticks, axis) => {
    const speed = far[axis] - near[axis];
    const bounds = [ticks[0], ticks[ticks.length - 1]]
      .map((bound) => (bound - near[axis]) / speed)
      .sort((a, b) => a - b);
    enter = Math.max(enter, bounds[0]);
    leave = Math.min(leave, bounds[1]);
  });
  return [enter, leave];
}
