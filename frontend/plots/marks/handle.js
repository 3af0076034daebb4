/** Something on a curve to take hold of. */

import { pixelOf } from "../curve-shapes.js";
import { svg } from "../svg.js";
import { DOT } from "./dot.js";

/**
 * @typedef {import("../curve-picture.js").Handle} Handle
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 */

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const HANDLE = {
  /** @param {Handle} handle @param {CurvePen} pen */
  onCurves(handle, { view, palette }) {
    const { id, x, y, role } = handle;
    const [cx, cy] = pixelOf(handle, view);
    const r = handleRadius(palette.lineWidth, view.frame);
    const look = { fill: palette.color(role), stroke: palette.rim, "stroke-width": 2 };
    const data = { "data-id": id, "data-x": x, "data-y": String(y) };
    return [svg("circle", { class: `${role} handle`, cx, cy, r, ...look, ...data })];
  },

  spots: DOT.spots,
};

/**
 * In px: in a low plot thick dots would hide the curve that they are compared with.
 * @param {number} lineWidth
 * @param {{top: number, bottom: number}} frame
 */
export function handleRadius(lineWidth, { top, bottom }) {
  return Math.min(lineWidth * 2.6, Math.max(5, (bottom - top) / 28));
}
