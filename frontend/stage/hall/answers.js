/** What a hall answers: how many are right, in which bars they stand, and the sentence about them. Pure functions. */

import { formatNumber } from "../../core/format.js";

/**
 * @typedef {import("./listening.js").Question} Question
 * @typedef {object} Right  what is right, from the server's own computation
 * @property {number[][]} [places]  one of them, or several that are as good
 * @property {number[]} [values]  of the function there, where it is a kind of critical point
 * @property {string} [kind]
 * @property {{from: number[], along: number[]}} [way]  a direction from a point
 * @property {number} [number]
 * @property {number} [choice]
 * @property {string} name  what it is, as in "the minimum"
 * @property {number} within  how near counts as right: a distance, degrees of a direction, a part of a number
 */

const BARS = 12;
const DEGREES = 180 / Math.PI;

/** Whether an answer counts as right. @param {number[]} value @param {Right} right */
export function isRight(value, { places, way, number, choice, within }) {
  if (places) return places.some((place) => Math.hypot(value[0] - place[0], value[1] - place[1]) <= within);
  if (way) return angleTo(value, way) <= within;
  if (number !== undefined) return Math.abs(value[0] - number) <= within * Math.abs(number);
  return value[0] === choice;
}

/** Degrees between the way to an answer and the right one; infinite where it stands on the point itself. */
function angleTo(/** @type {number[]} */ [x, y], /** @type {NonNullable<Right["way"]>} */ { from, along }) {
  const [a, b] = [x - from[0], y - from[1]];
  if (!a && !b) return Infinity;
  const turn = Math.atan2(a * along[1] - b * along[0], a * along[0] + b * along[1]);
  return Math.abs(turn) * DEGREES;
}

/** @param {number[][]} values @param {Right} right */
export function countRight(values, right) {
  return values.filter((value) => isRight(value, right)).length;
}

/**
 * How many are right, in a sentence.
 * @param {number[][]} values
 * @param {Right | null} right
 */
export function verdict(values, right) {
  if (!right) return values.length === 1 ? "1 answer" : `${values.length} answers`;
  return `${countRight(values, right)} of ${values.length} ${nearness(right)}`;
}

/** @param {Right} right */
function nearness({ way, number, choice, name, within }) {
  if (choice !== undefined) return `say ${name}`;
  if (way) return `within ${formatNumber(within)}° of ${name}`;
  if (number !== undefined) return `within ${formatNumber(100 * within)} % of ${name}, ${formatNumber(number)}`;
  return `within ${formatNumber(within)} of ${name}`;
}

/**
 * How often each choice was made.
 * @param {number[][]} values
 * @param {string[]} choices
 * @returns {{label: string, count: number}[]}
 */
export function choiceBars(values, choices) {
  return choices.map((label, k) => ({ label, count: values.filter(([choice]) => choice === k).length }));
}

/**
 * A histogram of numbers. The far ends are left to the outer bars, so that one who answers a billion does not put all
 * others into one.
 * @param {number[][]} values
 * @returns {{from: number, to: number, count: number}[]}
 */
export function numberBars(values) {
  const numbers = values.map(([number]) => number).sort((a, b) => a - b);
  if (!numbers.length) return [];
  const at = (/** @type {number} */ part) => numbers[Math.round(part * (numbers.length - 1))];
  const [low, high] = fences(at(0.25), at(0.75), numbers);
  if (!(high > low)) return [{ from: low, to: high, count: numbers.length }];
  const width = (high - low) / BARS;
  const bars = Array.from({ length: BARS }, (_, k) => ({ from: low + k * width, to: low + (k + 1) * width, count: 0 }));
  for (const number of numbers) bars[Math.min(Math.max(Math.floor((number - low) / width), 0), BARS - 1)].count++;
  return bars;
}

/**
 * Within which numbers are no outliers: three times the middle half beyond its ends, and no further than there are any.
 * Source: Tukey, Exploratory Data Analysis (1977), outer fences.
 * @param {number} lower
 * @param {number} upper
 * @param {number[]} sorted
 */
function fences(lower, upper, sorted) {
  const reach = 3 * (upper - lower);
  if (!reach) return [sorted[0], /** @type {number} */ (sorted.at(-1))];
  const inside = sorted.filter((number) => lower - reach <= number && number <= upper + reach);
  return [inside[0], /** @type {number} */ (inside.at(-1))];
}
