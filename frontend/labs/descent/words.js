/** What the descent lab says in words. Pure functions. */

import { formatNumber, typeset, withoutRounding } from "../../core/format.js";
import { methodOf, METHODS, traitsOf } from "../common/methods.js";
import { noRateText, orderText, SUBLINEAR } from "../common/order-text.js";
import { placeAt } from "../walks/places.js";
import { limitOf } from "./iterates.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 */

/** @type {Record<string, string>} */
export const METHOD_NAMES = Object.fromEntries(METHODS.map((name) => [name, methodOf(name).label]));

/** @param {number | null | undefined} value @param {number} [digits] */
function number(value, digits = 5) {
  return formatNumber(value ?? null, digits);
}

/** In brackets where a minus sign would follow another sign. @param {number | null | undefined} value */
function bracketed(value) {
  return (value ?? 0) < 0 ? `(${number(value)})` : number(value);
}

/**
 * What the selected run does at the cursor.
 * @param {DescentState} state
 * @param {Answers} answers
 * @param {number} selected
 */
export function stepSentence({ step }, { walks, goal, meaning }, selected) {
  const walk = walks[selected];
  if (!walk || !meaning) return "";
  const n = placeAt(walk, step);
  const name = walks.length > 1 ? `Run ${selected + 1}, step ${n}` : `Step ${n}`;
  const next = walk.points[n + 1];
  if (next === undefined) return `${name}: ${typeset(walk.stop.message)}`;
  const variable = meaning.variables[0];
  return (
    `${name}: ${variable} = ${number(walk.points[n])}, and the next is ${formulaOf(walk, n, goal, variable)} = ` +
    `${number(next)}.`
  );
}

/**
 * How the selected run ends, for those who look at an earlier step.
 * @param {DescentState} state
 * @param {Answers} answers
 * @param {number} selected
 */
export function endSentence({ step }, { walks }, selected) {
  const walk = walks[selected];
  if (!walk) return "";
  return step < walk.points.length - 1 ? `How it ends: ${typeset(walk.stop.message)}` : "Here it ends.";
}

/**
 * One step with its numbers.
 * @param {Walk} walk
 * @param {number} n
 * @param {DescentState["goal"]} goal
 * @param {string} variable
 */
function formulaOf({ run, points, values, slopes, curvatures }, n, goal, variable) {
  const from = number(points[n]);
  if (goal === "zero") return `${variable} − f/f′ = ${from} − ${bracketed(values[n])} / ${bracketed(slopes[n])}`;
  if (traitsOf(run.method).isCurved)
    return (
      `${variable} − ${rateTimes(run.rate)}f′/f″ = ${from} − ${rateTimes(run.rate)}${bracketed(slopes[n])} / ` +
      `${bracketed(curvatures[n])}`
    );
  return `${variable} − ${number(run.rate)} f′ = ${from} − ${number(run.rate)} · ${bracketed(slopes[n])}`;
}

/** @param {number} rate */
function rateTimes(rate) {
  return rate === 1 ? "" : `${number(rate)} · `;
}

const REGIMES = /** @type {Record<string, string>} */ ({
  monotone: "monotone: every step ends on the same side, nearer",
  "one step": "one step: the first one lands on the minimum",
  alternating: "alternating: every step crosses the minimum and still comes nearer",
  cycling: "cycling: it jumps between two points for ever",
  diverging: "diverging: every step leads farther away",
  "standing still": "standing still",
});

/** @param {string} regime */
export function regimeText(regime) {
  return REGIMES[regime] ?? regime;
}

/** How fast, measured and predicted. @param {Walk} walk */
export function rateText(walk) {
  const { order, predictedRate, stop } = walk;
  const predicted =
    predictedRate === null
      ? ""
      : predictedRate === 0
        ? "; predicted: faster than linear"
        : `; predicted ${number(predictedRate, 4)}`;
  if (!order.kind) return `${noRateText(walk)}${stop.reason === "converged" ? predicted : ""}`;
  // A zero that is an inflection too: Newton triples the number of digits.
  if (order.kind === "quadratic" || order.kind === "superlinear") return orderText(order.order);
  if (order.kind === "sublinear") return SUBLINEAR;
  return `${order.kind}, errors shrink by ${number(order.rate, 4)}${predicted}`;
}

/** @param {Walk} walk @param {DescentState["goal"]} goal */
export function workText({ evaluations }, goal) {
  if (!evaluations) return "";
  const counts =
    goal === "zero"
      ? [
          [evaluations.value, "f"],
          [evaluations.gradient, "f′"],
        ]
      : [
          [evaluations.gradient, "f′"],
          [evaluations.hessian, "f″"],
        ];
  return counts
    .filter(([count]) => count)
    .map(([count, what]) => `${count} × ${what}`)
    .join(", ");
}

/** Over the iterates. @param {string[]} variables */
export function tableTitles([variable]) {
  return ["n", `${variable}ₙ`, "f", "f′", "error", "error ratio"];
}

/**
 * The iterates of one walk as rows of a table.
 * @param {Walk} walk
 * @param {number} from
 * @param {number} to
 */
export function tableRows(walk, from, to) {
  const limit = limitOf(walk);
  const error = (/** @type {number} */ n) => (limit === null || n < 0 ? null : Math.abs(walk.points[n] - limit));
  const [places, heights, slopes] = [walk.points, walk.values, walk.slopes].map((column) => withoutRounding(column));
  return places.slice(from, to).map((x, k) => {
    const n = from + k;
    const [now, before] = [error(n), error(n - 1)];
    const ratio = now !== null && before ? number(now / before, 4) : "";
    return [
      String(n),
      number(x, 9),
      number(heights[n], 6),
      number(slopes[n], 6),
      now === null ? "" : number(now, 3),
      ratio,
    ];
  });
}
