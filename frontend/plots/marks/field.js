/** A field of vectors, on a map or in a plane of a map: an arrow at each place of a lattice. */

import { apart } from "../../core/redraw.js";
import { pathThrough, svg } from "../svg.js";

/**
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {object} Vectors
 * @property {number[][]} points
 * @property {number[][]} vectors
 * @property {string} [role]     "gradient", if not given
 * @property {number} [largest]  longer ones are drawn as long as one of this length; if not given, that of the longest
 * @typedef {{vectors: Vectors}} Field  the same object while nothing of it changes
 */

/** @param {Vectors} vectors */
export const field = (vectors) => ({ vectors, kind: FIELD });

/** @satisfies {import("../picture.js").Kind} */
export const FIELD = {
  name: "field",

  /** @param {Field} field @param {MapPen} pen */
  onMap({ vectors }, pen) {
    return [drawn(vectors, pen)];
  },
};

/** @type {WeakMap<Vectors, {key: string, shape: SVGElement}>} */
const known = new WeakMap();

/**
 * Hundreds of arrows, drawn once for each view of them: they do not move with the point.
 * @param {Vectors} vectors
 * @param {MapPen} pen
 */
function drawn(vectors, pen) {
  const { toPixel, frame, palette } = pen;
  const key = JSON.stringify([frame, toPixel([0, 0]), toPixel([1, 1]), palette.color(roleOf(vectors)), palette.casing]);
  const before = known.get(vectors);
  if (before?.key === key) return before.shape;
  const shape = apart(() => shapeOf(vectors, pen));
  known.set(vectors, { key, shape });
  return shape;
}

const roleOf = (/** @type {Vectors} */ { role = "gradient" }) => role;

/**
 * @param {Vectors} vectors
 * @param {Pick<MapPen, "palette" | "toPixel" | "domain">} pen
 * @param {string} [casing]  that of maps, if not given
 */
export function shapeOf(vectors, { palette, toPixel, domain }, casing = palette.casing) {
  const side = Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
  const arrows = fieldArrows(vectors, side / Math.sqrt(vectors.points.length));
  const d = arrows.map(({ from, step }) => arrowPath(from, step, toPixel)).join("");
  const shared = { d, fill: "none", "stroke-linecap": "round" };
  return svg("g", {}, [
    svg("path", { ...shared, stroke: casing, "stroke-width": 2.6 }),
    svg("path", { ...shared, stroke: palette.color(roleOf(vectors)), "stroke-width": 1.2 }),
  ]);
}

/** @param {number[]} middle @param {[number, number]} step @param {MapPen["toPixel"]} toPixel */
function arrowPath([x, y], [u, v], toPixel) {
  const [start, end] = [toPixel([x - u / 2, y - v / 2]), toPixel([x + u / 2, y + v / 2])];
  const back = [(start[0] - end[0]) * 0.3, (start[1] - end[1]) * 0.3];
  const barb = (/** @type {number} */ side) =>
    /** @type {[number, number]} */ ([
      end[0] + back[0] - side * 0.5 * back[1],
      end[1] + back[1] + side * 0.5 * back[0],
    ]);
  return pathThrough([start, end, barb(1), end, barb(-1)]);
}

/**
 * Arrows, all at most one lattice step long.
 * @param {Vectors} vectors
 * @param {number} spacing
 * @returns {{from: number[], step: [number, number]}[]}
 */
export function fieldArrows({ points, vectors, largest: most }, spacing) {
  const sizes = vectors.map((vector) => Math.hypot(...vector));
  const largest = most ?? Math.max(...sizes.filter(Number.isFinite), 0);
  if (largest === 0) return [];
  return points.flatMap((from, k) => {
    if (!(sizes[k] > 0 && sizes[k] < Infinity)) return [];
    // The square root keeps small slopes visible beside large ones.
    const length = (0.85 * spacing * Math.sqrt(Math.min(1, sizes[k] / largest))) / sizes[k];
    /** @type {[number, number]} */
    const step = [vectors[k][0] * length, vectors[k][1] * length];
    return [{ from, step }];
  });
}
