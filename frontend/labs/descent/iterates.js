/** Walks step by step: their iterates, and their distance to where they end. Pure functions. */

import { niceTicks } from "../../plots/ticks.js";
import { lastStep } from "../walks/places.js";
import { roleOf } from "./picture.js";

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../plots/curve-picture.js").Curve} Curve
 */

/**
 * x_n against n for every walk, and for the selected one its closed form, where there is one.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function iteratesPicture({ state, answers, selected, theme }) {
  const { walks, domain, meaning } = /** @type {any} */ (answers);
  const last = Math.max(1, lastStep(walks));
  const curves = walks.flatMap((/** @type {Walk} */ walk, /** @type {number} */ k) => [
    ...(k === selected ? closedFormCurve(walk) : []),
    { x: numbered(walk), y: untilLost(walk.points, domain), role: roleOf(k), dots: last <= 100, weight: 0.7 },
  ]);
  return {
    curves,
    ...stepAxis(state.step, last),
    yLabel: `${meaning.variables[0]}ₙ`,
    yRange: rangeInside(
      walks.flatMap((/** @type {Walk} */ { points }) => points),
      domain,
    ),
    theme,
  };
}

/**
 * Steps from 0 to the last, with the cursor.
 * @param {number} step
 * @param {number} last
 * @returns {Pick<CurvePicture, "guides" | "xLabel" | "xRange" | "xTicks">}
 */
function stepAxis(step, last) {
  const room = 0.015 * last; // for the first and the last dot
  return {
    guides: [{ x: step, role: "point", dash: "2 4" }],
    xLabel: "step n",
    xRange: [-room, last + room],
    xTicks: niceTicks(0, last, 6).filter(Number.isInteger),
  };
}

/**
 * The iterates up to the one with which a walk leaves the interval for good: what swings ever wider would cover the
 * others.
 * @param {number[]} points
 * @param {[number, number]} interval
 */
export function untilLost(points, [low, high]) {
  return points.slice(0, points.findLastIndex((x) => x >= low && x <= high) + 2);
}

/**
 * From the lowest to the highest of the values that lie in the interval: what has run away is not waited for.
 * @param {ArrayLike<number>} values
 * @param {[number, number]} interval
 * @returns {[number, number]}
 */
export function rangeInside(values, [low, high]) {
  const inside = Array.from(values).filter((value) => value >= low && value <= high);
  const [from, to] = inside.length ? [Math.min(...inside), Math.max(...inside)] : [low, high];
  const room = 0.1 * (to - from || high - low);
  return [from - room, to + room];
}

/** @param {Walk} walk @returns {Curve[]} */
function closedFormCurve({ closedForm, points }) {
  if (!closedForm) return [];
  const y = closedForm.points.slice(0, points.length);
  return [{ x: y.map((_, n) => n), y, role: "guide", dash: "2 3", weight: 2 }];
}

/** @param {Walk} walk */
function numbered({ points }) {
  return points.map((_, n) => n);
}

/** The limit that a walk tends to; null where there is none, or none that could be told. @param {Walk} walk */
export function limitOf({ points, stop, order }) {
  // Errors from the last iterate would seem to shrink ever faster as they near it.
  if (order.limit) return order.limit[0];
  return stop.reason === "converged" ? points[points.length - 1] : null;
}

/** |x_n - x*| by powers of ten: linear convergence is a straight line. @param {Scene} scene @returns {CurvePicture} */
export function errorPicture({ state, answers, theme }) {
  const { walks } = answers;
  const curves = walks.flatMap((walk, k) => {
    const limit = limitOf(walk);
    if (limit === null) return [];
    const errors = walk.points.map((x) => Math.abs(x - limit) || null);
    return [
      ...predictedCurve(walk, errors),
      { x: errors.map((_, n) => n), y: errors, role: roleOf(k), dots: errors.length <= 100, weight: 0.7 },
    ];
  });
  return {
    curves,
    ...stepAxis(state.step, Math.max(1, lastStep(walks))),
    yLabel: "distance to where it ends",
    yScale: "log",
    theme,
  };
}

/**
 * Errors that shrink by the predicted rate, through the middle of those measured.
 * @param {Walk} walk
 * @param {(number | null)[]} errors
 * @returns {Curve[]}
 */
function predictedCurve({ predictedRate }, errors) {
  const middle = Math.floor(errors.length / 2);
  const error = errors[middle];
  if (!predictedRate || predictedRate >= 1 || !error) return [];
  return [
    {
      x: errors.map((_, n) => n),
      y: errors.map((_, n) => error * predictedRate ** (n - middle)),
      role: "guide",
      dash: "4 4",
      weight: 0.8,
      counts: false,
    },
  ];
}
