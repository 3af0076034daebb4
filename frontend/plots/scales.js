/** From data to pixels and back, along one axis; and where the ticks of an axis stand. Pure functions, no drawing. */

import { formatNumber, tenToThe } from "../core/format.js";
import { niceTicks } from "./ticks.js";

/**
 * @typedef {import("./curve-picture.js").Interval} Interval
 * @typedef {import("./curve-picture.js").Scaling} Scaling
 * @typedef {object} Scale
 * @property {Scaling} kind
 * @property {Interval} domain   in data
 * @property {Interval} range    in px
 * @property {(value: number | null) => number} toPixel  NaN where there is nothing to show
 * @property {(pixel: number) => number} toValue
 * @typedef {{value: number, text: string}} Tick
 * @typedef {{ticks: Tick[], note: string}} Ticks
 */

/**
 * @param {Scaling} kind
 * @param {Interval} domain
 * @param {Interval} range
 * @returns {Scale}
 */
export function scaleOf(kind, domain, range) {
  const [from, to] = range;
  const [low, high] = kind === "log" ? domain.map(Math.log10) : domain;
  const [perUnit, perPixel] = [(to - from) / (high - low), (high - low) / (to - from)];
  if (kind === "linear")
    return {
      kind,
      domain,
      range,
      toPixel: (value) => (value === null ? NaN : from + (value - low) * perUnit),
      toValue: (pixel) => low + (pixel - from) * perPixel,
    };
  return {
    kind,
    domain,
    range,
    toPixel: (value) => (value !== null && value > 0 ? from + (Math.log10(value) - low) * perUnit : NaN),
    toValue: (pixel) => 10 ** (low + (pixel - from) * perPixel),
  };
}

/**
 * The domain that a shift of the paper by some pixels leaves in the frame.
 * @param {Scale} scale
 * @param {number} shift
 */
export function panned(scale, shift) {
  return stretched(scale, (pixel) => pixel - shift);
}

/**
 * The domain after zooming around a pixel: a factor below 1 shows less.
 * @param {Scale} scale
 * @param {number} pixel
 * @param {number} factor
 */
export function zoomed(scale, pixel, factor) {
  return stretched(scale, (edge) => pixel + (edge - pixel) * factor);
}

/**
 * The domain in which what was under two fingers is under them again.
 * @param {Scale} scale
 * @param {[number, number]} before  px
 * @param {[number, number]} after
 */
export function pinched(scale, before, after) {
  // Fingers one above the other have no width to compare.
  const apart = (/** @type {[number, number]} */ [a, b]) => Math.max(Math.abs(b - a), 24);
  const middle = (/** @type {[number, number]} */ [a, b]) => (a + b) / 2;
  return stretched(scale, (edge) => middle(before) + ((edge - middle(after)) * apart(before)) / apart(after));
}

/**
 * @param {Scale} scale
 * @param {(edge: number) => number} source  the pixel whose value comes to the edge
 * @returns {Interval}
 */
function stretched({ range, toValue }, source) {
  return [toValue(source(range[0])), toValue(source(range[1]))];
}

/**
 * About `count` ticks with their texts, and a note on how to read them: ticks from 0.5000001 to 0.5000004 are read more
 * easily as 1 to 4, × 10⁻⁷ + 0.5.
 * @param {Scale} scale
 * @param {number} count
 * @param {number} longest  characters that a text may have
 * @returns {Ticks}
 */
export function ticksOf({ kind, domain }, count, longest) {
  if (kind === "log" && domain[1] / domain[0] >= 10) return { ticks: powersOfTen(domain, count), note: "" };
  return withTexts(niceTicks(...domain, count), longest);
}

/** @param {Interval} domain @param {number} count @returns {Tick[]} */
function powersOfTen([low, high], count) {
  const [first, last] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const stride = Math.max(1, Math.ceil((last - first + 1) / count));
  const start = Math.ceil(first / stride) * stride;
  const exponents = Array.from(
    { length: Math.max(0, Math.floor((last - start) / stride) + 1) },
    (_, k) => start + k * stride,
  );
  return exponents.map((exponent) => ({
    value: 10 ** exponent,
    text: exponent === 0 ? "1" : exponent === 1 ? "10" : tenToThe(exponent),
  }));
}

/**
 * Texts of at most so many characters where that can be done: as they are, else without a common power of ten, else
 * without a common part as well.
 * @param {number[]} values
 * @param {number} longest
 * @returns {Ticks}
 */
export function withTexts(values, longest) {
  const base = values.length > 1 ? roundestOf(values) : 0;
  const ways = [plainTicks(values), poweredTicks(values, 0), poweredTicks(values, base)];
  const length = (/** @type {Ticks} */ { ticks }) => Math.max(0, ...ticks.map(({ text }) => text.length));
  return (
    ways.find((way) => length(way) <= longest) ?? ways.reduce((best, way) => (length(way) < length(best) ? way : best))
  );
}

/** @param {number[]} values @returns {Ticks} */
function plainTicks(values) {
  return { ticks: values.map((value) => ({ value, text: tickText(value) })), note: "" };
}

/**
 * @param {number[]} values
 * @param {number} base  taken off all of them
 * @returns {Ticks}
 */
function poweredTicks(values, base) {
  const rests = values.map((value) => value - base);
  const power = Math.floor(Math.log10(Math.max(...rests.map(Math.abs)) || 1) + 1e-9);
  // Beyond the digits of the step there is only rounding.
  const digits = Math.max(0, power + 1 - Math.floor(Math.log10(values[1] - values[0]) + 1e-9));
  const ticks = values.map((value, k) => ({
    value,
    text: tickText(Number((rests[k] / 10 ** power).toFixed(Math.min(digits, 15)))),
  }));
  return {
    ticks,
    note: [
      ...(power === 0 ? [] : [`× ${tenToThe(power)}`]),
      ...(base === 0 ? [] : [`${base < 0 ? "−" : "+"} ${tickText(Math.abs(base))}`]),
    ].join(" "),
  };
}

/** The one with the fewest digits, or a rounder number near by. @param {number[]} values */
function roundestOf(values) {
  const digits = (/** @type {number} */ value) => value.toExponential().length;
  const unit = 10 ** Math.ceil(Math.log10(values[values.length - 1] - values[0]));
  const near = Number((Math.round(values[0] / unit) * unit).toPrecision(15));
  return [...values, near].reduce((best, value) => (digits(value) < digits(best) ? value : best));
}

/** @param {number} value */
function tickText(value) {
  const size = Math.abs(value);
  return size >= 1e5 || (size > 0 && size < 1e-4) ? powerText(value) : formatNumber(value, 15);
}

/** 2·10⁵ @param {number} value */
function powerText(value) {
  const [lead, exponent] = value.toExponential().split("e");
  const power = tenToThe(Number(exponent));
  return lead === "1" ? power : lead === "-1" ? `−${power}` : `${lead.replace("-", "−")}·${power}`;
}
