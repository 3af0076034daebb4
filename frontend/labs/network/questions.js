/** From the lab's state to what the backend is asked. Pure functions. */

import { layersOf } from "./numbers.js";
import { areChosen, hasHeights, sizesOf } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./numbers.js").Network} Network
 */

/** The data set. @param {NetworkState} state */
export function dataOf({ data, count, noise, share, sample, classes, points }) {
  if (data !== "own")
    return { name: data, count, noise, seed: sample, train_share: share, ...(areChosen(data) ? { classes } : {}) };
  return {
    points: points.map(([x, y]) => [x, y]),
    targets: points.map(([, , group]) => group),
    classes,
    seed: sample,
    train_share: share,
  };
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
  const { method, settings, batch, l1, l2, seed } = state;
  return { data: dataOf(state), features: featuresOf(state), optimiser: { method, ...settings }, batch, l1, l2, seed };
}

/** What the network is told of a point. @param {Pick<NetworkState, "features" | "typed">} state */
export function featuresOf({ features, typed }) {
  return typed ? [...features, { source: typed }] : features;
}

/** Whether data and network fit, in words where they do not. @param {NetworkState} state */
export function mismatchOf(state) {
  const { data, cost, points, classes } = state;
  if (data === "own" && points.length < 2)
    return `Press on the map to place points${classes ? ": a few of each class" : ""}, or paste a table of them.`;
  if (hasHeights(state) && cost === "cross-entropy")
    return "These data are heights, not classes: cross-entropy needs classes. Choose the half squared error or Huber.";
  return "";
}
