/** The surface with the walks on it, and what goes with them as curves. Pure functions. */

import { mesh } from "../../../plots/marks/mesh.js";
import { spot } from "../../../plots/marks/spot.js";
import { signs, spots } from "../../../plots/marks/spots.js";
import { strokes } from "../../../plots/marks/strokes.js";
import { signsOf, squareOn } from "../on-surfaces.js";
import { GAPS } from "./requests.js";
import { placeAt } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./requests.js").Place} Place
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../../plots/marks/strokes.js").Stroke} Stroke
 */

const LEVELS = 14;
const LIFT = 0.004; // of the box, by which lines stand off the surface
const PATCH = 0.1; // half a side of the piece of the tangent plane, of the box

/** @param {Sight} sight @returns {import("../../../plots/space.js").SpacePicture} */
export function spacePicture(sight) {
  const { state, surface, curve, variables, ranges, theme, walk, step } = sight;
  const size = Math.hypot(...ranges.map(([low, high]) => high - low));
  const lift = LIFT * size;
  const ground = surface ? [mesh(surface, state.show.contour ? LEVELS : 0)] : [];
  const held = /** @type {number[]} */ (walk.points[0]);
  return {
    marks: [
      ...ground,
      strokes([
        { strokes: curve.length ? curve : [[held, held]], role: "constraint", weight: 1.3 },
        ...trailsOf(sight, lift),
        ...(state.show.arrows ? stepArrows(sight) : []),
      ]),
      ...(state.show.tangent && surface ? [tangentPatch(sight, PATCH * size, lift)] : []),
      spots(walk.points.slice(0, step + 1), "run-1"),
      ...(sight.flat ? [spots(sight.flat.points.slice(0, placeAt(sight.flat, step) + 1), "run-3")] : []),
      ...(sight.plain ? [spots(sight.plain.points.slice(0, placeAt(sight.plain, step) + 1), "run-2", true)] : []),
      ...(state.show.solutions ? [signs(signsOf(sight, 4 * lift))] : []),
      spot(cursorPlace(sight), true),
    ],
    sheet: null,
    names: variables,
    ranges: /** @type {[[number, number], [number, number], [number, number]]} */ (ranges),
    equal: true,
    ground: surface,
    held,
    theme,
  };
}

/** Where the walk is, in slow motion on its way through the step. @param {Sight} sight @returns {Place} */
export function cursorPlace({ walk, step, part }) {
  const here = walk.points[step];
  if (part < 2) return here;
  return part === 2 ? sum(here, walk.steps[step]) : walk.points[step + 1];
}

/**
 * The ways up to the cursor, on both sides of the surface.
 * @param {Sight} sight
 * @param {number} lift
 * @returns {Stroke[]}
 */
function trailsOf({ walk, plain, flat, power, step }, lift) {
  const trail = (/** @type {Walk} */ { points, ways, normals }, /** @type {number} */ count) => {
    const steps = (ways ?? []).slice(0, count);
    const sides = [lift, -lift].map((side) =>
      steps.flatMap((way, k) => way.map((place) => lifted(place, normals[k], side))),
    );
    return steps.length ? sides : [[points[0], points[0]]];
  };
  return [
    { strokes: trail(walk, step), role: "run-1", weight: 1.4 },
    ...(plain ? [{ strokes: trail(plain, placeAt(plain, step)), role: "run-2", weight: 1.2, shines: true }] : []),
    ...(flat ? [{ strokes: trail(flat, placeAt(flat, step)), role: "run-3", weight: 1.2 }] : []),
    ...(power ? [{ strokes: trail(power, placeAt(power, step)), role: "run-4", weight: 1.2 }] : []),
  ];
}

/** @param {Place} place @param {Place} normal @param {number} by */
function lifted(place, normal, by) {
  return place.map((entry, k) => (entry ?? NaN) + by * (normal[k] ?? 0));
}

/** @param {Place} a @param {Place} b @param {number} [factor] */
function sum(a, b, factor = 1) {
  return a.map((entry, k) => (entry ?? NaN) + factor * (b[k] ?? NaN));
}

/**
 * The step at the cursor: −a∇f, what of it is tangent, the step that is made, and the way back. In slow motion those
 * parts of it that have come.
 * @param {Sight} sight
 * @returns {Stroke[]}
 */
function stepArrows({ state, walk, step, part }) {
  const here = walk.points[step];
  const isLast = step >= walk.points.length - 1;
  const seen = isLast ? -1 : state.show.slow ? part : 3;
  const down = sum(here, walk.gradients[step], -state.rate);
  const along = sum(here, walk.projected[step], -state.rate);
  const made = isLast ? here : sum(here, walk.steps[step]);
  const next = isLast ? here : walk.points[step + 1];
  // What is not seen has no length, for traces come and go less quickly than they move.
  const arrow = (
    /** @type {Place} */ from,
    /** @type {Place} */ to,
    /** @type {boolean} */ isSeen,
    /** @type {string} */ role,
  ) => ({ strokes: [[from, isSeen ? to : from]], role, arrow: true, shines: true });
  const isPlain = state.momentum === 0;
  return [
    arrow(here, down, seen >= 0, "gradient"),
    { strokes: [[down, seen >= 1 ? along : down]], role: "guide", weight: 0.6, shines: true },
    arrow(here, along, seen >= 1, "tangent"),
    arrow(here, made, seen >= 2 && !isPlain, "direction"),
    arrow(made, next, seen >= 3, "constraint"),
  ];
}

/**
 * A piece of the tangent plane where the walk is, a little outside, where the surface does not pierce it.
 * @param {Sight} sight
 * @param {number} half  of its side
 * @param {number} lift
 */
function tangentPatch({ walk, step }, half, lift) {
  const [here, normal] = [walk.points[step], walk.normals[step]].map((place) => place.map((entry) => entry ?? NaN));
  return squareOn(here, normal, half, lift);
}

/** f step by step, of both walks. @param {Sight} sight @returns {CurvePicture} */
export function valuesPicture(sight) {
  const { extrema, f } = sight;
  const heights = extrema.points.flatMap(({ value }) => (value === null ? [] : [value]));
  const lowest = heights.length ? Math.min(...heights) : null;
  return {
    ...byStep(sight, ({ values }) => values),
    guides: [
      { x: sight.step },
      ...(lowest === null ? [] : [{ y: lowest, label: "lowest on the surface", dash: "5 4" }]),
    ],
    yLabel: f,
  };
}

/** How far the walks are off the surface. @param {Sight} sight @returns {CurvePicture} */
export function offPicture(sight) {
  return { ...byStep(sight, ({ distances }) => distances.map(([first]) => first)), yLabel: "|g − c|" };
}

/** @param {Place} place @param {[number, number][]} ranges */
function isInside(place, ranges) {
  return ranges.every(([low, high], k) => low <= (place[k] ?? NaN) && (place[k] ?? NaN) <= high);
}

/** @param {Sight} sight @param {(walk: Walk) => (number | null)[]} read @returns {CurvePicture} */
function byStep({ walk, plain, flat, power, chart, step, theme, ranges }, read) {
  // Once it has left the box, its heights would press the other walk flat.
  const counts = Boolean(plain?.points.every((place) => isInside(place, ranges)));
  const curve = (/** @type {Walk} */ each, /** @type {string} */ role, /** @type {string} */ label) => {
    const y = read(each);
    return { x: y.map((_, k) => k), y, role, label };
  };
  const ordinary = chart ? `ordinary in (${chart.coordinates.join(", ")})` : "";
  const walks = [
    curve(walk, "run-1", "on the surface"),
    ...(plain ? [{ ...curve(plain, "run-2", "plain"), counts }] : []),
    ...(flat ? [curve(flat, "run-3", ordinary)] : []),
    ...(power ? [curve(power, "run-4", "power iteration")] : []),
  ];
  return {
    curves: walks,
    marks: walks.map(({ y, role }) => ({ x: Math.min(step, y.length - 1), y: y[Math.min(step, y.length - 1)], role })),
    guides: [{ x: step }],
    xLabel: "step",
    yLabel: "",
    theme,
  };
}

/**
 * Both ways back to the surface: how far apart they end, by the learning rate.
 * @param {Sight} sight
 * @returns {CurvePicture}
 */
export function gapsPicture({ gaps, state, theme }) {
  const x = GAPS.map((part) => part * state.rate);
  const k = gaps.findIndex((gap) => gap > 0);
  const cubic = (/** @type {number} */ rate) => gaps[k] * (rate / x[k]) ** 3;
  return {
    curves: [
      ...(k < 0 ? [] : [{ x, y: x.map(cubic), role: "guide", label: "slope 3", dash: "5 4", counts: false }]),
      { x, y: gaps, role: "run-1", dots: true },
    ],
    xScale: "log",
    yScale: "log",
    xLabel: "learning rate a",
    yLabel: "closest point − geodesic",
    theme,
  };
}
