/** Which part of the plane a picture of curves shows where it does not say so itself. Pure functions, no drawing. */

import { limitsOf } from "./geometry.js";

/**
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./curve-picture.js").Curve} Curve
 * @typedef {import("./curve-picture.js").Scaling} Scaling
 * @typedef {import("./curve-picture.js").Interval} Interval
 */

const SAMPLE = 1000; // heights are enough to tell a pole from a curve
const POLE_TAIL = 0.15; // once a curve is known to have poles, this part of it on each side may leave the picture

/**
 * @param {CurvePicture} picture
 * @param {Interval | null} seen  the x range while panning and zooming
 * @returns {{x: Interval, y: Interval}}
 */
export function rangesOf(picture, seen) {
  const x =
    seen ??
    picture.xRange ??
    span(
      series(picture).map((each) => limitsIn(each.x)),
      picture.xScale,
    );
  if (picture.equal) return { x, y: picture.yRange ?? x };
  return {
    x,
    y:
      picture.yRange ??
      span(
        series(picture).map((each) => heightsIn(each, x, picture.yScale)),
        picture.yScale,
      ),
  };
}

/** @param {CurvePicture} picture @returns {{x: ArrayLike<number>, y: ArrayLike<number | null>}[]} */
function series({ curves, scatters = [], marks = [] }) {
  const counted = marks.filter((mark) => mark.counts).map(({ x, y }) => ({ x: [x], y: [y] }));
  return [...curves.filter((curve) => curve.counts ?? curve.role !== "tangent"), ...scatters, ...counted];
}

/** @param {ArrayLike<number | null>} values @returns {Interval} */
function limitsIn(values) {
  let [low, high] = [Infinity, -Infinity];
  for (let k = 0; k < values.length; k++) {
    const value = values[k];
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** @type {WeakMap<object, {key: string, limits: Interval}>} */
const knownHeights = new WeakMap();

/**
 * @param {{x: ArrayLike<number>, y: ArrayLike<number | null>}} curve
 * @param {Interval} within
 * @param {Scaling} [scaling]
 */
function heightsIn(curve, within, scaling = "linear") {
  const key = `${within} ${scaling}`;
  const before = knownHeights.get(curve.y);
  if (before?.key === key) return before.limits;
  const limits = findHeights(curve, within, scaling);
  knownHeights.set(curve.y, { key, limits });
  return limits;
}

/**
 * @param {{x: ArrayLike<number>, y: ArrayLike<number | null>}} curve
 * @param {Interval} within
 * @param {Scaling} scaling
 * @returns {Interval}
 */
function findHeights({ x, y }, [from, to], scaling) {
  /** @type {number[]} */
  const heights = [];
  for (let k = 0; k < x.length; k++) {
    const height = y[k];
    if (height === null || !Number.isFinite(height) || x[k] < from || x[k] > to) continue;
    if (scaling === "linear" || height > 0) heights.push(height);
  }
  const [low, high] = limitsIn(heights);
  // Powers of ten leave room for a pole.
  return scaling === "log" || !hasPole(heights, low, high) ? [low, high] : withoutPoles(heights, low, high);
}

/**
 * Whether two neighbours differ by a good part of the whole height: a narrow hill has points on its slopes.
 * @param {number[]} heights
 * @param {number} low
 * @param {number} high
 */
function hasPole(heights, low, high) {
  for (let k = 1; k < heights.length; k++) if (Math.abs(heights[k] - heights[k - 1]) > 0.2 * (high - low)) return true;
  return false;
}

/**
 * @param {number[]} heights
 * @param {number} lowest
 * @param {number} highest
 * @returns {Interval}
 */
function withoutPoles(heights, lowest, highest) {
  const stride = Math.ceil(heights.length / SAMPLE);
  const sample = heights.filter((_, k) => k % stride === 0);
  if (!limitsOf(sample, lowest, highest).isCut) return [lowest, highest];
  const { low, high } = limitsOf(sample, lowest, highest, POLE_TAIL);
  return [low, high];
}

/**
 * From the lowest to the highest, with a little room.
 * @param {Interval[]} parts
 * @param {Scaling} [scaling]
 * @returns {Interval}
 */
function span(parts, scaling = "linear") {
  const low = Math.min(...parts.map((part) => part[0]));
  const high = Math.max(...parts.map((part) => part[1]));
  if (!(low <= high)) return scaling === "log" ? [0.1, 10] : [-1, 1];
  if (scaling === "log") {
    const factor = high > low ? (high / low) ** 0.06 : 10;
    return [low / factor, high * factor];
  }
  const room = high > low ? (high - low) * 0.06 : Math.max(1, Math.abs(low)) * 0.5;
  return [low - room, high + room];
}
