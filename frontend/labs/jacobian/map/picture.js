/** From the state and the backend's answers to what the two planes draw. Pure functions. */

import { nameText } from "../../../core/format.js";
import { nameOf } from "../../common/meaning.js";
import { boxOf, CLOSE } from "./around.js";
import { figureStrokes, gridLines, linearImage, squareAround } from "./figures.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Near} Near
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../../plots/curve-picture.js").Line} Line
 * @typedef {import("./figures.js").Place} Place
 * @typedef {{state: JacobianState, answers: Answers, theme: string}} Scene
 */

/** What f's entries are called: f₁, f₂. @param {string} name @param {number} count */
export function entryTitles(name, count) {
  return count === 1 ? [name] : Array.from({ length: count }, (_, k) => `${name}${"₁₂₃₄₅₆₇₈"[k]}`);
}

/** @param {Place[][]} rows @param {Partial<Line>} look @returns {Line[]} */
function linesOf(rows, look) {
  return rows.map((points) => ({ points, role: "guide", ...look }));
}

/**
 * A grid, whose two families of lines keep their looks under the map: one sees which line has become which.
 * @param {Place[][]} rows  first those where x is constant, then as many where y is
 * @param {boolean} [areTold]  apart
 * @returns {Line[]}
 */
function gridOf(rows, areTold = true) {
  const half = rows.length / 2;
  const upright = linesOf(rows.slice(0, half), { weight: 0.3 });
  return [...upright, ...linesOf(rows.slice(half), areTold ? { role: "direction", weight: 0.45 } : { weight: 0.3 })];
}

/** The input plane: a grid, and a figure around the point. @param {Scene} scene @returns {CurvePicture} */
export function inputPicture({ state, answers, theme }) {
  const { meaning, near } = answers;
  const [x, y] = /** @type {import("../../common/meaning.js").Meaning} */ (meaning).variables;
  const { point, reach, show, domain } = state;
  const ranges = show.close
    ? closeTo(point, reach)
    : squareAround([
        [domain.x[0], domain.y[0]],
        [domain.x[1], domain.y[1]],
      ]);
  return {
    curves: [],
    lines: [
      ...(show.grid ? gridOf(gridLines(boxOf(state, point)), meaning?.shape?.[0] === 2) : []),
      ...linesOf(figureStrokes(state, point), { role: "function", weight: 0.9 }),
      ...(show.singular && near ? directionsIn(near, reach) : []),
    ],
    handles: [
      { id: "reach", x: point[0] + reach, y: point[1], role: "function" },
      { id: "point", x: point[0], y: point[1], role: "point" },
    ],
    xLabel: nameText(x),
    yLabel: nameText(y),
    hasOwnGrid: show.grid,
    equal: true,
    .../** @type {any} */ (ranges && { xRange: ranges.x, yRange: ranges.y }),
    theme,
  };
}

/** @param {(number | null)[]} centre @param {number} reach */
export function closeTo([x, y], reach) {
  const range = (/** @type {number | null} */ middle) =>
    /** @type {[number, number]} */ ([(middle ?? 0) - CLOSE * reach, (middle ?? 0) + CLOSE * reach]);
  return { x: range(x), y: range(y) };
}

/**
 * Of a function to numbers its gradient, else the singular vectors.
 * @param {Near} near
 * @param {number} reach
 * @returns {Line[]}
 */
function directionsIn(near, reach) {
  const { point, jacobian } = near;
  if (jacobian.length > 1) return axesIn(near, reach);
  const slopes = jacobian[0].map(Number);
  const steepness = Math.hypot(...slopes);
  if (!(steepness > 0)) return [];
  return [
    {
      points: [
        [point[0], point[1]],
        [point[0] + (reach * slopes[0]) / steepness, point[1] + (reach * slopes[1]) / steepness],
      ],
      role: "gradient",
      label: "∇f",
      arrows: true,
      weight: 1,
    },
  ];
}

/**
 * The directions that are sent to the axes of the ellipse.
 * @param {Near} near
 * @param {number} reach
 * @returns {Line[]}
 */
function axesIn({ point, singular_vectors: vectors }, reach) {
  return (vectors?.right ?? []).map((along, k) => ({
    points: [
      [point[0], point[1]],
      [point[0] + reach * along[0], point[1] + reach * along[1]],
    ],
    role: "hessian",
    label: `v${"₁₂"[k]}`,
    arrows: true,
    weight: 1,
  }));
}

/** The ellipse's half axes. @param {Near} near @param {number} reach @returns {Line[]} */
function axesOut({ value, singular_vectors: vectors, singular_values: sizes }, reach) {
  return (vectors?.left ?? []).map((along, k) => {
    const size = reach * /** @type {number[]} */ (sizes)[k];
    return {
      points: [
        [Number(value[0]), value[1]],
        [Number(value[0]) + size * along[0], Number(value[1]) + size * along[1]],
      ],
      role: "hessian",
      label: `σ${"₁₂"[k]} u${"₁₂"[k]}`,
      arrows: true,
      weight: 1,
    };
  });
}

/**
 * The output plane: the images under f, and under its linear approximation at the point.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function outputPicture({ state, answers, theme }) {
  const { meaning, grid, near, around, figure } = answers;
  const names = entryTitles(nameOf(/** @type {any} */ (meaning).source), 2);
  const { show, reach } = state;
  const linear = near
    ? around.map((stroke) =>
        stroke.map((place) => /** @type {Place} */ (linearImage(near.value, near.jacobian, near.point, place))),
      )
    : [];
  const stretch = near?.singular_values?.[0] ?? 1;
  const ranges =
    show.close && near
      ? closeTo(near.value, reach * (stretch || 1))
      : squareAround([...(grid ?? []).flat(), ...linear.flat()]);
  return {
    curves: [],
    lines: [
      ...(show.grid ? gridOf(/** @type {Place[][]} */ (grid ?? [])) : []),
      ...(show.linear ? linesOf(linear, { role: "tangent", weight: 1 }) : []),
      ...(show.image ? linesOf(/** @type {Place[][]} */ (figure ?? []), { role: "function", weight: 0.9 }) : []),
      ...(show.singular && near ? axesOut(near, reach) : []),
    ],
    marks: near ? [{ x: Number(near.value[0]), y: near.value[1], role: "point" }] : [],
    xLabel: names[0],
    yLabel: names[1],
    hasOwnGrid: show.grid,
    equal: true,
    .../** @type {any} */ (ranges && { xRange: ranges.x, yRange: ranges.y }),
    theme,
  };
}
