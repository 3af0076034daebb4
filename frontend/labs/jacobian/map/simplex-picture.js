/**
 * What is drawn of a function of three numbers that add up to 1: a triangle with level lines, and the graph over it.
 */

import { nameText } from "../../../core/format.js";
import { patch } from "../../../plots/marks/patch.js";
import { spot } from "../../../plots/marks/spot.js";
import { strokes } from "../../../plots/marks/strokes.js";
import { niceTicks } from "../../../plots/ticks.js";
import { nameOf } from "../../common/meaning.js";
import { alongSimplex, isOnSimplex, levelLines, placeOf } from "./simplex.js";
import { withRoom } from "./space-picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./figures.js").Place} Place
 * @typedef {import("./figures.js").Image} Image
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("../../../plots/curve-picture.js").Line} Line
 * @typedef {import("../../../plots/space.js").SpacePicture} SpacePicture
 */

const LEVELS = 9;
const CORNERS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const RIM = [...CORNERS, CORNERS[0]].map(placeOf);
const ROOM = 0.12; // around the triangle

/** @type {WeakMap<Image[][], Line[]>} */
const known = new WeakMap();

/**
 * Lines of equal values, with the values at their ends; found once for each answer.
 * @param {number[][][]} over
 * @param {Image[][]} grid
 * @returns {Line[]}
 */
function levels(over, grid) {
  const found = known.get(grid) ?? linesOf(over, grid);
  known.set(grid, found);
  return found;
}

/** @param {number[][][]} over @param {Image[][]} grid @returns {Line[]} */
function linesOf(over, grid) {
  const places = over.map((row) => row.map(placeOf));
  const heights = grid.map((row) => row.map(([height]) => height));
  const finite = heights
    .flat()
    .filter((height) => height !== null && Number.isFinite(height))
    .map(Number);
  if (!finite.length) return [];
  const ticks = niceTicks(Math.min(...finite), Math.max(...finite), LEVELS);
  return ticks.flatMap((level) =>
    levelLines(places, heights, level).map((points, k) => ({
      points,
      role: "function",
      weight: 0.5,
      label: k ? undefined : String(level),
    })),
  );
}

/**
 * The triangle, its level lines, and where the gradient leads on it.
 * @param {Scene} scene
 * @returns {import("../../../plots/curve-picture.js").CurvePicture}
 */
export function trianglePicture({ state, answers, theme }) {
  const { meaning, near, over, grid } = answers;
  const { point, reach, show } = state;
  const { variables, source } = /** @type {Meaning} */ (meaning);
  const isOn = isOnSimplex(point);
  return {
    curves: [],
    lines: [
      { points: RIM, role: "guide", weight: 0.8 },
      ...(show.grid && grid ? levels(over, grid) : []),
      ...(show.singular && near && isOn ? gradientOn(near, reach, nameOf(source)) : []),
    ],
    marks: CORNERS.map((corner, k) => ({
      x: placeOf(corner)[0],
      y: placeOf(corner)[1],
      role: "guide",
      label: `${nameText(variables[k])} = 1`,
    })),
    handles: isOn ? [{ id: "point", x: placeOf(point)[0], y: placeOf(point)[1], role: "point" }] : [],
    xLabel: "",
    yLabel: "",
    isBare: true,
    equal: true,
    xRange: [-ROOM, 1 + ROOM],
    yRange: [-ROOM - 0.07, 1 + ROOM - 0.07],
    theme,
  };
}

/** @param {import("./requests.js").Near} near @param {number} reach @param {string} name @returns {Line[]} */
function gradientOn({ point, jacobian: [slopes] }, reach, name) {
  const along = alongSimplex(slopes);
  const steepness = Math.hypot(...along);
  if (!(steepness > 1e-9)) return [];
  const tip = point.map((entry, k) => entry + (reach * along[k]) / steepness / Math.SQRT2);
  return [{ points: [placeOf(point), placeOf(tip)], role: "gradient", label: `∇${name}`, arrows: true, weight: 1 }];
}

/** The function over the triangle, with its tangent plane. @param {Scene} scene @returns {SpacePicture} */
export function triangleGraph({ state, answers, theme }) {
  const { meaning, near, over, grid } = answers;
  const { point, reach, show } = state;
  const sheet = grid && show.grid ? lifted(over, grid) : null;
  const isDrawn = near && isOnSimplex(point) && near.singular_values !== null;
  const { variables, source } = /** @type {Meaning} */ (meaning);
  const range = withRoom((grid ?? []).flat().map(([height]) => height ?? NaN));
  const corners = CORNERS.map((corner, k) => ({
    strokes: [[[...placeOf(corner), range[0]]]],
    role: "guide",
    label: `${nameText(variables[k])} = 1`,
    // Above it the numbers of the upright axis begin.
    isBelow: true,
  }));
  return {
    marks: [
      strokes([{ strokes: [RIM.map(([u, v]) => [u, v, range[0]])], role: "guide", weight: 0.6 }, ...corners]),
      ...(isDrawn ? [spot([...placeOf(point), near.value[0]])] : []),
      ...(isDrawn && show.linear ? [patch(patchAt(near, reach))] : []),
    ],
    sheet,
    names: ["", "", nameOf(source)],
    ranges: [[0, 1], [0, 1], range],
    equal: false,
    theme,
  };
}

/** @type {WeakMap<Image[][], Image[][]>} */
const sheets = new WeakMap();

/**
 * The same object for the same answer, so that the sheet is not built again.
 * @param {number[][][]} over
 * @param {Image[][]} grid
 */
function lifted(over, grid) {
  const found = sheets.get(grid) ?? grid.map((row, i) => row.map(([height], j) => [...placeOf(over[i][j]), height]));
  sheets.set(grid, found);
  return found;
}

/**
 * A square of the tangent plane: along the triangle, both ways.
 * @param {import("./requests.js").Near} near
 * @param {number} reach
 */
function patchAt({ point, value, jacobian: [slopes] }, reach) {
  // Unit steps in the picture's plane as changes of the three numbers.
  const across = [-1, 1, 0];
  const up = [-1, -1, 2].map((entry) => entry / Math.sqrt(3));
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([a, b]) => point.map((_, k) => (reach / 2) * (a * across[k] + b * up[k])));
  return corners.map((step) => {
    const rise = step.reduce((sum, entry, k) => sum + entry * Number(slopes[k]), 0);
    return [...placeOf(point.map((entry, k) => entry + step[k])), Number(value[0]) + rise];
  });
}
