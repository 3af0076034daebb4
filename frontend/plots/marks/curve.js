/** A curve: its stroke, and a dot at every sample where there are few. */

import { curvePath } from "../curve-path.js";
import { dots, stroke } from "../curve-shapes.js";
import { spotsAlong } from "../labels.js";

/**
 * @typedef {import("../curve-picture.js").Curve} Curve
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 */

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const CURVE = {
  /** @param {Curve} curve @param {CurvePen} pen */
  onCurves(curve, pen) {
    const { d, pixels } = curvePath(curve, pen.view);
    return [stroke(d, curve, pen), ...(curve.dots ? [dots(pixels, curve, pen)] : [])];
  },

  /** @param {Curve} curve @param {CurvePen} pen */
  spots(curve, { view, palette, labels }) {
    return spotsAlong(curvePath(curve, view).ink, curve.label ?? "", palette.fontSize, labels.frame);
  },
};
