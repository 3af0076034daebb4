/** What the paths lab's state is, and how a link holds it. */

import { namesOf, numberOf, parameterPairs, togglesOf } from "../../core/link.js";
import { CHOICES, METHODS, SETTINGS } from "./methods.js";

export const TOGGLES = /** @type {const} */ ([
  "progress",
  "arrows",
  "theory",
  "rates",
  "basins",
  "sweep",
  "saddle",
  "critical",
  "table",
]);
export const AGAINST = /** @type {const} */ (["iterations", "work"]);
/** The cursor and the camera move along the walks, and change nothing about them. */
export const UNNOTED = ["step", "view"];
export const MOST_RUNS = 8;
export const MOST_STEPS = 10_000;
export const MOST_VARIABLES = 16;

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {import("./methods.js").MethodName} MethodName
 * @typedef {object} Run
 * @property {MethodName} method
 * @property {number[]} start
 * @property {Record<string, number | string>} settings  those that are not as usual
 * @typedef {object} PathsState
 * @property {"paths"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {Run[]} runs  1 to 8
 * @property {boolean} together  whether all runs begin in one place
 * @property {number} steps  1 to 10,000 that each run may take
 * @property {number} step  the cursor: which iterate is shown
 * @property {number} trail  how many steps before it are shown; 0: all of them
 * @property {typeof AGAINST[number]} against  what the plots of progress run over
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {[number, number, number] | null} view  where the camera stands, if it was moved
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {PathsState} */
export const DEFAULT_STATE = {
  lab: "paths",
  source: "(1 - x)^2 + 100 (y - x^2)^2",
  parameters: {},
  domain: { x: [-2, 2], y: [-1, 3] },
  runs: [
    { method: "gradient-descent", start: [-1.2, 1], settings: { learning_rate: 0.001 } },
    { method: "momentum", start: [-1.2, 1], settings: { learning_rate: 0.001 } },
    { method: "adam", start: [-1.2, 1], settings: {} },
    { method: "newton", start: [-1.2, 1], settings: {} },
  ],
  together: true,
  steps: 300,
  step: 300,
  trail: 0,
  against: "iterations",
  show: togglesOf(TOGGLES, ["progress", "critical"]),
  view: null,
  scene: null,
};

/** @param {PathsState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf({ source, domain, runs, together, steps, step, trail, against, show, view, parameters }) {
  return [
    ["f", source],
    ["x", domain.x.join(",")],
    ["y", domain.y.join(",")],
    ["runs", runs.map(runText).join(";")],
    ["from", together ? "one" : "each"],
    ["steps", String(steps)],
    ["step", String(step)],
    ["trail", String(trail)],
    ["against", against],
    ["show", namesOf(show)],
    .../** @type {import("../../core/link.js").Pairs} */ (
      view ? [["view", view.map((place) => place.toFixed(2)).join(",")]] : []
    ),
    ...parameterPairs(parameters),
  ];
}

/** momentum:-1.5,1.1:learning_rate=0.002 @param {Run} run */
function runText({ method, start, settings }) {
  return [method, start.join(","), ...Object.entries(settings).map(([name, value]) => `${name}=${value}`)].join(":");
}

/** @param {Link} link @returns {PathsState} */
export function readState(link) {
  const steps = link.whole("steps", [1, MOST_STEPS], DEFAULT_STATE.steps);
  const runs = readRuns(link) ?? DEFAULT_STATE.runs;
  return {
    ...DEFAULT_STATE,
    source: link.text("f") ?? DEFAULT_STATE.source,
    domain: { x: link.interval("x", DEFAULT_STATE.domain.x), y: link.interval("y", DEFAULT_STATE.domain.y) },
    runs,
    together:
      link.choice("from", ["one", "each"], "one") === "one" &&
      runs.every(({ start }) => start.join() === runs[0].start.join()),
    steps,
    step: Math.min(link.whole("step", [0, MOST_STEPS], DEFAULT_STATE.step), steps),
    trail: link.whole("trail", [0, MOST_STEPS], DEFAULT_STATE.trail),
    against: link.choice("against", AGAINST, DEFAULT_STATE.against),
    show: link.toggles("show", TOGGLES, DEFAULT_STATE.show),
    parameters: link.parameters(),
    view: /** @type {[number, number, number] | null} */ (link.numbers("view", 3)),
  };
}

/** @param {Link} link @returns {Run[] | null} */
function readRuns(link) {
  const text = link.text("runs");
  if (text === undefined) return null;
  const runs = text.split(";").map(readRun);
  const isWhole =
    runs.length <= MOST_RUNS && runs.every((run) => run !== null && run.start.length === runs[0]?.start.length);
  if (!isWhole) link.complain("runs", `is not 1 to ${MOST_RUNS} runs, each as method:x,y:setting=value`);
  return isWhole ? /** @type {Run[]} */ (runs) : null;
}

/** @param {string} text @returns {Run | null} */
function readRun(text) {
  const [name, place = "", ...rest] = text.split(":");
  const method = METHODS.find((each) => each === name);
  const start = place.split(",").map(numberOf);
  const settings = rest.map((part) => readSetting(part));
  const isUsable =
    method && start.length <= MOST_VARIABLES && !start.some(Number.isNaN) && settings.every((each) => each !== null);
  return isUsable
    ? { method, start, settings: Object.fromEntries(/** @type {[string, number | string][]} */ (settings)) }
    : null;
}

/** @param {string} text @returns {[string, number | string] | null} */
function readSetting(text) {
  const [name, value = "", ...rest] = text.split("=");
  if (!SETTINGS.includes(name) || rest.length) return null;
  const number = numberOf(value);
  if (!Number.isNaN(number)) return [name, number];
  return CHOICES.includes(name) && /^[a-z-]+$/.test(value) ? [name, value] : null;
}
