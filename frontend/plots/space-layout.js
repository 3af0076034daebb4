/**
 * How a picture in three dimensions is laid out: quiet axes, a transparent ground, a camera that stays where it was
 * turned. Its numbers stand free of each other and of what is drawn, in a small picture as in a large one.
 */

import { setAxisPads } from "./fast_update.js";
import { NUMBER } from "./palette.js";
import { axisTitle } from "./plotly-text.js";
import { framedTicks, toData } from "./space-frame.js";

// Of the picture's smaller side, as it is seen at first: an edge on the floor, and the upright one.
const UPRIGHT_EDGE = 0.3;
const AT_SIDES = 7.2; // room for the numbers and titles left and right, in heights of type
const AT_FOOT = 3; // and below
const ROOM = 0.01; // of the heights, beyond which an axis may have a number still
const CHARACTER = 0.6; // its width, in heights of the number

/**
 * @typedef {object} Axis
 * @property {string} title  an axis without one is not drawn
 * @property {[number, number]} range  in data
 * @property {[number, number]} [shown]  parts of the range, if more or less than the whole
 *
 * @param {Axis[]} axes  x, y and z
 * @param {{x: number, y: number, z: number}} sides  how long the box is drawn
 * @param {object} camera
 * @param {import("./palette.js").Palette} palette
 * @param {number} size  px of the picture's smaller side
 * @param {boolean} [keepsTurned]  whether a camera that was turned by hand stays, whatever is asked for
 */
export function spaceLayout(axes, sides, camera, palette, size, keepsTurned = true) {
  const font = NUMBER * palette.fontSize;
  const kept = keepsTurned ? "camera" : undefined;
  const [xaxis, yaxis, zaxis] = axes.map((axis, k) => axisLayout(axis, ticksAt(k, axis, size / font), palette));
  return {
    scene: {
      xaxis,
      yaxis,
      zaxis,
      aspectmode: "manual",
      aspectratio: sides,
      camera,
      dragmode: "turntable",
      hovermode: false,
      uirevision: kept,
    },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    paper_bgcolor: "rgba(0,0,0,0)",
    font: { family: palette.fontFamily, color: palette.ink },
    showlegend: false,
    hovermode: false,
    uirevision: kept,
  };
}

/**
 * Few numbers tell how large a box is; none is so low on the upright axis that the floor's numbers are there.
 * @param {number} k  0, 1 and 2 for x, y and z
 * @param {Axis} axis
 * @param {number} size  of the picture, in heights of a number
 * @returns {import("./space-frame.js").FramedTicks}
 */
export function ticksAt(k, { range, shown = [0, 1] }, size) {
  const ticks = framedTicks(range);
  if (k < 2) return ticks;
  const edge = size * UPRIGHT_EDGE;
  const isHigh = ticks.places.map((place) => (place - shown[0]) * edge >= 1.6);
  const kept = (/** @type {any[]} */ values) => values.filter((_, index) => isHigh[index]);
  return { ...ticks, places: kept(ticks.places), texts: kept(ticks.texts) };
}

/**
 * Title, places and texts of the axes of a box.
 * @param {Axis[]} axes  x, y and z
 * @param {number} size  of the picture, in heights of a number
 */
export function namedTicks(axes, size) {
  const ticks = axes.map((axis, k) => {
    const { places, texts, note } = ticksAt(k, axis, size);
    return { title: note ? `${axis.title} (${note})` : axis.title, places, texts };
  });
  return /** @type {[any, any, any]} */ (ticks);
}

/**
 * Title, places and texts of the three axes of a surface.
 * @param {import("./space-frame.js").SpaceFrame} frame
 * @param {{x: string, y: string, value: string}} names
 * @param {number} size  of the picture, in heights of a number
 */
export function ticksOfScene(frame, names, size) {
  const titles = [names.x, names.y, names.value.split("(")[0]];
  const ticks = titles.map((title, axis) => {
    // A bowl's lowest point is hardly ever one of the grid: its axis begins at 0 all the same.
    const room = axis === 2 ? ROOM : 0;
    const ends = [-room, 1 + room].map((part) => toData(frame, [part, part, part])[axis]);
    const { places, texts, note } = ticksAt(axis, { title, range: [ends[0], ends[1]], shown: [-1, 1] }, size);
    const inRange = places.map((place) => place * (1 + 2 * room) - room);
    return { title: note ? `${title} (${note})` : title, places: inRange, texts };
  });
  return /** @type {[any, any, any]} */ (ticks);
}

/**
 * @param {Axis} axis
 * @param {import("./space-frame.js").FramedTicks} ticks
 * @param {import("./palette.js").Palette} palette
 */
function axisLayout({ title, shown = [0, 1] }, { places, texts, note }, palette) {
  return {
    visible: title !== "",
    title: {
      text: axisTitle(title, note),
      font: { size: palette.fontSize * 1.15, color: palette.ink },
    },
    range: shown,
    tickmode: "array",
    tickvals: places,
    ticktext: texts,
    tickfont: { size: NUMBER * palette.fontSize, color: palette.inkSoft },
    color: palette.ink,
    gridcolor: palette.gridLine,
    linecolor: palette.gridLine,
    zeroline: false,
    showbackground: false,
    showspikes: false,
  };
}

/**
 * Draws a layout of ours, with its numbers as far from the axes as the longest of them needs.
 * @param {HTMLElement} element
 * @param {object[]} traces
 * @param {ReturnType<typeof spaceLayout>} layout
 */
export function drawSpace(element, traces, layout) {
  const options = { displayModeBar: false, responsive: false, doubleClick: false };
  globalThis.Plotly.react(element, traces, layout, options);
  setAxisPads(element, padsOf(layout.scene));
}

/** @param {Record<"xaxis" | "yaxis" | "zaxis", ReturnType<typeof axisLayout>>} scene */
export function padsOf({ xaxis, yaxis, zaxis }) {
  const shown = [xaxis, yaxis, zaxis].filter(({ visible }) => visible);
  const font = zaxis.tickfont.size;
  const longest = Math.max(1, ...shown.flatMap(({ ticktext }) => ticktext.map((text) => text.length)));
  const half = (longest * CHARACTER * font) / 2;
  return { numbers: half + 0.6 * font, titles: half + 1.1 * font };
}

/**
 * A camera so far away that what it sees, and the numbers at its sides, have room in the element's width.
 * @template {{eye: {x: number, y: number, z: number}}} Camera
 * @param {Camera} camera
 * @param {Size} element
 * @param {number} font  px
 * @param {number} [spread]  how wide what it sees is, beside a surface
 * @returns {Camera}
 */
export function fitted(camera, { clientWidth: width, clientHeight: height }, font, spread = 1) {
  const wide = Math.max(width - AT_SIDES * font, width / 3, 1);
  const high = Math.max(height - AT_FOOT * font, height / 3, 1);
  const needs = [(1.1 * height) / Math.max(width, 1), (0.9 * height) / wide, (0.8 * height) / high];
  const distance = Math.max(1, ...needs.map((need) => spread * need));
  const { x, y, z } = camera.eye;
  return { ...camera, eye: { x: x * distance, y: y * distance, z: z * distance } };
}

/** @typedef {{clientWidth: number, clientHeight: number}} Size  px, as an element has them */

/**
 * Of an element now, to be kept: asked in every frame, the browser would lay out the page once more in each.
 * @param {Size} element
 * @returns {Size}
 */
export function sizeOf({ clientWidth, clientHeight }) {
  return { clientWidth, clientHeight };
}

/** Px. @param {Size} element */
export function smallerSide({ clientWidth, clientHeight }) {
  return Math.min(clientWidth, clientHeight);
}
