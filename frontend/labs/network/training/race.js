/** Several methods on one network, from the same weights and samples: questions, pictures, words. Pure functions. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { formatNumber } from "../../../core/format.js";
import { looksOf, methodOf, traitsOf } from "../../common/methods.js";
import { beginningOf, lessonOf } from "../questions.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {{method: string, rate: number, question: any}} Start
 * @typedef {object} Run  how one training went
 * @property {string} method
 * @property {number} rate
 * @property {number[]} epochs  at which its loss was measured
 * @property {(number | null)[]} losses
 * @property {boolean} isGone  its numbers ran away
 */

const [FEWEST, MOST, MEASURED] = [100, 400, 100];
/** Those that each method is tried with, in turn. */
export const RATES = [0.01, 0.03, 0.1, 0.3, 1];

/** Those that follow the gradient: what changes the cost itself, or solves for its step, is no peer. */
export const RACERS = CATALOGUE.training_methods
  .map((/** @type {{name: string}} */ { name }) => name)
  .filter((/** @type {string} */ name) => !traitsOf(name).isCurved && !traitsOf(name).decaysWeights);

/**
 * All trainings of a race: the same beginning, data and order of samples, for as many epochs as there were.
 * @param {NetworkState} state
 * @param {number} epochs
 * @param {boolean} isTuned  whether each method has its own rate, the best of several
 * @returns {Start[]}
 */
export function startsOf(state, epochs, isTuned) {
  const all = Math.min(MOST, Math.max(FEWEST, epochs));
  const own = Number(state.settings.learning_rate ?? 0.1);
  const lesson = { ...lessonOf(state), network: beginningOf(state), epochs: all, every: Math.ceil(all / MEASURED) };
  return RACERS.flatMap((/** @type {string} */ method) =>
    (isTuned ? RATES : [own]).map((rate) => ({
      method,
      rate,
      question: { ...lesson, optimiser: { method, learning_rate: rate } },
    })),
  );
}

/** @param {Start} start @param {any} answer of POST network/train @returns {Run} */
export function runOf({ method, rate, question }, { losses, diverged }) {
  const epochs = losses.map((/** @type {unknown} */ _, /** @type {number} */ k) =>
    Math.min(question.epochs, (k + 1) * question.every),
  );
  return { method, rate, epochs, losses, isGone: diverged !== null };
}

/** Of each method the run that ends lowest; those that ran away end nowhere. @param {Run[]} runs @returns {Run[]} */
export function bestOf(runs) {
  const methods = [...new Set(runs.map(({ method }) => method))];
  return methods.map((method) => {
    const own = runs.filter((run) => run.method === method);
    return own.reduce((best, run) => (endOf(run) < endOf(best) ? run : best));
  });
}

/** @param {Run} run */
function endOf({ losses, isGone }) {
  return isGone ? Infinity : (losses.at(-1) ?? Infinity);
}

/** @param {{runs: Run[], theme: string}} scene  the best of each method @returns {CurvePicture} */
export function racePicture({ runs, theme }) {
  const looks = looksOf(runs);
  return {
    curves: runs.map(({ method, epochs, losses }, k) => ({
      x: epochs,
      y: losses.map((loss) => (loss !== null && loss > 0 ? loss : null)),
      role: looks[k].role,
      ...(looks[k].dash === "none" ? {} : { dash: looks[k].dash }),
      label: methodOf(method).label,
    })),
    xLabel: "epoch",
    yLabel: "loss of what is learned",
    yScale: "log",
    theme,
  };
}

/** How each ended, lowest first. @param {Run[]} runs @returns {string[][]} */
export function raceRows(runs) {
  return [...runs]
    .sort((a, b) => endOf(a) - endOf(b))
    .map((run) => [
      methodOf(run.method).label,
      formatNumber(run.rate, 3),
      run.isGone ? "ran away" : formatNumber(endOf(run), 4),
    ]);
}

/** @param {Run[]} runs  the best of each method @param {boolean} isTuned */
export function raceSentence(runs, isTuned) {
  const [first] = [...runs].sort((a, b) => endOf(a) - endOf(b));
  if (!first || endOf(first) === Infinity) return "With these learning rates all of them ran away.";
  const count = first.epochs.at(-1);
  const gone = runs.filter(({ isGone }) => isGone).length;
  const rates = isTuned
    ? ` Each has the best of the learning rates ${RATES.join(", ")}.`
    : ` All have the learning rate ${formatNumber(first.rate, 3)}, which suits some better than others.`;
  const lost = gone ? ` ${gone} ran away.` : "";
  const lowest = `${methodOf(first.method).label} is lowest after ${count} epochs: ${formatNumber(endOf(first), 3)}.`;
  return `${lowest}${lost}${rates}`;
}
