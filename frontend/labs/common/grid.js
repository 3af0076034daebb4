/** A surface as the backend sends it, and what is missing of it in words. */

import { decodeArray } from "../../core/client.js";
import { UNRESOLVED } from "./curve.js";

/**
 * @typedef {{undefined: number, lost: number, overflowing: number}} Gaps  how many heights are missing: there is none;
 *   rounding has eaten its digits; it, or a number on the way to it, is too large
 * @typedef {import("../../plots/geometry.js").Grid & {gaps: Gaps, unresolved?: boolean}} Heights  unresolved: whether
 *   the function goes up and down faster than the grid can follow
 */

const LAST_DIGITS = 1e-13;

/** @param {any} answer of POST surface, with arrays in base64 @returns {Heights} */
export function decodedGrid({ x, y, z, range, undefined: none, lost, overflowing, unresolved, rim = null }) {
  const gaps = { undefined: none, lost: lost ?? 0, overflowing: overflowing ?? 0 };
  return { x: decodeArray(x), y: decodeArray(y), z: decodeArray(z), range, gaps, unresolved: unresolved === true, rim };
}

/** Whether rounding has eaten no heights, as far as anybody has looked. @param {Heights | null} [grid] */
export function isSureGrid(grid) {
  return !grid?.gaps.lost;
}

/** What is missing in a picture of heights, and why. @param {Heights} grid */
export function gapNotes({ x, y, gaps, unresolved, range: [low, high] }) {
  const count = x.length * y.length;
  const share = (/** @type {number} */ missing) =>
    missing === count ? "anywhere in this box" : `on ${Math.max(1, Math.floor((100 * missing) / count))} % of the box`;
  const notes = unresolved ? [UNRESOLVED] : [];
  if (gaps.undefined === count) notes.push("The function has no value anywhere in this box: try another one.");
  else if (gaps.undefined) notes.push(`The function has no value ${share(gaps.undefined)}: gaps there.`);
  if (gaps.overflowing)
    notes.push(
      `Values, or numbers on the way to them, are too large for the machine ${share(gaps.overflowing)}: gaps there.`,
    );
  if (gaps.lost)
    notes.push(
      `Nearly equal numbers cancel, and rounding leaves fewer than six digits ${share(gaps.lost)}: gaps, not peaks.`,
    );
  if (low !== null && high !== null && isNoise(low, high))
    notes.push("Heights differ in their last digits only: steps that are seen are steps of rounding.");
  return notes.join(" ");
}

/** @param {number} low @param {number} high */
function isNoise(low, high) {
  return high > low && high - low < LAST_DIGITS * Math.max(Math.abs(low), Math.abs(high));
}
