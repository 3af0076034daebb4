/** From the lab's state and the backend's answers to what the plots draw. Pure functions. */

import { labelsOf } from "../../core/catalogue.js";
import { niceStep } from "../../plots/ticks.js";
import { isSkewed } from "../../plots/levels.js";
import { glyphs } from "../../plots/marks/glyph.js";
import { grips } from "../../plots/marks/grip.js";
import { trails } from "../../plots/marks/trail.js";
import { formatNumber, nameText } from "../../core/format.js";
import { roleOf } from "../common/methods.js";
import { SHORT_NAMES } from "./words.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./state.js").Interval} Interval
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./requests.js").Fit} Fit
 * @typedef {import("./requests.js").Points} Points
 * @typedef {import("../../plots/picture.js").Picture} Picture
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {object} Scene
 * @property {RegressionState} state
 * @property {Points} points  as they are in the hand
 * @property {number | null} selected  one of them
 * @property {{x: Interval, y: Interval}} window  of the points
 * @property {Walk} walk
 * @property {Fit} fit
 * @property {string} theme
 */

/** Of the best fits, the same for a loss wherever it is shown. @type {Record<string, string>} */
export const DASHES = labelsOf("losses", "dash");
/** Beyond it nothing is drawn. */
const FARTHEST = 1e12;

/**
 * Round ends around some numbers, with a part of their range as room.
 * @param {number[]} values
 * @param {number} [room]
 * @returns {Interval}
 */
export function roundRange(values, room = 0.05) {
  if (!values.length) return [-5, 5];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const width = Math.max(high - low, 0.2 * Math.max(Math.abs(low), Math.abs(high)), 1e-6);
  const step = niceStep(low, high === low ? low + width : high, 10);
  const ends = [step * Math.floor((low - room * width) / step), step * Math.ceil((high + room * width) / step)];
  return /** @type {Interval} */ (
    ends.map((end) => Math.min(Math.max(Number(end.toPrecision(12)), -FARTHEST), FARTHEST))
  );
}

/** Where the points are seen. @param {Points} points @returns {{x: Interval, y: Interval}} */
export function windowOf({ x, y }) {
  // A line on its way is seen around the points, too.
  return { x: roundRange(x), y: roundRange(y, 0.2) };
}

/** The points, the model on its way, and the best fits there are. @param {Scene} scene @returns {CurvePicture} */
export function dataPicture({ state, points, selected, window, walk, fit, theme }) {
  const { show, method } = state;
  const bests = show.best ? walk.compared.filter(({ curve }) => curve) : [];
  const curves = [
    ...bests.map(({ name, curve }, k) => ({
      x: fit.curve.x,
      y: curve ?? [],
      role: "guide",
      dash: DASHES[name],
      weight: k ? 0.7 : 1,
      counts: false,
    })),
    { x: fit.curve.x, y: fit.curve.y, role: roleOf(method), weight: 1.2, counts: false },
  ];
  const { predictions } = fit.terms;
  const residuals = show.residuals
    ? walk.points.x.map((x, k) => ({
        points: /** @type {[number, number | null][]} */ ([
          [x, walk.points.y[k]],
          [x, predictions[k]],
        ]),
        role: "gradient",
        weight: 0.6,
      }))
    : [];
  const handles = points.x.map((x, k) => ({
    id: String(k),
    x,
    y: points.y[k],
    role: k === selected ? "gradient" : "point",
    ...(k === selected ? { label: `(${formatNumber(x, 3)}, ${formatNumber(points.y[k], 3)})` } : {}),
  }));
  return { ...axesOfPoints(window, theme), curves, lines: residuals, handles };
}

/** Which line is which. @param {Scene} scene @returns {{text: string, role: string, dash: string, weight: number}[]} */
export function legendOf({ state, walk, fit }) {
  const bests = state.show.best ? walk.compared.filter(({ curve }) => curve) : [];
  return [
    {
      text: fit.step ? `the model at step ${fit.step}` : "the model where it begins",
      role: roleOf(state.method),
      dash: "none",
      weight: 1.2,
    },
    ...bests.map(({ name }, k) => ({
      text: `best by ${SHORT_NAMES[name]}`,
      role: "guide",
      dash: DASHES[name],
      weight: k ? 0.7 : 1,
    })),
  ];
}

/** C over the only parameter, with the walk on it. @param {Scene} scene @returns {CurvePicture} */
export function lossPicture({ state, walk, fit, theme }) {
  const { x, losses } = walk.surface;
  const role = roleOf(state.method);
  const walked = walk.path
    .slice(0, fit.step + 1)
    .map(([place], k) => /** @type {[number, number | null]} */ ([place, walk.losses[k]]));
  const name = nameText(walk.names[0]);
  return {
    curves: [{ x, y: losses, role: "function" }],
    lines: [{ points: walked, role, dots: walked.length <= 60, weight: 0.8 }],
    marks: [
      ...bestMarks(walk),
      { x: fit.parameters[0], y: fit.loss, role, label: `${name} = ${formatNumber(fit.parameters[0], 3)}` },
    ],
    handles: [{ id: "start", x: walk.path[0][0], y: walk.losses[0], role: "point" }],
    xLabel: name,
    yLabel: letterOf(state),
    xRange: /** @type {Interval} */ ([x[0], x[x.length - 1]]),
    theme,
  };
}

/** @param {Walk} walk */
function bestMarks({ best }) {
  return best
    ? [{ x: best.parameters[0], y: best.loss, role: "minimum", glyph: /** @type {const} */ ("minimum") }]
    : [];
}

/**
 * What the loss of all points is called: S for a sum, C for a mean.
 * @param {Pick<RegressionState, "reduction">} state
 */
export function letterOf({ reduction }) {
  return reduction === "sum" ? "S" : "C";
}

/** C over two parameters, with the walk on it. @param {Scene} scene @returns {Picture} */
export function surfacePicture({ state, walk, fit, theme }) {
  const { surface, best } = walk;
  const { axes, x, y } = surface;
  const along = axes.map((axis) => walk.names.indexOf(axis));
  const place = (/** @type {number[]} */ theta) => /** @type {[number, number]} */ (along.map((k) => theta[k]));
  const walked = walk.path.slice(0, fit.step + 1).map(place);
  const [across, up] = [Array.from(x), Array.from(y ?? [])];
  const grid = gridOf(surface);
  return {
    grid,
    names: { x: nameText(axes[0]), y: nameText(axes[1]), value: letterOf(state) },
    domain: { x: [across[0], across[across.length - 1]], y: [up[0], up[up.length - 1]] },
    theme,
    levels: isSkewed(grid) ? "logarithmic" : "even",
    marks: [
      trails([{ places: walked, role: roleOf(state.method), dash: "none", isSelected: true }]),
      grips([{ place: place(walk.path[0]), role: "point", label: "", isSelected: true }]),
      ...(best && walk.names.length === 2
        ? [glyphs([{ point: place(best.parameters), value: best.loss ?? 0, kind: "minimum" }])]
        : []),
    ],
  };
}

/**
 * Of surfaces that were drawn: the same object while it is the same.
 * @type {WeakMap<object, import("../../plots/geometry.js").Grid>}
 */
const grids = new WeakMap();

/** @param {Walk["surface"]} surface */
function gridOf(surface) {
  const known = grids.get(surface);
  if (known) return known;
  const { x, y, losses } = surface;
  const heights = Array.from(losses, (/** @type {ArrayLike<number>} */ row) => Array.from(row))
    .flat()
    .filter(Number.isFinite);
  const range = /** @type {[number | null, number | null]} */ (
    heights.length ? [Math.min(...heights), Math.max(...heights)] : [null, null]
  );
  const grid = { x, y: y ?? [], z: losses, range };
  grids.set(surface, grid);
  return grid;
}

/** The loss step by step. @param {Scene} scene @returns {CurvePicture} */
export function progressPicture({ state, walk, fit, theme }) {
  const { losses, best } = walk;
  const y = losses.map((loss) => loss || null);
  const least = best?.loss;
  return {
    curves: [{ x: losses.map((_, k) => k), y, role: roleOf(state.method), dots: y.length <= 60 }],
    marks: [{ x: fit.step, y: y[fit.step] ?? null, role: roleOf(state.method) }],
    guides: [
      { x: fit.step, dash: "2 4" },
      ...(least ? [{ y: least, role: "minimum", dash: "7 5", label: `least: ${formatNumber(least, 4)}` }] : []),
    ],
    xLabel: "step",
    yLabel: letterOf(state),
    yScale: "log",
    xRange: [0, Math.max(1, losses.length - 1)],
    theme,
  };
}

/** What a residual costs, with those of the points on the curve. @param {Scene} scene @returns {CurvePicture} */
export function residualLossPicture({ fit, theme }) {
  const { profile, terms } = fit;
  return {
    curves: [{ x: profile.residuals, y: profile.losses, role: "function" }],
    marks: marksAt(terms.residuals, terms.losses),
    xLabel: "residual r = y − f(x)",
    yLabel: "loss ℓ(r)",
    xRange: rangeOf(profile.residuals),
    theme,
  };
}

/** How hard a residual pulls at the fit. @param {Scene} scene @returns {CurvePicture} */
export function pullPicture({ fit, theme }) {
  const { profile, terms } = fit;
  const breaks = profile.has_corner ? [0] : [];
  return {
    curves: [{ x: profile.residuals, y: profile.pulls, role: "gradient", breaks }],
    marks: marksAt(terms.residuals, terms.pulls),
    guides: [{ y: 0 }],
    xLabel: "residual r = y − f(x)",
    yLabel: "pull ℓ′(r)",
    xRange: rangeOf(profile.residuals),
    theme,
  };
}

/** @param {(number | null)[]} residuals @param {(number | null)[]} heights */
function marksAt(residuals, heights) {
  return residuals.flatMap((x, k) => (x === null ? [] : [{ x, y: heights[k], role: "point" }]));
}

/** @param {number[]} values @returns {Interval} */
function rangeOf(values) {
  return [values[0], values[values.length - 1]];
}

/**
 * The points alone, before there is a fit.
 * @param {import("./requests.js").Points} points
 * @param {{x: [number, number], y: [number, number]}} window
 * @param {string} theme
 * @returns {import("../../plots/curve-picture.js").CurvePicture}
 */
export function emptyPicture({ x, y }, window, theme) {
  const handles = x.map((place, k) => ({ id: String(k), x: place, y: y[k], role: "point" }));
  return { ...axesOfPoints(window, theme), curves: [], handles };
}

/** @param {{x: [number, number], y: [number, number]}} window @param {string} theme */
function axesOfPoints({ x, y }, theme) {
  return { xLabel: "x", yLabel: "y", xRange: x, yRange: y, xGrid: true, theme };
}
