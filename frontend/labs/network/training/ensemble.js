/** What a network comes to from many seeds: the question, how losses spread, and in words. Pure functions. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { formatNumber } from "../../../core/format.js";
import { lessonOf } from "../questions.js";
import { sizesOf } from "../state.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {object} Spread  of all runs that have been
 * @property {number[]} measured  after how many epochs
 * @property {number} runs
 * @property {number} arrived  share
 * @property {number} gone     share
 * @property {Record<string, (number | null)[]>} quantiles  by the share of the runs
 */

const { epochs: most, job_measures: measures } = CATALOGUE.limits;
const FEWEST_EPOCHS = 100;
/** By the share of the runs: how it is drawn, the median first. */
const LOOKS = [
  { share: "0.5", label: "half", weight: 2.5 },
  { share: "0.25", label: "a quarter", weight: 1.2 },
  { share: "0.75", label: "three quarters", weight: 1.2 },
  { share: "0.05", label: "5 %", weight: 1, dash: "3 3" },
  { share: "0.95", label: "95 %", weight: 1, dash: "3 3" },
];

/**
 * The same training from other seeds, for as many epochs as it had, or some at least.
 * @param {NetworkState} state @param {number} epochs @param {number} runs @param {number} enough
 */
export function questionOf(state, epochs, runs, enough) {
  const { activations, cost, initialisation, seed } = state;
  const network = { sizes: sizesOf(state), activations, cost, initialisation, seed };
  const all = Math.min(most, Math.max(FEWEST_EPOCHS, epochs));
  const lesson = { ...lessonOf(state), network, epochs: all, every: Math.ceil(all / (measures - 1)) };
  return { lesson, runs, loss_goal: enough };
}

/** @param {{spread: Spread, enough: number, theme: string}} scene @returns {CurvePicture} */
export function spreadPicture({ spread, enough, theme }) {
  const { measured, quantiles } = spread;
  const curves = LOOKS.map(({ share, ...look }) => ({ x: measured, y: quantiles[share], role: "run-1", ...look }));
  const known = Object.values(quantiles).flatMap((row) => row.filter((each) => each !== null));
  return {
    curves,
    guides: [{ y: enough, label: "small enough", dash: "4 3" }],
    xLabel: "epoch",
    yLabel: "loss that so many are below",
    xRange: [0, Math.max(1, measured[measured.length - 1])],
    yRange: [0, 1.05 * Math.max(enough, ...known, 1e-6)],
    theme,
  };
}

/** @param {Spread} spread @param {number} enough */
export function spreadSentence({ measured, runs, arrived, gone, quantiles }, enough) {
  const epochs = measured[measured.length - 1];
  const half = quantiles["0.5"][measured.length - 1];
  const middle = half === null ? "" : `; half of them end at ${formatNumber(half, 3)} or less`;
  const lost = gone ? `; in ${percent(gone)} the numbers ran away` : "";
  const reached = `${percent(arrived)} reach a loss of ${formatNumber(enough, 3)}`;
  return `Of ${runs} networks from as many seeds, ${reached} within ${epochs} epochs${middle}${lost}.`;
}

/** @param {number} share */
function percent(share) {
  return `${formatNumber(100 * share, 3)} %`;
}
