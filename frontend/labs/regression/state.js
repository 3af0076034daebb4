/** What the regression lab's state is, and how a link holds it. */

import { namesOf, numberOf, parameterPairs, togglesOf } from "../../core/link.js";
import { CHOICES, SETTINGS } from "../paths/methods.js";

export const VIEWS = /** @type {const} */ (["fit", "norms"]);
export const DATA = /** @type {const} */ ([
  "line",
  "line-through-origin",
  "parabola",
  "cubic",
  "wave",
  "decay",
  "steps",
  "own",
]);
export const LOSSES = /** @type {const} */ (["squared", "absolute", "power", "huber", "log-cosh", "quantile"]);
export const REDUCTIONS = /** @type {const} */ (["mean", "sum"]);
export const METHODS = /** @type {const} */ ([
  "gradient-descent",
  "momentum",
  "nesterov",
  "adagrad",
  "rmsprop",
  "adam",
  "adamw",
]);
export const TOGGLES = /** @type {const} */ (["residuals", "best", "progress", "profile", "terms", "normal"]);
/** The number that shapes a loss. */
export const SHAPED_BY = /** @type {const} */ ({ power: "p", huber: "delta", quantile: "tau" });
/** The cursor, the camera, and where the hand is. */
export const UNNOTED = ["step", "camera"];
export const MOST = { points: 256, steps: 2000, outliers: 50, parameters: 15 };

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {import("../../core/link.js").Slider} Slider
 * @typedef {[number, number]} Interval
 * @typedef {typeof LOSSES[number]} LossName
 * @typedef {object} RegressionState
 * @property {"regression"} lab
 * @property {typeof VIEWS[number]} view
 * @property {typeof DATA[number]} data
 * @property {number} count     of points
 * @property {number} noise     as a part of the curve's height
 * @property {number} outliers  how many of them
 * @property {number} sample    the seed of the points
 * @property {Interval[]} points  one's own
 * @property {string} source    of the model
 * @property {Record<string, Slider>} parameters  where the walk begins
 * @property {LossName} loss
 * @property {number} p
 * @property {number} delta
 * @property {number} tau
 * @property {typeof REDUCTIONS[number]} reduction
 * @property {LossName[]} compare  losses whose best fits are shown beside
 * @property {typeof METHODS[number]} method
 * @property {Record<string, number | string>} settings  of the method: only those that are not the usual ones
 * @property {number} steps
 * @property {number} step      the cursor
 * @property {string[]} axes    the parameters that the loss is drawn over; none: the first two
 * @property {{x: Interval, y: Interval} | null} domain  of that picture; null: all that matters
 * @property {[number, number, number] | null} camera
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {number | null} order  of the norm; null: infinity
 * @property {[number, number]} vector  that is measured
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {RegressionState} */
export const DEFAULT_STATE = {
  lab: "regression",
  view: "fit",
  data: "line",
  count: 20,
  noise: 0.1,
  outliers: 1,
  sample: 2,
  points: [],
  source: "m x + b",
  parameters: { m: { value: 0, min: -3, max: 3 }, b: { value: 0, min: -3, max: 3 } },
  loss: "squared",
  p: 1.5,
  delta: 1,
  tau: 0.5,
  reduction: "mean",
  compare: ["squared", "absolute"],
  method: "gradient-descent",
  settings: { learning_rate: 0.05 },
  steps: 100,
  step: 100,
  axes: [],
  domain: null,
  camera: null,
  show: togglesOf(TOGGLES, ["residuals", "best", "progress", "profile"]),
  order: 2,
  vector: [1, 0.5],
  scene: null,
};

/** @param {RegressionState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf(state) {
  if (state.view === "norms")
    return [
      ["view", "norms"],
      ["order", state.order === null ? "infinity" : String(state.order)],
      ["vector", state.vector.join(",")],
    ];
  const {
    data,
    count,
    noise,
    outliers,
    sample,
    points,
    source,
    parameters,
    loss,
    reduction,
    compare,
    method,
    settings,
    steps,
    step,
    axes,
    domain,
    camera,
    show,
  } = state;
  const shape = loss in SHAPED_BY ? SHAPED_BY[/** @type {keyof typeof SHAPED_BY} */ (loss)] : null;
  const own = [
    ["px", points.map(([x]) => x).join(",")],
    ["py", points.map(([, y]) => y).join(",")],
  ];
  const made = [
    ["count", count],
    ["noise", noise],
    ["outliers", outliers],
    ["sample", sample],
  ];
  return texts([
    ["view", "fit"],
    ["data", data],
    ...(data === "own" ? own : made),
    ["f", source],
    ...parameterPairs(parameters),
    ["loss", loss],
    ...(shape ? [[shape, state[shape]]] : []),
    ["reduction", reduction],
    ["compare", compare.join(",")],
    ["method", method],
    ...Object.entries(settings),
    ["steps", steps],
    ["step", step],
    ...(axes.length ? [["axes", axes.join(",")]] : []),
    ...(domain
      ? [
          ["x", domain.x.join(",")],
          ["y", domain.y.join(",")],
        ]
      : []),
    ...(camera ? [["camera", camera.map((place) => place.toFixed(2)).join(",")]] : []),
    ["show", namesOf(show)],
  ]);
}

/** @param {(string | number)[][]} entries @returns {import("../../core/link.js").Pairs} */
function texts(entries) {
  return entries.map(([key, value]) => [String(key), String(value)]);
}

/** @param {Link} link @returns {RegressionState} */
export function readState(link) {
  const usual = DEFAULT_STATE;
  const steps = link.whole("steps", [1, MOST.steps], usual.steps);
  return {
    ...usual,
    view: link.choice("view", VIEWS, usual.view),
    data: link.choice("data", DATA, usual.data),
    count: link.whole("count", [2, MOST.points], usual.count),
    noise: within(link, "noise", [0, 1], usual.noise),
    outliers: link.whole("outliers", [0, MOST.outliers], usual.outliers),
    sample: link.whole("sample", [0, 2 ** 32 - 1], usual.sample),
    points: readPoints(link),
    source: link.text("f") ?? usual.source,
    parameters: link.text("f") === undefined ? { ...usual.parameters, ...link.parameters() } : link.parameters(),
    loss: link.choice("loss", LOSSES, usual.loss),
    p: within(link, "p", [0.25, 8], usual.p),
    delta: within(link, "delta", [0.01, 100], usual.delta),
    tau: within(link, "tau", [0.01, 0.99], usual.tau),
    reduction: link.choice("reduction", REDUCTIONS, usual.reduction),
    compare: readNames(link, "compare", LOSSES) ?? usual.compare,
    method: link.choice("method", METHODS, usual.method),
    settings: readSettings(link),
    steps,
    step: Math.min(link.whole("step", [0, MOST.steps], steps), steps),
    axes:
      link
        .text("axes")
        ?.split(",")
        .filter((name) => /^[A-Za-zα-ω]\w*$/.test(name))
        .slice(0, 2) ?? [],
    domain: link.text("x") === undefined ? null : { x: link.interval("x", [-1, 1]), y: link.interval("y", [-1, 1]) },
    camera: /** @type {[number, number, number] | null} */ (link.numbers("camera", 3)),
    show: link.toggles("show", TOGGLES, usual.show),
    order:
      link.text("order") === "infinity" ? null : within(link, "order", [0.25, 20], /** @type {number} */ (usual.order)),
    vector: /** @type {[number, number] | null} */ (link.numbers("vector", 2)) ?? usual.vector,
  };
}

/** @param {Link} link @param {string} key @param {Interval} range @param {number} usual */
function within(link, key, [low, high], usual) {
  const number = link.number(key, usual);
  if (low <= number && number <= high) return number;
  link.complain(key, `is not from ${low} to ${high}`);
  return usual;
}

/**
 * @template {string} Name
 * @param {Link} link @param {string} key @param {readonly Name[]} known
 * @returns {Name[] | null}
 */
function readNames(link, key, known) {
  const names = link.text(key)?.split(",").filter(Boolean) ?? null;
  if (names?.every((name) => known.some((each) => each === name))) return /** @type {Name[]} */ (names);
  if (names) link.complain(key, `are not names among ${known.join(", ")}`);
  return null;
}

/** @param {Link} link @returns {Interval[]} */
function readPoints(link) {
  const [x, y] = ["px", "py"].map((key) => link.text(key)?.split(",").filter(Boolean).map(numberOf) ?? []);
  if (x.length === y.length && x.length <= MOST.points && ![...x, ...y].some(Number.isNaN))
    return x.map((each, k) => [each, y[k]]);
  link.complain("px", `and py are not the coordinates of up to ${MOST.points} points`);
  return [];
}

/** @param {Link} link @returns {Record<string, number | string>} */
function readSettings(link) {
  const given = SETTINGS.filter((name) => link.text(name) !== undefined);
  const entries = given.map((name) => [name, CHOICES.includes(name) ? link.text(name) : link.number(name, NaN)]);
  const settings = Object.fromEntries(entries.filter(([, value]) => !Number.isNaN(value)));
  return given.length ? settings : DEFAULT_STATE.settings;
}
