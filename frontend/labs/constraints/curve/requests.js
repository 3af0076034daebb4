/** What the constraints lab asks the backend. */

import { decodedGrid } from "../../common/grid.js";
import { functionOf } from "../../common/meaning.js";
import { levelsAround, posed } from "../constraint.js";
import { proofOf } from "../proof.js";
import { piecesOf } from "../../common/set-answers.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("../../common/along.js").Piece} Piece
 * @typedef {{state: ConstraintsState, meaning: Meaning}} Moment
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} At  the answer of POST constrained/point
 * @property {[number, number]} point  nulls where the set is out of reach
 * @property {number[]} levels
 * @property {number | null} value
 * @property {[number, number]} gradient
 * @property {[number, number][]} constraint_gradients
 * @property {(number | null)[]} multipliers
 * @property {[number, number]} normal
 * @property {[number, number]} tangential
 * @typedef {import("../solution-words.js").Extrema} Extrema
 * @typedef {import("../solution-words.js").Solution} Solution
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {ConstraintsState["domain"] | null} domain
 * @property {import("../../common/grid.js").Heights | null} grid
 * @property {Extrema | null} extrema
 * @property {Piece[]} curve
 * @property {At | null} at
 * @property {[number, number][][] | null} contour  of f through the point
 * @property {Extrema | null} sensitivity
 */

const RESOLUTION = 100;
/** Of the level line through the point, which is asked for again and again. */
const COARSE = 56;
/** At which solutions are followed. */
const LEVELS = 41;

const aboutSet = (/** @type {Moment} */ { meaning, state: { constraint, level, domain } }) => [
  meaning.source,
  constraint,
  level,
  domain,
];

/** @param {Moment} moment */
function pointQuestion(moment) {
  return { ...posed(moment.state, moment.meaning), point: moment.state.point };
}

/** @param {Moment} moment */
function search(moment) {
  const { x, y } = moment.state.domain;
  return { ...posed(moment.state, moment.meaning), box: [x, y], arrays: "base64" };
}

/** The function, the constraint, all solutions and the point together. @type {Question} */
const picture = {
  about: aboutSet,
  async ask(moment, send) {
    const { x, y } = moment.state.domain;
    const grid = { function: functionOf(moment.state, moment.meaning), x, y, resolution: RESOLUTION, arrays: "base64" };
    const [surface, extrema, at] = await Promise.all([
      send("surface", grid),
      send("constrained", search(moment)),
      send("constrained/point", pointQuestion(moment)),
    ]);
    return surface && extrema && at && { surface, extrema, at };
  },
  told: ({ surface, extrema, at }, { state, meaning }) => ({
    meaning,
    domain: state.domain,
    grid: decodedGrid(surface),
    extrema,
    curve: piecesOf(extrema.curve),
    at,
  }),
};

/** @type {Question} */
const point = {
  about: aboutSet,
  ask: (moment, send) => send("constrained/point", pointQuestion(moment)),
  told: (at) => ({ at }),
};

/** The level line of f through the point, which turns until it touches the curve. @type {Question} */
const contour = {
  isSlow: true,
  isSilent: true,
  isWanted: ({ state }) => state.show.contour,
  about: aboutSet,
  async ask({ state, meaning }, send, { at }) {
    if (!at || at.value === null) return { curve: [] };
    const { x, y } = state.domain;
    const f = functionOf(state, meaning);
    return send("implicit", {
      function: { ...f, source: withoutName(f.source) },
      level: at.value,
      box: [x, y],
      resolution: COARSE,
    });
  },
  told: ({ curve }) => ({ contour: curve.map((/** @type {any} */ piece) => piece.points) }),
};

/** z = x y is a function here, and would be an equation there. @param {string} source */
export function withoutName(source) {
  return source.replace(/(^|[\n;])[ \t]*[^\s(=;]+[ \t]*(\([^()]*\))?[ \t]*=(?!=)([^\n;]*)\s*$/, "$1$3");
}

/** Where the solutions go as the level changes. @type {Question} */
const sensitivity = {
  isSlow: true,
  isWanted: ({ state }) => state.show.sensitivity,
  about: aboutSet,
  exactly: (moment) => [posed(moment.state, moment.meaning), moment.state.levels, moment.state.domain],
  fills: ["sensitivity"],
  async ask(moment, send) {
    const { domain, levels } = moment.state;
    const at = await send("constrained/point", pointQuestion(moment));
    if (!at) return null;
    const followed = levelsAround(levels, at.levels[0], LEVELS);
    return send("constrained", { ...posed(moment.state, moment.meaning), box: [domain.x, domain.y], levels: followed });
  },
  outdated: { sensitivity: null },
  told: (sensitivity) => ({ sensitivity }),
};

const proof = proofOf(search);

export const QUESTIONS = { picture, point, contour, sensitivity, proof };
