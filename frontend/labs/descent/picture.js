/** The function with the walks on it. Pure functions. */

import { rangesOf } from "../../plots/ranges.js";
import { gapsOf } from "../common/curve.js";
import { nameOf } from "../common/meaning.js";
import { traitsOf } from "../common/methods.js";
import { placeAt } from "../walks/places.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../plots/curve-picture.js").Curve} Curve
 * @typedef {import("../../plots/curve-picture.js").Line} Line
 * @typedef {{state: DescentState, answers: Answers, selected: number, theme: string}} Scene  what all pictures are made
 *   of
 */

const TRAIL = 200; // iterates: more would be a blot
const AHEAD = 12;
const TANGENT = 0.07; // half its length, in parts of the frame

/** @param {number} k */
export function roleOf(k) {
  return `run-${k + 1}`;
}

/**
 * The function with all walks on it, up to the cursor.
 * @param {Scene} scene  with a curve
 * @returns {CurvePicture}
 */
export function mainPicture({ state, answers, selected, theme }) {
  const { curve, walks, domain, meaning, goal } = /** @type {any} */ (answers);
  const [name, variable] = [nameOf(meaning.source), meaning.variables[0]];
  const at = walks.map((/** @type {Walk} */ walk) => placeAt(walk, state.step));
  /** @type {Curve} */
  const graph = {
    x: curve.x,
    y: curve.values[0],
    role: "function",
    label: `${name}(${variable})`,
    breaks: gapsOf(curve),
  };
  const { y } = rangesOf({ curves: [graph], xRange: domain, xLabel: "", yLabel: "", theme }, null);
  const steepest = (y[1] - y[0]) / (domain[1] - domain[0]);
  const trail = goal === "zero" ? tangentTrail : chordTrail;
  const order = selectedLast(walks.length, selected);
  return {
    curves: [graph, ...modelCurve(walks[selected], at[selected], curve.x)],
    lines: [
      ...(goal === "zero"
        ? []
        : order.flatMap((k) => tangentAt(walks[k], at[k], TANGENT * (domain[1] - domain[0]), steepest))),
      ...order.flatMap((k) => trail(walks[k], at[k], roleOf(k))),
    ],
    marks: order.map((k) => ({ x: walks[k].points[at[k]], y: walks[k].values[at[k]], role: roleOf(k) })),
    handles: order.map((k) => ({
      id: `start ${k}`,
      x: walks[k].points[0],
      y: walks[k].values[0],
      role: roleOf(k),
      label: String(k + 1),
    })),
    guides: goal === "zero" ? [{ y: 0 }] : [],
    strip: basinStrip(state, answers),
    xLabel: variable,
    yLabel: `${name}(${variable})`,
    xRange: domain,
    theme,
  };
}

/**
 * Runs in the order in which they are drawn: where several begin in one place, the hand takes the selected one.
 * @param {number} count
 * @param {number} selected
 */
export function selectedLast(count, selected) {
  return [...Array(count).keys()].filter((k) => k !== selected).concat(selected);
}

/**
 * A short piece of the tangent at an iterate, as long on paper wherever it is.
 * @param {Walk} walk
 * @param {number} n
 * @param {number} reach  of a level one, to each side
 * @param {number} diagonal  the slope that rises at 45° on paper, in a square frame
 * @returns {Line[]}
 */
function tangentAt({ points, values, slopes }, n, reach, diagonal) {
  const [x, value, slope] = [points[n], values[n], slopes[n]];
  if (value === null || slope === null) return [];
  const half = reach / Math.hypot(1, slope / diagonal);
  return [
    {
      points: [
        [x - half, value - slope * half],
        [x + half, value + slope * half],
      ],
      role: "tangent",
      weight: 1.2,
    },
  ];
}

/**
 * Newton's parabola at the cursor, whose vertex is the next iterate.
 * @param {Walk | undefined} walk
 * @param {number} n
 * @param {Float64Array} x
 * @returns {Curve[]}
 */
function modelCurve(walk, n, x) {
  const [at, value, slope, curvature] = [walk?.points[n], walk?.values[n], walk?.slopes[n], walk?.curvatures[n]];
  if (
    !walk ||
    !traitsOf(walk.run.method).isCurved ||
    typeof at !== "number" ||
    typeof value !== "number" ||
    typeof slope !== "number" ||
    typeof curvature !== "number"
  )
    return [];
  const y = Float64Array.from(x, (each) => value + slope * (each - at) + (curvature / 2) * (each - at) ** 2);
  return [{ x, y, role: "hessian", dash: "4 5", weight: 0.7, counts: false, label: "model" }];
}

/** From iterate to iterate. @param {Walk} walk @param {number} n @param {string} role @returns {Line[]} */
function chordTrail({ points, values }, n, role) {
  const from = Math.max(0, n - TRAIL);
  const trail = pairsOf(points, values).slice(from, n + 1);
  const ahead = pairsOf(points, values).slice(n, n + AHEAD);
  return [
    { points: trail, role, arrows: true, dots: true, weight: 0.7 },
    ...(ahead.length > 1 ? [{ points: ahead, role, dash: "1 5", weight: 0.5 }] : []),
  ];
}

/**
 * Along each tangent to the axis, and up or down to the curve again.
 * @param {Walk} walk
 * @param {number} n
 * @param {string} role
 * @returns {Line[]}
 */
function tangentTrail({ points, values }, n, role) {
  /** @type {[number, number | null][]} */
  const trail = [];
  for (let k = Math.max(0, n - TRAIL); k <= n; k++) trail.push([points[k], 0], [points[k], values[k]]);
  // The start has no tangent before it, and the cursor shows the next one.
  const next = points[n + 1];
  const shown = next === undefined ? trail.slice(1) : [...trail.slice(1), /** @type {[number, number]} */ ([next, 0])];
  return [
    { points: shown, role, weight: 0.7 },
    {
      points: /** @type {[number, number][]} */ (points.slice(0, n + 2).map((x) => [x, 0])),
      role,
      dots: true,
      weight: 0,
    },
  ];
}

/** @param {number[]} x @param {(number | null)[]} y @returns {[number, number | null][]} */
function pairsOf(x, y) {
  return x.map((each, k) => [each, y[k]]);
}

/** @param {DescentState} state @param {Answers} answers @returns {CurvePicture["strip"]} */
function basinStrip({ show }, { basins }) {
  if (!show.basins || !basins) return null;
  const ends = basins.attractors.map((/** @type {any} */ { point }, /** @type {number} */ color) => ({
    x: point[0],
    color,
  }));
  return { x: basins.x, colors: basins.labels, ends };
}
