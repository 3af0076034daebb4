/** What marks on a curve plot are made of: strokes, dots, heads of arrows, and texts where there is room for them. */

import { halo } from "./curve-axes.js";
import { dotsAt } from "./curve-path.js";
import { pathThrough, svg } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").CurvePen} CurvePen
 * @typedef {import("./labels.js").Spot} Spot
 * @typedef {[number, number]} Pixel
 */

/**
 * Where something stands; without a height it stands on the axis.
 * @param {{x: number, y: number | null}} place
 * @param {import("./curve-axes.js").View} view
 * @returns {Pixel}
 */
export function pixelOf({ x, y }, { frame, across, up }) {
  return [across.toPixel(x), y === null ? frame.bottom : up.toPixel(y)];
}

/** @param {Pixel} pixel @param {number} r */
export function around([x, y], r) {
  return { left: x - r, right: x + r, top: y - r, bottom: y + r };
}

/**
 * A path with a role's colour; what is not given is as in a curve.
 * @param {string} d
 * @param {{role: string, dash?: string, weight?: number}} look
 * @param {Pick<CurvePen, "palette">} pen
 */
export function stroke(d, { role, dash = "none", weight = 1 }, { palette }) {
  return svg("path", {
    d,
    class: role,
    fill: "none",
    stroke: palette.color(role),
    "stroke-width": palette.lineWidth * weight,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
  });
}

/**
 * @param {Pixel[]} pixels
 * @param {{role: string}} look
 * @param {Pick<CurvePen, "palette">} pen
 */
export function dots(pixels, { role }, { palette }) {
  return svg("path", {
    d: dotsAt(pixels),
    class: role,
    fill: "none",
    stroke: palette.color(role),
    "stroke-width": palette.lineWidth * 2.4,
    "stroke-linecap": "round",
  });
}

/**
 * None on a step too short to carry one.
 * @param {Pixel} from
 * @param {Pixel} tip
 * @param {number} size
 */
export function arrowHead(from, tip, size) {
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(length > 0.8 * size)) return "";
  const [u, v] = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const barb = (/** @type {number} */ side) =>
    /** @type {Pixel} */ ([tip[0] - size * (u + 0.5 * side * v), tip[1] - size * (v - 0.5 * side * u)]);
  return pathThrough([barb(1), tip, barb(-1)]);
}

/**
 * A text at the best of its spots; nothing where there is no label or no room.
 * @param {{role?: string, label?: string}} thing
 * @param {string} key
 * @param {Spot[]} spots
 * @param {CurvePen} pen
 * @returns {SVGElement[]}
 */
export function caption({ role = "guide", label }, key, spots, { labels, palette }) {
  const placed = label && labels.place({ key, text: label, spots });
  if (!placed) return [];
  const { x, y, anchor, text } = placed;
  const look = { fill: palette.text(role), "font-size": palette.fontSize, "font-weight": 600 };
  const place = { x, y, "text-anchor": anchor, "dominant-baseline": "central" };
  return [svg("text", { ...place, ...halo(palette), ...look }, [text])];
}
