/** What the small plots beside the stage draw: slices through the point, and the slope in every direction. */

import { heightLimits } from "../../plots/geometry.js";
import { unitVector } from "../../plots/steps.js";

/** @typedef {import("./sight.js").Sight} Sight */

const ANGLES = Array.from({ length: 121 }, (_, k) => 3 * k);

/**
 * A slice of the surface and its tangent line, as a picture for a small plot.
 * @param {Sight} sight
 * @param {0 | 1} axis  which variable runs
 * @param {(along: "x" | "y", at: number) => {x: number[], y: number[], z: number[]}} slice
 * @returns {import("../../plots/curve.js").CurvePicture}
 */
export function slicePicture(sight, axis, slice) {
  const along = axis === 0 ? "x" : "y";
  const name = sight.names[along];
  const curve = slice(along, sight.base[1 - axis]);
  const here = sight.base[axis];
  const slope = sight.gradient?.[axis] ?? null;
  const [low, high] = sight.domain[along];
  const curves = [{ x: curve[along], y: curve.z.map((z) => (Number.isFinite(z) ? z : null)), role: "point" }];
  if (slope !== null && sight.value !== null) {
    const value = sight.value;
    const ends = [here - 0.3 * (high - low), here + 0.3 * (high - low)];
    curves.push({ x: ends, y: ends.map((x) => value + slope * (x - here)), role: "tangent" });
  }
  const letter = sight.names.value.split("(")[0];
  return {
    curves,
    marks: [{ x: here, y: sight.value, role: "point" }],
    xLabel: name,
    yLabel: sliceName(sight, axis) + (slope === null ? "" : `: ∂${letter}/∂${name} = ${shortNumber(slope)}`),
    xRange: [low, high],
    // The heights of the whole surface, so that the slices of a moving point can be compared.
    yRange: sight.grid ? withRoom(heightLimits(sight.grid)) : undefined,
    theme: sight.theme,
  };
}

/** @param {{low: number, high: number}} limits @returns {[number, number]} */
function withRoom({ low, high }) {
  return [low - 0.05 * (high - low), high + 0.05 * (high - low)];
}

/**
 * f(x, 0.5): the function with the other variable held.
 * @param {Sight} sight
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
 * @param {Sight} sight
 * @returns {import("../../plots/curve.js").CurvePicture}
 */
export function ascentPicture(sight) {
  const { gradient, direction } = sight;
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
    curves: [{ x: ANGLES, y: ANGLES.map(slope), role: "function" }],
    marks,
    xLabel: "angle of u in degrees",
    yLabel: "slope along u",
    xRange: [0, 360],
    yRange: size > 0 ? [-1.15 * size, 1.3 * size] : [-1, 1],
    xTicks: [0, 90, 180, 270, 360],
    theme: sight.theme,
  };
}
