/** Intervals: which can be drawn over, and how places move in them. */

import { roundToPixel } from "./format.js";

/** @typedef {[number, number]} Interval */

const LARGEST = 1e9;
const NARROWEST = 1e-11;
const NARROWEST_SHARE = 1e-9; // of its distance from 0: a narrower interval has no numbers to draw in

/** What is wrong with an interval, in a sentence; nothing, mostly. @param {Interval} interval */
export function complaintAbout([low, high]) {
  if (low >= high) return "The first number must be smaller than the second.";
  if (Math.max(Math.abs(low), Math.abs(high)) > LARGEST) return "Numbers up to a thousand million can be drawn.";
  if (high - low < Math.max(NARROWEST, NARROWEST_SHARE * Math.max(Math.abs(low), Math.abs(high))))
    return "This is too narrow to draw.";
  return "";
}

/** The nearest place inside. @param {number} value @param {Interval} interval */
export function inside(value, [low, high]) {
  return Math.min(Math.max(value, low), high);
}

/**
 * The usual place if the intervals have it, or their middle.
 * @param {number[]} usual
 * @param {Interval[]} intervals
 */
export function defaultPlace(usual, intervals) {
  const isInside = usual.every((value, axis) => inside(value, intervals[axis]) === value);
  return isInside ? usual : intervals.map(([low, high]) => (low + high) / 2);
}

/**
 * One step of an arrow key, to the next multiple of such steps.
 * @param {number} value
 * @param {number} share  of the interval's width
 * @param {Interval} interval
 */
export function nudgedAlong(value, share, interval) {
  const width = interval[1] - interval[0];
  if (share === 0) return inside(value, interval);
  const size = Math.abs(share) * width;
  const place = value / size;
  const next = share > 0 ? Math.floor(place + 1e-6) + 1 : Math.ceil(place - 1e-6) - 1;
  return inside(roundToPixel(next * size, width), interval);
}

/** The same as far as a pixel of it can tell. @param {Interval} interval @returns {Interval} */
export function roundedToPixels([low, high]) {
  return [roundToPixel(low, high - low), roundToPixel(high, high - low)];
}

/**
 * An interval `factor` times as wide, in which the centre stays where it is, as far as a pixel can tell.
 * @param {Interval} interval
 * @param {number} centre
 * @param {number} factor
 * @returns {Interval}
 */
export function zoomedAround([low, high], centre, factor) {
  return roundedToPixels([centre + (low - centre) * factor, centre + (high - centre) * factor]);
}

const EDGE = 0.03; // of its width

/**
 * The interval shifted as little as it takes to have a place well inside.
 * @param {Interval} interval
 * @param {number} place
 * @returns {Interval}
 */
export function holding([low, high], place) {
  const edge = EDGE * (high - low);
  const shift = Math.min(0, place - edge - low) + Math.max(0, place + edge - high);
  return [low + shift, high + shift];
}
