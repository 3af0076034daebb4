/** The numbers of a network as places in their list, and what they are called. Pure functions. */

import { nameOf } from "../numbers.js";
import { placeText } from "../words.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../numbers.js").Place} Place
 */

/** Weights row by row, then biases, layer after layer. @param {number[]} sizes @returns {Place[]} */
export function placesOf(sizes) {
  return sizes.slice(1).flatMap((units, layer) => [
    ...Array.from({ length: units * sizes[layer] }, (_, k) => ({
      layer,
      unit: Math.floor(k / sizes[layer]),
      from: k % sizes[layer],
    })),
    ...Array.from({ length: units }, (_, unit) => ({ layer, unit, from: null })),
  ]);
}

/** w¹₁₂: weight from x₂ to unit 1 of layer 1 @param {Place} place @param {NetworkState} state */
export function longName(place, state) {
  const text = placeText(place, state);
  return `${nameOf(place)}: ${text[0].toLowerCase()}${text.slice(1)}`;
}

/**
 * Two different places among so many.
 * @param {[number, number]} axes
 * @param {number} count
 * @returns {[number, number]}
 */
export function among([first, second], count) {
  const inside = (/** @type {number} */ place) => Math.min(place, count - 1);
  return inside(first) === inside(second) ? [0, 1] : [inside(first), inside(second)];
}
