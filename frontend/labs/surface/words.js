/** What the picture says, in sentences. Pure functions. */

import { formatCoordinate, formatNumber, unlessRounding } from "../../core/format.js";
import { gapNotes } from "../common/grid.js";
import { allOf, isProved, placesText } from "../common/proof-words.js";
import { hasEqualUnits } from "../../plots/frame.js";

/**
 * @typedef {object} PointAnswer  one result of POST derivatives
 * @property {[number, number]} point
 * @property {number | null} value
 * @property {(number | null)[]} gradient
 * @property {number | null} gradient_norm
 * @property {(number | null)[][]} hessian
 * @property {number[] | null} eigenvalues
 * @property {number[][] | null} eigenvectors
 * @property {number | null} [directional_derivative]
 * @property {number} angle  of the direction it was asked for
 * @property {{mathml: string, latex: string} | null} tangent
 * @property {{mathml: string, latex: string} | null} taylor2
 * @property {{kind: string, message: string, variable: string | null, left: number | null, right: number | null}[]}
 *   flags
 */

/** The angle of a vector in whole degrees, 0 to 359. @param {number[]} vector */
export function angleOf(vector) {
  return (Math.round((Math.atan2(vector[1], vector[0]) * 180) / Math.PI) + 360) % 360;
}

/**
 * The live sentence under the plots.
 * @param {import("./sight.js").Sight} sight
 * @param {PointAnswer} at
 */
export function pointSentence(sight, at) {
  const { names, show, domain } = sight;
  const [name] = names.value.split("(");
  const coordinates = [
    formatCoordinate(at.point[0], domain.x[1] - domain.x[0]),
    formatCoordinate(at.point[1], domain.y[1] - domain.y[0]),
  ];
  const place = `At (${names.x}, ${names.y}) = (${coordinates.join(", ")})`;
  if (at.value === null) return noValueSentence(place, name, at);
  const start = `${place}: ${name} = ${formatNumber(at.value)}.`;
  if (at.gradient.some((slope) => slope === null)) return `${start} ${reasons(at)}`;
  const gradient = /** @type {number[]} */ (at.gradient);
  const norm = /** @type {number} */ (at.gradient_norm);
  const climb =
    norm === 0
      ? "It is level here: the gradient is zero."
      : norm <= negligibleSlope(sight)
        ? `It is all but level here: the steepest slope is ${formatNumber(norm, 2)}.`
        : `It climbs fastest at ${angleOf(gradient)}°, with slope ${formatNumber(norm, 4)}.`;
  const slope = show.direction ? at.directional_derivative : null;
  const along =
    typeof slope === "number" ? ` Along u (${formatNumber(at.angle)}°) the slope is ${formatNumber(slope, 4)}.` : "";
  return `${start} ${climb}${along}${at.flags.length ? ` ${reasons(at)}` : ""}`;
}

/** @param {string} place @param {string} name @param {PointAnswer} at */
function noValueSentence(place, name, at) {
  if (isHidden(at)) return `${place} no value of ${name} can be shown. ${reasons(at)}`;
  // That there is none is all that this flag says.
  const flags = at.flags.filter(({ message }) => message !== "the function has no value here");
  return [`${place} ${name} has no value.`, reasons({ ...at, flags })].filter(Boolean).join(" ");
}

/**
 * What is missing in the picture, and why.
 * @param {import("../common/grid.js").Heights} grid
 * @param {boolean} isCut
 */
export function surfaceNotes(grid, isCut) {
  const [low, high] = grid.range.map((end) => formatNumber(end, 3));
  const ends = (/** @type {ArrayLike<number>} */ axis) =>
    /** @type {[number, number]} */ ([axis[0], axis[axis.length - 1]]);
  const units = hasEqualUnits({ x: ends(grid.x), y: ends(grid.y) })
    ? ""
    : "Units of x and y differ in length here: the gradient is perpendicular to level lines, but does not look so.";
  const cut = `Heights are cut off, to show the rest: those in the picture go from ${low} to ${high}.`;
  return [gapNotes(grid), isCut ? cut : "", units].filter(Boolean).join(" ");
}

/** Whether what is missing is there, but the machine cannot tell its digits. @param {PointAnswer} at */
export function isHidden({ flags }) {
  return flags.some(({ kind }) => kind === "cancellation" || kind === "overflow");
}

/** @param {PointAnswer} at */
function reasons(at) {
  return at.flags.map(({ message }) => `${message.charAt(0).toUpperCase()}${message.slice(1)}.`).join(" ");
}

/**
 * What the eigenvalues say about the shape.
 * @param {PointAnswer} at
 */
export function curvatureSentence(at) {
  const { eigenvalues, eigenvectors, value } = at;
  if (!eigenvalues && isHidden(at)) return "Too few digits are left of the Hessian to read it.";
  if (value === null) return "";
  if (!eigenvalues || !eigenvectors) return "No Hessian to read here.";
  const rises = eigenvalues.filter((each) => each > 0).length;
  const falls = eigenvalues.filter((each) => each < 0).length;
  if (rises === eigenvalues.length) return "Both eigenvalues are positive: it curves upwards in every direction.";
  if (falls === eigenvalues.length) return "Both eigenvalues are negative: it curves downwards in every direction.";
  if (rises && falls) return "The eigenvalues differ in sign: it curves up one way and down the other, like a saddle.";
  if (rises || falls)
    return (
      `One eigenvalue is zero: it curves ${rises ? "up" : "down"} one way and not at all the other, to ` +
      `second order.`
    );
  return "Both eigenvalues are zero: to second order it does not curve here.";
}

/**
 * What is proved about the list of critical points, in a few words; empty where nothing is.
 * @param {any} found  the answer of POST critical-points
 * @param {string[]} variables
 */
export function proofHeadline(found, variables) {
  if (!isProved(found)) return "";
  const all = allOf(found.points.length, hasWholeSets(found) ? "isolated critical point" : "critical point");
  if (found.complete === "proved") return `${all}, proved.`;
  const doubtful = found.left_over.filter((/** @type {LeftOver} */ { kind }) => kind !== "constant");
  return `${all}: proved, except for ${placesText(doubtful, variables)}.`;
}

/** @typedef {import("../common/proof-words.js").LeftOver} LeftOver */

/**
 * Whether there are critical points that are not isolated: where f is constant, or along a curve.
 * @param {{left_over?: LeftOver[], continuum?: unknown}} found
 */
function hasWholeSets({ left_over = [], continuum }) {
  return Boolean(continuum) || left_over.some(({ kind }) => kind === "constant");
}

/** How far the list of critical points can be trusted. @param {any} found  the answer of POST critical-points */
export function completenessSentence(found) {
  const parts = isProved(found) ? [] : [searchSentence(found)];
  const another = hasWholeSets(found) ? "another isolated one" : "another one";
  if (found.complete === "proved") parts.push(`Interval arithmetic leaves no room for ${another}.`);
  if (found.continuum)
    parts.push(`${found.continuum.message.charAt(0).toUpperCase()}${found.continuum.message.slice(1)}.`);
  for (const note of found.notes) parts.push(`${note.charAt(0).toUpperCase()}${note.slice(1)}.`);
  return parts.join(" ");
}

/** @param {any} found */
function searchSentence(found) {
  const count = found.points.length;
  const counted =
    count === 0
      ? "No isolated critical point found"
      : count === 1
        ? "One critical point found"
        : `${count} critical points found`;
  const trust =
    found.complete === "likely" ? "a second search brought no more, so this is likely all" : "there may be more";
  return `${counted} by Newton's method from ${found.starts} starts; ${trust}.`;
}

/**
 * Eigenvalues as far as they are known: of some only the sign.
 * @param {{eigenvalues: (number | null)[], index: number}} point
 */
export function eigenvaluesText({ eigenvalues, index }) {
  const each = eigenvalues.map((value, k) => (value === null ? (k < index ? "< 0" : "> 0") : formatNumber(value, 3)));
  return `(${each.join(", ")})`;
}

/** Why a critical point is undecided, and what its neighbourhood suggests. @param {string | null | undefined} nearby */
export function undecidedNote(nearby) {
  switch (nearby) {
    case "higher":
      return "values around it are higher";
    case "lower":
      return "values around it are lower";
    case "both":
      return "values around it are higher and lower";
  }
  return "";
}

/**
 * Where u points, next to the steepest way.
 * @param {import("./sight.js").Sight} sight
 */
export function ascentSentence(sight) {
  const { gradient, direction } = sight;
  if (!gradient || direction.slope === null) return "";
  const steepest = Math.hypot(...gradient);
  if (steepest === 0) return "The gradient is zero: the slope is 0 in every direction.";
  if (steepest <= negligibleSlope(sight)) return "The gradient is all but zero: in no direction is it steep.";
  const apart = Math.abs(
    ((direction.slopeAngle - (Math.atan2(gradient[1], gradient[0]) * 180) / Math.PI + 540) % 360) - 180,
  );
  const between = unlessRounding(apart, 180);
  const cosine = unlessRounding(Math.cos((between * Math.PI) / 180), 1);
  const factor = cosine < 0 ? `(${formatNumber(cosine, 3)})` : formatNumber(cosine, 3);
  const share = `|∇f| cos ${formatNumber(between, 3)}° = ${formatNumber(steepest, 4)} · ${factor}`;
  return `u stands ${formatNumber(between, 3)}° from ∇f: slope = ${share} = ${formatNumber(direction.slope, 4)}.`;
}

/** A slope that nobody could tell from 0 in the picture. @param {import("./sight.js").Sight} sight */
function negligibleSlope({ grid, domain }) {
  const [low, high] = grid?.range ?? [0, 0];
  return (1e-9 * ((high ?? 0) - (low ?? 0))) / Math.hypot(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
}
