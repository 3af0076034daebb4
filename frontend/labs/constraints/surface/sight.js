/** What is known at a moment of a walk on a surface, of state and answers. Pure functions. */

import { nameOf } from "../../common/meaning.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {object} Sight
 * @property {ConstraintsState} state
 * @property {import("../solution-words.js").Extrema} extrema
 * @property {import("./requests.js").Mesh | null} surface
 * @property {number[][][]} curve
 * @property {[string, string, string]} variables
 * @property {string} f  what the function is called
 * @property {[number, number][]} ranges  of the three variables
 * @property {Walk} walk  on the surface
 * @property {Walk | null} plain  beside it
 * @property {number[]} gaps
 * @property {number} step  of the cursor, as far as the walk goes
 * @property {number} part  of the next step, in slow motion
 * @property {string} theme
 */

/** The parts of a step in slow motion: the gradient, its projection, the step, and the way back. */
export const PARTS = 4;

/**
 * @param {ConstraintsState} state
 * @param {Answers} answers  all of which are there
 * @param {string} theme
 * @returns {Sight}
 */
export function sightOf(state, answers, theme) {
  const { variables, source } = /** @type {import("../../common/meaning.js").Meaning} */ (answers.meaning);
  const { domain, depth } = answers.box ?? state;
  const [walk, plain = null] = answers.walks;
  const last = walk.points.length - 1;
  const step = Math.min(state.step, last);
  return {
    state,
    extrema: /** @type {import("../solution-words.js").Extrema} */ (answers.extrema),
    surface: answers.surface,
    curve: answers.curve,
    variables: /** @type {[string, string, string]} */ (variables),
    f: nameOf(source),
    ranges: [domain.x, domain.y, depth.z],
    walk,
    plain,
    gaps: answers.gaps,
    step,
    part: state.show.slow && step < last ? state.part : 0,
    theme,
  };
}

/** The last step that there is to look at. @param {Walk[]} walks */
export function lastStep(walks) {
  return Math.max(0, ...walks.map(({ points }) => points.length - 1));
}

/** The number of a walk's point at the cursor: it may have ended before. @param {Walk} walk @param {number} step */
export function placeAt({ points }, step) {
  return Math.min(step, points.length - 1);
}
