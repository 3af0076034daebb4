/** The steps in which one sample goes forward, comes back as derivatives, and moves the numbers. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";

/**
 * @typedef {import("../numbers.js").Network} Network
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{a: number[][], z: number[][], weights: number[][], biases: number[]}} Slopes  of the cost; columns are samples
 * @typedef {{weights: number[][], biases: number[]}} Numbers
 * @typedef {object} Passed  the answer of network/backprop for one sample
 * @property {Network} network
 * @property {{z: number[][], a: number[][]}[]} layers
 * @property {number} cost
 * @property {Slopes[]} slopes
 * @property {{autodiff: Numbers[], differences: Numbers[], autodiff_error: number, differences_error: number}} check
 * @property {{kind: string, layer: number, unit: number | null, message: string}[]} findings
 * @typedef {{kind: "inputs" | "forward" | "cost" | "back" | "update", layer: number}} Step
 */

/** All steps through so many layers. @param {number} layers @returns {Step[]} */
export function stepsThrough(layers) {
  const forward = Array.from({ length: layers }, (_, layer) => /** @type {Step} */ ({ kind: "forward", layer }));
  const back = forward.map(({ layer }) => /** @type {Step} */ ({ kind: "back", layer: layers - 1 - layer }));
  return [{ kind: "inputs", layer: -1 }, ...forward, { kind: "cost", layer: layers - 1 }, ...back, { kind: "update", layer: -1 }];
}

/** What is known of a layer once a step is done. @param {Step[]} steps @param {number} at @param {number} layer */
export function knownOf(steps, at, layer) {
  const done = steps.slice(0, at + 1);
  const has = (/** @type {Step["kind"]} */ kind) => done.some((step) => step.kind === kind && (step.layer === layer || kind === "update"));
  return { isForward: has("forward"), isBack: has("back"), isMoved: has("update") };
}

/** The numbers after one step against the gradient. @param {Passed} passed @param {number} rate @param {boolean} keepsBiases @returns {Network} */
export function moved({ network, slopes }, rate, keepsBiases) {
  const layers = network.layers.map(({ weights, biases, activation }, k) => ({
    weights: weights.map((row, unit) => row.map((weight, from) => weight - rate * slopes[k].weights[unit][from])),
    biases: keepsBiases ? biases : biases.map((bias, unit) => bias - rate * slopes[k].biases[unit]),
    activation,
  }));
  return { layers, cost: network.cost };
}

/** What a unit of a layer gives on; of the inputs before the first one. @param {Passed} passed @param {number[]} input @param {number} layer @param {number} unit */
export function answerOf({ layers }, input, layer, unit) {
  return layer < 0 ? input[unit] : layers[layer].a[unit][0];
}

/**
 * The chain-rule product of a weight or bias: ∂C/∂a · f′(z) · what it is multiplied by.
 * @param {Passed} passed @param {number[]} input @param {Place} place
 */
export function productOf(passed, input, { layer, unit, from }) {
  const { a, z, weights, biases } = passed.slopes[layer];
  const isOutput = layer === passed.layers.length - 1;
  // With cross-entropy the two are one: y's derivative and the activation's together are a - y.
  const isJoined = isOutput && passed.network.cost === "cross-entropy";
  const [outer, through] = [a[unit][0], z[unit][0]];
  return {
    outer,
    slope: isJoined || outer === 0 ? null : through / outer,
    through,
    inner: from === null ? 1 : answerOf(passed, input, layer - 1, from),
    value: from === null ? biases[unit] : weights[unit][from],
    /** How ∂C/∂a came about: a share from each unit of the next layer. */
    shares: isOutput ? null : passed.slopes[layer + 1].z.map(([each], next) => ({ weight: passed.network.layers[layer + 1].weights[next][unit], slope: each })),
  };
}

/** ₁² as in w²₁₂: what stands where. @param {Place} place */
export function nameOf({ layer, unit, from }) {
  const raised = [...String(layer + 1)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
  const lowered = (/** @type {number} */ number) => [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
  return from === null ? `b${raised}${lowered(unit + 1)}` : `w${raised}${lowered(unit + 1)}${from > 8 || unit > 8 ? "," : ""}${lowered(from + 1)}`;
}

const column = (/** @type {number[][]} */ rows) => formatVector(rows.map(([each]) => each), 4);
const COSTS = { "half-squared-error": "½|a − y|²", "cross-entropy": "−Σ y log a", huber: "Σ h(a − y)" };

/**
 * A step in words.
 * @param {Step} step @param {Passed} passed
 * @param {{input: number[], target: number[], rate: number, costAfter: number | null}} around
 */
export function stepSentence({ kind, layer }, passed, { input, target, rate, costAfter }) {
  const l = layer + 1;
  const { layers, slopes, network, cost } = passed;
  if (kind === "inputs") return `The inputs are ${formatVector(input, 4)}; the outputs shall be ${formatVector(target, 4)}.`;
  if (kind === "forward") return `Layer ${l} forward: z = W a + b = ${column(layers[layer].z)}, and a = f(z) = ${column(layers[layer].a)}.`;
  if (kind === "cost") return `The cost: C = ${COSTS[/** @type {keyof typeof COSTS} */ (network.cost)]} = ${formatNumber(cost, 7)}.`;
  if (kind === "back") return `Layer ${l} back: ∂C/∂a = ${column(slopes[layer].a)}; times f′(z): ∂C/∂z = ${column(slopes[layer].z)}; times the layer's inputs: ∂C/∂W.`;
  return `Every number moves by −${formatNumber(rate)} times its derivative; the cost becomes ${costAfter === null ? "…" : formatNumber(costAfter, 7)}, from ${formatNumber(cost, 7)}.`;
}
