/** What is known at a moment of a function on a surface, or a curve in space, of state and answers. Pure functions. */

import { nameOf } from "../../common/meaning.js";
import { nearestOn } from "../../common/along.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").At} At
 * @typedef {object} Sight
 * @property {import("../solution-words.js").Extrema} extrema
 * @property {Answers["surface"]} surface
 * @property {Answers["curve"]} curve
 * @property {{variables: string[], f: string}} names
 * @property {[number, number][]} ranges  of the three variables
 * @property {number} size  of the box, from corner to corner
 * @property {number} near  solutions nearer to a piece of the curve than this lie on it
 * @property {number} level  of the first constraint
 * @property {number[]} point  of the set, as near to the hand as it can be
 * @property {At | null} at  with numbers; null where the point has none
 * @property {import("../../common/along.js").Spot | null} spot  a place along the curve
 * @property {Answers["sensitivity"]} sensitivity
 * @property {ConstraintsState["show"]} show
 * @property {string} theme
 */

/**
 * @param {ConstraintsState} state
 * @param {Answers} answers  with a meaning and extrema
 * @param {string} theme
 * @returns {Sight}
 */
export function sightOf(state, answers, theme) {
  const { variables, source } = /** @type {import("../../common/meaning.js").Meaning} */ (answers.meaning);
  const extrema = /** @type {import("../solution-words.js").Extrema} */ (answers.extrema);
  const { at, curve, surface, sensitivity } = answers;
  const { domain, depth } = answers.box ?? state;
  const ranges = [domain.x, domain.y, depth.z];
  const size = Math.hypot(...ranges.map(([low, high]) => high - low));
  const known = at?.point.every((entry) => entry !== null) ? at : null;
  const point = known?.point ?? state.start;
  return {
    extrema,
    surface,
    curve,
    names: { variables, f: nameOf(source) },
    ranges,
    size,
    near: 1e-3 * size,
    level: extrema.constraints[0].level,
    point,
    at: known,
    spot: nearestOn(curve, point),
    sensitivity,
    show: state.show,
    theme,
  };
}

/** Whether there is a gradient, and both parts of it. @param {At | null} at @returns {at is At} */
export function isSplit(at) {
  return at !== null && [at.gradient, at.normal, at.tangential].every((each) => each.every((entry) => entry !== null));
}
