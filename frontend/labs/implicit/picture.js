/** A curve with its tangent at the point, and its slopes over x. Pure functions. */

import { formatNumber, nameText } from "../../core/format.js";
import { arrow } from "../../plots/marks/arrow.js";
import { glyphs } from "../../plots/marks/glyph.js";
import { point } from "../../plots/marks/point.js";
import { trails } from "../../plots/marks/trail.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {[number, number]} Place
 * @typedef {import("../common/along.js").Piece} Piece
 * @typedef {import("../../plots/curve-picture.js").CurvePicture} CurvePicture
 */

const TICK = 0.035; // of the box, to both sides
const ARROW = 0.2; // of the box
const SAMPLES = 81;
const MOST = 0.8; // of the slopes are in the picture, with a little room
const ROOM = 1.25;
const TURN = 0.6; // radians from one sample to the next, as slopes are seen

/** @param {Sight} sight @returns {import("../../plots/picture.js").Picture} */
export function curvePicture(sight) {
  const { names, domain, theme, curve, point: place, places, show } = sight;
  const singular = places.filter(({ kind }) => kind === "singular");
  const marks = [
    trails([
      ...curve.map(({ points }) => whole(/** @type {Place[]} */ (points), "constraint", true)),
      ...(show.places ? places.flatMap((each) => tickAt(each, domain)) : []),
      ...(show.parabola ? parabolaOf(sight) : []),
      ...(show.tangent ? tangentsOf(sight) : []),
    ]),
    ...(show.places
      ? [glyphs(singular.map((each) => ({ point: each.point, value: NaN, kind: /** @type {const} */ ("undecided") })))]
      : []),
    ...(show.normal ? normalOf(sight) : []),
    point({ place, value: null }),
    ...(sight.laid ?? []),
  ];
  return { grid: null, names: { x: names[0], y: names[1], value: "" }, domain, theme, marks };
}

/** @param {Place[]} places @param {string} role @param {boolean} isSelected @param {string} [dash] */
function whole(places, role, isSelected, dash = "none") {
  return { places, role, dash, isSelected, isWhole: true };
}

/** A short line as the tangent lies there. @param {import("./requests.js").Place} place @param {Sight["domain"]} box */
function tickAt({ point: [u, v], kind }, { x, y }) {
  if (kind === "singular") return [];
  const [a, b] = kind === "upright" ? [0, TICK * (y[1] - y[0])] : [TICK * (x[1] - x[0]), 0];
  /** @type {Place[]} */
  const ends = [
    [u - a, v - b],
    [u + a, v + b],
  ];
  return [whole(ends, "point", true)];
}

/** One through the whole picture for each direction. @param {Sight} sight */
function tangentsOf({ at, domain: { x, y } }) {
  if (!at) return [];
  const [u, v] = at.point;
  return at.directions.map(([a, b]) => {
    const reach = 1 / Math.max(Math.abs(a) / (x[1] - x[0]), Math.abs(b) / (y[1] - y[0]));
    const end = (/** @type {number} */ side) => /** @type {Place} */ ([u + side * reach * a, v + side * reach * b]);
    return whole([end(-1), end(1)], "tangent", true);
  });
}

/** y + y′ d + y″ d²/2, as far as it is seen. @param {Sight} sight */
function parabolaOf({ at, domain: { x, y } }) {
  if (!at || at.slope === null || at.second === null) return [];
  const {
    point: [u, v],
    slope,
    second,
  } = at;
  const places = Array.from({ length: SAMPLES }, (_, k) => {
    const d = (k / (SAMPLES - 1) - 0.5) * (x[1] - x[0]);
    return /** @type {Place} */ ([u + d, v + slope * d + (second / 2) * d * d]);
  });
  const seen = places.filter(([, height]) => height > y[0] && height < y[1]);
  return seen.length > 1 ? [whole(seen, "hessian", true, "7 5")] : [];
}

/** ∇g by its direction: how long it is depends on how the equation is written. @param {Sight} sight */
function normalOf({ at, domain: { x, y }, point: from }) {
  if (!at) return [];
  const [a, b] = at.gradient;
  if (a === null || b === null || (a === 0 && b === 0)) return [];
  const scale = ARROW / Math.max(Math.abs(a) / (x[1] - x[0]), Math.abs(b) / (y[1] - y[0]));
  return [arrow({ from, step: [scale * a, scale * b], role: "gradient", label: "∇g" })];
}

/** dy/dx of every point of the curve over its x: as many values as there are branches. @param {Sight} sight */
export function slopesPicture({ curve, names, domain, at, theme }) {
  const most = mostOf(curve);
  const [x, y] = names.map(nameText);
  const here =
    at && at.slope !== null ? [{ x: at.point[0], y: at.slope, role: "point", label: slopeText(at.slope) }] : [];
  /** @type {CurvePicture} */
  const picture = {
    curves: [],
    lines: curve.map((piece) => ({ points: slopesAlong(piece, most), role: "gradient", weight: 1.2 })),
    guides: [{ y: 0 }],
    marks: here,
    xLabel: x,
    yLabel: `d${y}/d${x}`,
    xRange: domain.x,
    yRange: [-most, most],
    theme,
  };
  return picture;
}

/** @param {number} slope */
const slopeText = (slope) => formatNumber(slope, 3);

/** How large slopes are that are in the picture: upright tangents have no end. @param {Piece[]} curve */
export function mostOf(curve) {
  const sizes = curve
    .flatMap(({ slopes }) => Array.from(slopes ?? [], Math.abs))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return ROOM * (sizes[Math.floor(MOST * (sizes.length - 1))] ?? 0) || 1;
}

/**
 * Places (x, dy/dx); a gap where the slope leaps from one end to the other, past an upright tangent, or the curve turns
 * a corner.
 * @param {Piece} piece
 * @param {number} most
 * @returns {[number, number | null][]}
 */
export function slopesAlong({ points, slopes }, most) {
  const all = Array.from(slopes ?? [], Number);
  const turned = (/** @type {number} */ k) => Math.abs(Math.atan(all[k] / most) - Math.atan(all[k - 1] / most));
  return points.flatMap(([x], k) => {
    const leaps = k > 0 && turned(k) > TURN;
    /** @type {[number, number | null]} */
    const here = [x, Number.isFinite(all[k]) ? all[k] : null];
    return leaps ? [/** @type {[number, number | null]} */ ([x, null]), here] : [here];
  });
}
