/** From the walk so far to what the backend is asked about its landscape. Pure functions. */

import { encodeArray } from "../../../core/client.js";
import { dataOf, featuresOf } from "../questions.js";
import { among } from "./places.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {import("../numbers.js").Network} Network
 */

/** Frames of a walk, and numbers in all, that one question holds. */
const MOST_FRAMES = 200;
const MOST_NUMBERS = 24_000;
const EIGENVALUES = 3;
/** Points along each side of the slice: while the network learns, at rest, and if one wants to look closer. */
const RESOLUTIONS = { quick: 25, usual: 41, fine: 81 };

/** All numbers of a network, in full. @param {Network} network */
export function listOf({ layers }) {
  return layers.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]);
}

/**
 * The frames up to one of them, evenly thinned to as many as go into a question; the first and the last stay.
 * @param {Frame[]} frames
 * @param {Frame} last
 */
export function walkTo(frames, last) {
  const walk = [...frames.filter(({ epoch }) => epoch < last.epoch), last];
  return spread(walk, Math.max(2, Math.min(MOST_FRAMES, Math.floor(MOST_NUMBERS / listOf(last.network).length))));
}

/**
 * So many of a list, as evenly as can be, with its ends.
 * @template T
 * @param {T[]} list
 * @param {number} most
 */
export function spread(list, most) {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, k) => list[Math.round((k * (list.length - 1)) / (most - 1))]);
}

/**
 * Which slice: a walk that has not moved has no principal directions.
 * @param {NetworkState} state
 * @param {Frame[]} walk
 */
export function planeOf({ plane, axes, directions }, walk) {
  const count = listOf(walk[0].network).length;
  const [first, second] = among(axes, count);
  if (plane === "weights") return { kind: "weights", first, second };
  return plane === "path" && hasMoved(walk) ? { kind: "path" } : { kind: "random", seed: directions };
}

/** @param {Frame[]} walk */
function hasMoved(walk) {
  const begun = listOf(walk[0].network);
  return listOf(walk[walk.length - 1].network).some(
    (number, k) => Math.abs(number - begun[k]) > 1e-6 * Math.max(1, Math.abs(number)),
  );
}

/**
 * The slice through the last network of a walk.
 * @param {NetworkState} state
 * @param {Frame[]} walk
 * @param {boolean} isPlaying
 */
export function sliceQuestion(state, walk, isPlaying) {
  return {
    ...lesson(state, walk[walk.length - 1]),
    plane: planeOf(state, walk),
    path: encodeArray(walk.map(({ network }) => listOf(network))),
    resolution: RESOLUTIONS[isPlaying ? "quick" : state.fine ? "fine" : "usual"],
    reach: state.reach,
    curvature: EIGENVALUES,
    arrays: "base64",
  };
}

/** How sharp the loss is at one frame. @param {NetworkState} state @param {Frame} frame */
export function sharpnessQuestion(state, frame) {
  return { ...lesson(state, frame), curvature: 1 };
}

/** @param {NetworkState} state @param {Frame} frame */
function lesson(state, { network }) {
  return { network, data: dataOf(state), features: featuresOf(state) };
}
