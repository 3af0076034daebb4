/** What the descent lab's state is, and how a link holds it. */

import { namesOf, numberOf, parameterPairs, togglesOf } from "../../core/link.js";

export const TOGGLES = /** @type {const} */ (["cobweb", "iterates", "error", "map", "basins", "table"]);
export const METHODS = /** @type {const} */ (["gradient-descent", "newton"]);
export const GOALS = /** @type {const} */ (["minimum", "zero"]);
/** The cursor moves along the walks, and changes nothing about them. */
export const UNNOTED = ["step"];
export const MOST_RUNS = 6;
export const MOST_STEPS = 10_000;

/**
 * @typedef {import("../../core/link.js").Link} Link
 * @typedef {{method: typeof METHODS[number], start: number, rate: number}} Run  `rate` is the learning rate
 * @typedef {object} DescentState
 * @property {"descent"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number]}} domain
 * @property {typeof GOALS[number]} goal  every walk to a zero is Newton's
 * @property {Run[]} runs  1 to 6
 * @property {number} steps  1 to 10,000 that each run may take
 * @property {number} step  the cursor: which iterate is shown
 * @property {Record<typeof TOGGLES[number], boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

/** @type {DescentState} */
export const DEFAULT_STATE = {
  lab: "descent",
  source: "(x^2 - 3)^2",
  parameters: {},
  domain: { x: [-3, 3] },
  goal: "minimum",
  runs: [0.01, 0.05, 0.12].map((rate) => ({ method: "gradient-descent", start: 2, rate })),
  steps: 60,
  step: 0,
  show: togglesOf(TOGGLES, ["iterates"]),
  scene: null,
};

/** @param {DescentState} state @returns {import("../../core/link.js").Pairs} */
export function pairsOf({ source, domain, goal, runs, steps, step, show, parameters }) {
  return [
    ["f", source],
    ["x", domain.x.join(",")],
    ["goal", goal],
    ["runs", runs.map(({ method, start, rate }) => [method, start, rate].join(":")).join(";")],
    ["steps", String(steps)],
    ["step", String(step)],
    ["show", namesOf(show)],
    ...parameterPairs(parameters),
  ];
}

/** @param {Link} link @returns {DescentState} */
export function readState(link) {
  const goal = link.choice("goal", GOALS, DEFAULT_STATE.goal);
  const runs = readRuns(link) ?? DEFAULT_STATE.runs;
  const steps = link.whole("steps", [1, MOST_STEPS], DEFAULT_STATE.steps);
  return {
    ...DEFAULT_STATE,
    source: link.text("f") ?? DEFAULT_STATE.source,
    domain: { x: link.interval("x", DEFAULT_STATE.domain.x) },
    goal,
    runs: goal === "zero" ? runs.map((run) => ({ ...run, method: "newton" })) : runs,
    steps,
    step: Math.min(link.whole("step", [0, MOST_STEPS], DEFAULT_STATE.step), steps),
    show: link.toggles("show", TOGGLES, DEFAULT_STATE.show),
    parameters: link.parameters(),
  };
}

/** @param {Link} link @returns {Run[] | null} */
function readRuns(link) {
  const text = link.text("runs");
  if (text === undefined) return null;
  const runs = text.split(";").map(readRun);
  const isWhole = runs.length <= MOST_RUNS && runs.every((run) => run !== null);
  if (!isWhole) link.complain("runs", `is not 1 to ${MOST_RUNS} runs, each as ${METHODS.join(" or ")}:start:rate`);
  return isWhole ? /** @type {Run[]} */ (runs) : null;
}

/** @param {string} text @returns {Run | null} */
function readRun(text) {
  const [name, ...rest] = text.split(":");
  const method = METHODS.find((each) => each === name);
  const [start, rate] = rest.map(numberOf);
  return method && rest.length === 2 && !Number.isNaN(start + rate) ? { method, start, rate } : null;
}
