/** The map with the constraint, the function along the curve, and the solutions by their level. Pure functions. */

import { formatNumber } from "../../../core/format.js";
import { heightLimits } from "../../../plots/geometry.js";
import { arrow } from "../../../plots/marks/arrow.js";
import { glyphs } from "../../../plots/marks/glyph.js";
import { point } from "../../../plots/marks/point.js";
import { trails } from "../../../plots/marks/trail.js";
import { gradientStep } from "../../../plots/steps.js";
import { nearestOn } from "./along.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {[number, number]} Place
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 */

/** @param {Sight} sight @returns {import("../../../plots/picture.js").Picture} */
export function mapPicture(sight) {
  const { grid, names, domain, theme, show, curve, contour, point: place, at, extrema } = sight;
  const line = (
    /** @type {Place[]} */ places,
    /** @type {string} */ role,
    /** @type {string} */ dash,
    isSelected = true,
  ) => ({
    places,
    role,
    dash,
    isSelected,
    isWhole: true,
  });
  const marks = [
    trails([
      ...(show.contour ? contour.map((places) => line(places, "point", "7 5", false)) : []),
      ...curve.map(({ points }) => line(points, "constraint", "none")),
    ]),
    ...(show.solutions ? [glyphs([...extrema.points.map(shown), ...extrema.singular.map(undecided)])] : []),
    ...(show.arrows ? arrowsOf(sight) : []),
    point({ place, value: at?.value ?? null }),
    ...(sight.laid ?? []),
  ];
  return { grid, names, domain, theme, marks };
}

/** @param {import("./requests.js").Solution} solution */
function shown({ point, value, kind }) {
  return { point, value: value ?? NaN, kind };
}

/** @param {number[]} point */
function undecided(point) {
  return { point, value: NaN, kind: /** @type {const} */ ("undecided") };
}

/** ∇f, what of it is normal to the curve, and what is left along it, all in one scale. @param {Sight} sight */
function arrowsOf({ at, grid, domain, names, point: from }) {
  if (!at || at.gradient.some((entry) => entry === null) || !grid) return [];
  const whole = gradientStep(at.gradient, domain, heightLimits(grid));
  const size = Math.hypot(...at.gradient);
  const scale = size > 0 ? Math.hypot(...whole) / size : 0;
  const scaled = (/** @type {Place} */ [x, y]) => /** @type {Place} */ ([scale * x, scale * y]);
  const isKnown = at.normal.every((entry) => entry !== null);
  return [
    ...(isKnown
      ? [
          arrow({ from, step: scaled(at.normal), role: "constraint", label: "λ∇g" }),
          arrow({ from, step: scaled(at.tangential), role: "tangent", label: "rest" }),
        ]
      : []),
    arrow({ from, step: whole, role: "gradient", label: `∇${names.f}` }),
  ];
}

/** The function along the piece of the curve that the point is on. @param {Sight} sight @returns {CurvePicture} */
export function alongPicture(sight) {
  const { curve, spot, at, extrema, names, show, theme, domain } = sight;
  const label = `${names.f} along the curve`;
  if (!spot) return { curves: [], xLabel: "arc length s", yLabel: label, xRange: [0, 1], yRange: [0, 1], theme };
  const piece = curve[spot.piece];
  const value = at?.value ?? null;
  const near = 1e-3 * Math.hypot(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
  const marks = show.solutions
    ? extrema.points.flatMap(({ point, value, kind }) => {
        const there = nearestOn([piece], /** @type {Place} */ (point));
        const gap = there ? Math.hypot(there.place[0] - point[0], there.place[1] - point[1]) : Infinity;
        return there && gap < near ? [{ x: there.s, y: value, role: kind, glyph: kind }] : [];
      })
    : [];
  return {
    curves: [{ x: piece.lengths, y: piece.values, role: "constraint" }],
    marks,
    lines: tangentLine(sight, piece.length),
    handles: [{ id: "point", x: spot.s, y: value, role: "point" }],
    xLabel: piece.closed ? "arc length s, once round" : "arc length s",
    yLabel: label,
    xRange: [0, piece.length],
    theme,
  };
}

/** Its slope is the length of what is left of ∇f along the curve. @param {Sight} sight @param {number} length */
function tangentLine({ curve, spot, at, show }, length) {
  if (!show.arrows || !spot || !at || at.value === null || at.tangential.some((entry) => entry === null)) return [];
  const slope = slopeAlong(curve[spot.piece], spot.s, at.tangential);
  const reach = 0.12 * length;
  return [
    {
      points: /** @type {[number, number][]} */ (
        [-reach, reach].map((ds) => [spot.s + ds, /** @type {number} */ (at.value) + slope * ds])
      ),
      role: "tangent",
      label: `slope ${formatNumber(slope, 3)}`,
    },
  ];
}

/**
 * The rest as a slope along the way the curve is walked.
 * @param {import("./along.js").Piece} piece
 * @param {number} s
 * @param {Place} rest
 */
function slopeAlong({ points, lengths }, s, rest) {
  let k = 0;
  while (k + 2 < points.length && lengths[k + 1] < s) k++;
  const [u, v] = [points[k + 1][0] - points[k][0], points[k + 1][1] - points[k][1]];
  const size = Math.hypot(...rest);
  return u * rest[0] + v * rest[1] < 0 ? -size : size;
}

/** Values of the solutions by the level c; each one's slope is its λ. @param {Sight} sight @returns {CurvePicture} */
export function sensitivityPicture({ sensitivity, extrema, level, theme, names }) {
  const rows = sensitivity?.sensitivity ?? [];
  const levels = rows.map((row) => row.level);
  const branches = sensitivity?.points ?? [];
  const width = levels.length ? levels[levels.length - 1] - levels[0] : 1;
  return {
    curves: branches.map(({ kind }, k) => ({
      x: levels,
      y: rows.map(({ values }) => values[k]),
      role: roleOf(kind),
      label: labelAt(branches, k),
    })),
    lines: extrema.points
      .filter(({ value, active }) => value !== null && active[0])
      .map(({ value, multipliers: [slope] }) => ({
        points: /** @type {[number, number][]} */ (
          [-0.1 * width, 0.1 * width].map((dc) => [level + dc, /** @type {number} */ (value) + slope * dc])
        ),
        role: "tangent",
      })),
    marks: extrema.points.map(({ value, kind }) => ({ x: level, y: value, role: kind, glyph: kind })),
    guides: [{ x: level, label: `c = ${formatNumber(level, 3)}` }],
    xLabel: "level c",
    yLabel: `${names.f} at the solutions`,
    theme,
  };
}

/**
 * What the branches of a kind are is written at the last of them.
 * @param {{kind: string}[]} branches
 * @param {number} k
 */
function labelAt(branches, k) {
  const { kind } = branches[k];
  const isLast = branches.findLastIndex((each) => each.kind === kind) === k;
  return isLast ? (kind === "saddle" ? "neither" : kind) : "";
}

/** @param {string} kind */
function roleOf(kind) {
  return kind === "minimum" ? "run-1" : kind === "maximum" ? "run-2" : "guide";
}
