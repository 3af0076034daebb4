/** What is known at a moment of a function on a constraint, of state and answers. Pure functions. */

import { nameOf } from "../../common/meaning.js";
import { nearestOn } from "../../common/along.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").At} At
 * @typedef {[number, number]} Place
 * @typedef {object} Sight
 * @property {import("../../common/grid.js").Heights | null} grid
 * @property {{x: string, y: string, value: string, f: string}} names
 * @property {ConstraintsState["domain"]} domain
 * @property {import("./requests.js").Extrema} extrema
 * @property {number} level  of the constraint that is drawn
 * @property {import("../../common/along.js").Piece[]} curve
 * @property {Place} point  on the curve, as near to the hand as it can be
 * @property {import("../../common/along.js").Spot | null} spot  the same as a place along the curve
 * @property {At | null} at  with numbers; null where the point has none
 * @property {number} near  solutions nearer to a piece of the curve than this lie on it
 * @property {Place[][]} contour
 * @property {Answers["sensitivity"]} sensitivity
 * @property {ConstraintsState["show"]} show
 * @property {string} theme
 * @property {import("../../../plots/picture.js").Mark[]} [laid]  over all of it, and none of the lab's own
 */

/** @param {ConstraintsState} state @param {Answers} answers  with a meaning and extrema @param {string} theme */
export function sightOf(state, answers, theme) {
  const { variables, source } = /** @type {import("../../common/meaning.js").Meaning} */ (answers.meaning);
  const { at, grid, curve, domain, contour, sensitivity } = answers;
  const extrema = /** @type {import("./requests.js").Extrema} */ (answers.extrema);
  const known = at?.point.every((entry) => entry !== null) ? at : null;
  const point = known?.point ?? state.point;
  const f = nameOf(source);
  /** @type {Sight} */
  const sight = {
    grid,
    names: { x: variables[0], y: variables[1], value: `${f}(${variables.join(", ")})`, f },
    domain: domain ?? state.domain,
    extrema,
    level: extrema.constraints[0].level,
    curve,
    point,
    spot: nearestOn(curve, point),
    near: 1e-3 * Math.hypot(...Object.values(domain ?? state.domain).map(([low, high]) => high - low)),
    at: known,
    contour: contour ?? [],
    sensitivity,
    show: state.show,
    theme,
  };
  return sight;
}
