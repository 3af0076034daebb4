/** From the lab's state and the backend's answers to what the plots draw. Pure functions. */

import { formatNumber } from "../../core/format.js";
import { isSkewed } from "../../plots/levels.js";
import { glyphs } from "../../plots/marks/glyph.js";
import { grips } from "../../plots/marks/grip.js";
import { trails } from "../../plots/marks/trail.js";
import { nameOf } from "../common/meaning.js";
import { looksOf } from "../common/methods.js";
import { placeAt } from "../walks/places.js";
import { coordinatePlane, onPlane, principalPlane } from "./projection.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("../../plots/picture.js").Picture} Picture
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {object} Extras  what switches add to the map
 * @property {import("../../plots/picture.js").Mark[]} [marks]
 * @property {Picture["cells"]} [cells]
 * @typedef {object} Scene
 * @property {PathsState} state
 * @property {Answers} answers
 * @property {number} selected  the run
 * @property {string} theme
 * @property {number | null} [pointed]  where the hand points in a plot of progress
 */

/** The iterate that a walk has come to after so much work. @param {Walk} walk @param {number} spent */
export function placeAfter({ work }, spent) {
  const beyond = work.findIndex((each) => each > spent);
  return beyond < 0 ? work.length - 1 : Math.max(0, beyond - 1);
}

/**
 * The part of a walk that is shown at the cursor.
 * @param {Walk} walk
 * @param {PathsState} state
 * @returns {[number, number][]}
 */
function shownPlaces(walk, { step, trail }) {
  const last = placeAt(walk, step);
  const from = trail > 0 ? Math.max(0, last - trail) : 0;
  return /** @type {[number, number][]} */ (walk.points.slice(from, last + 1));
}

/**
 * The walks on the surface and on its map.
 * @param {Scene} scene  of a function of two variables
 * @param {Extras[]} extras
 * @returns {Picture}
 */
export function pictureOf({ state, answers, selected, theme }, extras) {
  const { meaning, walks, grid, domain, critical } = answers;
  const { variables, source } = /** @type {import("../common/meaning.js").Meaning} */ (meaning);
  const looks = looksOf(state.runs);
  const walked = walks.slice(0, looks.length).map((walk, k) => ({
    places: shownPlaces(walk, state),
    ...looks[k],
    label: String(k + 1),
    isSelected: k === selected,
  }));
  return {
    grid,
    names: { x: variables[0], y: variables[1], value: `${nameOf(source)}(${variables.join(", ")})` },
    domain: domain ?? state.domain,
    theme,
    levels: isSkewed(grid) ? "logarithmic" : "even",
    marks: [
      trails(walked),
      ...extras.flatMap(({ marks = [] }) => marks),
      grips(gripsOf(state, selected, looks)),
      ...(state.show.critical && critical ? [glyphs(critical.points)] : []),
    ],
    cells: extras.find(({ cells }) => cells)?.cells,
  };
}

/**
 * The starts that can be dragged: one for all runs, or one for each.
 * @param {PathsState} state
 * @param {number} selected
 * @param {{role: string}[]} looks
 * @returns {import("../../plots/marks/grip.js").Grip[]}
 */
function gripsOf({ runs, together }, selected, looks) {
  const shown = together ? [selected] : [...runs.keys()];
  return shown.map((k) => ({
    place: /** @type {[number, number]} */ (runs[k].start),
    role: together ? "point" : looks[k].role,
    label: together ? "" : String(k + 1),
    isSelected: k === selected,
  }));
}

/**
 * Walks in more than two variables, on a plane.
 * @param {Scene} scene
 * @param {[number, number] | null} chosen  two coordinates; null: where they spread most
 * @returns {{picture: CurvePicture, share: number}}
 */
export function projectionPicture({ state, answers, selected, theme }, chosen) {
  const { walks, meaning } = answers;
  const names = /** @type {any} */ (meaning).variables;
  const looks = looksOf(state.runs);
  const shown = walks.slice(0, looks.length);
  const isNear = (/** @type {number[]} */ point) =>
    point.every((entry) => Number.isFinite(entry) && Math.abs(entry) < 1e6);
  // The starts stay however far out they are: a plane goes through something.
  const points = shown.flatMap((walk) => walk.points.filter((point, n) => n === 0 || isNear(point)));
  const plane = chosen ? coordinatePlane(points, chosen) : principalPlane(points);
  const places = shown.map((walk) => walk.points.map((point) => onPlane(plane, point)));
  const lines = places.map((each, k) => ({
    points: each.slice(0, placeAt(shown[k], state.step) + 1),
    role: looks[k].role,
    dash: looks[k].dash,
    dots: each.length <= 100,
    weight: k === selected ? 1.1 : 0.8,
  }));
  const near = points.map((point) => onPlane(plane, point));
  const range = (/** @type {0 | 1} */ axis) => rangeOf(near.map((place) => place[axis]));
  const labels = chosen
    ? chosen.map((axis) => names[axis])
    : ["first principal direction", "second principal direction"];
  return {
    picture: {
      curves: [],
      lines,
      marks: places.map((each, k) => ({
        x: each[placeAt(shown[k], state.step)][0],
        y: each[placeAt(shown[k], state.step)][1],
        role: looks[k].role,
      })),
      xLabel: labels[0],
      yLabel: labels[1],
      xRange: range(0),
      yRange: range(1),
      theme,
    },
    share: plane.share,
  };
}

/** @param {number[]} values @returns {[number, number]} */
function rangeOf(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.08 * (high - low || 1);
  return [low - room, high + room];
}

/**
 * The least value known: of a critical point, or that any walk has come to.
 * @param {Answers} answers
 * @returns {{value: number, isKnown: boolean}}
 */
export function leastValue({ walks, critical }) {
  const seen = walks.flatMap(({ values }) => values).filter((value) => value !== null);
  const met = Math.min(...seen);
  const known = (critical?.points ?? [])
    .filter((/** @type {any} */ each) => each.kind === "minimum")
    .map((/** @type {any} */ each) => each.value);
  // A minimum that lies above what a walk has met is none of the whole function.
  const least = Math.min(...known);
  return Number.isFinite(least) && least <= met + 1e-9 * Math.max(1, Math.abs(met))
    ? { value: Math.min(least, met), isKnown: true }
    : { value: met, isKnown: false };
}

/**
 * What a plot of progress shows of a walk at each iterate.
 * @type {Record<string, (walk: Walk, least: number) => (number | null)[]>}
 */
const QUANTITIES = {
  value: ({ values }, least) => values.map((value) => (value === null ? null : value - least || null)),
  gradient: ({ norms }) => norms.map((norm) => norm || null),
  step: ({ points }) =>
    points.slice(1).map((point, k) => Math.hypot(...point.map((entry, axis) => entry - points[k][axis])) || null),
};

/**
 * Progress of every walk by powers of ten, against iterations or against work.
 * @param {Scene} scene
 * @param {keyof typeof QUANTITIES} quantity
 * @returns {CurvePicture}
 */
export function progressPicture({ state, answers, selected, theme, pointed = null }, quantity) {
  const looks = looksOf(state.runs);
  const walks = answers.walks.slice(0, looks.length);
  const { value: least, isKnown } = leastValue(answers);
  const isWork = state.against === "work";
  const across = (/** @type {Walk} */ { points, work }) => (isWork ? work : points.map((_, n) => n));
  const curves = walks.map((walk, k) => {
    const y = QUANTITIES[quantity](walk, least);
    return {
      x: across(walk).slice(0, y.length),
      y,
      ...looks[k],
      weight: k === selected ? 1 : 0.7,
      dots: y.length <= 60,
    };
  });
  const placeOf = (/** @type {Walk} */ walk) =>
    pointed === null
      ? placeAt(walk, state.step)
      : isWork
        ? placeAfter(walk, pointed)
        : placeAt(walk, Math.max(0, Math.round(pointed)));
  const marks = walks.flatMap((walk, k) => {
    const n = placeOf(walk);
    const y = curves[k].y[n] ?? null;
    return y === null
      ? []
      : [
          {
            x: across(walk)[n],
            y,
            role: looks[k].role,
            ...(pointed !== null && k === selected ? { label: formatNumber(y, 3) } : {}),
          },
        ];
  });
  const cursor =
    pointed === null
      ? isWork
        ? across(walks[selected])[placeAt(walks[selected], state.step)]
        : state.step
      : isWork
        ? pointed
        : Math.max(0, Math.round(pointed));
  const last = Math.max(1, ...walks.map((walk) => across(walk)[walk.points.length - 1]));
  const titles = {
    value: `f − ${isKnown ? "least value" : "lowest f met"}`,
    gradient: "|∇f|",
    step: "length of the step",
  };
  return {
    curves,
    marks,
    guides: [{ x: cursor, role: "point", dash: "2 4" }],
    xLabel: isWork ? "gradient evaluations" : "step n",
    yLabel: titles[/** @type {keyof typeof titles} */ (quantity)],
    yScale: "log",
    xRange: [-0.015 * last, 1.015 * last],
    theme,
  };
}
