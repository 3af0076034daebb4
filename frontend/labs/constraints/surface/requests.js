/** What the view of descent on a surface asks the backend. */

import { decodeArray } from "../../../core/client.js";
import { functionOf } from "../../common/meaning.js";
import { constraintOf } from "../constraint.js";

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
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {Pick<ConstraintsState, "domain" | "depth"> | null} box  that is drawn
 * @property {Extrema | null} extrema
 * @property {Mesh | null} surface  null where the set is none
 * @property {number[][][]} curve  its pieces, where two equations leave a curve
 * @property {Walk[]} walks  on the surface, and the plain one beside it, if it is shown
 * @property {number[]} gaps  between both ways back, at the rates of `GAPS`
 */

const RESOLUTION = 28;
const TOLERANCE = 1e-6; // of the projected gradient's length
const PIECES = 6; // of the way of one step
/** Rates at which both ways back to the surface are compared, in parts of the walk's own. */
export const GAPS = Array.from({ length: 13 }, (_, k) => 10 ** (-2 + k / 6));

const aboutSet = (/** @type {Moment} */ { meaning, state: { constraint, level, domain, depth } }) => [
  meaning.source,
  constraint,
  level,
  domain,
  depth,
];

/** @param {Moment} moment */
function walksQuestion({ state, meaning }) {
  const { start, rate, momentum, retraction, steps, show } = state;
  const run = { start, learning_rate: rate, momentum, retraction, steps, tolerance: TOLERANCE };
  return {
    function: functionOf(state, meaning),
    surface: [constraintOf(state)],
    runs: show.plain ? [run, { ...run, retraction: "none" }] : [run],
    pieces: PIECES,
    compare: show.ways ? GAPS.map((part) => part * rate) : [],
  };
}

/** The surface with all solutions, and the walks together. @type {Question} */
const picture = {
  about: aboutSet,
  async ask(moment, send) {
    const { state, meaning } = moment;
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
    meaning,
    box: { domain: state.domain, depth: state.depth },
    extrema,
    surface: extrema.mesh && meshOf(extrema.mesh),
    curve: (extrema.curve ?? []).map((/** @type {any} */ { points }) => rowsOf(points)),
    walks: walked.runs,
    gaps: walked.gaps,
  }),
};

/** @type {Question} */
const walks = {
  about: aboutSet,
  ask: (moment, send) => send("manifold-descent", walksQuestion(moment)),
  told: ({ runs, gaps }) => ({ walks: runs, gaps }),
};

/** @param {any} answer  with arrays in base64 @returns {Mesh} */
function meshOf({ vertices, normals, faces, values }) {
  return { vertices: rowsOf(vertices), normals: rowsOf(normals), faces, values: decodeArray(values) };
}

/** @param {any} array @returns {number[][]} */
function rowsOf(array) {
  return decodeArray(array).map((/** @type {ArrayLike<number>} */ row) => Array.from(row));
}

export const QUESTIONS = { picture, walks };
