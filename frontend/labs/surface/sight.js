/** What is known at a moment of the function around the point, of state and answers. Pure functions. */

import { nameOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {SurfaceState["domain"] | null} domain  of the grid
 * @property {import("../common/grid.js").Heights | null} grid
 * @property {PointAnswer | null} at
 * @property {any} critical
 * @property {{points: number[][], vectors: number[][]} | null} field
 * @property {boolean} isSearching  for critical points
 * @typedef {object} Sight
 * @property {Answers["grid"]} grid
 * @property {{x: string, y: string, value: string}} names
 * @property {SurfaceState["domain"]} domain
 * @property {[number, number]} point  that is dragged
 * @property {[number, number]} base   to which the value and everything below belongs: the point, once it is answered
 * @property {number | null} value
 * @property {[number, number] | null} gradient
 * @property {number[][] | null} hessian
 * @property {{values: number[], vectors: number[][]} | null} eigen
 * @property {{angle: number, slope: number | null, slopeAngle: number}} direction  angles in degrees; the slope is that
 *   along slopeAngle
 * @property {string} [hint]  what can be done with the point
 * @property {import("../../plots/marks/glyph.js").Found[] | null} critical
 * @property {{points: number[][], vectors: number[][]} | null} field
 * @property {SurfaceState["show"]} show
 * @property {import("../../plots/picture.js").Mark[]} [laid]  over all of it, and none of the lab's own
 * @property {string} theme
 */

/**
 * What is known at the moment of the function around the point.
 * @param {SurfaceState} state
 * @param {Answers} answers  with a meaning
 * @param {string} theme
 * @returns {Sight}
 */
export function sightOf(state, answers, theme) {
  const { at } = answers;
  const { variables, source } = /** @type {Meaning} */ (answers.meaning);
  const isSmooth = at?.gradient.every((slope) => slope !== null) && !isBroken(at);
  return {
    grid: answers.grid,
    names: { x: variables[0], y: variables[1], value: `${nameOf(source)}(${variables.join(", ")})` },
    // A grid is drawn over its own domain until the next one has come.
    domain: answers.domain ?? state.domain,
    point: state.point,
    // What belongs to a point is drawn at that point, never at another one.
    base: at?.point ?? state.point,
    value: at?.value ?? null,
    gradient: at && isSmooth ? /** @type {[number, number]} */ (at.gradient) : null,
    hessian: at?.eigenvalues ? /** @type {number[][]} */ (at.hessian) : null,
    eigen: at?.eigenvalues && at.eigenvectors ? { values: at.eigenvalues, vectors: at.eigenvectors } : null,
    direction: { angle: state.angle, slope: at?.directional_derivative ?? null, slopeAngle: at?.angle ?? state.angle },
    critical: answers.critical?.points ?? null,
    field: answers.field,
    show: state.show,
    theme,
  };
}

/** Partial derivatives may exist without a tangent plane. @param {PointAnswer} result */
function isBroken(result) {
  return result.flags.some((flag) => flag.kind === "not-differentiable");
}
