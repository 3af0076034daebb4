/** From the lab's state and the backend's answers to what the plots draw. Pure functions. */

import { heightLimits } from "../../plots/geometry.js";
import { unitVector } from "../../plots/steps.js";
import { nameOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {object} Answers
 * @property {Meaning | null} meaning  of what is drawn
 * @property {SurfaceState["domain"] | null} domain  of the grid
 * @property {(import("../../plots/geometry.js").Grid & {holes: number}) | null} grid
 * @property {PointAnswer | null} at
 * @property {any} critical
 * @property {{points: number[][], vectors: number[][]} | null} field
 * @property {boolean} isSearching  for critical points
 */

/**
 * @param {SurfaceState} state
 * @param {Answers} answers  with a meaning
 * @param {string} theme
 * @returns {import("../../plots/scene3d.js").Picture}
 */
export function pictureOf(state, answers, theme) {
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

/**
 * Fifteen by fifteen places to draw the gradient field at, half a step from the edges.
 * @param {SurfaceState["domain"]} domain
 * @returns {number[][]}
 */
export function fieldPoints(domain) {
  const count = 15;
  const ticks = (/** @type {[number, number]} */ [low, high]) =>
    Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
  return ticks(domain.y).flatMap((y) => ticks(domain.x).map((x) => [x, y]));
}

/**
 * A slice of the surface and its tangent line, as a picture for a small plot.
 * @param {import("../../plots/scene3d.js").Picture} picture
 * @param {0 | 1} axis  which variable runs
 * @param {(along: "x" | "y", at: number) => {x: number[], y: number[], z: number[]}} slice
 * @returns {import("../../plots/curve.js").CurvePicture}
 */
export function slicePicture(picture, axis, slice) {
  const along = axis === 0 ? "x" : "y";
  const name = picture.names[along];
  const curve = slice(along, picture.base[1 - axis]);
  const here = picture.base[axis];
  const slope = picture.gradient?.[axis] ?? null;
  const [low, high] = picture.domain[along];
  const curves = [{ x: curve[along], y: curve.z.map((z) => (Number.isFinite(z) ? z : null)), role: "point" }];
  if (slope !== null && picture.value !== null) {
    const value = picture.value;
    const ends = [here - 0.3 * (high - low), here + 0.3 * (high - low)];
    curves.push({ x: ends, y: ends.map((x) => value + slope * (x - here)), role: "tangent" });
  }
  const letter = picture.names.value.split("(")[0];
  return {
    curves,
    marks: [{ x: here, y: picture.value, role: "point" }],
    xLabel: name,
    yLabel: sliceName(picture, axis) + (slope === null ? "" : `: ∂${letter}/∂${name} = ${shortNumber(slope)}`),
    xRange: [low, high],
    // The heights of the whole surface, so that the slices of a moving point can be compared.
    yRange: picture.grid ? withRoom(heightLimits(picture.grid)) : undefined,
    theme: picture.theme,
  };
}

/** @param {{low: number, high: number}} limits @returns {[number, number]} */
function withRoom({ low, high }) {
  return [low - 0.05 * (high - low), high + 0.05 * (high - low)];
}

/**
 * f(x, 0.5): the function with the other variable held.
 * @param {import("../../plots/scene3d.js").Picture} picture
 * @param {0 | 1} axis
 */
function sliceName({ names, base }, axis) {
  const [f] = names.value.split("(");
  return axis === 0 ? `${f}(${names.x}, ${shortNumber(base[1])})` : `${f}(${shortNumber(base[0])}, ${names.y})`;
}

/** @param {number} value */
function shortNumber(value) {
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/**
 * The slope in every direction, a cosine with its top at the gradient, and the direction in force.
 * @param {import("../../plots/scene3d.js").Picture} picture
 * @returns {import("../../plots/curve.js").CurvePicture}
 */
export function ascentPicture(picture) {
  const { gradient, direction } = picture;
  const angles = Array.from({ length: 121 }, (_, k) => 3 * k);
  const slope = (/** @type {number} */ angle) => {
    if (!gradient) return null;
    const [x, y] = unitVector(angle);
    return gradient[0] * x + gradient[1] * y;
  };
  const size = gradient ? Math.hypot(...gradient) : 0;
  const steepest = gradient && size > 0 ? ((Math.atan2(gradient[1], gradient[0]) * 180) / Math.PI + 360) % 360 : null;
  const marks = [{ x: direction.slopeAngle, y: direction.slope, role: "direction", label: "u" }];
  if (steepest !== null) marks.unshift({ x: steepest, y: size, role: "gradient", label: "∇f" });
  return {
    curves: [{ x: angles, y: angles.map(slope), role: "function" }],
    marks,
    xLabel: "angle of u in degrees",
    yLabel: "slope along u",
    xRange: [0, 360],
    yRange: size > 0 ? [-1.15 * size, 1.3 * size] : [-1, 1],
    xTicks: [0, 90, 180, 270, 360],
    theme: picture.theme,
  };
}
