/** What the lab of equations asks the backend. */

import { functionOf } from "../common/meaning.js";
import { piecesOf } from "../common/set-answers.js";

/**
 * @typedef {import("./state.js").ImplicitState} ImplicitState
 * @typedef {import("../common/meaning.js").Meaning & {partials: ({mathml: string} | null)[]}} Meaning
 * @typedef {{state: ImplicitState, meaning: Meaning}} Moment
 * @typedef {import("../common/asking.js").Question<Moment, Answers>} Question
 * @typedef {object} At  the answer of POST implicit/point
 * @property {string} kind
 * @property {[number, number]} point  nulls where the curve is out of reach
 * @property {[number | null, number | null]} gradient
 * @property {number | null} slope
 * @property {number | null} reciprocal
 * @property {number | null} second
 * @property {[number, number][]} directions
 * @property {string | null} remark
 * @typedef {{point: [number, number], kind: "upright" | "level" | "singular"}} Place
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {ImplicitState["domain"] | null} domain
 * @property {import("../common/along.js").Piece[]} curve
 * @property {[number, number][]} singular
 * @property {At | null} at
 * @property {Place[] | null} places  where the tangent is upright or level
 */

const RESOLUTION = 120;

const aboutCurve = (/** @type {Moment} */ { meaning, state: { domain } }) => [meaning.source, domain];

/** @param {Moment} moment */
function pointQuestion({ state, meaning }) {
  const { domain, point } = state;
  return { function: functionOf(state, meaning), box: [domain.x, domain.y], point };
}

/** The curve and its point together. @type {Question} */
const picture = {
  about: aboutCurve,
  async ask(moment, send) {
    const { x, y } = moment.state.domain;
    const equation = functionOf(moment.state, moment.meaning);
    const question = { function: equation, box: [x, y], resolution: RESOLUTION, slopes: true, arrays: "base64" };
    const [found, at] = await Promise.all([send("implicit", question), send("implicit/point", pointQuestion(moment))]);
    return found && at && { found, at };
  },
  told: ({ found, at }, { state, meaning }) => ({
    meaning,
    domain: state.domain,
    curve: piecesOf(found.curve),
    singular: found.singular,
    at,
  }),
};

/** @type {Question} */
const point = {
  about: aboutCurve,
  ask: (moment, send) => send("implicit/point", pointQuestion(moment)),
  told: (at) => ({ at }),
};

/**
 * The tangent is upright where x has an extremum on the curve, or could have one, and level where y has: each of them
 * is a function on a constraint.
 * @type {Question}
 */
const places = {
  isSlow: true,
  isSilent: true,
  isWanted: ({ state }) => state.show.places,
  about: aboutCurve,
  exactly: ({ state, meaning }) => [functionOf(state, meaning), state.domain],
  fills: ["places"],
  async ask({ state, meaning }, send) {
    const { source, variables, parameters } = functionOf(state, meaning);
    const { x, y } = state.domain;
    const extremaOf = (/** @type {string} */ name) =>
      send("constrained", {
        function: { source: name, variables, parameters },
        constraints: [{ source }],
        box: [x, y],
        arrays: "base64",
      });
    const [upright, level] = await Promise.all(variables.map(extremaOf));
    return upright && level && { upright, level };
  },
  outdated: { places: null },
  told: ({ upright, level }) => ({
    places: [...upright.points.map(placed("upright")), ...level.points.map(placed("level"))],
  }),
  // What cannot be searched is drawn all the same.
  refused: () => ({}),
};

/** @param {Place["kind"]} kind @returns {(found: {point: [number, number]}) => Place} */
function placed(kind) {
  return ({ point }) => ({ point, kind });
}

export const QUESTIONS = { picture, point, places };
