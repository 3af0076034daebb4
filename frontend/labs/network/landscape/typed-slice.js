/** A slice through a network's loss as a function that can be typed: of its coordinates u and v. Pure functions. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { put, typedNumber } from "../../common/typed-text.js";
import { layersOf } from "../numbers.js";
import { inputNames, sizesOf } from "../state.js";
import { numbersAt } from "./slice.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {{points: number[][], targets: number[], classes: number, trained: number}} Samples  as POST network/data
 *   answers
 */

/**
 * f(u, v) = ((tanh((0.3 + u) (0.5) + ...) - 1)^2/2 + ...)/4: the mean loss of what is learned, without penalties; null
 * where it is too long to be typed, or no sum over outputs.
 * @param {NetworkState} state
 * @param {import("./slice.js").Slice} slice
 * @param {number[]} numbers  of the network at its centre, weights and biases layer after layer
 * @param {Samples} samples
 */
export function typedSlice(state, slice, numbers, samples) {
  const cost = CATALOGUE.costs.find((/** @type {{name: string}} */ { name }) => name === state.cost);
  const sizes = sizesOf(state);
  const outputs = sizes[sizes.length - 1];
  if (!cost.is_sum && outputs > 1) return null;
  const layers = layersOf(/** @type {any} */ (entriesOf(slice, numbers)), sizes, state.activations);
  const most = CATALOGUE.limits.source_characters;
  const costs = [];
  for (let k = 0, length = 0; k < samples.trained; k++) {
    const wanted = targetsOf(state, samples, k, outputs);
    const told = costOf(cost.typed, passed(layers, inputsOf(state, samples.points[k])), wanted);
    length += told.length;
    if (length > most) return null;
    costs.push(told);
  }
  const text = `f(u, v) = (${costs.join(" + ")})/${costs.length}`;
  return text.length <= most ? text : null;
}

/**
 * Each number of the network as a text in u and v.
 * @param {import("./slice.js").Slice} slice
 * @param {number[]} numbers
 */
function entriesOf(slice, numbers) {
  const [base, ...moved] = [
    [0, 0],
    [1, 0],
    [0, 1],
  ].map((place) => numbersAt(slice, numbers, /** @type {[number, number]} */ (place)));
  return base.map((number, k) => {
    const slopes = moved.map((there) => there[k] - number);
    const scale = 1e-12 * Math.max(1, Math.abs(numbers[k]));
    const terms = slopes.flatMap((slope, axis) => (Math.abs(slope) > scale ? [`${factor(slope)}${"uv"[axis]}`] : []));
    const own = Math.abs(number) > scale || !terms.length ? [typedNumber(number)] : [];
    return [...own, ...terms].join(" + ");
  });
}

/** Before a letter. @param {number} slope */
function factor(slope) {
  const text = typedNumber(slope);
  return text === "1" ? "" : `(${text}) `;
}

/** What the network is told of a point. @param {NetworkState} state @param {number[]} point */
function inputsOf(state, [x, y]) {
  return inputNames(state).map((source) =>
    put(put(source, "x_?1", `(${typedNumber(x)})`), "x_?2", `(${typedNumber(y)})`),
  );
}

/** z and a of the last layer, as texts. @param {any[]} layers @param {string[]} inputs */
function passed(layers, inputs) {
  let signals = inputs;
  /** @type {string[]} */
  let sums = [];
  for (const { weights, biases, activation } of layers) {
    sums = weights.map((/** @type {string[]} */ row, /** @type {number} */ unit) =>
      [
        ...row.flatMap((weight, k) => (weight === "0" ? [] : [`(${weight}) (${signals[k]})`])),
        `(${biases[unit]})`,
      ].join(" + "),
    );
    const { source } = CATALOGUE.activations.find((/** @type {{name: string}} */ { name }) => name === activation);
    signals = sums.map((sum) => put(source, "z", `(${sum})`));
  }
  return { sums, signals };
}

/** @param {string} typed @param {{sums: string[], signals: string[]}} outputs @param {number[]} targets */
function costOf(typed, { sums, signals }, targets) {
  const each = targets.map((target, k) =>
    put(put(put(typed, "a", `(${signals[k]})`), "z", `(${sums[k]})`), "y", `(${typedNumber(target)})`),
  );
  return each.join(" + ");
}

/**
 * Heights; the two ends of a single output for two classes; or 1 for the class.
 * @param {NetworkState} state
 * @param {Samples} samples
 * @param {number} k
 * @param {number} outputs
 */
function targetsOf({ cost, activations }, { targets, classes }, k, outputs) {
  if (classes === 0) return [targets[k]];
  const last = activations[activations.length - 1];
  const { is_probability: isProbability } = CATALOGUE.activations.find(
    (/** @type {{name: string}} */ { name }) => name === last,
  );
  const low = isProbability || cost === "cross-entropy" ? 0 : -1;
  if (outputs === 1) return [low + (1 - low) * targets[k]];
  return Array.from({ length: outputs }, (_, unit) => Number(unit === targets[k]));
}
