/** The point that is dragged. */

import { caption, disk, placeData } from "../map-shapes.js";
import { dotsTrace, lineTrace, standing } from "../space-shapes.js";

/**
 * @typedef {import("../picture.js").SpacePen} SpacePen
 * @typedef {object} Point
 * @property {import("../picture.js").Place} place
 * @property {number | null} value  of the function there; null where it is not known, or not yet
 * @property {string} [hint]  what can be done with it
 */

// Of the height of the picture: on the surface itself it would swallow the lower half of the dot.
const LIFT = 0.012;

/** @param {Point} point */
export const point = (point) => ({ ...point, kind: POINT });

/** @satisfies {import("../picture.js").Kind} */
export const POINT = {
  name: "point",
  isWhole: true,

  /** @param {Point} point @param {SpacePen} pen */
  inSpace(point, pen) {
    return [pointTrace(point, pen), plumbTrace(point, pen)];
  },

  /** @param {Point} point @param {import("../picture.js").MapPen} pen */
  onMap({ place, hint }, pen) {
    const { lineWidth, color, rim, fontSize } = pen.palette;
    const look = { radius: lineWidth * 2.6, fill: color("point"), stroke: rim, rim: 2 };
    const dot = disk(place, look, pen, { class: "point handle", ...placeData(place) });
    if (!hint) return [dot];
    const [x, y] = pen.toPixel(place);
    return [dot, caption(hint, [x, y + 2 * fontSize], "point", pen)];
  },

  /** @param {Point} point @returns {import("../picture.js").Handle[]} */
  handles({ place, value }) {
    return [{ does: "point", place, value }];
  },
};

/** @param {Point} point @param {SpacePen} pen */
export function pointTrace(point, pen) {
  const { low, high } = pen.limits;
  const [x, y] = point.place;
  const places = { x: [x], y: [y], z: [standing(point, pen) + LIFT * (high - low)] };
  return dotsTrace(places, { colors: pen.palette.color("point"), size: 2.8, rim: 2, onMap: true }, pen);
}

/** From its place on the map up to it. @param {Point} point @param {SpacePen} pen */
export function plumbTrace(point, pen) {
  const [x, y] = point.place;
  const places = { x: [x, x], y: [y, y], z: [pen.floor, standing(point, pen)] };
  return lineTrace(places, { role: "guide", weight: 0.7, casing: false }, pen);
}
