/** What marks are made of on the map: lines with a casing, and texts that stay in the frame. */

import { pathThrough, svg } from "./svg.js";

/**
 * @typedef {import("./picture.js").MapPen} MapPen
 * @typedef {[number, number]} Pixel
 */

/**
 * A line with a light casing, readable on every colour of the map.
 * @param {Pixel[]} pixels
 * @param {{role: string, weight: number, dashes?: string}} look  weight in widths of lines
 * @param {MapPen} pen
 * @param {Record<string, string | number>} [attributes]  of the whole
 */
export function casedLine(pixels, { role, weight, dashes = "none" }, { palette }, attributes = {}) {
  const width = palette.lineWidth * weight;
  const shared = { d: pathThrough(pixels), fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("g", attributes, [
    svg("path", { ...shared, stroke: palette.casing, "stroke-width": width + 2.5 }),
    svg("path", { ...shared, stroke: palette.color(role), "stroke-width": width, "stroke-dasharray": dashes }),
  ]);
}

/**
 * Something to take hold of, or where something is.
 * @param {ArrayLike<number>} place
 * @param {{radius: number, fill: string, stroke: string, rim: number}} look  radius and rim in px
 * @param {MapPen} pen
 * @param {Record<string, string | number>} [attributes]
 */
export function disk(place, { radius, fill, stroke, rim }, { toPixel }, attributes = {}) {
  const [cx, cy] = toPixel(place);
  return svg("circle", { ...attributes, cx, cy, r: radius, fill, stroke, "stroke-width": rim });
}

/** Where a mark stands, for those who read the page. @param {ArrayLike<number>} place */
export function placeData(place) {
  return { "data-x": place[0], "data-y": place[1] };
}

/**
 * A short text in the frame, at the pixel or as near as it can be.
 * @param {string} text
 * @param {number[]} pixel
 * @param {string} role
 * @param {MapPen} pen
 */
export function caption(text, pixel, role, pen) {
  const { palette } = pen;
  const [x, y] = insideFrame(text, pixel, pen);
  const style = {
    "text-anchor": "middle",
    "dominant-baseline": "central",
    "paint-order": "stroke",
    "stroke-linejoin": "round",
  };
  const look = {
    fill: palette.text(role),
    stroke: palette.rim,
    "stroke-width": 4,
    "font-size": palette.fontSize * 1.1,
    "font-weight": 700,
  };
  return svg("text", { x, y, ...style, ...look }, [text]);
}

/**
 * The nearest pixel for the middle of a text at which all of it is in the frame.
 * @param {string} text
 * @param {number[]} pixel
 * @param {MapPen} pen
 */
export function insideFrame(text, [x, y], { palette, frame }) {
  const [half, low] = [0.45 * palette.fontSize * text.length, 0.8 * palette.fontSize];
  return [
    Math.min(Math.max(x, frame.x0 + half), frame.x0 + frame.width - half),
    Math.min(Math.max(y, frame.y0 + low), frame.y0 + frame.height - low),
  ];
}
