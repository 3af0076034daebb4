/** Where walks start: each can be dragged, the selected one at once, another after it was taken up. */

import { heightAt } from "../geometry.js";
import { disk, placeData } from "../map-shapes.js";
import { dotsTrace } from "../space-shapes.js";
import { svg } from "../svg.js";
import { plumbTrace, pointTrace } from "./point.js";

/**
 * @typedef {import("../picture.js").SpacePen} SpacePen
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {object} Grip
 * @property {import("../picture.js").Place} place
 * @property {string} role
 * @property {string} label
 * @property {boolean} isSelected
 */

const LIFT = 0.012; // of the height of the picture

/** @param {Grip[]} grips */
export const grips = (grips) => ({ grips, kind: GRIPS });

/** @satisfies {import("../picture.js").Kind} */
export const GRIPS = {
  name: "grips",
  isWhole: true,

  /** @param {{grips: Grip[]}} mark @param {SpacePen} pen */
  inSpace({ grips }, pen) {
    const selected = grips.filter(({ isSelected }) => isSelected);
    const points = selected.map(({ place }) => ({ place, value: null }));
    return [
      ...points.map((each) => pointTrace(each, pen)),
      circles(grips, pen),
      ...points.map((each) => plumbTrace(each, pen)),
    ];
  },

  /** @param {{grips: Grip[]}} mark @param {MapPen} pen */
  onMap({ grips }, pen) {
    return selectedLast(grips).map((grip) => numbered(grip, pen));
  },

  /** @param {{grips: Grip[]}} mark @returns {import("../picture.js").Handle[]} */
  handles({ grips }) {
    const handles = grips.map(({ place, isSelected }, k) => ({
      isSelected,
      does: /** @type {const} */ ("point"),
      place,
      ...(isSelected ? {} : { grip: k }),
    }));
    return selectedLast(handles).map(({ isSelected, ...handle }) => handle);
  },
};

/** What is selected lies over the others. @template {{isSelected: boolean}} T @param {T[]} each @returns {T[]} */
export function selectedLast(each) {
  return [...each.filter(({ isSelected }) => !isSelected), ...each.filter(({ isSelected }) => isSelected)];
}

/** @param {Grip[]} grips @param {SpacePen} pen */
function circles(grips, pen) {
  const { grid, limits, palette } = pen;
  const lift = LIFT * (limits.high - limits.low);
  const places = {
    x: grips.map(({ place }) => place[0]),
    y: grips.map(({ place }) => place[1]),
    z: grips.map(({ place }) => (grid ? Math.min(heightAt(grid, ...place), limits.high) + lift : NaN)),
  };
  const colors = grips.map(({ role }) => palette.color(role));
  return dotsTrace(places, { colors, size: 1.8, rim: 1.5, symbol: "circle-open" }, pen);
}

/** @param {Grip} grip @param {MapPen} pen */
function numbered({ place, role, label, isSelected }, pen) {
  const { palette } = pen;
  const [x, y] = pen.toPixel(place);
  const [color, rim] = [palette.color(role), palette.rim];
  const [fill, stroke] = isSelected ? [color, rim] : [rim, color];
  const attributes = { class: "handle", "data-id": `start ${label}`, ...placeData(place) };
  const number = {
    "text-anchor": "middle",
    "dominant-baseline": "central",
    "font-size": palette.fontSize * 0.85,
    "font-weight": 700,
    fill: isSelected ? rim : palette.text(role),
  };
  return svg("g", {}, [
    disk(place, { radius: palette.fontSize * 0.68, fill, stroke, rim: 2 }, pen, attributes),
    svg("text", { x, y, ...number }, [label]),
  ]);
}
