/** How the tangent's error shrinks with the distance. Pure functions. */

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 */

/**
 * The tangent's error against the distance, both by powers of ten: a line of slope 2 where f curves.
 * @param {Answers} answers  with a point
 * @param {string} theme
 * @returns {CurvePicture}
 */
export function errorPicture({ at }, theme) {
  const { errors, h, beside, derivatives } = /** @type {any} */ (at);
  const rounding = ROUNDING * Math.max(Math.abs(derivatives[0] ?? 0), ...errors.error);
  const shown = errors.h
    .map((/** @type {number} */ distance, /** @type {number} */ k) => ({ distance, error: errors.error[k] }))
    .filter((/** @type {any} */ each) => each.error > rounding);
  const ascending = shown.reverse();
  const [value, slope] = derivatives;
  const own = value === null || slope === null || beside === null ? null : Math.abs(beside - value - slope * h);
  return {
    curves: [
      {
        x: ascending.map((/** @type {any} */ each) => each.distance),
        y: ascending.map((/** @type {any} */ each) => each.error),
        role: "direction",
        dots: true,
      },
      ...slopeTwo(ascending),
    ],
    marks: own ? [{ x: Math.abs(h), y: own, role: "direction", label: "h" }] : [],
    xLabel: "h",
    yLabel: "error of the tangent",
    xScale: "log",
    yScale: "log",
    xGrid: true,
    theme,
  };
}

/** Errors below this part of f and of the largest error are rounding. */
const ROUNDING = 1e-14;

/**
 * A line of slope 2 through the middle of the errors, to compare with.
 * @param {{distance: number, error: number}[]} errors
 */
function slopeTwo(errors) {
  const middle = errors[Math.floor(errors.length / 2)];
  if (!middle || errors.length < 3) return [];
  const ends = [errors[0].distance, errors[errors.length - 1].distance];
  return [
    {
      x: ends,
      y: ends.map((distance) => middle.error * (distance / middle.distance) ** 2),
      role: "guide",
      dash: "5 5",
      weight: 0.6,
      label: "∝ h²",
      counts: false,
    },
  ];
}
