/** What the view of a function on a surface, or a curve in space, asks the backend. */

import { levelsAround, posed, startInSpace } from "../constraint.js";
import { proofOf } from "../proof.js";
import { meshOf, piecesOf } from "../../common/set-answers.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("../solution-words.js").Extrema} Extrema
 * @typedef {{state: ConstraintsState, meaning: Meaning}} Moment
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} At  the answer of POST constrained/point
 * @property {number[]} point  nulls where the set is out of reach
 * @property {number[]} levels
 * @property {number | null} value
 * @property {number[]} gradient
 * @property {number[][]} constraint_gradients
 * @property {(number | null)[]} multipliers
 * @property {number[]} normal
 * @property {number[]} tangential
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {Pick<ConstraintsState, "domain" | "depth"> | null} box  that is drawn
 * @property {Extrema | null} extrema
 * @property {import("../../../plots/marks/mesh.js").Mesh | null} surface  null where the set is none
 * @property {import("../../common/along.js").Piece[]} curve  where two equations leave one
 * @property {At | null} at
 * @property {Extrema | null} sensitivity
 */

const RESOLUTION = 32;
/** At which solutions are followed. */
const LEVELS = 33;

const aboutSet = (/** @type {Moment} */ { meaning, state: { constraint, level, domain, depth } }) => [
  meaning.source,
  constraint,
  level,
  domain,
  depth,
];

/** @param {Moment} moment */
function pointQuestion(moment) {
  return { ...posed(moment.state, moment.meaning), point: startInSpace(moment.state) };
}

/** @param {Moment} moment */
function boxed(moment) {
  const { domain, depth } = moment.state;
  return {
    ...posed(moment.state, moment.meaning),
    box: [domain.x, domain.y, depth.z],
    resolution: RESOLUTION,
    arrays: "base64",
  };
}

/** The set with all solutions, and the point together. @type {Question} */
const picture = {
  about: aboutSet,
  async ask(moment, send) {
    const [extrema, at] = await Promise.all([
      send("constrained", boxed(moment)),
      send("constrained/point", pointQuestion(moment)),
    ]);
    return extrema && at && { extrema, at };
  },
  told: ({ extrema, at }, { state, meaning }) => ({
    meaning,
    box: { domain: state.domain, depth: state.depth },
    extrema,
    surface: extrema.mesh && meshOf(extrema.mesh),
    curve: piecesOf(extrema.curve ?? []),
    at,
  }),
};

/** @type {Question} */
const point = {
  about: aboutSet,
  ask: (moment, send) => send("constrained/point", pointQuestion(moment)),
  told: (at) => ({ at }),
};

/** Where the solutions go as the level changes. @type {Question} */
const sensitivity = {
  isSlow: true,
  isSilent: true,
  about: aboutSet,
  exactly: (moment) => [
    posed(moment.state, moment.meaning),
    moment.state.levels,
    moment.state.domain,
    moment.state.depth,
  ],
  fills: ["sensitivity"],
  async ask(moment, send) {
    const at = await send("constrained/point", pointQuestion(moment));
    if (!at) return null;
    const levels = levelsAround(moment.state.levels, at.levels[0], LEVELS);
    return send("constrained", { ...boxed(moment), levels });
  },
  outdated: { sensitivity: null },
  told: (sensitivity) => ({ sensitivity }),
};

const proof = proofOf(boxed);

export const QUESTIONS = { picture, point, sensitivity, proof };
