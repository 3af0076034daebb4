/** From the lab's state to what the backend is asked. Pure functions. */

import { layersOf } from "./numbers.js";
import { sizesOf } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./numbers.js").Network} Network
 */

/** The data set. @param {NetworkState} state */
export function dataOf({ data, count, noise, share, sample, classes, points }) {
  if (data !== "own") return { name: data, count, noise, seed: sample, train_share: share, ...(data === "blobs" ? { classes } : {}) };
  return { points: points.map(([x, y]) => [x, y]), targets: points.map(([, , group]) => group), classes: 2, seed: sample, train_share: share };
}

/** The network that training begins with. @param {NetworkState} state */
export function beginningOf(state) {
  const { activations, cost, initialisation, seed, numbers } = state;
  const sizes = sizesOf(state);
  if (numbers) return { layers: layersOf(numbers, sizes, activations), cost };
  return { sizes, activations, cost, initialisation, seed };
}

/** All that training is besides the network it goes on with. @param {NetworkState} state */
export function lessonOf(state) {
  const { features, method, settings, batch, l1, l2, seed } = state;
  return { data: dataOf(state), features, optimiser: { method, ...settings }, batch, l1, l2, seed };
}

/** Whether data and network fit, in words where they do not. @param {NetworkState} state */
export function mismatchOf({ data, cost, points, features }) {
  if (data === "own" && points.length < 2) return "Press on the map to place points: a few of each class.";
  if ((data === "plane" || data === "multi-gauss") && cost === "cross-entropy") return "These data are heights, not classes: cross-entropy needs classes. Choose the half squared error or Huber.";
  if (!features.length) return "A network needs at least one input.";
  return "";
}
