/**
 * The steps in which samples go forward, come back as derivatives, and move the numbers by their mean. Pure functions.
 */

import { formatNumber, formatVector } from "../../../core/format.js";

/**
 * @typedef {import("../numbers.js").Network} Network
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{a: number[][], z: number[][], weights: number[][], biases: number[]}} Slopes  of the cost; columns are
 *   samples
 * @typedef {{weights: number[][], biases: number[]}} Numbers
 * @typedef {object} Passed  the answer of network/backprop
 * @property {Network} network
 * @property {{z: number[][], a: number[][]}[]} layers
 * @property {number[]} costs  of each sample
 * @property {number} cost  their mean
 * @property {Slopes[]} slopes
 * @property
 *   {{autodiff: Numbers[], differences: Numbers[], autodiff_error: number, differences_error: number, verdict: string}}
 *   check
 * @property {{kind: string, layer: number, unit: number | null, message: string}[]} findings
 * @typedef {{kind: "inputs" | "forward" | "cost" | "back" | "update", layer: number}} Step
 */

/** All steps through so many layers. @param {number} layers @returns {Step[]} */
export function stepsThrough(layers) {
  const forward = Array.from({ length: layers }, (_, layer) => /** @type {Step} */ ({ kind: "forward", layer }));
  const back = forward.map(({ layer }) => /** @type {Step} */ ({ kind: "back", layer: layers - 1 - layer }));
  return [
    { kind: "inputs", layer: -1 },
    ...forward,
    { kind: "cost", layer: layers - 1 },
    ...back,
    { kind: "update", layer: -1 },
  ];
}

/** What is known of a layer once a step is done. @param {Step[]} steps @param {number} at @param {number} layer */
export function knownOf(steps, at, layer) {
  const done = steps.slice(0, at + 1);
  const has = (/** @type {Step["kind"]} */ kind) =>
    done.some((step) => step.kind === kind && (step.layer === layer || kind === "update"));
  return { isForward: has("forward"), isBack: has("back"), isMoved: has("update") };
}

/**
 * The numbers after one step against the gradient.
 * @param {Passed} passed
 * @param {number} rate
 * @param {boolean} keepsBiases
 * @returns {Network}
 */
export function moved({ network, slopes }, rate, keepsBiases) {
  const layers = network.layers.map(({ weights, biases, activation }, k) => ({
    weights: weights.map((row, unit) => row.map((weight, from) => weight - rate * slopes[k].weights[unit][from])),
    biases: keepsBiases ? biases : biases.map((bias, unit) => bias - rate * slopes[k].biases[unit]),
    activation,
  }));
  return { layers, cost: network.cost };
}

/** Of one sample, counted from 1, or the mean over all. @param {number[]} values @param {number} look  0: the mean */
export function seen(values, look) {
  return look ? values[look - 1] : values.reduce((sum, each) => sum + each, 0) / values.length;
}

/**
 * What a unit of a layer gives on for each sample; of the inputs before the first one.
 * @param {Passed} passed
 * @param {number[][]} input
 * @param {number} layer
 * @param {number} unit
 */
export function answersOf({ layers }, input, layer, unit) {
  return layer < 0 ? input.map((row) => row[unit]) : layers[layer].a[unit];
}

/**
 * What each sample would have a weight's or a bias's derivative be: ∂C/∂z times what it is multiplied by.
 * @param {Passed} passed
 * @param {number[][]} input
 * @param {Place} place
 */
export function productsOf(passed, input, { layer, unit, from }) {
  const inner = from === null ? input.map(() => 1) : answersOf(passed, input, layer - 1, from);
  return passed.slopes[layer].z[unit].map((through, k) => ({ through, inner: inner[k], value: through * inner[k] }));
}

/**
 * The derivative that is shown: a sample's own, or the mean.
 * @param {Passed} passed
 * @param {number[][]} input
 * @param {Place} place
 * @param {number} look
 */
export function slopeShown(passed, input, place, look) {
  return seen(
    productsOf(passed, input, place).map(({ value }) => value),
    look,
  );
}

/**
 * The chain-rule product of a weight or bias for one sample: ∂C/∂a · f′(z) · what it is multiplied by.
 * @param {Passed} passed @param {number[][]} input @param {Place} place @param {number} look  from 1
 */
export function productOf(passed, input, place, look) {
  const { layer, unit } = place;
  const { a, z } = passed.slopes[layer];
  const isOutput = layer === passed.layers.length - 1;
  // With cross-entropy the two are one: y's derivative and the activation's together are a - y.
  const isJoined = isOutput && passed.network.cost === "cross-entropy";
  const [outer, through] = [seen(a[unit], look), seen(z[unit], look)];
  const { inner, value } = productsOf(passed, input, place)[look - 1];
  return {
    outer,
    slope: isJoined || outer === 0 ? null : through / outer,
    through,
    inner,
    value,
    /** How ∂C/∂a came about: a share from each unit of the next layer. */
    shares: isOutput
      ? null
      : passed.slopes[layer + 1].z.map((each, next) => ({
          weight: passed.network.layers[layer + 1].weights[next][unit],
          slope: seen(each, look),
        })),
  };
}

const COSTS = { "half-squared-error": "½|a − y|²", "cross-entropy": "−Σ y log a", huber: "Σ h(a − y)" };

/**
 * The cost of a sample; one output of cross-entropy stands for two classes.
 * @param {string} cost
 * @param {number} outputs
 */
function costFormula(cost, outputs) {
  return cost === "cross-entropy" && outputs === 1
    ? "−(y log a + (1 − y) log(1 − a))"
    : COSTS[/** @type {keyof typeof COSTS} */ (cost)];
}

/**
 * A step in words.
 * @param {Step} step @param {Passed} passed
 * @param
 *   {{input: number[][], target: number[][], look: number, rate: number, keeps: boolean, costAfter: number | null}}
 *   around
 */
export function stepSentence({ kind, layer }, passed, { input, target, look, rate, keeps, costAfter }) {
  const l = layer + 1;
  const { layers, network, cost, costs } = passed;
  const count = input.length;
  const column = (/** @type {number[][]} */ rows) =>
    formatVector(
      rows.map((each) => seen(each, look)),
      4,
    );
  const ofSample = count === 1 ? "" : look ? `Sample ${look} of ${count}. ` : `Means over ${count} samples. `;
  const formula = costFormula(network.cost, target[0].length);
  if (kind === "inputs")
    return (
      `${ofSample}The inputs are ${column(transposed(input))}; the outputs shall be ` + `${column(transposed(target))}.`
    );
  if (kind === "forward")
    return (
      `${ofSample}Layer ${l} forward: z = W a + b = ${column(layers[layer].z)}, and a = f(z) = ` +
      `${column(layers[layer].a)}.`
    );
  if (kind === "cost")
    return count > 1 && look
      ? `Sample ${look} of ${count} costs ${formula} = ${formatNumber(costs[look - 1], 7)}; the mean over all ` +
          `${count} is C = ${formatNumber(cost, 7)}.`
      : `The cost: C = ${count > 1 ? `the mean of ${formula} over ${count} samples` : formula} = ` +
          `${formatNumber(cost, 7)}.`;
  if (kind === "back")
    return (
      `${ofSample}Layer ${l} back: ${throughSentence(passed, layer, column)}; times the layer's inputs: ` +
      `∂C/∂W${count > 1 && !look ? ", the mean of the samples' products" : ""}.`
    );
  const derivative = count > 1 ? `the mean of its ${count} derivatives` : "its derivative";
  return (
    `Every ${keeps ? "weight" : "number"} moves by −${formatNumber(rate)} times ` +
    `${derivative}${keeps ? "; biases stay as they are" : ""}; the cost becomes ` +
    `${costAfter === null ? "…" : formatNumber(costAfter, 7)}, from ${formatNumber(cost, 7)}.`
  );
}

/**
 * How ∂C/∂z of a layer comes about.
 * @param {Passed} passed
 * @param {number} layer
 * @param {(rows: number[][]) => string} column
 */
function throughSentence({ network, layers, slopes }, layer, column) {
  const { a, z } = slopes[layer];
  const isJoined = network.cost === "cross-entropy" && layer === layers.length - 1;
  // Softmax has a full Jacobian, not one f′(z) for each unit.
  if (isJoined)
    return (
      `∂C/∂z = a − y = ${column(z)}, to which the logarithm and the ${z.length > 1 ? "softmax" : "sigmoid"} ` +
      `come together`
    );
  return `∂C/∂a = ${column(a)}; times f′(z): ∂C/∂z = ${column(z)}`;
}

/** @param {number[][]} rows */
export function transposed(rows) {
  return rows[0].map((_, k) => rows.map((row) => row[k]));
}
