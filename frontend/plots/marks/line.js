/** A straight line from place to place: a tangent, the stairs of a cobweb, the steps of a walk. */

import { linePath } from "../curve-path.js";
import { arrowHead, dots, stroke } from "../curve-shapes.js";
import { spotsAlong } from "../labels.js";

/**
 * @typedef {import("../curve-picture.js").Line} Line
 * @typedef {import("../curve-picture.js").CurvePen} CurvePen
 */

/** @satisfies {import("../curve-picture.js").CurveKind} */
export const LINE = {
  /** @param {Line} line @param {CurvePen} pen */
  onCurves(line, pen) {
    const { pixels, d } = linePath(line, pen.view);
    const heads = line.arrows ? headsOf(pixels, 4 * pen.palette.lineWidth) : "";
    return [
      stroke(d, line, pen),
      // The dashes of a line are not for its arrow heads.
      ...(heads ? [stroke(heads, { ...line, dash: "none" }, pen)] : []),
      ...(line.dots ? [dots(pixels, line, pen)] : []),
    ];
  },

  /** At its end first. @param {Line} line @param {CurvePen} pen */
  spots(line, { view, palette }) {
    return spotsAlong(linePath(line, view).ink, line.label ?? "", palette.fontSize, view.frame);
  },
};

/** At the end of every step. @param {[number, number][]} pixels @param {number} size */
function headsOf(pixels, size) {
  return pixels
    .slice(1)
    .map((tip, k) => arrowHead(pixels[k], tip, size))
    .join("");
}
