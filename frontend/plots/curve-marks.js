/** The lists of a picture of curves as shapes, in the order in which they lie over each other. */

import { linePath } from "./curve-path.js";
import { around, caption, pixelOf } from "./curve-shapes.js";
import { BRACKET } from "./marks/bracket.js";
import { DOT } from "./marks/dot.js";
import { GUIDE } from "./marks/guide.js";
import { HANDLE } from "./marks/handle.js";
import { LINE } from "./marks/line.js";

/**
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./curve-picture.js").CurveKind} CurveKind
 * @typedef {import("./curve-picture.js").CurvePen} CurvePen
 * @typedef {import("./curve-axes.js").View} View
 */

/** Behind all that moves first. @type {["guides" | "lines" | "brackets", CurveKind][]} */
const CUT = [
  ["guides", GUIDE],
  ["lines", LINE],
  ["brackets", BRACKET],
];
/** Lines have the most room for their texts, and so the last choice. */
const TEXTS = /** @type {const} */ (["guides", "brackets", "lines"]);

/** What is cut at the frame. @param {CurvePicture} picture @param {CurvePen} pen */
export function lineShapes(picture, pen) {
  return CUT.flatMap(([list, kind]) => (picture[list] ?? []).flatMap((thing) => kind.onCurves(thing, pen)));
}

/**
 * What is whole: marks on the edge are, and texts lie over all.
 * @param {CurvePicture} picture
 * @param {CurvePen} pen
 */
export function markShapes(picture, pen) {
  const { view, palette, labels } = pen;
  const shown = (picture.marks ?? []).filter((mark) => isShown(mark, view));
  const held = (picture.handles ?? []).filter((handle) => isShown(handle, view));
  for (const each of [...shown, ...held]) labels.keepFree(around(pixelOf(each, view), 2.2 * palette.lineWidth));
  const texts = [...held, ...shown].flatMap((each, k) => caption(each, `mark ${k}`, DOT.spots(each, pen), pen));
  return [
    ...shown.flatMap((mark) => DOT.onCurves(mark, pen)),
    ...held.flatMap((handle) => HANDLE.onCurves(handle, pen)),
    ...texts,
    ...lineTexts(picture, pen),
  ];
}

/** @param {{x: number, y: number | null}} place @param {View} view */
function isShown(place, view) {
  const { left, right, top, bottom } = view.frame;
  const [x, y] = pixelOf(place, view);
  return x >= left - 1 && x <= right + 1 && y >= top - 20 && y <= bottom + 20;
}

/** @param {CurvePicture} picture @param {CurvePen} pen */
function lineTexts(picture, pen) {
  const kinds = new Map(CUT);
  return TEXTS.flatMap((list) => {
    const { spots } = /** @type {CurveKind} */ (kinds.get(list));
    return (picture[list] ?? []).flatMap((thing, k) => caption(thing, `${list} ${k}`, spots(thing, pen), pen));
  });
}

/** What texts should rather not cover, beside the curves. @param {CurvePicture} picture @param {View} view */
export function inkOfLines({ lines = [] }, view) {
  return lines.flatMap((line) => linePath(line, view).ink);
}
