/** What the steps view asks the backend: the samples through the network, and what its moved numbers cost. */

import { beginningOf } from "../questions.js";
import { sizesOf } from "../state.js";
import { moved } from "./flow.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("./flow.js").Passed & {input: number[][], target: number[][]}} Known  with the samples that passed
 * @typedef {{state: NetworkState, rate: number, passed: Known | null}} Moment
 * @typedef {{passed: Known | null, costAfter: number | null}} Answers
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 */

/** A network and its samples, as far as numbers of another one would make no sense for it. @param {Moment} moment */
function shapeOf({ state }) {
  const { activations, cost, input, target } = state;
  return [sizesOf(state), activations, cost, input.length, target.length];
}

/** Whether what passed is of the shape that the state has now. @param {Moment} moment */
export function isOfState({ state, passed }) {
  if (!passed || passed.network.cost !== state.cost || passed.input.length !== state.input.length) return false;
  const { layers } = passed.network;
  const sizes = [passed.input[0].length, ...layers.map(({ biases }) => biases.length)];
  return sizes.join() === sizesOf(state).join() && layers.every((each, k) => each.activation === state.activations[k]);
}

/** @type {Question} */
const passed = {
  about: shapeOf,
  ask: ({ state }, send) =>
    send("network/backprop", { network: beginningOf(state), inputs: state.input, targets: state.target }),
  told: (answer, { state: { input, target } }) => ({ passed: { ...answer, input, target }, costAfter: null }),
};

/** @type {Question} */
const after = {
  about: shapeOf,
  isWanted: isOfState,
  ask({ state, rate, passed }, send) {
    const { input, target } = /** @type {Known} */ (passed);
    const network = moved(/** @type {Known} */ (passed), rate, state.keeps);
    return send("network/backprop", { network, inputs: input, targets: target });
  },
  told: ({ cost }) => ({ costAfter: cost }),
};

export const QUESTIONS = { passed, after };
