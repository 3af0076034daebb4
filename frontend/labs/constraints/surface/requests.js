/** What the view of descent on a surface asks the backend. */

import { decodeArray } from "../../../core/client.js";
import { functionOf } from "../../common/meaning.js";
import { constraintOf, isChart, startInSpace, surfaceOf } from "../constraint.js";
import { evenly } from "../ellipse.js";
import { meshOf, rowsOf } from "../../common/set-answers.js";
import { chartBox } from "../state.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("../solution-words.js").Extrema} Extrema
 * @typedef {import("../../../plots/marks/mesh.js").Mesh} Mesh
 * @typedef {{state: ConstraintsState, meaning: Meaning}} Moment
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {(number | null)[]} Place
 * @typedef {object} Walk  a run of the answer of POST manifold-descent
 * @property {Place[]} points
 * @property {(number | null)[]} values
 * @property {Place[]} gradients
 * @property {Place[]} projected  onto the tangent spaces
 * @property {Place[]} normals
 * @property {Place[]} steps  before they are taken back
 * @property {number[][]} distances
 * @property {string} stop
 * @property {string | null} kind
 * @property {number[]} hessian_eigenvalues
 * @property {number | null} predicted_rate
 * @property {number | null} measured_rate
 * @property {Place[][] | null} ways  of each step, along the surface
 * @property {Place[] | null} [coordinates]  u and v of each point, on a surface by coordinates
 * @typedef {import("../../../plots/geometry.js").Grid} Grid
 * @typedef {object} Chart  of a surface by coordinates
 * @property {[string, string]} coordinates  what they are called
 * @property {Grid} grid  f over them
 * @property {{at: number[], metric: (number | null)[][]}[]} metrics
 * @property {import("../../../plots/geometry.js").Domain} box  that is drawn
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {Pick<ConstraintsState, "domain" | "depth"> | null} box  that is drawn
 * @property {Extrema | null} extrema
 * @property {Mesh | null} surface  null where the set is none
 * @property {number[][][]} curve  its pieces, where two equations leave a curve
 * @property {Walk[]} walks  on the surface, and the plain one beside it, if it is shown
 * @property {Walk | null} flat  ordinary descent in the coordinates, if it is shown
 * @property {Walk | null} power  power iteration, if it is shown
 * @property {Chart | null} chart
 * @property {number[]} gaps  between both ways back, at the rates of `GAPS`
 */

const RESOLUTION = 28;
const CHART_RESOLUTION = 48;
/** How many ellipses there are along each side of the chart. */
export const ELLIPSES = [9, 5];
const TOLERANCE = 1e-6; // of the projected gradient's length
const PIECES = 6; // of the way of one step
/** Rates at which both ways back to the surface are compared, in parts of the walk's own. */
export const GAPS = Array.from({ length: 13 }, (_, k) => 10 ** (-2 + k / 6));

const aboutSet = (/** @type {Moment} */ { meaning, state: { constraint, level, domain, depth, chart } }) => [
  meaning.source,
  constraint,
  level,
  domain,
  depth,
  isChart(constraint) ? chart : null,
];

/** @param {Moment} moment @param {number[]} [start] */
function walksQuestion({ state, meaning }, start = state.start) {
  const { rate, momentum, retraction, steps, show } = state;
  const from = isChart(state.constraint) ? start : startInSpace({ start, depth: state.depth });
  const run = { start: from, learning_rate: rate, momentum, retraction, steps, tolerance: TOLERANCE };
  const last = [...(showsFlat(state) ? ["chart"] : []), ...(showsPower(state) ? ["power"] : [])];
  const beside = [...(show.plain ? ["none"] : []), ...last];
  return {
    function: functionOf(state, meaning),
    surface: surfaceOf(state),
    runs: [run, ...beside.map((other) => ({ ...run, retraction: other }))],
    pieces: PIECES,
    compare: show.ways ? GAPS.map((part) => part * rate) : [],
  };
}

/** @param {ConstraintsState} state */
function showsFlat({ show, constraint }) {
  return show.ordinary && isChart(constraint);
}

/** @param {ConstraintsState} state */
function showsPower({ show, constraint }) {
  return show.power && !isChart(constraint);
}

/** The walks by what they are. @param {any} answer @param {ConstraintsState} state */
function walksTold({ runs, gaps }, state) {
  // A chart has no power iteration, and an equation no chart: one of the two, at the end.
  const [flat, power] = [showsFlat(state), showsPower(state)].map((isShown) => (isShown ? runs.at(-1) : null));
  return { walks: flat || power ? runs.slice(0, -1) : runs, flat, power, gaps };
}

/** The surface with all solutions, and the walks together. @type {Question} */
const picture = {
  about: aboutSet,
  async ask(moment, send) {
    const { state, meaning } = moment;
    if (isChart(state.constraint)) return charted(moment, send);
    const set = {
      function: functionOf(state, meaning),
      constraints: [constraintOf(state)],
      box: [state.domain.x, state.domain.y, state.depth.z],
      resolution: RESOLUTION,
      arrays: "base64",
    };
    const [extrema, walked] = await Promise.all([
      send("constrained", set),
      send("manifold-descent", walksQuestion(moment)),
    ]);
    return extrema && walked && { extrema, walked };
  },
  told: ({ extrema, walked }, { state, meaning }) => ({
    ...walksTold(walked, state),
    meaning,
    box: { domain: state.domain, depth: state.depth },
    chart: walked.chart ? chartOf(walked, state) : null,
    extrema,
    surface: extrema.mesh && meshOf(extrema.mesh),
    curve: (extrema.curve ?? []).map((/** @type {any} */ { points }) => rowsOf(points)),
  }),
};

/** @type {Question} */
const walks = {
  about: aboutSet,
  ask: (moment, send, { walks: before }) =>
    send("manifold-descent", walksQuestion(moment, placeInChart(moment.state, before?.[0]))),
  told: (answer, { state }) => walksTold(answer, state),
};

/**
 * A start in space is one of the chart as soon as it was brought there.
 * @param {ConstraintsState} state
 * @param {Walk} [walk]
 */
function placeInChart({ start, constraint }, walk) {
  const place = walk?.coordinates?.[0];
  return isChart(constraint) && start.length === 3 && place ? place.map(Number) : start;
}

/**
 * A surface by coordinates, f on it, what is known of its solutions, and the walks: one answer.
 * @param {Moment} moment
 * @param {Parameters<NonNullable<Question["ask"]>>[1]} send
 */
async function charted(moment, send) {
  const { x, y } = chartBox(moment.state);
  const over = [x, y];
  const chart = { over, resolution: CHART_RESOLUTION, ellipses: evenly(over, ELLIPSES), arrays: "base64" };
  const walked = await send("manifold-descent", { ...walksQuestion(moment), chart });
  return walked && { walked, extrema: extremaOf(walked) };
}

/** As equations have them: the normal stands for the gradient of a constraint. @param {any} answer */
function extremaOf({ chart: { points, singular, topology, notes, mesh } }) {
  return {
    constraints: [{ formula: null, relation: "=", level: 0 }],
    points: points.map((/** @type {any} */ { multiplier, normal, ...rest }) => ({
      ...rest,
      multipliers: [multiplier],
      constraint_gradients: [normal],
      active: [true],
      nearby: null,
    })),
    singular,
    constant: [],
    mesh,
    topology,
    complete: notes.length ? "unknown" : "likely",
    notes,
    sensitivity: [],
  };
}

/** @param {any} answer @param {ConstraintsState} state @returns {Chart} */
function chartOf({ parametric, chart: { axes, heights, metrics } }, state) {
  const box = chartBox(state);
  const z = decodeArray(heights);
  const finite = z.flatMap((/** @type {ArrayLike<number>} */ row) => Array.from(row).filter(Number.isFinite));
  const bound = (/** @type {(a: number, b: number) => number} */ of) =>
    finite.length ? finite.reduce((/** @type {number} */ a, /** @type {number} */ b) => of(a, b)) : null;
  return {
    coordinates: parametric.coordinates,
    grid: { x: axes[0], y: axes[1], z, range: /** @type {any} */ ([bound(Math.min), bound(Math.max)]) },
    metrics: evenly([box.x, box.y], ELLIPSES).map((at, k) => ({ at, metric: metrics[k] })),
    box,
  };
}

export const QUESTIONS = { picture, walks };
