/** A network's numbers as one list, and back: weights row by row, then biases, layer after layer. Pure functions. */

/**
 * @typedef {{weights: number[][], biases: number[], activation: string}} Layer
 * @typedef {{layers: Layer[], cost: string}} Network
 * @typedef {{layer: number, unit: number, from: number | null}} Place  of a number: from null is the bias
 */

const DIGITS = 6;

/** Rounded to what a link holds. @param {Network} network */
export function numbersOf({ layers }) {
  return layers
    .flatMap(({ weights, biases }) => [...weights.flat(), ...biases])
    .map((each) => Number(each.toPrecision(DIGITS)));
}

/**
 * @param {number[]} numbers
 * @param {number[]} sizes
 * @param {readonly string[]} activations
 * @returns {Layer[]}
 */
export function layersOf(numbers, sizes, activations) {
  let at = 0;
  const taken = (/** @type {number} */ count) => numbers.slice(at, (at += count));
  return activations.map((activation, k) => {
    const weights = Array.from({ length: sizes[k + 1] }, () => taken(sizes[k]));
    return { weights, biases: taken(sizes[k + 1]), activation };
  });
}

/** Where in the list a number stands. @param {number[]} sizes @param {Place} place */
export function indexOf(sizes, { layer, unit, from }) {
  const before = sizes.slice(1, layer + 1).reduce((sum, units, k) => sum + units * (sizes[k] + 1), 0);
  const columns = sizes[layer];
  return before + (from === null ? sizes[layer + 1] * columns + unit : unit * columns + from);
}

/** @param {Network} network @param {Place} place */
export function numberAt({ layers }, { layer, unit, from }) {
  return from === null ? layers[layer].biases[unit] : layers[layer].weights[unit][from];
}

/** ₁² as in w²₁₂: what stands where. @param {Place} place */
export function nameOf({ layer, unit, from }) {
  const raised = [...String(layer + 1)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
  const lowered = (/** @type {number} */ number) =>
    [...String(number)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
  return from === null
    ? `b${raised}${lowered(unit + 1)}`
    : `w${raised}${lowered(unit + 1)}${from > 8 || unit > 8 ? "," : ""}${lowered(from + 1)}`;
}
