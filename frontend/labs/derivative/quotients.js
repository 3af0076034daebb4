/** Difference quotients against h: how far they are from the slope, and what both ends of h cost. Pure functions. */

import { formatNumber } from "../../core/format.js";

/**
 * @typedef {object} Quotients
 * @property {number} slope      by automatic differentiation
 * @property {number[]} h        from small to large
 * @property {(number | null)[]} forward  |(f(x + h) − f(x))/h − f′(x)|; null where f has no value
 * @property {(number | null)[]} central  |(f(x + h) − f(x − h))/2h − f′(x)|
 * @typedef {{h: number, error: number}} Best
 */

/** Two for each power of ten. */
export const DISTANCES = Array.from({ length: 33 }, (_, k) => 10 ** (k / 2 - 16));

/**
 * @param {number} x
 * @param {(number | null)[]} here  f and f′ there
 * @param {(number | null)[]} above  f at x + each distance
 * @param {(number | null)[]} below
 * @returns {Quotients | null} null: there is no slope to compare with
 */
export function quotientsOf(x, [value, slope], above, below) {
  if (value === null || slope === null || value === undefined || slope === undefined) return null;
  const off = (/** @type {number} */ quotient) => Math.abs(quotient - slope);
  // The step that was really made: x + h is rounded too.
  const steps = DISTANCES.map((h) => [x + h - x, x + h - (x - h)]);
  return {
    slope,
    h: DISTANCES,
    forward: above.map((up, k) => (up === null || !steps[k][0] ? null : off((up - value) / steps[k][0]))),
    central: above.map((up, k) => {
      const down = below[k];
      return up === null || down === null || !steps[k][1] ? null : off((up - down) / steps[k][1]);
    }),
  };
}

/**
 * The h with the least error; of several, as where all are exact, the largest.
 * @param {number[]} h
 * @param {(number | null)[]} errors
 * @returns {Best | null}
 */
export function bestOf(h, errors) {
  return h.reduce((/** @type {Best | null} */ best, each, k) => {
    const error = errors[k];
    return error !== null && (!best || error <= best.error) ? { h: each, error } : best;
  }, null);
}

/**
 * Both errors by powers of ten, with the slopes of truncation, 1 and 2, beside them.
 * @param {Quotients} quotients
 * @param {string} theme
 * @returns {import("../../plots/curve-picture.js").CurvePicture}
 */
export function quotientsPicture({ h, forward, central }, theme) {
  // An error of 0 has no place on such an axis.
  const drawn = (/** @type {(number | null)[]} */ errors) => errors.map((error) => error || null);
  return {
    curves: [
      { x: h, y: drawn(forward), role: "direction", dots: true, label: "forward" },
      { x: h, y: drawn(central), role: "gradient", dots: true, label: "central" },
    ],
    marks: [forward, central].flatMap((errors, k) => {
      const best = bestOf(h, errors);
      return best?.error ? [{ x: best.h, y: best.error, role: ["direction", "gradient"][k], label: "" }] : [];
    }),
    xLabel: "h",
    yLabel: "error of the slope",
    xScale: "log",
    yScale: "log",
    xGrid: true,
    theme,
  };
}

/** @param {Quotients | null} quotients */
export function quotientsSentence(quotients) {
  if (!quotients) return "There is no derivative here to compare with.";
  const { h, forward, central, slope } = quotients;
  const parts = [forward, central].map((errors, k) => {
    const best = bestOf(h, errors);
    const name = ["forward", "central"][k];
    if (!best) return `the ${name} one has no value`;
    if (!best.error) return `the ${name} one is exact at h = ${formatNumber(best.h, 2)}`;
    return `the ${name} one is best at h = ${formatNumber(best.h, 2)}, off by ${formatNumber(best.error, 2)}`;
  });
  return (
    `Of the difference quotients, forward (f(x + h) − f(x))/h and central (f(x + h) − f(x − h))/2h, ` +
    `${parts.join("; ")}. To the right, h is too long: the curve bends. To the left, ` +
    `the difference has lost its digits, and what is left is divided by h. Autodiff needs no h: f′ = ` +
    `${formatNumber(slope, 6)} to all digits.`
  );
}
