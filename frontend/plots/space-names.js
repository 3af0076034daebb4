/** Where the names of lines in space stand as they are seen: beyond their ends, apart from each other. Pure. */

import { spreadApart } from "./pins.js";
import { toFrame } from "./space-frame.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {{text: string, role: string, end: number[], before: number[] | null, isBelow: boolean}} Name  of a line,
 *   with its end and the place before it, in data
 * @typedef {{text: string, role: string, at: Pixel}} NameSeen  the middle of a text
 *
 * @typedef {object} Seen
 * @property {import("./space-frame.js").SpaceFrame} frame
 * @property {(parts: number[]) => Pixel} toPixel  from parts of the ranges
 * @property {number} fontSize  px
 * @property {number} width  px of the picture
 * @property {number} height
 */

const BEYOND = 0.9; // of an end, in heights of type
const APART = 0.85; // half of the way from name to name, in heights of type

/** @param {Name[]} names @param {Seen} seen @returns {NameSeen[]} */
export function namesSeen(names, seen) {
  const { fontSize, width, height } = seen;
  const drawn = names.filter(({ end }) => end.every(Number.isFinite));
  const wanted = drawn.map((name) => beyond(name, seen));
  return spreadApart(wanted, APART * fontSize).map(([x, y], k) => {
    const { text, role } = drawn[k];
    const half = 0.3 * fontSize * text.length;
    return { text, role, at: [kept(x, half, width - half), kept(y, 0.6 * fontSize, height - 0.6 * fontSize)] };
  });
}

/**
 * Ahead of an arrow; of what has no direction, above or below.
 * @param {Name} name
 * @param {Seen} seen
 * @returns {Pixel}
 */
function beyond({ end, before, isBelow }, { frame, toPixel, fontSize }) {
  const [x, y] = toPixel(toFrame(frame, end));
  const [u, v] = before ? toPixel(toFrame(frame, before)) : [x, y];
  const length = Math.hypot(x - u, y - v);
  const far = BEYOND * fontSize;
  if (!(length > 1)) return [x, y + (isBelow ? far : -far)];
  return [x + (far * (x - u)) / length, y + (far * (y - v)) / length];
}

/** @param {number} value @param {number} low @param {number} high */
function kept(value, low, high) {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
