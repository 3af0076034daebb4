/** Many places at once, as small dots: what a hall answers. And one of them, as a ring: what one is about to answer. */

import { disk, placeData } from "../map-shapes.js";
import { dotsTrace, standing } from "../space-shapes.js";
import { svg } from "../svg.js";

/**
 * @typedef {import("../picture.js").Place} Place
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {import("../picture.js").SpacePen} SpacePen
 */

const LIFT = 0.012; // of the height of the picture: above the surface, which would swallow half of each dot

/** @param {Place[]} places */
export const crowd = (places) => ({ places, kind: CROWD });

/** @param {Place} place */
export const placed = (place) => ({ place, kind: PLACED });

/** @satisfies {import("../picture.js").Kind} */
export const CROWD = {
  name: "crowd",

  /** @param {{places: Place[]}} mark @param {SpacePen} pen */
  inSpace({ places }, pen) {
    if (!places.length) return [];
    return [dotsTrace(onSurface(places, pen), { colors: pen.palette.answer.fill, size: 1.6, rim: 1 }, pen)];
  },

  /** @param {{places: Place[]}} mark @param {MapPen} pen */
  onMap({ places }, pen) {
    const { lineWidth, answer } = pen.palette;
    const look = { radius: lineWidth * 1.5, fill: answer.fill, stroke: answer.rim, rim: 1 };
    return places.map((place) => disk(place, look, pen, { class: "answer" }));
  },
};

/** @satisfies {import("../picture.js").Kind} */
export const PLACED = {
  name: "placed",
  isWhole: true,

  /** @param {{place: Place}} mark @param {SpacePen} pen */
  inSpace({ place }, pen) {
    const look = { colors: pen.palette.answer.own, size: 3, rim: 2, onMap: true };
    return [dotsTrace(onSurface([place], pen), look, pen)];
  },

  /** @param {{place: Place}} mark @param {MapPen} pen */
  onMap({ place }, pen) {
    const { lineWidth, answer } = pen.palette;
    const ring = { radius: lineWidth * 5.5, fill: "none", rim: lineWidth * 1.6 };
    const dot = { radius: lineWidth * 1.3, fill: answer.fill, stroke: answer.fill, rim: 0 };
    return [
      svg("g", { class: "placed", ...placeData(place) }, [
        disk(place, { ...ring, stroke: answer.fill, rim: lineWidth * 1.6 + 4 }, pen),
        disk(place, { ...ring, stroke: answer.own }, pen),
        disk(place, dot, pen),
      ]),
    ];
  },
};

/** @param {Place[]} places @param {SpacePen} pen */
function onSurface(places, pen) {
  const lift = LIFT * (pen.limits.high - pen.limits.low);
  return {
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    z: places.map((place) => standing({ place }, pen) + lift),
  };
}
