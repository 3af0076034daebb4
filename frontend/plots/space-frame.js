/**
 * Where data lie in a picture in three dimensions: one linear map for each axis, from its range to 0…1. Worked
 * out here and nowhere else: WebGL computes in 32 bits, in which 10⁹ + x² is one flat plate, so that Plotly is given
 * parts of the ranges only, and texts of ours for the ticks. Pure functions.
 */

import { threeTicks } from "./ticks.js";
import { withTexts } from "./scales.js";

/**
 * @typedef {[number, number]} Interval
 * @typedef {Interval[]} SpaceFrame  the range of x, of y and of z
 * @typedef {{places: number[], texts: string[], note: string}} FramedTicks
 * @typedef {{x?: any, y?: any, z?: any, [key: string]: any}} Trace  as Plotly's
 */

const FAR = 1e4; // ranges: beyond, a pole is drawn no steeper
const LONGEST = 7; // characters of a tick's text

/**
 * A range without width has no parts: there it is as wide as can be told apart.
 * @param {(Interval | number[])[]} ranges
 * @returns {SpaceFrame}
 */
export function spaceFrame(ranges) {
  return ranges.map(([low, high]) => {
    const room = Math.abs(low) * 2 ** -44 || 1;
    return high > low ? [low, high] : [low - room, low + room];
  });
}

/**
 * The part of its range. Halves, so that no width is beyond all numbers.
 * @param {Interval} range
 * @param {number} value
 */
function partOf([low, high], value) {
  const part = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Number.isFinite(value) ? Math.min(Math.max(part, -FAR), FAR) : NaN;
}

/** @param {SpaceFrame} frame @param {number[]} place  in data @returns {number[]} */
export function toFrame(frame, place) {
  return place.map((value, axis) => partOf(frame[axis], value));
}

/** The inverse of `toFrame`. @param {SpaceFrame} frame @param {number[]} parts @returns {number[]} */
export function toData(frame, parts) {
  return parts.map((part, axis) => frame[axis][0] * (1 - part) + frame[axis][1] * part);
}

/**
 * A trace, or new coordinates of one, with its data as parts of the ranges.
 * @param {SpaceFrame} frame
 * @param {Trace} trace
 * @returns {Trace}
 */
export function framedTrace(frame, trace) {
  const coordinates = /** @type {const} */ (["x", "y", "z"]).map((name, axis) => [
    name,
    framedValues(frame[axis], trace[name]),
  ]);
  return { ...trace, ...Object.fromEntries(coordinates), ...framedHeights(frame[2], trace) };
}

/** @param {Interval} range @param {ArrayLike<any>} values  numbers, or rows of them; null is a gap @returns {any[]} */
function framedValues(range, values) {
  return Array.from(values, (each) =>
    each === null ? null : typeof each === "number" ? partOf(range, each) : framedValues(range, each),
  );
}

/** Colours and level lines of a surface. @param {Interval} range @param {Trace} trace */
function framedHeights(range, { cmin, cmax, contours, surfacecolor, meta }) {
  if (cmin === undefined) return {};
  const { start, end, size } = contours.z;
  const levels = { start: partOf(range, start), end: partOf(range, end), size: size / (range[1] - range[0]) };
  return {
    // Colours that say more than heights have limits of their own.
    ...(surfacecolor ? {} : { cmin: partOf(range, cmin), cmax: partOf(range, cmax) }),
    meta: { ...meta, levels: meta.levels.map((/** @type {number} */ level) => partOf(range, level)) },
    contours: { ...contours, z: { ...contours.z, ...levels } },
  };
}

/**
 * Three ticks at parts of the range, with the numbers of the data; a note says what is common to all of them.
 * @param {Interval} range
 * @returns {FramedTicks}
 */
export function framedTicks(range) {
  const { ticks, note } = withTexts(threeTicks(...range), LONGEST);
  return { places: ticks.map(({ value }) => partOf(range, value)), texts: ticks.map(({ text }) => text), note };
}
