/** What the network lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { CATALOGUE } from "../../core/catalogue.js";
import { labCodec } from "../../core/schema.js";
import { complaintAbout, targetsFor } from "./steps/targets.js";

/** How many classes each data set has; 0: heights; null: that is chosen. @type {Map<string, number | null>} */
const CLASSES = new Map(CATALOGUE.data_sets.map((/** @type {any} */ { name, classes }) => [name, classes]));
/** Activations all of whose values lie between 0 and 1. @type {Set<string>} */
export const PROBABILITIES = new Set(
  CATALOGUE.activations
    .filter((/** @type {any} */ row) => row.is_probability)
    .map((/** @type {any} */ row) => row.name),
);
/** Of the cursor. */
export const BEGINNING = { begun: 0, epoch: 0, batches: 0, seen: 0 };

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {string} Activation
 * @typedef {[number, number, number]} OwnPoint  x1, x2, and the class or the height
 * @typedef {object} NetworkState
 * @property {"network"} lab
 * @property {"training" | "steps" | "landscape"} view
 * @property {string} data
 * @property {number} count     of points
 * @property {number} noise     0 to 0.5
 * @property {number} share     of the points that are learned
 * @property {number} sample    the seed of the points
 * @property {number} classes   of blobs and of one's own points; 0: those have heights
 * @property {OwnPoint[]} points  one's own
 * @property {string[]} features  at least one, unless one is typed
 * @property {string} typed     an input of one's own, a function of x1 and x2; empty: none
 * @property {number[]} hidden  units of each hidden layer
 * @property {Activation[]} activations  of each hidden layer, and of the output
 * @property {string} cost
 * @property {string} initialisation
 * @property {number} seed      of the weights, and of the order of the samples
 * @property {number[] | null} numbers  weights, row by row, and biases of each layer that training begins with; null:
 *   drawn
 * @property {string} method
 * @property {Record<string, number | string>} settings  of the method: only those that are not the usual ones
 * @property {number} batch
 * @property {number} l1
 * @property {number} l2
 * @property {number} speed     epochs a frame
 * @property {"sample" | "batch" | "epoch"} stride  what one step of training is
 * @property {number} begun     epochs that there had been when training went on with the numbers that are given
 * @property {number} epoch     the cursor: epochs
 * @property {number} batches   and batches of the next epoch
 * @property {number} seen      and samples of the next batch, which change nothing before it is complete
 * @property {number[][]} input   of the samples that are followed number by number
 * @property {number[][]} target  what the outputs shall be for each
 * @property {number} look      which of them is looked at, from 1; 0: the mean over all
 * @property {boolean} keeps    whether a step leaves the biases as they are
 * @property {number} step      the cursor in it
 * @property {"path" | "weights" | "random"} plane  of the slice through the loss: where the walk went, two numbers, or
 *   random directions
 * @property {[number, number]} axes    the two numbers, by their places in the list of all
 * @property {number} directions        the seed of the random directions
 * @property {number} reach     how far the slice goes beyond the walk, beside the usual
 * @property {boolean} fine     whether the slice has a finer grid
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

const codec = labCodec("network", settled);
export const { DEFAULT_STATE, UNNOTED, RETURNING, choices, ranges, entries, pairsOf, readState } = codec;

/** How many outputs the data ask for. @param {Pick<NetworkState, "data" | "classes">} state */
export function outputsOf({ data, classes }) {
  const known = data === "own" ? classes : (CLASSES.get(data) ?? classes);
  return known > 2 ? known : 1;
}

/** Whether one chooses how many classes a data set of ours has. @param {string} data */
export function areChosen(data) {
  return CLASSES.get(data) === null;
}

/** Whether the data are heights, not classes. @param {Pick<NetworkState, "data" | "classes">} state */
export function hasHeights({ data, classes }) {
  return (data === "own" ? classes : CLASSES.get(data)) === 0;
}

/**
 * What the network is told, as people call it.
 * @param {Pick<NetworkState, "features" | "typed">} state
 * @returns {string[]}
 */
export function inputNames({ features, typed }) {
  return typed ? [...features, typed] : features;
}

/** Inputs, units of the hidden layers, outputs. @param {NetworkState} state */
export function sizesOf(state) {
  if (state.view === "steps") return [state.input[0].length, ...state.hidden, state.target[0].length];
  return [inputNames(state).length, ...state.hidden, outputsOf(state)];
}

/** How many numbers a network of these sizes has. @param {number[]} sizes */
export function countOf(sizes) {
  return sizes.slice(1).reduce((sum, units, k) => sum + units * (sizes[k] + 1), 0);
}

/**
 * What a link says, with what of it goes together.
 * @param {NetworkState} read
 * @param {Link} link
 * @returns {NetworkState}
 */
function settled(read, link) {
  const usual = codec.DEFAULT_STATE;
  const state = { ...read, ...inputsOf(read, link), ...samplesOf(read, link), classes: classesOf(read, link) };
  if (state.activations.length !== state.hidden.length + 1) {
    const isSaid = link.text("activations") !== undefined && state.activations !== usual.activations;
    if (isSaid) link.complain("activations", `is not ${state.hidden.length + 1} of them, one for each layer`);
    state.activations = Array(state.hidden.length + 1).fill(usual.activations[0]);
  }
  const groups = state.points.map(([, , group]) => group);
  if (state.classes && !groups.every((group) => Number.isInteger(group) && group >= 0 && group < state.classes)) {
    link.complain("class", `is not one of ${state.classes} classes for each point`);
    state.points = [];
  }
  const count = countOf(sizesOf(state));
  if (state.numbers && state.numbers.length !== count) {
    link.complain("numbers", `is not ${count} numbers`);
    state.numbers = null;
  }
  if (state.axes[0] === state.axes[1] || state.axes.some((place) => place < 0 || place >= count)) {
    link.complain("axes", `is not two of the ${count} numbers, from 0 to ${count - 1}`);
    state.axes = usual.axes;
  }
  return state;
}

/** At least one input. @param {NetworkState} state @param {Link} link */
function inputsOf({ features, typed }, link) {
  if (features.length || typed) return { features };
  link.complain("inputs", "is not one input at least");
  return { features: codec.DEFAULT_STATE.features };
}

/** As many inputs as targets, and one of them that is looked at. @param {NetworkState} state @param {Link} link */
function samplesOf({ input, target, look, cost }, link) {
  const usual = codec.DEFAULT_STATE;
  if (complaintAbout(cost, target)) link.complain("target", "is not probabilities, as cross-entropy needs them");
  const isWhole = input.length === target.length;
  if (!isWhole) link.complain("target", `is not a target for each of ${input.length} samples`);
  const samples = isWhole ? { input, target: targetsFor(cost, target) } : { input: usual.input, target: usual.target };
  if (look <= samples.input.length) return { ...samples, look };
  link.complain("look", `is not one of ${samples.input.length} samples`);
  return { ...samples, look: usual.look };
}

/** Links from when one's own points had two classes do not say so. @param {NetworkState} state @param {Link} link */
function classesOf({ data, classes }, link) {
  if (data === "own") return link.text("classes") === String(classes) ? ([0, 2, 2][classes] ?? classes) : 2;
  if (classes >= 2) return classes;
  link.complain("classes", "is not two classes at least");
  return codec.DEFAULT_STATE.classes;
}
