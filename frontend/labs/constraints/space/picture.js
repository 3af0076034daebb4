/** The surface of a constraint, or the curve where two meet, with all that is known at the point. Pure functions. */

import { levelLines, mesh } from "../../../plots/marks/mesh.js";
import { patch } from "../../../plots/marks/patch.js";
import { spot } from "../../../plots/marks/spot.js";
import { signs } from "../../../plots/marks/spots.js";
import { strokes } from "../../../plots/marks/strokes.js";
import { distanceOf } from "../../common/along.js";
import { signsOf, squareOn } from "../on-surfaces.js";
import { isSplit } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("../../../plots/marks/strokes.js").Stroke} Stroke
 */

const LEVELS = 14;
const LIFT = 0.004; // of the box, by which lines stand off the surface
const PATCH = 0.07; // half a side of the piece of the tangent plane, of the box
const LONGEST = 0.4; // of an arrow, of the shortest side of the box
const NAMED = 0.03; // of the box: shorter arrows have no name
const MARGIN = 0.01; // of the box, that arrows stay inside of it

/** @param {Sight} sight @returns {import("../../../plots/space.js").SpacePicture} */
export function spacePicture(sight) {
  const { surface, curve, names, ranges, size, show, point, theme } = sight;
  const lift = LIFT * size;
  const track = curve.map(({ points }) => points);
  return {
    marks: [
      ...(surface ? [mesh(surface, show.contour ? LEVELS : 0)] : []),
      strokes([
        { strokes: track.length ? track : [[point, point]], role: "constraint", weight: 1.6 },
        { strokes: [show.contour ? levelThrough(sight) : [point, point]], role: "point", weight: 1.3, lies: true },
      ]),
      ...(show.tangent && surface ? [tangentSquare(sight, PATCH * size, lift)] : []),
      ...(show.solutions ? [signs(signsOf(sight, 4 * lift))] : []),
      // What shines through is drawn in this order: the square would dim arrows that came before it.
      ...(show.arrows ? [strokes(arrowsOf(sight))] : []),
      spot(point, true),
    ],
    sheet: null,
    names: /** @type {[string, string, string]} */ (names.variables),
    ranges: /** @type {[[number, number], [number, number], [number, number]]} */ (ranges),
    equal: true,
    ground: surface,
    track,
    held: point,
    theme,
  };
}

/** The level line of f through the point. @param {Sight} sight */
function levelThrough({ surface, at, point }) {
  return surface && at && at.value !== null ? levelLines(surface, [at.value]) : [point, point];
}

/**
 * ∇f and the parts that make it up, in one scale: what each constraint holds of it, and what is left.
 * @param {Sight} sight
 * @returns {{step: number[], role: string, label: string}[]}
 */
export function partsOf(sight) {
  const { at, names } = sight;
  if (!isSplit(at)) return [];
  const holding = at.constraint_gradients.map((slope, k) => {
    const factor = /** @type {number} */ (at.multipliers[k]);
    return { vector: slope.map((entry) => factor * entry), role: "constraint", label: HOLDING[k] };
  });
  const parts = [
    { vector: at.gradient, role: "gradient", label: `∇${names.f}` },
    ...holding,
    { vector: at.tangential, role: "tangent", label: "rest" },
  ];
  const vectors = parts.map(({ vector }) => vector);
  const scale = Math.min(scaleOf(sight, at.gradient), roomFor(sight, vectors));
  return parts.map(({ vector, ...look }) => ({ ...look, step: vector.map((entry) => scale * entry) }));
}

/**
 * By which vectors may be drawn so that none leaves the box, for beyond it nothing is seen of them. Right at its border
 * they are cut off rather than shrunk to nothing.
 * @param {Sight} sight
 * @param {number[][]} vectors
 */
function roomFor({ point, ranges, size }, vectors) {
  const free = vectors.flatMap((vector) =>
    vector.map((entry, k) => {
      const room = entry > 0 ? ranges[k][1] - point[k] : point[k] - ranges[k][0];
      return Math.max(room - MARGIN * size, NAMED * size) / Math.abs(entry);
    }),
  );
  return Math.min(...free);
}

const HOLDING = ["λ∇g", "μ∇h"];

/**
 * By which a gradient is drawn: the arrow grows with it, to half of the longest where f rises by its whole range across
 * the box.
 * @param {Sight} sight
 * @param {number[]} gradient
 */
function scaleOf({ surface, curve, size, ranges }, gradient) {
  const values = surface ? [surface.values] : curve.map((piece) => piece.values);
  const [low, high] = values.reduce(widened, [Infinity, -Infinity]);
  const length = Math.hypot(...gradient);
  const usual = high > low ? (high - low) / size : length;
  const longest = LONGEST * Math.min(...ranges.map(([from, to]) => to - from));
  return length > 0 ? longest / (length + usual) : 0;
}

/** @param {number[]} limits @param {ArrayLike<number>} values */
function widened([low, high], values) {
  for (let k = 0; k < values.length; k++) {
    if (values[k] < low) low = values[k];
    if (values[k] > high) high = values[k];
  }
  return [low, high];
}

/**
 * An arrow for each part, with its name where it is apart from others: of arrows that lie on each other the first is
 * named. There are as many at every moment, for then they are moved, and nothing is rebuilt.
 * @param {Sight} sight
 * @returns {Stroke[]}
 */
function arrowsOf(sight) {
  const { point, extrema, names, size } = sight;
  const parts = partsOf(sight);
  const holding = extrema.constraints.map((_, k) => HOLDING[k]);
  const labels = [`∇${names.f}`, ...holding, "rest"];
  const tips = labels.map((_, k) => tipOf(point, parts[k]?.step ?? [0, 0, 0]));
  const isApart = (/** @type {number} */ k) =>
    [point, ...tips.slice(0, k)].every((other) => distanceOf(tips[k], other) > NAMED * size);
  return labels.map((label, k) => {
    const role = k === 0 ? "gradient" : k > holding.length ? "tangent" : "constraint";
    return { role, strokes: [[point, tips[k]]], arrow: true, shines: true, label: isApart(k) ? label : undefined };
  });
}

/** @param {number[]} from @param {number[]} step */
function tipOf(from, step) {
  return from.map((entry, k) => entry + step[k]);
}

/** @param {Sight} sight @param {number} half  of its side @param {number} lift */
function tangentSquare({ at, point }, half, lift) {
  const normal = at?.constraint_gradients[0] ?? [];
  const length = Math.hypot(...normal);
  const unit = normal.map((entry) => entry / length);
  return length > 0 ? squareOn(point, unit, half, lift) : patch([point, point, point, point]);
}
