/** From the lab's state and the backend's answers to what the plots draw. Pure functions. */

import { formatCoordinate, formatNumber } from "../../core/format.js";
import { gapsOf } from "../common/curve.js";
import { nameOf } from "../common/meaning.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../common/curve.js").Break} Break
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../../plots/curve-picture.js").Mark} Mark
 */

const PRIMES = ["", "′", "″", "‴"];

/** f, f′, f″, f‴, f⁽⁴⁾ ... @param {string} name @param {number} order */
export function derivativeName(name, order) {
  return `${name}${PRIMES[order] ?? `⁽${"⁰¹²³⁴⁵⁶"[order]}⁾`}`;
}

/** The colour of a derivative: a slope, a curvature, and the rest. @param {number} order */
export function roleOf(order) {
  return order === 0 ? "function" : order === 1 ? "gradient" : order === 2 ? "hessian" : "constraint";
}

/** Which derivatives are drawn below the function. @param {DerivativeState} state */
export function stackedOrders({ show, order }) {
  return show.derivatives ? Array.from({ length: order }, (_, k) => k + 1) : [];
}

/**
 * The function with all that is switched on.
 * @param {DerivativeState} state
 * @param {Answers} answers  with a curve
 * @param {string} theme
 * @param {string} [hint]  what can be done with the point
 * @returns {CurvePicture}
 */
export function mainPicture(state, answers, theme, hint = "") {
  const { curve, at, domain, meaning } = /** @type {any} */ (answers);
  const name = nameOf(meaning.source);
  const label = `${name}(${meaning.variables[0]})`;
  return {
    curves: [
      { x: curve.x, y: curve.values[0], role: "function", breaks: gapsOf(curve), label },
      ...taylorCurve(state, answers),
    ],
    lines: [...tangentLine(state, answers), ...halfTangents(state, answers), ...secantLine(state, answers)],
    marks: [...openEnds(curve.breaks), ...extremaMarks(state, answers)],
    handles: handles(state, at, hint),
    guides: guides(state, curve.breaks, at),
    brackets: gapBracket(state, at),
    xLabel: meaning.variables[0],
    yLabel: label,
    xRange: domain,
    sharesX: stackedOrders(state).length > 0,
    ...equalUnits(state, curve, domain),
    theme,
  };
}

/**
 * As many heights as the interval is wide, around the middle of the curve: slopes then look like what they are.
 * Derivatives below share the width of the curve, not its heights.
 * @param {DerivativeState} state
 * @param {import("../common/curve.js").Curve} curve
 * @param {[number, number]} domain
 * @returns {Partial<CurvePicture>}
 */
export function equalUnits(state, curve, [left, right]) {
  if (!state.show.equal || stackedOrders(state).length) return {};
  const heights = Array.from(curve.values[0])
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  // Of a curve with poles the middle of its heights is anywhere.
  const middle = heights[Math.floor(heights.length / 2)] ?? 0;
  const half = (right - left) / 2;
  return { equal: true, yRange: [middle - half, middle + half] };
}

/** @param {DerivativeState} state @param {any} at @param {string} hint @returns {CurvePicture["handles"]} */
function handles({ point: [point], show, h, domain }, at, hint) {
  // The dot follows the hand; its height is known when the answer for its place has come.
  const isHere = at?.x === point;
  const own = {
    id: "point",
    x: isHere ? point : (at?.x ?? point),
    y: at?.derivatives[0] ?? null,
    role: "point",
    ...(hint ? { label: hint } : {}),
  };
  if (!(show.secant || show.lens) || !at) return [own];
  const width = domain.x[1] - domain.x[0];
  return [
    own,
    { id: "secant", x: at.x + at.h, y: at.beside, role: "direction", label: `h = ${formatCoordinate(h, width)}` },
  ];
}

/** @param {DerivativeState} state @param {Answers} answers @returns {NonNullable<CurvePicture["lines"]>} */
function tangentLine({ show }, { at, domain }) {
  const [value, slope] = at?.derivatives ?? [null, null];
  if (!show.tangent || !at || !domain || value === null || slope === null) return [];
  return [{ points: across(domain, at.x, value, slope), role: "tangent", label: `slope ${formatNumber(slope, 4)}` }];
}

/**
 * At a corner: what the tangents of its two sides would be.
 * @param {DerivativeState} state
 * @param {Answers} answers
 * @returns {NonNullable<CurvePicture["lines"]>}
 */
function halfTangents({ show }, { at, domain }) {
  if (!(show.tangent || show.slopes) || !at || !domain || at.smoothness.slope !== null) return [];
  const { left_slope: left, right_slope: right, left_limit: from, right_limit: to } = at.smoothness;
  const half = (/** @type {number | null} */ slope, /** @type {number | null} */ value, /** @type {number} */ end) =>
    slope === null || value === null
      ? []
      : [
          {
            points: across([at.x, end], at.x, value, slope),
            role: "tangent",
            dash: "6 4",
            label: `slope ${formatNumber(slope, 4)}`,
          },
        ];
  return [...half(left, from, domain[0]), ...half(right, to, domain[1])];
}

/** @param {DerivativeState} state @param {Answers} answers @returns {NonNullable<CurvePicture["lines"]>} */
function secantLine({ show }, { at, domain }) {
  const value = at?.derivatives[0] ?? null;
  if (!show.secant || !at || !domain || value === null || at.beside === null) return [];
  const slope = (at.beside - value) / at.h;
  return [
    {
      points: across(domain, at.x, value, slope),
      role: "direction",
      dash: "7 5",
      label: `secant ${formatNumber(slope, 4)}`,
    },
  ];
}

/**
 * @param {[number, number]} domain
 * @param {number} x
 * @param {number} value
 * @param {number} slope
 * @returns {[number, number][]}
 */
function across(domain, x, value, slope) {
  return /** @type {[number, number][]} */ (domain.map((end) => [end, value + slope * (end - x)]));
}

/** @param {DerivativeState} state @param {any} at @returns {CurvePicture["brackets"]} */
function gapBracket({ show }, at) {
  if (!show.lens || !at) return [];
  const [value, slope] = at.derivatives;
  if (value === null || slope === null || at.beside === null) return [];
  const onTangent = value + slope * at.h;
  return [
    {
      x: at.x + at.h,
      from: onTangent,
      to: at.beside,
      role: "direction",
      label: `error ${formatNumber(Math.abs(at.beside - onTangent), 3)}`,
    },
  ];
}

/** @param {DerivativeState} state @param {Answers} answers */
function taylorCurve({ show, taylor }, { at, curve }) {
  const coefficients = at ? taylorCoefficients(at.derivatives, taylor) : null;
  if (!show.taylor || !coefficients || !at || !curve) return [];
  const y = Float64Array.from(curve.x, (x) => polynomialAt(coefficients, x - at.x));
  return [{ x: curve.x, y, role: "hessian", dash: "2 5", counts: false, label: `Taylor, degree ${taylor}` }];
}

/**
 * f(a), f'(a), f''(a)/2, ... ; null where one of them is missing.
 * @param {(number | null)[]} derivatives
 * @param {number} degree
 * @returns {number[] | null}
 */
export function taylorCoefficients(derivatives, degree) {
  const factorials = [1, 1, 2, 6, 24, 120, 720];
  const wanted = derivatives.slice(0, degree + 1);
  return wanted.includes(null) ? null : wanted.map((value, k) => /** @type {number} */ (value) / factorials[k]);
}

/** By Horner's rule. @param {number[]} coefficients @param {number} x */
function polynomialAt(coefficients, x) {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** Values that are approached and not reached. @param {Break[]} breaks @returns {Mark[]} */
function openEnds(breaks) {
  return breaks
    .filter(({ kind }) => kind === "jump" || kind === "gap")
    .flatMap(({ x, value, left_limit, right_limit }) => [
      ...[...new Set([left_limit, right_limit])]
        .filter((limit) => limit !== null && limit !== value)
        .map((limit) => ({ x, y: limit, role: "function", glyph: /** @type {const} */ ("open") })),
      ...(value === null ? [] : [{ x, y: value, role: "function", counts: true }]),
    ]);
}

const MOST_MARKS = 400;
const EXTREMUM_GLYPHS = /** @type {const} */ ({
  "local minimum": "minimum",
  "local maximum": "maximum",
  inflection: "inflection",
  neither: "undecided",
  undecided: "undecided",
});

/** @param {DerivativeState} state @param {Answers} answers @returns {Mark[]} */
function extremaMarks({ show }, { extrema }) {
  if (!show.extrema || !extrema) return [];
  const { points, global_minimum: lowest, global_maximum: highest } = extrema;
  const label = (/** @type {any} */ { x }) =>
    isAmong(x, highest) ? "largest" : isAmong(x, lowest) ? "smallest" : undefined;
  // Thousands of marks would hide the curve: of so many only the largest and the smallest value are marked.
  const marked = points.length > MOST_MARKS ? points.filter(label) : points;
  return marked.map((/** @type {any} */ point) => {
    const glyph = EXTREMUM_GLYPHS[/** @type {keyof typeof EXTREMUM_GLYPHS} */ (point.kind)];
    return { x: point.x, y: point.value, role: glyph, glyph, label: label(point) };
  });
}

/** @param {number} x @param {{x: number, also_at: number[]} | null} extreme  the largest value, or the smallest */
export function isAmong(x, extreme) {
  return extreme !== null && (x === extreme.x || extreme.also_at.includes(x));
}

/** @param {DerivativeState} state @param {Break[]} breaks @param {any} at @returns {CurvePicture["guides"]} */
function guides(state, breaks, at) {
  const poles = breaks.filter(({ kind }) => kind === "pole").map(({ x }) => ({ x, dash: "4 4" }));
  return [...poles, ...(stackedOrders(state).length && at ? [{ x: at.x, role: "point", dash: "2 4" }] : [])];
}

/**
 * One derivative below the function, over the same x axis.
 * @param {DerivativeState} state
 * @param {Answers} answers  with a curve
 * @param {number} order
 * @param {string} theme
 * @returns {CurvePicture}
 */
export function stackPicture(state, answers, order, theme) {
  const { curve, at, domain, meaning, formula } = /** @type {any} */ (answers);
  const height = at?.derivatives[order] ?? null;
  const label = derivativeName(nameOf(meaning.source), order);
  const isFormula =
    order === 1 && state.show.derivation && formula?.source === meaning.source && formula.y.length === curve.x.length;
  const overlay = isFormula
    ? [{ x: curve.x, y: formula.y, role: "point", dash: "1 7", counts: false, label: "its formula" }]
    : [];
  return {
    curves: [
      {
        x: curve.x,
        y: curve.values[order],
        role: roleOf(order),
        breaks: curve.breaks.map((/** @type {Break} */ each) => each.x),
      },
      ...overlay,
    ],
    marks: at && height !== null ? [{ x: at.x, y: height, role: roleOf(order), label: formatNumber(height, 4) }] : [],
    guides: at ? [{ x: at.x, role: "point", dash: "2 4" }] : [],
    xLabel: meaning.variables[0],
    yLabel: `${label}(${meaning.variables[0]})`,
    xRange: domain,
    sharesX: order < state.order,
    theme,
  };
}

/**
 * Curve and tangent around the point, as wide as h.
 * @param {Answers} answers  with a point
 * @param {string} theme
 * @returns {CurvePicture}
 */
export function lensPicture({ at, meaning, domain }, theme) {
  const { lens, x, h, derivatives } = /** @type {any} */ (at);
  const [value, slope] = derivatives;
  const ends = /** @type {[number, number]} */ ([lens.x[0], lens.x[lens.x.length - 1]]);
  const width = /** @type {any} */ (domain)[1] - /** @type {any} */ (domain)[0];
  const lines =
    value === null || slope === null
      ? []
      : [{ points: across(ends, x, value, slope), role: "tangent", label: "tangent" }];
  return {
    curves: [{ x: lens.x, y: lens.y, role: "function", label: "curve" }],
    lines,
    marks: [{ x, y: value, role: "point" }],
    guides: [{ x: x + h, role: "direction" }],
    xLabel: /** @type {any} */ (meaning).variables[0],
    yLabel: `enlarged ${formatNumber(width / (ends[1] - ends[0]), 3)} times`,
    xRange: ends,
    theme,
  };
}
