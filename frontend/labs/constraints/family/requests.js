/** What the view of distributions asks the backend. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { evenly } from "../ellipse.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {{state: ConstraintsState}} Moment
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} Walk  a run of the answer of POST natural-gradient
 * @property {(number | null)[][]} points
 * @property {(number | null)[]} values
 * @property {(number | null)[]} divergences
 * @property {string} stop
 * @property {number} made
 * @typedef {{natural: boolean, coordinates: string | null, unit: number}} Way  how a walk is made
 * @typedef {{walk: Walk, way: Way}} Made
 * @typedef {object} Ground  the mean of −log p over the parameters
 * @property {number[][]} axes
 * @property {any} heights
 * @property {{at: number[], metric: number[][]}[]} metrics  at places all over the box
 * @typedef {object} Answers
 * @property {string[]} parameters  what they are called
 * @property {ConstraintsState["domain"] | null} box  that is drawn
 * @property {{k: number, value: number} | null} held  of three parameters, the one that the ground is a slice at
 * @property {Ground | null} ground
 * @property {Made[]} walks
 * @property {number | null} distance  Fisher and Rao's, from the start to the maximum of likelihood
 * @property {number[][] | null} shortest  the way
 * @property {{x: number[], p: (number | null)[][], of: string} | null} densities  at the cursor
 */

const RESOLUTION = 64;
const ELLIPSES = [7, 6]; // along both axes
const TOLERANCE = 1e-6;
/** Other units of the data, as factors. */
const UNITS = [0.1, 1, 10];
/** Families of the same distributions, by how their parameters are written. @type {Map<string, string>} */
export const CHARTS = new Map(
  CATALOGUE.families
    .filter((/** @type {any} */ { chart }) => chart !== null)
    .map((/** @type {any} */ { name, chart }) => [name, chart]),
);

/** The walks that are made beside each other. @param {ConstraintsState} state @returns {Way[]} */
export function waysOf({ family, compare, show }) {
  const methods = show.ordinary ? [true, false] : [true];
  const each = (/** @type {(string | null)[]} */ charts, /** @type {number[]} */ units) =>
    methods.flatMap((natural) =>
      charts.flatMap((coordinates) => units.map((unit) => ({ natural, coordinates, unit }))),
    );
  if (!CHARTS.has(family) || compare === "pair") return each([null], [1]);
  return compare === "units" ? each([null], UNITS) : each([...CHARTS.keys()], [1]);
}

/** @param {ConstraintsState} state */
function familyOf({ family, density, names, support }) {
  return family === "own" ? { source: density, parameters: names, support } : family;
}

/** @param {ConstraintsState} state */
function posed(state) {
  return { family: familyOf(state), data: state.data, start: state.theta };
}

/** @param {ConstraintsState} state */
function walksQuestion(state) {
  const { rate, steps } = state;
  const runs = waysOf(state).map(({ natural, coordinates, unit }) => ({
    natural,
    learning_rate: rate,
    steps,
    tolerance: TOLERANCE,
    ...(coordinates ? { coordinates } : {}),
    ...(unit === 1 ? {} : { unit }),
  }));
  return { ...posed(state), runs };
}

/** Where ellipses stand. @param {number[][]} box */
export const spread = (box) => evenly(box, ELLIPSES);

/** The box of one parameter, or of the two that are drawn. @param {ConstraintsState} state */
function boxOf({ domain, theta }) {
  return theta.length === 1 ? [domain.x] : [domain.x, domain.y];
}

/** Which parameters are drawn, counted from 0. @param {Pick<ConstraintsState, "theta" | "plane">} state */
export function drawnOf({ theta, plane }) {
  return theta.length > 2 ? Array.from(plane, (each) => Number(each) - 1) : theta.map((_, k) => k);
}

/** The parameter that is held where the plane is a slice; null where all are drawn. @param {ConstraintsState} state */
export function heldOf(state) {
  const drawn = drawnOf(state);
  const k = state.theta.findIndex((_, k) => !drawn.includes(k));
  return k < 0 ? null : { k, value: state.theta[k] };
}

/** All parameters, of those that are drawn and the held one. @param {number[]} place @param {ConstraintsState} state */
export function wholeOf(place, state) {
  return drawnOf(state).reduce((theta, k, axis) => theta.with(k, place[axis]), state.theta);
}

const about = (/** @type {Moment} */ { state }) => [
  state.family,
  familyOf(state),
  state.data,
  state.domain,
  state.theta.length,
  heldOf(state),
];

/** What lies under the walks, and the walks. @type {Question} */
const picture = {
  about,
  async ask({ state }, send) {
    const box = boxOf(state);
    const [ground, walked] = await Promise.all([
      send("natural-gradient", {
        ...posed(state),
        runs: [],
        map: { over: box, resolution: RESOLUTION, ...(heldOf(state) ? { of: drawnOf(state) } : {}) },
        ellipses: spread(box).map((place) => wholeOf(place, state)),
      }),
      send("natural-gradient", walksQuestion(state)),
    ]);
    return ground && walked && { ground, walked };
  },
  told({ ground, walked }, { state }) {
    const places = spread(boxOf(state));
    const drawn = drawnOf(state);
    const metrics = places.flatMap((at, k) =>
      ground.ellipses[k] ? [{ at, metric: drawn.map((i) => drawn.map((j) => ground.ellipses[k][i][j])) }] : [],
    );
    return {
      ...walksTold(walked, state),
      parameters: ground.parameters,
      box: state.domain,
      held: heldOf(state),
      ground: { ...ground.map, metrics },
    };
  },
};

/** @param {any} answer @param {ConstraintsState} state */
function walksTold({ runs, distance, way }, state) {
  const ways = waysOf(state);
  return {
    walks: runs.map((/** @type {Walk} */ walk, /** @type {number} */ k) => ({ walk, way: ways[k] })),
    distance,
    shortest: way,
  };
}

/** @type {Question} */
const walks = {
  about,
  ask: ({ state }, send) => send("natural-gradient", walksQuestion(state)),
  told: (answer, { state }) => walksTold(answer, state),
};

/** Of the walks that are told apart by their method alone, where they are at the cursor. @type {Question} */
const densities = {
  about,
  isSilent: true,
  hidesOld: () => false,
  async ask({ state }, send, { walks }) {
    const parameters = placesAt(walks, state.step);
    if (!parameters.length) return { densities: null };
    return send("natural-gradient", {
      ...posed(state),
      runs: [],
      densities: { parameters, over: rangeOf(state.data) },
    });
  },
  told: ({ densities: found }) => ({ densities: found }),
};

/**
 * The distributions at the cursor: of the first natural walk, and of the first ordinary one.
 * @param {Made[]} walks
 * @param {number} step
 */
export function placesAt(walks, step) {
  return [true, false].flatMap((natural) => {
    const found = walks.find(({ way }) => way.natural === natural);
    const place = found?.walk.points[Math.min(step, found.walk.points.length - 1)];
    return place?.every((entry) => entry !== null) ? [/** @type {number[]} */ (place)] : [];
  });
}

/** Where densities are drawn: around the data. @param {number[]} data @returns {[number, number]} */
export function rangeOf(data) {
  const [low, high] = [Math.min(...data), Math.max(...data)];
  const room = Math.max(high - low, 0.5 * Math.abs(high), 1);
  return [low - room, high + room];
}

export const QUESTIONS = { picture, walks, densities };
