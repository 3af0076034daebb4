/** What the paths lab asks the backend. */

import { decodedGrid, isSureGrid } from "../common/grid.js";
import { functionOf, isElsewhere } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {{meaning: Meaning, state: PathsState}} Moment
 * @typedef {import("../common/asking.js").Send} Send
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} Walk  one run as it went: an entry of the answer of POST descent
 * @property {Run} run
 * @property {number[][]} points
 * @property {(number | null)[]} values
 * @property {(number | null)[][]} gradients
 * @property {(number | null)[]} norms  of the gradients
 * @property {number[]} work
 * @property {Record<string, any> | null} internals
 * @property {{reason: string, message: string}} stop
 * @property {{kind: string, eigenvalues: number[]} | null} end
 * @property {any} theory
 * @property {number | null} predictedRate
 * @property {number | null} measuredRate
 * @property {{kind: string | null, order: number | null, rate: number | null, limit: number[] | null}} order
 * @property {Record<string, number>} evaluations
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {PathsState["domain"] | null} domain  of the grid
 * @property {import("../common/grid.js").Heights | null} grid  null where there are more than two variables
 * @property {Walk[]} walks
 * @property {any} critical
 */

const RESOLUTION = 100;

const ofFunction = (/** @type {Moment} */ { meaning }) => meaning.source;
const ofBox = (/** @type {Moment} */ { meaning, state }) => [meaning.source, state.domain];
const isFlat = (/** @type {Moment} */ { meaning }) => meaning.variables.length > 2;

/** The surface and the walks on it together. @type {Question} */
const picture = {
  about: ofBox,
  isSure: ({ grid }) => isSureGrid(grid),
  async ask(moment, send) {
    const { state, meaning, digits } = moment;
    const { x, y } = state.domain;
    const drawn = { resolution: RESOLUTION, digits, arrays: "base64", rim: true };
    const grid = { function: functionOf(state, meaning), x, y, ...drawn };
    const [surface, walks] = await Promise.all([isFlat(moment) ? null : send("surface", grid), walksOf(moment, send)]);
    return walks && (surface || isFlat(moment)) && { surface, walks };
  },
  told({ surface, walks }, { meaning, state }, before) {
    const isOther = isElsewhere(before, { meaning, state });
    const grid = surface && decodedGrid(surface);
    return { grid, walks, meaning, domain: state.domain, ...(isOther ? { critical: null } : {}) };
  },
};

/** @type {Question} */
const walks = {
  about: ofFunction,
  // Starts have another length only until they are fitted to the function that was typed.
  isWanted: ({ state, meaning }) => state.runs.every(({ start }) => start.length === meaning.variables.length),
  ask: walksOf,
  told: (walks) => ({ walks }),
};

/** @param {Moment} moment */
function search({ state, meaning }) {
  return { function: functionOf(state, meaning), box: [state.domain.x, state.domain.y] };
}

/** @type {Question} */
const critical = {
  isSlow: true,
  isWanted: (moment) => moment.state.show.critical && !isFlat(moment),
  about: ofBox,
  fills: ["critical"],
  exactly: search,
  ask: (moment, send) => send("critical-points", search(moment)),
  told: (answer) => ({ critical: answer }),
};

export const QUESTIONS = { picture, walks, critical };

/** @param {Moment} moment @param {Send} send @returns {Promise<Walk[] | null | undefined>} */
async function walksOf({ state, meaning }, send) {
  const { runs, steps, show } = state;
  const wanted = runs.map(({ method, start, settings }) => ({ method, start, steps, ...settings }));
  const answer = await send("descent", {
    function: functionOf(state, meaning),
    runs: wanted,
    internals: show.arrows,
  });
  return answer?.runs.map((/** @type {any} */ each, /** @type {number} */ k) => walkOf(each, runs[k]));
}

/** @param {any} answer @param {Run} run @returns {Walk} */
function walkOf(answer, run) {
  const {
    points,
    values,
    gradients,
    gradient_norms: norms,
    work,
    internals,
    stop,
    ended_at: end,
    theory,
    order,
    evaluations,
  } = answer;
  return {
    run,
    points,
    values,
    gradients,
    norms,
    work,
    internals,
    stop,
    end,
    theory,
    order,
    evaluations,
    predictedRate: answer.predicted_rate,
    measuredRate: answer.measured_rate,
  };
}
