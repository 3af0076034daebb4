/** From training to its numbers and back: which samples go through which network. Pure functions. */

import { numbersOf } from "./numbers.js";
import { BEGINNING, DEFAULT_STATE, inputNames, outputsOf, ranges } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./training.js").Frame} Frame
 * @typedef {import("./training.js").NextBatch} NextBatch
 * @typedef {{frame: Frame | null, training: {next: NextBatch | null}}} Moment
 */

const { features, typed, hidden, activations, settings, input, target } = DEFAULT_STATE;
/** A network small enough to look at every number of it. */
const EXAMPLE = {
  hidden: [2],
  activations: ["sigmoid", "sigmoid"],
  cost: "half-squared-error",
  initialisation: "uniform",
  numbers: null,
  input,
  target,
};

/**
 * The network of the moment with the sample or the batch that comes next; of a large batch its first samples.
 * @param {NetworkState} state @param {Moment} moment
 */
export function samplesBeginning({ stride, seen }, { frame, training: { next } }) {
  if (!frame || !next) return { ...EXAMPLE, look: 1, step: 0 };
  const first = stride === "batch" ? 0 : Math.min(Math.max(seen, 1), next.samples.length) - 1;
  const taken = (/** @type {number[][]} */ rows) =>
    rows.slice(first, stride === "batch" ? ranges.input[1] : first + 1).map((row) => row.map(short));
  const samples = { input: taken(next.inputs), target: taken(next.targets) };
  return { numbers: numbersOf(frame.network), ...samples, look: samples.input.length > 1 ? 0 : 1, step: 0 };
}

/**
 * Training as it is, in another view; after a few samples the network as it was left, if the data can be learned with
 * it, else one that can.
 * @param {NetworkState} state
 */
export function trainingBeginning(state) {
  if (state.view !== "steps") return {};
  const isFitting = state.input[0].length === inputNames(state).length && state.target[0].length === outputsOf(state);
  return isFitting ? BEGINNING : { features, typed, hidden, activations, settings, numbers: null, ...BEGINNING };
}

/**
 * What of the state changes where training goes on from a frame by other settings: what has been stays.
 * @param {Frame} frame
 */
export function goingOn({ epoch, network }) {
  return { numbers: numbersOf(network), ...BEGINNING, begun: epoch, epoch };
}

/** As many digits as a link should hold. @param {number} value */
function short(value) {
  return Number(value.toPrecision(6));
}
