/** What the derivative lab says in words. Pure functions. */

import { formatCoordinate, formatNumber, roundToPixel, typeset } from "../../core/format.js";
import { isUnresolved, UNRESOLVED } from "../common/curve.js";
import { nameOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 */

const ORDINALS = ["", "first", "second", "third", "fourth", "fifth", "sixth"];

/**
 * The live sentence under the plots.
 * @param {DerivativeState} state
 * @param {Answers} answers  with a meaning
 */
export function pointSentence({ show, domain }, { at, meaning }) {
  if (!at || !meaning) return "";
  const [name, variable, width] = [nameOf(meaning.source), meaning.variables[0], domain.x[1] - domain.x[0]];
  const place = `At ${variable} = ${formatCoordinate(at.x, width)}`;
  const [value, slope] = at.derivatives;
  const isMissing =
    at.smoothness.slope !== null ? value === null || slope === null : value === null && at.isSure === false;
  const isLost = at.smoothness.kind === "smooth" && isMissing;
  if (isLost) return `${place} ${lostSentence(value === null ? name : `the slope of ${name}`)}`;
  if (at.smoothness.kind === "undefined") return `${place} ${name} has no value, nor beside it.`;
  if (value === null) {
    const what = at.smoothness.kind === "smooth" ? "is too large for the machine" : "has no value";
    return `${place} ${name} ${what}. ${typeset(at.smoothness.message)}`;
  }
  const start = `${place}: ${name} = ${formatNumber(value)}`;
  if (slope === null) return `${start}. ${typeset(at.smoothness.message)}`;
  return (
    `${start}, slope ` +
    `${formatNumber(slope)}.${show.secant ? secantSentence(at, value, slope) : ""}${orderSentence(at)}`
  );
}

/** @param {string} what */
function lostSentence(what) {
  return `rounding leaves fewer than six digits of ${what}: nearly equal numbers cancel, and none is shown.`;
}

/** @param {import("./requests.js").At} at @param {number} value @param {number} slope */
function secantSentence({ beside, h }, value, slope) {
  if (beside === null) return ` There is no secant: the function has no value at h = ${formatNumber(h, 3)}.`;
  const own = (beside - value) / h;
  return (
    ` The secant to h = ${formatNumber(h, 3)} has slope ${formatNumber(own)}, off by ` +
    `${formatNumber(Math.abs(own - slope), 2)}.`
  );
}

/** Once, but not twice: what the eye does not see. @param {import("./requests.js").At} at */
function orderSentence({ smoothness }) {
  return smoothness.is_order_exact && smoothness.order > 0 ? ` ${typeset(smoothness.message)}` : "";
}

/** What is missing in the picture. @param {Answers} answers */
export function curveNotes({ curve }) {
  if (!curve) return "";
  const heights = Array.from(curve.values[0]);
  const eaten = (curve.lost ?? []).filter(({ order }) => order === 0);
  const isEaten = (/** @type {number} */ x) => eaten.some(({ low, high }) => low <= x && x <= high);
  // Where the curve breaks the pen is lifted, though f may have a value: the break itself says so.
  const broken = new Set(curve.breaks.map(({ x }) => x));
  const isMissing = (/** @type {number} */ x) => !isEaten(x) && !broken.has(x);
  const missing = heights.filter((height, k) => !Number.isFinite(height) && isMissing(curve.x[k])).length;
  if (missing === heights.length) return "The function has no value anywhere here: try another interval.";
  const kinds = [...new Set(curve.breaks.map(({ kind }) => kind))];
  const gaps =
    missing > 1
      ? `The function has no value on ${Math.max(1, Math.round((100 * missing) / heights.length))} % of the interval.`
      : "";
  const list = kinds.map(
    (kind) =>
      `${kind === "edge" ? "end of the domain" : kind} at ${curve.breaks
        .filter((each) => each.kind === kind)
        .slice(0, 4)
        .map(({ x }) => formatNumber(x, 4))
        .join(", ")}`,
  );
  const unresolved = isUnresolved(curve) ? UNRESOLVED : "";
  return [unresolved, gaps, list.length ? `${capital(list.join("; "))}.` : "", lostNote(curve.lost ?? [])]
    .filter(Boolean)
    .join(" ");
}

/** Where rounding has eaten the digits, derivative by derivative. @param {import("../common/curve.js").Lost[]} lost */
function lostNote(lost) {
  const orders = [...new Set(lost.map(({ order }) => order))].sort((a, b) => a - b);
  const parts = orders.map((order) => {
    const own = lost.filter((each) => each.order === order);
    const [low, high] = [Math.min(...own.map((each) => each.low)), Math.max(...own.map((each) => each.high))];
    const what = order === 0 ? "the function" : `the ${ORDINALS[order]} derivative`;
    return `of ${what} between ${formatNumber(low, 3)} and ${formatNumber(high, 3)}`;
  });
  return parts.length ? `Rounding eats the digits ${parts.join(", ")}: gaps, not peaks.` : "";
}

/** How the tangent's error shrinks. @param {Answers} answers */
export function lensSentence({ at }) {
  const [value, slope] = at?.derivatives ?? [null, null];
  if (!at || value === null || slope === null) return "There is no tangent here to compare with.";
  if (at.beside === null || at.halfway === null) return "The function has no value at h.";
  const error = Math.abs(at.beside - value - slope * at.h);
  if (error <= 1e-13 * Math.max(1, Math.abs(value)))
    return "Curve and tangent are the same here, as far as numbers can tell.";
  const ratio = error / at.halfway;
  return (
    `At h = ${formatNumber(at.h, 3)} the tangent is off by ${formatNumber(error, 3)}; at half of h, by ` +
    `${formatNumber(at.halfway, 3)}: ${formatNumber(ratio, 3)} times less.`
  );
}

const MOST_PLACES = 4;
const REASONS = /** @type {Record<string, string>} */ ({
  broken: "perhaps a break",
  flat: "too flat to tell",
  unseen: "not decided in time",
});

/**
 * Whether the critical points inside the interval are all there are.
 * @param {any} extrema  the answer of POST extrema
 * @param {string} variable
 * @param {[number, number]} domain
 */
export function completeSentence({ points, complete, left_over: leftOver }, variable, domain) {
  const count = points.filter((/** @type {any} */ { first, at_end }) => first === 0 && !at_end).length;
  if (complete === "unknown") return "There may be more critical points than these.";
  // Where f is constant every point is critical.
  const isWhole = leftOver.some((/** @type {any} */ { kind }) => kind === "constant");
  const what = isWhole ? "isolated critical point" : "critical point";
  const all =
    count === 0
      ? "No isolated critical point inside"
      : count === 1
        ? `The only ${what} inside`
        : count === 2
          ? `Both ${what}s inside`
          : `All ${count} ${what}s inside`;
  if (complete === "likely") return `${all}, as far as samples tell.`;
  const places = leftOver
    .filter((/** @type {any} */ { kind }) => kind in REASONS)
    .map((/** @type {any} */ place) => placeText(place, variable, domain));
  return places.length ? `${all}: proved, except for ${listed(places)}.` : `${all}, proved.`;
}

/** @param {{kind: string, box: [number, number][]}} place @param {string} variable @param {[number, number]} domain */
function placeText({ kind, box }, variable, [low, high]) {
  const [ends] = box;
  const width = high - low;
  // What nobody can see is shown as the place itself, not as sixteen digits of its ends.
  const [a, b] = ends.map((end) => formatNumber(roundToPixel(end, width)));
  return `${variable} ${a === b ? `= ${a}` : `from ${a} to ${b}`} (${REASONS[kind]})`;
}

/** @param {string[]} places */
function listed(places) {
  const rest = places.length - MOST_PLACES;
  const shown = rest > 0 ? [...places.slice(0, MOST_PLACES), `${rest} more places`] : places;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown[0];
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * What is known at the point, to be read.
 * @param {Answers} answers
 * @returns {string[][]}
 */
export function numbersAt({ at, meaning }) {
  if (!at || !meaning) return [];
  const name = nameOf(meaning.source);
  const primes = ["", "′", "″", "‴", "⁽⁴⁾", "⁽⁵⁾", "⁽⁶⁾"];
  return [
    [meaning.variables[0], formatNumber(at.x, 10)],
    ...at.derivatives.map((value, k) => [
      `${name}${primes[k]}`,
      isEaten(at, k) ? "digits lost" : formatNumber(value, 10),
    ]),
  ];
}

/**
 * Whether a number is there, but rounding shows none of it.
 * @param {import("./requests.js").At} at
 * @param {number} k  which derivative
 */
function isEaten({ derivatives, smoothness, isSure }, k) {
  return derivatives[k] === null && smoothness.kind === "smooth" && isSure === false;
}
