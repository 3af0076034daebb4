/** What the descent lab asks the backend. */

import { decodedCurve } from "../common/curve.js";
import { functionOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: DescentState, selected: number, rates: [number, number]}} Moment  with the run
 *   that is looked at, and the rates of its map
 * @typedef {import("../common/asking.js").Send} Send
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} Walk  one run as it went
 * @property {Run} run
 * @property {number[]} points
 * @property {(number | null)[]} values
 * @property {(number | null)[]} slopes
 * @property {(number | null)[]} curvatures  empty where zeros are looked for
 * @property {{reason: string, message: string}} stop
 * @property {string | null} kind  of the point it ended at
 * @property {number | null} curvature  f'' there
 * @property {number | null} predictedRate
 * @property {{kind: string | null, order: number | null, rate: number | null, limit: number[] | null}} order
 * @property {{gradient: number, hessian: number, value: number} | null} evaluations
 * @property {{points: (number | null)[], regime: string, mathml: string, ratio: number} | null} closedForm
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {[number, number] | null} domain  of the curve
 * @property {import("../common/curve.js").Curve | null} curve
 * @property {Walk[]} walks
 * @property {DescentState["goal"]} goal  of the walks
 * @property {any} basins
 * @property {{run: number, answer: any, x: Float64Array, y: Float64Array} | null} map  from the start of that run
 */

const SAMPLES = 801;
const STARTS = 400;
const RATES = 400;
const KEPT = 48;
const UNSEEN = 600; // steps before one looks where a walk has come
const BASIN_STEPS = 200;

const ofFunction = (/** @type {Moment} */ { meaning }) => meaning.source;

/** The curve and the walks on it together. @type {Question} */
const picture = {
  about: ofFunction,
  isSure: ({ curve }) => !curve?.lost.length,
  async ask(moment, send) {
    const { state, meaning, digits } = moment;
    const graph = {
      function: functionOf(state, meaning),
      x: state.domain.x,
      samples: SAMPLES,
      derivatives: 2,
      digits,
      arrays: "base64",
    };
    const [curve, walks] = await Promise.all([send("curve", graph), walksOf(moment, send)]);
    return curve && walks && { curve: decodedCurve(curve), walks };
  },
  told({ curve, walks }, { meaning, state }, before) {
    const isOther = before.meaning?.source !== meaning.source;
    const { goal, domain } = state;
    return { curve, walks, goal, meaning, domain: domain.x, ...(isOther ? { basins: null, map: null } : {}) };
  },
};

/** @type {Question} */
const walks = {
  about: ofFunction,
  ask: walksOf,
  told: (walks, { state }) => ({ walks, goal: state.goal }),
};

/** @type {Question} */
const basins = {
  isSlow: true,
  isWanted: ({ state, selected }) => state.show.basins && state.runs[selected] !== undefined,
  about: ({ meaning, state }) => [meaning.source, state.goal],
  ask({ state, meaning, selected }, send) {
    const { method, rate } = state.runs[selected];
    const walk = state.goal === "zero" ? { method: "newton-root" } : { method, learning_rate: rate };
    return send("basins", {
      function: functionOf(state, meaning),
      box: [state.domain.x],
      resolution: STARTS,
      steps: BASIN_STEPS,
      ...walk,
    });
  },
  told: (answer) => ({ basins: answer }),
};

/** @type {Question} */
const map = {
  isSlow: true,
  isWanted: ({ state, selected }) => state.show.map && state.goal === "minimum" && state.runs[selected] !== undefined,
  about: ofFunction,
  ask({ state, meaning, selected, rates }, send) {
    const { method, start } = state.runs[selected];
    return send("learning-rate-map", {
      function: functionOf(state, meaning),
      start: [start],
      learning_rate: rates,
      method,
      count: RATES,
      steps: UNSEEN,
      keep: KEPT,
    });
  },
  told: (answer, { selected }) => ({ map: { run: selected, answer, ...scattered(answer) } }),
};

export const QUESTIONS = { picture, walks, basins, map };

/** @param {Moment} moment @param {Send} send @returns {Promise<Walk[] | null | undefined>} */
async function walksOf({ state, meaning }, send) {
  const typed = functionOf(state, meaning);
  const { goal, runs, steps } = state;
  if (goal === "zero") {
    const asked = runs.map(({ start }) => send("root", { function: typed, start, steps }));
    const answers = await Promise.all(asked);
    return answers.includes(null) ? null : answers.map((answer, k) => rootWalk(answer, runs[k]));
  }
  const wanted = runs.map(({ method, start, rate }) => ({ method, start: [start], learning_rate: rate, steps }));
  const answer = await send("descent", { function: typed, runs: wanted });
  return answer?.runs.map((/** @type {any} */ each, /** @type {number} */ k) => descentWalk(each, runs[k]));
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function descentWalk(answer, run) {
  const {
    points,
    values,
    slopes,
    curvatures,
    stop,
    ended_at: end,
    predicted_rate: predictedRate,
    order,
    evaluations,
    closed_form: closedForm,
  } = answer;
  const flat = points.map((/** @type {number[]} */ [x]) => x);
  return {
    run,
    points: flat,
    values,
    slopes,
    curvatures,
    stop,
    kind: end?.kind ?? null,
    curvature: end?.eigenvalues[0] ?? null,
    predictedRate,
    order,
    evaluations,
    closedForm,
  };
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function rootWalk({ iterates, stop, order }, run) {
  const column = (/** @type {string} */ name) => iterates.map((/** @type {any} */ each) => each[name]);
  const kind = stop.reason === "converged" ? "zero" : null;
  const evaluations = { value: iterates.length, gradient: iterates.length, hessian: 0 };
  return {
    run,
    points: column("x"),
    values: column("value"),
    slopes: column("slope"),
    curvatures: [],
    stop,
    kind,
    curvature: null,
    predictedRate: null,
    order,
    evaluations,
    closedForm: null,
  };
}

/** All kept iterates as one cloud of points over their learning rates. @param {any} answer */
export function scattered({ learning_rates: rates, ends }) {
  const pairs = ends.flatMap((/** @type {(number | null)[]} */ places, /** @type {number} */ k) =>
    distinct(places).map((place) => [rates[k], place]),
  );
  return { x: Float64Array.from(pairs, ([rate]) => rate), y: Float64Array.from(pairs, ([, place]) => place) };
}

/** A walk at rest is one point. @param {(number | null)[]} places @returns {number[]} */
function distinct(places) {
  return [
    ...new Set(
      places.filter((place) => place !== null).map((place) => Number(/** @type {number} */ (place).toPrecision(9))),
    ),
  ];
}
