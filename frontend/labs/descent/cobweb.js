/** One step as a map from x to x, and a walk as stairs between it and the diagonal. Pure functions. */

import { traitsOf } from "../common/methods.js";
import { placeAt } from "../walks/places.js";
import { roleOf } from "./picture.js";

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 */

const TRAIL = 200; // iterates: more would be a blot

/**
 * What one step makes of x, for every x of the curve; Newton's steps have poles where they divide by zero.
 * @param {Answers} answers
 * @param {Walk} walk
 * @returns {Float64Array}
 */
export function stepMap({ curve, goal }, { run: { method, rate } }) {
  const { x, values } = /** @type {import("../common/curve.js").Curve} */ (curve);
  const [f, slope, curvature] = values;
  const [above, below, factor] =
    goal === "zero" ? [f, slope, 1] : [slope, traitsOf(method).isCurved ? curvature : null, rate];
  return Float64Array.from(x, (each, k) => {
    if (!below) return each - factor * above[k];
    return k > 0 && below[k] * below[k - 1] < 0 ? NaN : each - (factor * above[k]) / below[k];
  });
}

/**
 * The selected run as stairs between the map of one step and the diagonal.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function cobwebPicture({ state, answers, selected, theme }) {
  const { walks, domain, curve, meaning } = /** @type {any} */ (answers);
  const walk = walks[selected];
  const n = placeAt(walk, state.step);
  /** @type {[number, number][]} */
  const stairs = [];
  for (let k = Math.max(0, n - TRAIL); k < n; k++)
    stairs.push([walk.points[k], walk.points[k]], [walk.points[k], walk.points[k + 1]]);
  stairs.push([walk.points[n], walk.points[n]]);
  const variable = meaning.variables[0];
  return {
    curves: [{ x: curve.x, y: stepMap(answers, walk), role: "function", label: "one step" }],
    lines: [
      {
        points: [
          [domain[0], domain[0]],
          [domain[1], domain[1]],
        ],
        role: "guide",
        weight: 0.5,
        label: "no change",
      },
      { points: stairs, role: roleOf(selected), weight: 0.7 },
    ],
    marks: [{ x: walk.points[n], y: walk.points[n], role: roleOf(selected) }],
    xLabel: `${variable}ₙ`,
    yLabel: `${variable}ₙ₊₁`,
    xRange: domain,
    equal: true,
    theme,
  };
}
