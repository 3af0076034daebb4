/** The part of a path that can be seen. Pure functions, no drawing. */

/**
 * @typedef {[number, number]} Pixel
 * @typedef {import("./labels.js").Box} Box
 * @typedef {[Pixel, Pixel]} Segment
 */

const MARGIN = 40; // px: ends of lines and their joints stay out of sight

/**
 * The same path without what lies far outside the frame. A browser draws every dash of a line, seen or not, and a line
 * whose end is moved to where coordinates are small points elsewhere.
 * @param {Pixel[]} path  NaN where it is interrupted
 * @param {Box} frame
 * @returns {Pixel[]}
 */
export function clippedPath(path, { left, right, top, bottom }) {
  const room = { left: left - MARGIN, right: right + MARGIN, top: top - MARGIN, bottom: bottom + MARGIN };
  /** @type {Pixel[]} */
  const kept = [];
  for (let k = 1; k < path.length; k++) {
    const segment = clippedSegment(path[k - 1], path[k], room);
    if (!segment) continue;
    const [from, to] = segment;
    const end = kept[kept.length - 1];
    if (end && from !== end) kept.push([NaN, NaN]);
    if (from !== end) kept.push(from);
    kept.push(to);
  }
  return kept;
}

/**
 * Source: Liang and Barsky (1984), A new concept and method for line clipping.
 * @param {Pixel} from
 * @param {Pixel} to
 * @param {Box} room
 * @returns {Segment | null} with the same ends where they lie inside; null where nothing does
 */
export function clippedSegment(from, to, { left, right, top, bottom }) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) return null;
  let [enter, leave] = [0, 1];
  for (const [step, space] of [
    [-dx, from[0] - left],
    [dx, right - from[0]],
    [-dy, from[1] - top],
    [dy, bottom - from[1]],
  ]) {
    if (step === 0 && space < 0) return null;
    if (step < 0) enter = Math.max(enter, space / step);
    if (step > 0) leave = Math.min(leave, space / step);
  }
  if (enter > leave) return null;
  const at = (/** @type {number} */ t) => /** @type {Pixel} */ ([from[0] + t * dx, from[1] + t * dy]);
  return [enter > 0 ? at(enter) : from, leave < 1 ? at(leave) : to];
}
