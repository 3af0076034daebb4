/** A place on a curve: a dot, an open one for a value that is missing, or a glyph. */

import { pixelOf } from "../curve-shapes.js";
import { spotsAround } from "../labels.js";
import { svg } from "../svg.js";
import { glyphOnCurve } from "./glyph.js";

/**
 * @typedef {import("../curve-picture.js").Mark} Mark
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 */

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const DOT = {
  /** @param {Mark} mark @param {CurvePen} pen */
  onCurves(mark, { view, palette }) {
    const { role, glyph = "point" } = mark;
    const [cx, cy] = pixelOf(mark, view);
    if (glyph !== "point" && glyph !== "open") return [glyphOnCurve(glyph, [cx, cy], role, palette)];
    const color = palette.color(role);
    const look =
      glyph === "open"
        ? { class: `${role} open`, fill: palette.rim, stroke: color, "stroke-width": palette.lineWidth * 0.8 }
        : { class: role, fill: color, stroke: palette.rim, "stroke-width": 1.5 };
    return [svg("circle", { cx, cy, r: palette.lineWidth * 2, ...look })];
  },

  /** @param {{x: number, y: number | null}} place @param {CurvePen} pen */
  spots(place, { view, palette }) {
    return spotsAround(pixelOf(place, view), palette, view.frame);
  },
};
