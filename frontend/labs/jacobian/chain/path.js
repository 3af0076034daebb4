/**
 * A curve in the plane on the map of a function of two variables: what one sees where a chain goes from a line through
 * a plane to a line. Pure functions.
 */

import { heightLimits } from "../../../plots/geometry.js";
import { gradientStep } from "../../../plots/steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("../../../plots/scene3d.js").Picture} Picture
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

/** Nothing of what the surface lab shows at a point. */
const BARE = {
  tangent: false,
  gradient: false,
  field: false,
  direction: false,
  slices: false,
  quadratic: false,
  eigenvectors: false,
  critical: false,
};

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
  const point = /** @type {Place} */ (values.map((value) => value ?? NaN));
  return {
    grid: path.grid,
    names: { x: axes[0], y: axes[1], value: names[names.length - 1] },
    domain: box,
    point,
    base: point,
    value: wires[wires.length - 1].values[0],
    gradient: null,
    hessian: null,
    eigen: null,
    direction: { angle: 0, slope: null, slopeAngle: 0 },
    critical: null,
    field: null,
    show: BARE,
    theme,
    trails: [{ places: path.places, role: "ink", dash: "none", isSelected: true, isWhole: true }],
    arrows: arrowsAt(point, chain, path),
  };
}

/**
 * The velocity and the gradient, where they exist.
 * @param {Place} point
 * @param {Chain} chain
 * @param {Path} path
 * @returns {NonNullable<Picture["arrows"]>}
 */
function arrowsAt(point, chain, path) {
  const { name, gradient, velocity } = runOf(chain);
  const isThere = (/** @type {(number | null)[]} */ vector) => !vector.includes(null);
  const along = {
    from: point,
    step: velocityStep(/** @type {Place} */ (velocity), path),
    role: "tangent",
    label: "velocity",
  };
  const upwards = {
    from: point,
    step: gradientStep(/** @type {Place} */ (gradient), path.box, heightLimits(path.grid)),
    role: "gradient",
    label: `∇${name}`,
  };
  return [...(isThere(velocity) ? [along] : []), ...(isThere(gradient) ? [upwards] : [])];
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
