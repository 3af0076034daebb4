/** Pens to draw marks with, in the colours of day, and what was drawn. To be imported first. */

import { shapesOf } from "../fake-svg.js";
import { pixelMap } from "../../../frontend/plots/frame.js";
import { heightLimits } from "../../../frontend/plots/geometry.js";
import { gridOf, SQUARE } from "../helpers.js";
import { palette } from "../tokens.js";

export const DAY = palette("light");
const saddle = (x, y) => x * x - y * y;

/** A pixel is a hundredth: (-2, -2) is at the lower left, (100, 500), and (2, 2) at the upper right, (500, 100). */
export const MAP_FRAME = { x0: 100, y0: 100, width: 400, height: 400 };

/** @returns {import("../../../frontend/plots/picture.js").MapPen} */
export const mapPen = (seen = SQUARE) => ({
  toPixel: pixelMap(MAP_FRAME, seen),
  frame: MAP_FRAME,
  domain: SQUARE,
  seen,
  palette: DAY,
  signs: [],
  shafts: [],
  texts: [],
});

/** Over x² − y², unless told otherwise. @returns {import("../../../frontend/plots/picture.js").SpacePen} */
export function spacePen(f = saddle, domain = SQUARE) {
  const grid = gridOf(f, domain);
  const limits = heightLimits(grid);
  return { grid, domain, limits, floor: limits.low - (limits.high - limits.low) / 2, palette: DAY };
}

/** @returns {any[]} */
export const inSpace = (mark, pen = spacePen()) => mark.kind.inSpace(mark, pen);
/** @returns {any[]} */
export const onMap = (mark, pen = mapPen()) => mark.kind.onMap(mark, pen);

/** Lines on the map, without the casings that lie under them. */
export const strokesOf = (shapes) =>
  shapesOf(shapes, "path").filter(({ attributes }) => attributes.stroke !== DAY.casing);

/** The places of a trace. @returns {number[][]} */
export const placesOf = ({ x, y, z }) => Array.from(x, (each, k) => [each, y[k], z[k]]);

/** The middle of a circle. */
export const middleOf = ({ attributes }) => [Number(attributes.cx), Number(attributes.cy)];

/** x² − y² and its plane at (1, −0.5), by hand. */
export const TANGENT = {
  at: /** @type {[number, number]} */ ([1, -0.5]),
  value: 0.75,
  slopes: /** @type {[number, number]} */ ([2, 1]),
};
export const heightOnPlane = (x, y) => 0.75 + 2 * (x - 1) + (y + 0.5);
