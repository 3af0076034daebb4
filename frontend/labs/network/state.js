/** What the network lab's state is, and how a link holds it. */

import { namesOf, numberOf, togglesOf } from "../../core/link.js";
import { SETTINGS } from "../paths/methods.js";
import { CHOICES } from "../paths/methods.js";
import { complaintAbout, targetsFor } from "./steps/targets.js";

export const DATA = /** @type {const} */ ([
  "circle",
  "xor",
  "gauss",
  "spiral",
  "moons",
  "blobs",
  "plane",
  "multi-gauss",
  "own",
]);
export const FEATURES = /** @type {const} */ ([
  "x1",
  "x2",
  "x1^2",
  "x2^2",
  "x1 x2",
  "sin x1",
  "sin x2",
  "cos x1",
  "cos x2",
]);
export const ACTIVATIONS = /** @type {const} */ ([
  "tanh",
  "relu",
  "sigmoid",
  "linear",
  "leaky-relu",
  "elu",
  "swish",
  "gelu",
  "softplus",
]);
export const COSTS = /** @type {const} */ (["half-squared-error", "cross-entropy", "huber"]);
export const INITIALISATIONS = /** @type {const} */ (["uniform", "xavier", "he", "zeros"]);
export const OPTIMISERS = /** @type {const} */ ([
  "gradient-descent",
  "momentum",
  "nesterov",
  "adagrad",
  "rmsprop",
  "adam",
  "adamw",
  "natural-gradient",
]);
export const VIEWS = /** @type {const} */ (["training", "steps", "landscape"]);
export const PLANES = /** @type {const} */ (["path", "weights", "random"]);
export const TOGGLES = /** @type {const} */ (["test", "discrete", "loss", "accuracy", "weights"]);
export const SPEEDS = /** @type {const} */ ([1, 2, 5, 10, 50]);
export const STRIDES = /** @type {const} */ (["sample", "batch", "epoch"]);
/** Training goes on and back by itself, and every epoch follows from the rest of the state; so does every step. */
export const UNNOTED = ["epoch", "batches", "seen", "step", "look"];
export const RETURNING = ["epoch", "batches", "seen"];
/** Of the cursor. */
export const BEGINNING = { begun: 0, epoch: 0, batches: 0, seen: 0 };
export const REACH = /** @type {[number, number]} */ ([1 / 16, 16]);
export const MOST = {
  batch: 1000,
  inputs: 10,
  hidden: 6,
  units: 8,
  points: 400,
  epoch: 20_000,
  classes: 6,
  samples: 16,
  typed: 200,
};

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {typeof ACTIVATIONS[number]} Activation
 * @typedef {[number, number, number]} OwnPoint  x1, x2, and the class or the height
 * @typedef {object} NetworkState
 * @property {"network"} lab
 * @property {typeof VIEWS[number]} view
 * @property {typeof DATA[number]} data
 * @property {number} count     of points
 * @property {number} noise     0 to 0.5
 * @property {number} share     of the points that are learned
 * @property {number} sample    the seed of the points
 * @property {number} classes   of blobs and of one's own points; 0: those have heights
 * @property {OwnPoint[]} points  one's own
 * @property {(typeof FEATURES[number])[]} features  at least one, unless one is typed
 * @property {string} typed     an input of one's own, a function of x1 and x2; empty: none
 * @property {number[]} hidden  units of each hidden layer
 * @property {Activation[]} activations  of each hidden layer, and of the output
 * @property {typeof COSTS[number]} cost
 * @property {typeof INITIALISATIONS[number]} initialisation
 * @property {number} seed      of the weights, and of the order of the samples
 * @property {number[] | null} numbers  weights, row by row, and biases of each layer that training begins with; null: drawn
 * @property {typeof OPTIMISERS[number]} method
 * @property {Record<string, number | string>} settings  of the method: only those that are not the usual ones
 * @property {number} batch
 * @property {number} l1
 * @property {number} l2
 * @property {number} speed     epochs a frame
 * @property {typeof STRIDES[number]} stride  what one step of training is
 * @property {number} begun     epochs that there had been when training went on with the numbers that are given
 * @property {number} epoch     the cursor: epochs
 * @property {number} batches   and batches of the next epoch
 * @property {number} seen      and samples of the next batch, which change nothing before it is complete
 * @property {number[][]} input   of the samples that are followed number by number
 * @property {number[][]} target  what the outputs shall be for each
 * @property {number} look      which of them is looked at, from 1; 0: the mean over all
 * @property {boolean} keeps    whether a step leaves the biases as they are
 * @property {number} step      the cursor in it
 * @property {typeof PLANES[number]} plane  of the slice through the loss: where the walk went, two numbers, or random directions
 * @property {[number, number]} axes    the two numbers, by their places in the list of all
 * @property {number} directions        the seed of the random directions
 * @property {number} reach     how far the slice goes beyond the walk, beside the usual
 * @property {boolean} fine     whether the slice has a finer grid
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {NetworkState} */
export const DEFAULT_STATE = {
  lab: "network",
  view: "training",
  data: "circle",
  count: 400,
  noise: 0,
  share: 0.5,
  sample: 0,
  classes: 3,
  points: [],
  features: ["x1", "x2"],
  typed: "",
  hidden: [4, 2],
  activations: ["tanh", "tanh", "tanh"],
  cost: "half-squared-error",
  initialisation: "uniform",
  seed: 1,
  numbers: null,
  method: "gradient-descent",
  settings: { learning_rate: 0.03 },
  batch: 10,
  l1: 0,
  l2: 0,
  speed: 1,
  stride: "epoch",
  begun: 0,
  epoch: 0,
  batches: 0,
  seen: 0,
  input: [[0.05, 0.1]],
  target: [[0.01, 0.99]],
  look: 1,
  keeps: false,
  step: 0,
  plane: "path",
  axes: [0, 1],
  directions: 1,
  reach: 1,
  fine: false,
  show: togglesOf(TOGGLES, ["loss", "accuracy"]),
  scene: null,
};

/** How many outputs the data ask for. @param {Pick<NetworkState, "data" | "classes">} state */
export function outputsOf({ data, classes }) {
  return (data === "blobs" || data === "own") && classes > 2 ? classes : 1;
}

/** Whether the data are heights, not classes. @param {Pick<NetworkState, "data" | "classes">} state */
export function hasHeights({ data, classes }) {
  return data === "plane" || data === "multi-gauss" || (data === "own" && classes === 0);
}

/** What the network is told, as people call it. @param {Pick<NetworkState, "features" | "typed">} state @returns {string[]} */
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

/** @param {NetworkState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf(state) {
  if (state.view === "steps") return stepsPairs(state);
  const {
    view,
    data,
    count,
    noise,
    share,
    sample,
    classes,
    points,
    features,
    typed,
    hidden,
    activations,
    cost,
    initialisation,
    seed,
    numbers,
    method,
    settings,
    batch,
    l1,
    l2,
    speed,
    stride,
    begun,
    epoch,
    batches,
    seen,
    show,
  } = state;
  const [x1, x2, group] = [0, 1, 2].map((k) => points.map((point) => point[k]).join(","));
  return [
    ["view", view],
    ["data", data],
    ...(data === "own"
      ? pairs([
          ["x1", x1],
          ["x2", x2],
          ["class", group],
        ])
      : pairs([
          ["count", count],
          ["noise", noise],
          ["sample", sample],
        ])),
    ...(data === "blobs" || data === "own" ? pairs([["classes", classes]]) : []),
    ["share", String(share)],
    ["inputs", features.map((name) => name.replace(" ", "*")).join(",")],
    ...(typed ? pairs([["typed", typed]]) : []),
    ["hidden", hidden.join(",")],
    ["activations", activations.join(",")],
    ["cost", cost],
    ...pairs([
      ["start", initialisation],
      ["seed", seed],
    ]),
    ...(numbers ? pairs([["numbers", numbers.join(",")]]) : []),
    ["method", method],
    ...pairs(Object.entries(settings)),
    ...pairs([
      ["batch", batch],
      ["l1", l1],
      ["l2", l2],
      ["speed", speed],
      ["stride", stride],
      ["epoch", epoch],
    ]),
    ...(begun ? pairs([["begun", begun]]) : []),
    ...(batches || seen
      ? pairs([
          ["batches", batches],
          ["seen", seen],
        ])
      : []),
    ["show", namesOf(show)],
    ...(view === "landscape" ? landscapePairs(state) : []),
  ];
}

/** @param {NetworkState} state @returns {import("../../core/link.js").Pairs} */
function landscapePairs({ plane, axes, directions, reach, fine }) {
  return pairs([
    ["plane", plane],
    ["axes", axes.join(",")],
    ["directions", directions],
    ["reach", reach],
    ["grid", fine ? "fine" : "usual"],
  ]);
}

/** @param {Link} link @param {number} count  of numbers @returns {Pick<NetworkState, "plane" | "axes" | "directions" | "reach" | "fine">} */
function readLandscape(link, count) {
  const usual = DEFAULT_STATE;
  const axes = /** @type {[number, number]} */ (link.numbers("axes", 2) ?? usual.axes);
  const isPair = axes[0] !== axes[1] && axes.every((place) => Number.isInteger(place) && place >= 0 && place < count);
  if (!isPair) link.complain("axes", `is not two of the ${count} numbers, from 0 to ${count - 1}`);
  return {
    plane: link.choice("plane", PLANES, usual.plane),
    axes: isPair ? axes : usual.axes,
    directions: link.whole("directions", [0, 2 ** 32 - 1], usual.directions),
    reach: within(link, "reach", REACH, usual.reach),
    fine: link.choice("grid", ["usual", "fine"], "usual") === "fine",
  };
}

/** A few samples, the network they go through, and what is unusual about the training they were taken from. @param {NetworkState} state @returns {import("../../core/link.js").Pairs} */
function stepsPairs(state) {
  const own = samplesPairs(state);
  const keys = new Set(own.map(([key]) => key));
  const usual = new Map(pairsOf(DEFAULT_STATE));
  const others = pairsOf({ ...state, view: "training" }).filter(
    ([key, value]) => !keys.has(key) && usual.get(key) !== value,
  );
  return [...own, ...others.filter(([key]) => key !== "numbers")];
}

/** @param {NetworkState} state @returns {import("../../core/link.js").Pairs} */
function samplesPairs({
  input,
  target,
  look,
  hidden,
  activations,
  cost,
  initialisation,
  seed,
  numbers,
  settings,
  keeps,
  step,
}) {
  return pairs([
    ["view", "steps"],
    ["input", input.join(";")],
    ["target", target.join(";")],
    ...(input.length > 1 ? [/** @type {[string, number]} */ (["look", look])] : []),
    ["hidden", hidden.join(",")],
    ["activations", activations.join(",")],
    ["cost", cost],
    ["start", initialisation],
    ["seed", seed],
    ...(numbers ? [/** @type {[string, string]} */ (["numbers", numbers.join(",")])] : []),
    ["learning_rate", settings.learning_rate ?? DEFAULT_STATE.settings.learning_rate],
    ["keeps", keeps ? "biases" : "nothing"],
    ["step", step],
  ]);
}

/** @param {[string, number | string][]} entries @returns {import("../../core/link.js").Pairs} */
function pairs(entries) {
  return entries.map(([key, value]) => [key, String(value)]);
}

/** @param {Link} link @returns {NetworkState} */
export function readState(link) {
  const usual = DEFAULT_STATE;
  const hidden = readHidden(link);
  const data = link.choice("data", DATA, usual.data);
  const typed = (link.text("typed") ?? "").slice(0, MOST.typed);
  const cost = link.choice("cost", COSTS, usual.cost);
  const samples = readSamples(link, cost);
  const classes = readClasses(link, data);
  const state = {
    ...usual,
    view: link.choice("view", VIEWS, usual.view),
    ...samples,
    look: link.whole("look", [0, samples.input.length], 1),
    keeps: link.choice("keeps", ["nothing", "biases"], "nothing") === "biases",
    step: link.whole("step", [0, 2 * MOST.hidden + 4], usual.step),
    data,
    count: link.whole("count", [10, 1000], usual.count),
    noise: within(link, "noise", [0, 0.5], usual.noise),
    share: within(link, "share", [0.05, 1], usual.share),
    sample: link.whole("sample", [0, 2 ** 32 - 1], usual.sample),
    classes,
    points: readPoints(link, classes),
    features: typed && link.text("inputs") === "" ? [] : (readNames(link, "inputs", FEATURES) ?? usual.features),
    typed,
    hidden,
    activations: readActivations(link, hidden.length + 1),
    cost,
    initialisation: link.choice("start", INITIALISATIONS, usual.initialisation),
    seed: link.whole("seed", [0, 2 ** 32 - 1], usual.seed),
    method: link.choice("method", OPTIMISERS, usual.method),
    settings: readSettings(link),
    batch: link.whole("batch", [1, MOST.batch], usual.batch),
    l1: within(link, "l1", [0, 10], usual.l1),
    l2: within(link, "l2", [0, 10], usual.l2),
    speed: SPEEDS.find((speed) => String(speed) === link.text("speed")) ?? usual.speed,
    stride: link.choice("stride", STRIDES, usual.stride),
    begun: link.whole("begun", [0, MOST.epoch], usual.begun),
    epoch: link.whole("epoch", [0, MOST.epoch], usual.epoch),
    batches: link.whole("batches", [0, 1000], usual.batches),
    seen: link.whole("seen", [0, 128], usual.seen),
    show: link.toggles("show", TOGGLES, usual.show),
  };
  const count = countOf(sizesOf(state));
  return {
    ...state,
    ...readLandscape(link, count),
    numbers: link.text("numbers") === undefined ? null : link.numbers("numbers", count),
  };
}

/** @param {Link} link @param {string} key @param {[number, number]} range @param {number} usual */
function within(link, key, [low, high], usual) {
  const number = link.number(key, usual);
  if (low <= number && number <= high) return number;
  link.complain(key, `is not from ${low} to ${high}`);
  return usual;
}

/** @param {Link} link @returns {number[]} */
function readHidden(link) {
  const text = link.text("hidden");
  if (text === undefined) return DEFAULT_STATE.hidden;
  const units = text === "" ? [] : text.split(",").map(numberOf);
  if (units.length <= MOST.hidden && units.every((each) => Number.isInteger(each) && each >= 1 && each <= MOST.units))
    return units;
  link.complain("hidden", `is not up to ${MOST.hidden} numbers of units, each from 1 to ${MOST.units}`);
  return DEFAULT_STATE.hidden;
}

/** @param {Link} link @param {number} count @returns {Activation[]} */
function readActivations(link, count) {
  /** @type {Activation[]} */
  const usual = Array(count).fill("tanh");
  const names = readNames(link, "activations", ACTIVATIONS);
  if (names && names.length !== count) link.complain("activations", `is not ${count} of them, one for each layer`);
  return names?.length === count ? names : usual;
}

/**
 * @template {string} Name
 * @param {Link} link
 * @param {string} key
 * @param {readonly Name[]} known
 * @returns {Name[] | null}
 */
function readNames(link, key, known) {
  const names =
    link
      .text(key)
      ?.split(",")
      .map((name) => name.replace("*", " ")) ?? null;
  if (names?.every((name) => known.some((each) => each === name))) return /** @type {Name[]} */ (names);
  if (names) link.complain(key, `are not names among ${known.join(", ")}`);
  return null;
}

/** As many inputs as targets, each as long as the others. @param {Link} link @param {string} cost */
function readSamples(link, cost) {
  const [input, target] = [readRows(link, "input", MOST.inputs), readRows(link, "target", MOST.units)];
  if (complaintAbout(cost, target)) link.complain("target", "is not probabilities, as cross-entropy needs them");
  if (input.length === target.length) return { input, target: targetsFor(cost, target) };
  link.complain("target", `is not a target for each of ${input.length} samples`);
  return { input: DEFAULT_STATE.input, target: DEFAULT_STATE.target };
}

/** @param {Link} link @param {"input" | "target"} key @param {number} most */
function readRows(link, key, most) {
  const rows = link
    .text(key)
    ?.split(";")
    .map((row) => row.split(",").map(numberOf));
  if (!rows) return DEFAULT_STATE[key];
  if (
    rows.length <= MOST.samples &&
    rows[0].length <= most &&
    rows.every((row) => row.length === rows[0].length && !row.some(Number.isNaN))
  )
    return rows;
  link.complain(key, `is not up to ${MOST.samples} samples of 1 to ${most} numbers`);
  return DEFAULT_STATE[key];
}

/** Links from when one's own points had two classes do not say so. @param {Link} link @param {string} data */
function readClasses(link, data) {
  const isOwn = data === "own";
  const classes = link.whole("classes", [isOwn ? 0 : 2, MOST.classes], isOwn ? 2 : DEFAULT_STATE.classes);
  return classes === 1 ? 2 : classes;
}

/** @param {Link} link @param {number} classes @returns {OwnPoint[]} */
function readPoints(link, classes) {
  const columns = ["x1", "x2", "class"].map((key) => link.text(key)?.split(",").filter(Boolean).map(numberOf) ?? []);
  const [x1, x2, groups] = columns;
  const isGroup = (/** @type {number} */ each) =>
    classes ? Number.isInteger(each) && each >= 0 && each < classes : !Number.isNaN(each);
  const isWhole =
    x1.length === x2.length &&
    x1.length === groups.length &&
    x1.length <= MOST.points &&
    groups.every(isGroup) &&
    ![...x1, ...x2].some(Number.isNaN);
  if (isWhole) return x1.map((x, k) => [x, x2[k], groups[k]]);
  link.complain("x1", `, x2 and class are not the points of up to ${MOST.points} samples`);
  return [];
}

/** @param {Link} link @returns {Record<string, number | string>} */
function readSettings(link) {
  const given = SETTINGS.filter((name) => link.text(name) !== undefined);
  const entries = given.map((name) => [name, CHOICES.includes(name) ? link.text(name) : link.number(name, NaN)]);
  const settings = Object.fromEntries(entries.filter(([, value]) => !Number.isNaN(value)));
  return given.length ? settings : DEFAULT_STATE.settings;
}
