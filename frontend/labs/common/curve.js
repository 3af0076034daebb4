/** The curve of a function of one variable, as the backend sends it. */

import { decodeArray } from "../../core/client.js";

/**
 * @typedef {{x: number, kind: string, value: number | null, left_limit: number | null, right_limit: number | null}}
 *   Break
 * @typedef {{order: number, low: number, high: number}} Lost  a stretch where rounding has eaten a derivative's digits
 * @typedef {{x: Float64Array, values: ArrayLike<number>[], breaks: Break[], lost: Lost[]}} Curve  values[k] is the
 *   k-th derivative
 */

/** Where a curve must not be drawn through. */
const GAPS = new Set(["pole", "jump", "gap", "edge", "unresolved"]);

/** @param {any} answer  of POST curve, in base64 @returns {Curve} */
export function decodedCurve({ x, values, breaks, lost }) {
  const curve = { x: decodeArray(x), values: decodeArray(values), breaks, lost: lost ?? [] };
  // A sample right at a jump belongs to neither side: it is a dot of its own.
  for (const place of gapsOf(curve)) {
    const sample = curve.x.indexOf(place);
    if (sample >= 0) for (const row of curve.values) row[sample] = NaN;
  }
  return curve;
}

/** Where the curve is interrupted. @param {Curve} curve */
export function gapsOf({ breaks }) {
  return breaks.filter(({ kind }) => GAPS.has(kind)).map(({ x }) => x);
}

/** What is said of a picture that f outruns. */
export const UNRESOLVED =
  "The function goes up and down faster than the points of this picture can follow, and its true shape is another: " +
  "zoom in.";
const OFF = 0.01; // of the heights, between two samples
const LOST = 0.2; // of all samples

/**
 * Whether f goes up and down faster than its samples can follow: between two of them the curve leaves its chord by
 * h²|f″|/8.
 * @param {Curve} curve  with the second derivative
 */
export function isUnresolved({ x, values: [heights, , bends] }) {
  const known = Array.from(heights)
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  if (!bends || known.length < 2) return false;
  const end = Math.floor(known.length / 50);
  const usual = known[known.length - 1 - end] - known[end];
  const least = (8 * OFF * usual) / (x[1] - x[0]) ** 2;
  return Array.from(bends).filter((bend) => Math.abs(bend) > least).length > LOST * known.length;
}
