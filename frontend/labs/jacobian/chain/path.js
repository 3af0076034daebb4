/**
 * A curve in the plane on the map of a function of two variables: what one sees where a chain goes from a line through
 * a plane to a line. Pure functions.
 */

import { heightLimits } from "../../../plots/geometry.js";
import { arrow } from "../../../plots/marks/arrow.js";
import { point } from "../../../plots/marks/point.js";
import { trails } from "../../../plots/marks/trail.js";
import { gradientStep } from "../../../plots/steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("../../../plots/picture.js").Picture} Picture
 * @typedef {import("../../../plots/geometry.js").Domain} Domain
 * @typedef {[number, number]} Place
 * @typedef {object} Path
 * @property {number[]} times
 * @property {Place[]} places  with NaN where there are none
 * @property {Domain} box
 * @property {import("../../../plots/geometry.js").Grid} grid
 */

const SAMPLES = 400;
const ROOM = 0.6; // around the curve, in parts of its size
const ARROW = 0.28; // of the box, where the curve is fastest

/** @param {[number, number]} range */
export function timesOf([low, high]) {
  return Array.from({ length: SAMPLES + 1 }, (_, k) => low + ((high - low) * k) / SAMPLES);
}

/** A square around the curve. @param {Place[]} places @returns {Domain} */
export function boxAround(places) {
  const finite = places.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
  const range = (/** @type {0 | 1} */ axis) => {
    const entries = finite.map((place) => place[axis]);
    return finite.length ? [Math.min(...entries), Math.max(...entries)] : [-1, 1];
  };
  const [x, y] = [range(0), range(1)];
  const half = (Math.max(x[1] - x[0], y[1] - y[0]) / 2 || 1) * (1 + ROOM);
  const around = (/** @type {number[]} */ [low, high]) =>
    /** @type {[number, number]} */ ([rounded((low + high) / 2 - half, half), rounded((low + high) / 2 + half, half)]);
  return { x: around(x), y: around(y) };
}

/** Three digits of the size are exact enough for a box. @param {number} value @param {number} size */
function rounded(value, size) {
  const unit = 10 ** (Math.floor(Math.log10(size)) - 2);
  return Number((Math.round(value / unit) * unit).toPrecision(12));
}

/** The time at which the curve comes nearest to a place. @param {Path} path @param {Place} place */
export function nearestTime({ times, places }, [x, y]) {
  const distances = places.map((place) => Math.hypot(place[0] - x, place[1] - y));
  const least = Math.min(...distances.filter(Number.isFinite));
  return times[distances.indexOf(least)] ?? times[0];
}

/** The greatest speed along the curve, by its steps. @param {Path} path */
export function greatestSpeed({ times, places }) {
  const speeds = places
    .slice(1)
    .map(([x, y], k) => Math.hypot(x - places[k][0], y - places[k][1]) / (times[k + 1] - times[k]));
  return Math.max(0, ...speeds.filter(Number.isFinite));
}

/** @param {number[]} velocity @param {Path} path @returns {[number, number]} */
export function velocityStep([x, y], path) {
  const speed = greatestSpeed(path);
  const length = speed > 0 ? (ARROW * (path.box.x[1] - path.box.x[0])) / speed : 0;
  return [x * length, y * length];
}

/**
 * The curve on the map, the point on it with its velocity, and the gradient there.
 * @param {Chain} chain
 * @param {Path} path
 * @param {Domain} box  what is seen
 * @param {string} theme
 * @returns {Picture}
 */
export function pathPicture(chain, path, box, theme) {
  const { wires, names } = chain;
  const { names: axes, values } = wires[wires.length - 2];
  const place = /** @type {Place} */ (values.map((value) => value ?? NaN));
  return {
    grid: path.grid,
    names: { x: axes[0], y: axes[1], value: names[names.length - 1] },
    domain: box,
    theme,
    marks: [
      trails([{ places: path.places, role: "ink", dash: "none", isSelected: true, isWhole: true }]),
      ...arrowsAt(place, chain, path),
      point({ place, value: wires[wires.length - 1].values[0] }),
    ],
  };
}

/**
 * The velocity and the gradient, where they exist.
 * @param {Place} from
 * @param {Chain} chain
 * @param {Path} path
 */
function arrowsAt(from, chain, path) {
  const { name, gradient, velocity } = runOf(chain);
  const isThere = (/** @type {(number | null)[]} */ vector) => !vector.includes(null);
  const along = isThere(velocity) ? velocityStep(/** @type {Place} */ (velocity), path) : null;
  const upwards = isThere(gradient)
    ? gradientStep(/** @type {Place} */ (gradient), path.box, heightLimits(path.grid))
    : null;
  return [
    arrow({ from, step: along, role: "tangent", label: "velocity" }),
    arrow({ from, step: upwards, role: "gradient", label: `∇${name}` }),
  ];
}

/** What the sentence under the map needs. @param {Chain} chain */
export function runOf({ names, wires, outer_jacobian: [gradient], inner_jacobian: inner, product }) {
  return {
    name: names[names.length - 1],
    variable: wires[0].names[0],
    gradient,
    velocity: inner.map(([entry]) => entry),
    rate: product[0][0],
  };
}
