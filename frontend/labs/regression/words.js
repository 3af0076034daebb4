/** What the regression lab says. Pure functions. */

import { labelsOf } from "../../core/catalogue.js";
import { formatNumber, nameText, typeset, unlessRounding } from "../../core/format.js";
import { methodOf } from "../common/methods.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./requests.js").Fit} Fit
 */

export const DATA_NAMES = { ...labelsOf("scatter_data"), own: "my own points" };
export const LOSS_NAMES = labelsOf("losses");
export const SHORT_NAMES = labelsOf("losses", "short");
const PLURALS = labelsOf("losses", "plural");
export const REDUCTION_NAMES = { mean: "the mean", sum: "the sum" };
export const SHAPE_NAMES = { p: "power p", delta: "width δ", tau: "share τ below" };

/** 20 points, 1 outlier @param {number} count @param {number} outliers */
export function pointsText(count, outliers) {
  const points = `${count} ${count === 1 ? "point" : "points"}`;
  return outliers ? `${points}, ${outliers} ${outliers === 1 ? "outlier" : "outliers"}` : points;
}

/** m = 0.5, b = 1 @param {string[]} names @param {(number | null)[]} values */
export function parametersText(names, values) {
  return names.map((name, k) => `${nameText(name)} = ${formatNumber(values[k], 4)}`).join(", ");
}

/**
 * Parameters without rounding: 0 where all that one adds to the model is nothing beside the points.
 * @template {number | null} Entry
 * @param {Entry[]} parameters
 * @param {{slopes: (number | null)[][]}} terms  of the model by its parameters, at each point
 * @param {number[]} y
 * @returns {Entry[]}
 */
export function settledParameters(parameters, { slopes }, y) {
  const largest = (/** @type {(number | null)[]} */ values) =>
    values.reduce((/** @type {number} */ most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  const reach = parameters.map((_, j) => largest(slopes.map((row) => row[j] ?? 0)));
  const size = Math.max(largest(y), ...parameters.map((value, j) => Math.abs(value ?? 0) * reach[j]));
  const isNothing = (/** @type {Entry} */ value, /** @type {number} */ j) =>
    value !== null && reach[j] > 0 && unlessRounding(value * reach[j], size) === 0;
  return parameters.map((value, j) => (isNothing(value, j) ? /** @type {Entry} */ (0) : value));
}

/** "mean squared residual" @param {Pick<RegressionState, "loss" | "reduction">} state */
export function lossText({ loss, reduction }) {
  return `${reduction} of the ${PLURALS[loss]}`;
}

/** More parameters than these make no sentence. */
const MOST_SAID = 5;
/** Beside the losses of a walk, a loss that is rounding. */
const ROUNDING = 1e-20;

/** A loss; 0 where only rounding is left of it. @param {number} loss @param {(number | null)[]} losses */
function valueText(loss, losses) {
  const size = Math.max(...losses.map((each) => each ?? 0), 0);
  return loss < ROUNDING * size ? "0, up to rounding" : formatNumber(loss, 4);
}

/** @param {RegressionState} state @param {Walk} walk @param {Fit} fit */
export function sentenceOf(state, { names, best, losses, stop, points }, { step, parameters, loss, terms }) {
  const settled = terms ? settledParameters(parameters, terms, points.y) : parameters;
  const shown = names.length > MOST_SAID ? `${names.length} parameters` : parametersText(names, settled);
  const where = `Step ${step} of ${losses.length - 1}: ${shown}`;
  const what = best?.how === "levenberg-marquardt" ? "Levenberg-Marquardt comes to" : "the least there is:";
  const least = best && best.loss !== null ? `; ${what} ${valueText(best.loss, losses)}` : "";
  const missing =
    stop.reason === "left-domain" ? "not defined, for the model has no value at some point" : "beyond all numbers";
  return `${where}. The ${lossText(state)} is ${loss === null ? missing : valueText(loss, losses)}${least}.`;
}

/**
 * Why the walk ends, and what the picture leaves unsaid.
 * @param {RegressionState} state
 * @param {Walk} walk
 * @param {Fit} fit
 */
export function notesOf(state, walk, fit) {
  const { stop, names, losses, isLinear, best, closedForm } = walk;
  const { step } = fit;
  const notes = [];
  if (step === losses.length - 1)
    notes.push(typeset(stop.message), ...(stop.hint ? [typeset(`The way on: ${stop.hint}.`)] : []));
  if (closedForm && closedForm.rank < names.length)
    notes.push(`These points do not settle all ${names.length} parameters: other fits are as good.`);
  else if (best?.is_unique === false) notes.push("Other fits are as good as the best one shown.");
  if (!isLinear)
    notes.push(
      "The model is not linear in its parameters: there is no closed form, and descent may end in a valley that is " +
        "not the deepest.",
    );
  else if (!best && state.loss === "power" && state.p < 1)
    notes.push("With p below 1 the loss has many valleys: none is certain to be the deepest.");
  if (step < losses.length - 1 && walk.curvature?.limit)
    notes.push(
      `Learning rates up to ${formatNumber(walk.curvature.limit, 4)} converge here: ` +
        `${methodOf(state.method).limit?.text.replace("λ", "L") ?? "its bound"}, with the largest curvature L = ` +
        `${formatNumber(walk.curvature.eigenvalues[walk.curvature.eigenvalues.length - 1], 4)}.`,
    );
  if (names.length > 2)
    notes.push(
      `The picture of the loss is a slice: ${names.length - 2} other ` +
        `${names.length === 3 ? "parameter is" : "parameters are"} held as at the last step.`,
    );
  if (state.show.profile) notes.push(...farthestText(walk, fit));
  return notes.join(" ");
}

/** How much of all the pull at the fit is that of the point farthest off. @param {Walk} walk @param {Fit} fit */
function farthestText({ points }, { terms }) {
  const sizes = terms.residuals.map((each) => Math.abs(each ?? 0));
  const k = sizes.indexOf(Math.max(...sizes));
  const all = terms.pulls.reduce((/** @type {number} */ sum, each) => sum + Math.abs(each ?? 0), 0);
  if (points.x.length < 4 || !(all > 0)) return [];
  const share = Math.abs(terms.pulls[k] ?? 0) / all;
  return [
    `The point farthest off, at x = ${formatNumber(points.x[k], 3)}, has the residual ` +
      `${formatNumber(terms.residuals[k], 3)} and ${formatNumber(100 * share, 2)} % of all the pull.`,
  ];
}

/** ‖v‖₂, ‖v‖∞ @param {number | null} order @param {string} [what] */
export function normText(order, what = "v") {
  const lowered = order === null ? "∞" : [...String(order)].map((sign) => "₀₁₂₃₄₅₆₇₈₉"[Number(sign)] ?? sign).join("");
  return `‖${what}‖${lowered}`;
}
