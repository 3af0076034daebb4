/** The heights of a walk step by step, as a small line in the table of runs. */

import { inside } from "../../core/interval.js";
import { pathThrough, svg } from "../../plots/svg.js";

const [WIDTH, HEIGHT] = [112, 26]; // px
const EDGE = 4; // px around it, for its dot
const MOST = WIDTH; // points of a line: more are not seen

/** @typedef {{values: (number | null)[]}} Walk */
/** @typedef {{low: number, high: number, last: number}} Scale  of all walks of a table: heights, and steps */

/**
 * From the lowest height to the highest start: where a walk is thrown higher than all starts, it leaves at the top.
 * @param {Walk[]} walks
 * @returns {Scale}
 */
export function scaleOfWalks(walks) {
  const known = (/** @type {(number | null)[]} */ values) => values.filter((value) => Number.isFinite(value));
  const heights = /** @type {number[]} */ (known(walks.flatMap(({ values }) => values)));
  const starts = /** @type {number[]} */ (known(walks.map(({ values }) => values[0] ?? null)));
  const low = heights.reduce((least, each) => Math.min(least, each), Infinity);
  const start = Math.max(...starts, -Infinity);
  const high = start > low ? start : heights.reduce((most, each) => Math.max(most, each), -Infinity);
  return { low, high, last: Math.max(1, ...walks.map(({ values }) => values.length - 1)) };
}

/**
 * Walked it is dark, what is still to come is pale; a rule lies at height 0, if it is among the heights.
 * @param {Walk} walk
 * @param {number} step  where it is
 * @param {Scale} scale
 */
export function heightLine({ values }, step, { low, high, last }) {
  const place = (/** @type {number} */ k) =>
    /** @type {[number, number]} */ ([EDGE + ((WIDTH - 2 * EDGE) * k) / last, yOf(values[k], low, high)]);
  const path = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ kind) => {
    const stride = Math.max(1, Math.ceil((to - from) / MOST));
    const steps = Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, k) => from + k * stride);
    if (steps.at(-1) !== to) steps.push(to);
    return svg("path", { class: kind, d: pathThrough(steps.map(place)) });
  };
  const [x, y] = place(step);
  const hasZero = low <= 0 && high >= 0 && high > low;
  const zero = yOf(0, low, high);
  return svg("svg", { class: "height-line", width: WIDTH, height: HEIGHT, "aria-hidden": "true" }, [
    ...(hasZero ? [svg("path", { class: "zero", d: `M0 ${zero}H${WIDTH}` })] : []),
    path(step, values.length - 1, "to-come"),
    path(0, step, "walked"),
    ...(Number.isFinite(y) ? [svg("circle", { cx: x, cy: y, r: 3.5 })] : []),
  ]);
}

/** @param {number | null} value @param {number} low @param {number} high  px; NaN where there is no height */
function yOf(value, low, high) {
  if (value === null || !Number.isFinite(value)) return NaN;
  const share = high > low ? inside((value - low) / (high - low), [0, 1]) : 0.5;
  return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
}
