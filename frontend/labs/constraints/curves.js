/** What goes with a constraint as curves: the function along it, and its values at the solutions by the level. */

import { formatNumber } from "../../core/format.js";
import { distanceOf, nearestOn } from "../common/along.js";
import { isSolved } from "./constraint.js";

/**
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("../common/along.js").Piece} Piece
 * @typedef {import("./solution-words.js").Extrema} Extrema
 * @typedef {object} Along  what is known of a place on a curve
 * @property {Piece[]} curve
 * @property {import("../common/along.js").Spot | null} spot
 * @property {{value: number | null, gradient: (number | null)[], tangential: (number | null)[]} | null} at
 * @property {Extrema} extrema
 * @property {{f: string}} names
 * @property {Record<string, boolean>} show
 * @property {number} near  solutions nearer to a piece than this lie on it
 * @property {string} theme
 * @typedef {object} ByLevel
 * @property {Pick<Extrema, "points" | "sensitivity"> | null} sensitivity
 * @property {Extrema} extrema
 * @property {number} level
 * @property {{f: string}} names
 * @property {string} theme
 */

/** The function along the piece of the curve that the point is on. @param {Along} sight @returns {CurvePicture} */
export function alongPicture(sight) {
  const { curve, spot, at, extrema, names, show, theme, near } = sight;
  const label = `${names.f} along the curve`;
  if (!spot) return { curves: [], xLabel: "arc length s", yLabel: label, xRange: [0, 1], yRange: [0, 1], theme };
  const piece = curve[spot.piece];
  const value = at?.value ?? null;
  const marks = show.solutions
    ? extrema.points.flatMap(({ point, value, kind }) => {
        const there = nearestOn([piece], point);
        return there && distanceOf(there.place, point) < near
          ? [{ x: there.s, y: value, role: kind, glyph: kind }]
          : [];
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

/** Its slope is the length of what is left of ∇f along the curve. @param {Along} sight @param {number} length */
function tangentLine({ curve, spot, at, show }, length) {
  if (!show.arrows || !spot || !at || at.value === null || at.tangential.some((entry) => entry === null)) return [];
  const slope = isSolved(at) ? 0 : slopeAlong(curve[spot.piece], spot.s, at.tangential);
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
 * @param {Piece} piece
 * @param {number} s
 * @param {(number | null)[]} rest  known
 */
function slopeAlong({ points, lengths }, s, rest) {
  let k = 0;
  while (k + 2 < points.length && lengths[k + 1] < s) k++;
  const known = rest.map(Number);
  const along = known.reduce((sum, entry, axis) => sum + entry * (points[k + 1][axis] - points[k][axis]), 0);
  const size = Math.hypot(...known);
  return along < 0 ? -size : size;
}

/** Values of the solutions by the level c; each one's slope is its λ. @param {ByLevel} sight @returns {CurvePicture} */
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
 * @param {{kind: string, point: number[]}[]} branches
 * @param {number} k
 */
function labelAt(branches, k) {
  const { kind, point } = branches[k];
  const isLast = branches.findLastIndex((each) => each.kind === kind) === k;
  return isLast ? (kind === "saddle" && point.length < 3 ? "neither" : kind) : "";
}

/** @param {string} kind */
function roleOf(kind) {
  return kind === "minimum" ? "run-1" : kind === "maximum" ? "run-2" : "guide";
}
