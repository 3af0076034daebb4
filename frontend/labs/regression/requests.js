/** What the regression lab asks the backend. */

import { decodeArray } from "../../core/client.js";
import { roundToPixel } from "../../core/format.js";
import { SHAPED_BY } from "./state.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./state.js").LossName} LossName
 * @typedef {import("./state.js").Interval} Interval
 * @typedef {{x: number[], y: number[]}} Points
 * @typedef {{state: RegressionState, names: string[], points: Points, window: Interval, domain:
 *   RegressionState["domain"], walk: Walk | null}} Moment  with the walk that is known
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {{parameters: number[], loss: number | null, how: string, is_unique: boolean | null}} Best
 * @typedef {object} Walk  of the parameters, with all that does not change with the cursor
 * @property {string[]} names
 * @property {boolean} isLinear
 * @property {number[][]} path
 * @property {(number | null)[]} losses
 * @property {{reason: string, message: string, hint: string | null}} stop
 * @property {{eigenvalues: number[], limit: number | null} | null} curvature
 * @property {{parameters: number[], loss: number | null, gram: number[][], moments: number[], rank: number,
 *   condition_number: number | null} | null} closedForm
 * @property {Best | null} best
 * @property {boolean} isFitted  whether it has been looked for where only steps lead to it
 * @property {{name: LossName, setting: number | null, best: Best | null, curve: (number | null)[] | null}[]} compared
 * @property {{axes: string[], x: ArrayLike<number>, y: ArrayLike<number> | null, losses: any}} surface
 * @property {RegressionState} state  that it belongs to
 * @property {Points} points
 * @typedef {object} Fit  at one step
 * @property {number} step
 * @property {number[]} parameters
 * @property {number | null} loss
 * @property {(number | null)[]} gradient
 * @property {{differences: (number | null)[], error: number | null, bounds: (number | null)[], verdict: string}} check
 * @property {{predictions: (number | null)[], residuals: (number | null)[], losses: (number | null)[], pulls: (number |
 *   null)[], slopes: (number | null)[][]}} terms
 * @property {{x: number[], y: (number | null)[]}} curve
 * @property {{residuals: number[], losses: (number | null)[], pulls: (number | null)[], has_corner: boolean}} profile
 * @typedef {{walk: Walk | null, fit: Fit | null}} Answers
 */

const SURFACE = 41;
const LINE = 101;
const CURVE = 121;
// Even, so that none is at 0, where a slope may jump.
const PROFILE = 160;

/** The loss as the backend takes it. @param {LossName} name @param {RegressionState} state */
export function lossOf(name, state) {
  if (!(name in SHAPED_BY)) return { name };
  const shape = SHAPED_BY[/** @type {keyof typeof SHAPED_BY} */ (name)];
  return { name, [shape]: state[shape] };
}

/** The parameters in the order in which a text mentions them. @param {string} source @param {string[]} names */
export function asTheyCome(source, names) {
  return [...names].sort((a, b) => source.indexOf(a) - source.indexOf(b));
}

/**
 * The parameters that the loss is drawn over, in the order of the names.
 * @param {string[]} names
 * @param {string[]} wanted
 */
export function axesOf(names, wanted) {
  if (names.length < 2) return names;
  const [first = names[0], second] = wanted.filter((name) => names.includes(name));
  return [first, second ?? names.find((name) => name !== first)].filter((name) => name !== undefined);
}

/**
 * The losses whose best fits are wanted: that of the walk first.
 * @param {RegressionState} state
 * @returns {LossName[]}
 */
export function comparedOf({ loss, compare, show }) {
  return show.best || show.normal ? [loss, ...compare.filter((name) => name !== loss)] : [];
}

/**
 * What both questions have in common.
 * @param {Pick<Moment, "state" | "points" | "window">} moment
 * @param {Record<string, number>} parameters
 */
function common({ state, points, window }, parameters) {
  const { source, loss, reduction, method, settings } = state;
  return {
    data: points,
    model: { source, variables: ["x"], parameters },
    loss: lossOf(loss, state),
    reduction,
    optimiser: { method, ...settings },
    curve: { x: window, resolution: CURVE },
    profile: PROFILE,
    arrays: "base64",
  };
}

/** What decides a walk, besides the points. @type {(keyof RegressionState)[]} */
export const OF_WALK = [
  "source",
  "parameters",
  "loss",
  "p",
  "delta",
  "tau",
  "reduction",
  "compare",
  "method",
  "settings",
  "steps",
  "axes",
  "domain",
];

/** The whole walk, and the fit at the cursor. @type {Question} */
const walk = {
  about: ({ state, names }) => [state.source, names, state.data],
  ask: (moment, send) => send("regression", walkQuestion(moment)),
  told: (answer, moment) => ({ walk: walkOf(answer, moment), fit: fitOf(answer, answer.step) }),
};

/** The fit at the cursor alone, a place of the walk that is known. @type {Question} */
const fit = {
  about: ({ walk }) => walk && [walk.state, walk.points],
  isWanted: isOfMoment,
  ask(moment, send) {
    const { names, path } = /** @type {Walk} */ (moment.walk);
    const place = path[stepOf(moment)];
    const parameters = Object.fromEntries(names.map((name, k) => [name, place[k]]));
    return send("regression", { ...common(moment, parameters), steps: 0 });
  },
  told: (answer, moment) => ({ fit: fitOf(answer, stepOf(moment)) }),
};

/** The best fits that only steps lead to, which takes several times as long as all else. @type {Question} */
const best = {
  isSlow: true,
  about: ({ walk }) => walk && [walk.state, walk.points],
  isWanted: (moment) => isOfMoment(moment) && !moment.walk?.isFitted,
  ask: (moment, send) =>
    send("regression", {
      ...common(moment, startOf(moment)),
      steps: 0,
      compare: comparedOf(moment.state).map((name) => lossOf(name, moment.state)),
      best_fit: true,
    }),
  told({ best, compared }, moment, { walk }) {
    return walk && walk === moment.walk ? { walk: { ...walk, best, compared, isFitted: true } } : {};
  },
};

export const QUESTIONS = { walk, fit, best };

/** Whether the walk that is known is the one that the state asks for. @param {Moment} moment */
export function isOfMoment({ walk, state, points }) {
  return walk !== null && walk.points === points && OF_WALK.every((key) => walk.state[key] === state[key]);
}

/**
 * Sliders at a place of a walk, with as many digits as they have themselves; their ranges grow with it.
 * @param {RegressionState["parameters"]} sliders
 * @param {string[]} names
 * @param {number[]} place
 */
export function seenAt(sliders, names, place) {
  const moved = names.map((name, k) => {
    const { min, max } = sliders[name] ?? { min: -3, max: 3 };
    const value = roundToPixel(place[k], max - min);
    return [name, { value, min: Math.min(min, value), max: Math.max(max, value) }];
  });
  return { ...sliders, ...Object.fromEntries(moved) };
}

/** Where the cursor is on the walk that is known. @param {Pick<Moment, "state" | "walk">} moment */
export function stepOf({ state, walk }) {
  return Math.min(state.step, (walk?.path.length ?? 1) - 1);
}

/** Where a walk begins. @param {Moment} moment */
function startOf({ state, names }) {
  return Object.fromEntries(names.map((name) => [name, state.parameters[name]?.value ?? 1]));
}

/** @param {Moment} moment */
function walkQuestion(moment) {
  const { state, names, domain } = moment;
  const axes = axesOf(names, state.axes);
  const isPlane = axes.length > 1;
  return {
    ...common(moment, startOf(moment)),
    steps: state.steps,
    at: state.step,
    surface: {
      parameters: axes,
      resolution: isPlane ? SURFACE : LINE,
      ...(domain ? { x: domain.x, ...(isPlane ? { y: domain.y } : {}) } : {}),
    },
    compare: comparedOf(state).map((name) => lossOf(name, state)),
  };
}

/** @param {any} answer @param {Moment} moment @returns {Walk} */
function walkOf(answer, { state, names, points }) {
  const { x, y, losses } = answer.surface;
  const { path, stop, curvature, best, compared } = answer;
  return {
    names: answer.names,
    isLinear: answer.is_linear,
    path,
    losses: answer.losses,
    stop,
    curvature,
    closedForm: answer.closed_form,
    best,
    isFitted: answer.is_linear || ![state.loss, ...comparedOf(state)].includes("squared"),
    compared,
    surface: {
      axes: axesOf(names, state.axes),
      x: decodeArray(x),
      y: y && decodeArray(y),
      losses: decodeArray(losses),
    },
    state,
    points,
  };
}

/** @param {any} answer @param {number} step @returns {Fit} */
function fitOf({ parameters, loss, gradient, check, terms, curve, profile }, step) {
  return { step, parameters, loss, gradient, check, terms, curve, profile };
}
