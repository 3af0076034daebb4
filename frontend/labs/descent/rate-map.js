/** Where walks end, against the learning rate, and the rate beyond which they are driven away. Pure functions. */

import { formatNumber } from "../../core/format.js";
import { niceStep } from "../../plots/ticks.js";
import { traitsOf } from "../common/methods.js";
import { rangeInside } from "./iterates.js";
import { roleOf, selectedLast } from "./picture.js";

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./state.js").Run} Run
 */

/**
 * Where walks end, against the learning rate.
 * @param {Scene} scene
 * @param {[number, number]} rates
 * @returns {CurvePicture}
 */
export function mapPicture({ state, answers, selected, theme }, rates) {
  const { map, domain, meaning, walks } = /** @type {any} */ (answers);
  const method = state.runs[selected].method;
  const limit = stabilityLimit(walks, method) ?? limitOfMap(answers);
  // The rates of other methods mean something else.
  const shown = selectedLast(state.runs.length, selected).filter((k) => state.runs[k].method === method);
  const rateAt = (/** @type {number} */ k) => state.runs[k].rate;
  return {
    curves: [],
    scatters: map ? [{ x: map.x, y: map.y, role: roleOf(map.run), size: 1.6 }] : [],
    guides: [
      ...shown.map((k) => ({ x: rateAt(k), role: roleOf(k), weight: k === selected ? 0.8 : 0.4 })),
      ...(limit ? [{ x: limit, dash: "5 4", label: limitText(limit, method) }] : []),
    ],
    handles: shown.map((k) => ({ id: `rate ${k}`, x: rateAt(k), y: null, role: roleOf(k), label: String(k + 1) })),
    xLabel: "learning rate",
    yLabel: `where ${meaning.variables[0]}ₙ ends`,
    xRange: rates,
    yRange: map ? rangeInside(map.y, domain) : domain,
    theme,
  };
}

/**
 * The learning rate beyond which walks are driven away: 2/f'' at the first minimum that one has come to. Newton's step
 * is
 * divided by f'' already: near its end it multiplies the error by 1 − a.
 * @param {Walk[]} walks
 * @param {Run["method"]} method
 */
export function stabilityLimit(walks, method) {
  if (traitsOf(method).isCurved) return 2;
  const curvature = walks.find(
    ({ kind, curvature }) => kind === "minimum" && curvature !== null && curvature > 0,
  )?.curvature;
  return curvature ? 2 / curvature : null;
}

/** The same at the minimum where the slowest walks of the map end. @param {Answers} answers */
function limitOfMap({ map, curve }) {
  if (!map || !curve) return null;
  const column = map.answer.outcomes.indexOf("converged", 1);
  const curvature = column < 0 ? NaN : heightOver(curve.x, curve.values[2], map.answer.ends[column].at(-1));
  return curvature > 0 ? 2 / curvature : null;
}

/**
 * Between two samples, on the straight line.
 * @param {ArrayLike<number>} x
 * @param {ArrayLike<number>} y
 * @param {number} place
 */
function heightOver(x, y, place) {
  const share = ((place - x[0]) / (x[x.length - 1] - x[0])) * (x.length - 1);
  const k = Math.min(Math.max(Math.floor(share), 0), x.length - 2);
  return y[k] + (share - k) * (y[k + 1] - y[k]);
}

/** @param {number} limit @param {Run["method"]} method */
function limitText(limit, method) {
  return traitsOf(method).isCurved ? "limit 2" : `2/f″ = ${formatNumber(limit, 3)}`;
}

/**
 * Learning rates of a method worth a look: a bit beyond the limit and beyond every run.
 * @param {Walk[]} walks
 * @param {Run[]} runs
 * @param {Run["method"]} method
 * @returns {[number, number]}
 */
export function ratesToMap(walks, runs, method) {
  const rates = runs.filter((run) => run.method === method).map(({ rate }) => rate);
  const high = Math.max(1.4 * (stabilityLimit(walks, method) ?? 0), 1.2 * Math.max(...rates), 1e-6);
  const step = niceStep(0, high, 20);
  return [0, Math.ceil(high / step) * step];
}
