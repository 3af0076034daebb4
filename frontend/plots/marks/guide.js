/** A line across the whole frame, vertical at x or level at y: thin, and behind all that moves. */

import { stroke } from "../curve-shapes.js";
import { pathThrough } from "../svg.js";

/**
 * @typedef {import("../curve-picture.js").Guide} Guide
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 * @typedef {import("../labels.js").Spot} Spot
 * @typedef {import("../curve-axes.js").View} View
 */

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const GUIDE = {
  /** @param {Guide} guide @param {CurvePen} pen */
  onCurves({ role = "guide", dash, weight = 0.5, ...place }, pen) {
    return [stroke(pathThrough(endsOf(place, pen.view)), { role, dash, weight }, pen)];
  },

  /** @param {Guide} guide @param {CurvePen} pen */
  spots({ x, y }, { view, palette }) {
    return x === undefined
      ? spotsAtEnds(view.up.toPixel(y ?? null), view, palette.fontSize)
      : spotsBeside(x, view, palette.fontSize);
  },
};

/** @param {Pick<Guide, "x" | "y">} place @param {View} view @returns {[number, number][]} */
function endsOf({ x, y }, { frame, across, up }) {
  const [u, v] = [across.toPixel(x ?? null), up.toPixel(y ?? null)];
  if (x === undefined)
    return [
      [frame.left, v],
      [frame.right, v],
    ];
  return [
    [u, frame.top],
    [u, frame.bottom],
  ];
}

/** Over and under a level one. @param {number} v px @param {View} view @param {number} font @returns {Spot[]} */
function spotsAtEnds(v, { frame }, font) {
  return [-0.8, 0.8].flatMap((lines) => [
    { x: frame.right - 4, y: v + lines * font, anchor: "end" },
    { x: frame.left + 4, y: v + lines * font, anchor: "start" },
  ]);
}

/** At the top of an upright one first. @param {number} x @param {View} view @param {number} font @returns {Spot[]} */
function spotsBeside(x, { frame, across }, font) {
  const u = across.toPixel(x);
  const heights = [1, 2.3, 3.6].map((lines) => frame.top + lines * font).concat(frame.bottom - font);
  return heights.flatMap((y) => [
    { x: u + 6, y, anchor: "start" },
    { x: u - 6, y, anchor: "end" },
  ]);
}
