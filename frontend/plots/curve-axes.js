/** The frame of a curve plot, its ticks and titles. */

import { NUMBER } from "./palette.js";
import { scaleOf, ticksOf, withTexts } from "./scales.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./scales.js").Scale} Scale
 * @typedef {import("./labels.js").Box} Box
 * @typedef {{frame: Box, across: Scale, up: Scale, stripHeight: number, isLow: boolean}} View  where in the
 *   element what is seen; isLow: the title has no line of its own
 */

const MARGIN = 3.6; // left of the frame, in heights of type
// Characters that a tick's text has room for, in the left margin and between its neighbours.
const Y_TEXT = 6;
const X_TEXT = 7;
const TICK = 6; // px, where there are no lines
const CHARACTER = 0.6; // the width of a digit, in heights of its type
const BESIDE_TITLE = 0.7; // heights of type that a title leaves beside it in the margin
const LOW = 4.9; // heights of type: a line for the title alone would leave little of the plot

/**
 * The left margin is the same for all pictures, so that the frames of plots under each other stand under each other.
 * @param {CurvePicture} picture
 * @param {{x: [number, number], y: [number, number]}} ranges
 * @param {{width: number, height: number}} size
 * @param {number} font
 * @returns {View}
 */
export function viewOf(picture, ranges, { width, height }, font) {
  const stripHeight = picture.strip ? 0.7 * font : 0;
  const below = (picture.sharesX ? 0.6 : picture.xLabel ? 2.7 : 1.6) * font + stripHeight;
  const isLow = height - below < LOW * font;
  const top = (isLow ? 0.6 : 1.6) * font;
  const room = { left: MARGIN * font, right: width - 0.9 * font, top, bottom: height - below };
  const frame = picture.equal ? squareIn(room) : room;
  const across = scaleOf(picture.xScale ?? "linear", ranges.x, [frame.left, frame.right]);
  const up = scaleOf(picture.yScale ?? "linear", ranges.y, [frame.bottom, frame.top]);
  return { frame, across, up, stripHeight, isLow };
}

/** @param {Box} room @returns {Box} */
function squareIn({ left, right, top, bottom }) {
  const side = Math.min(right - left, bottom - top);
  const [x, y] = [(left + right - side) / 2, (top + bottom - side) / 2];
  return { left: x, right: x + side, top: y, bottom: y + side };
}

/**
 * @param {CurvePicture} picture
 * @param {View} view
 * @param {import("./palette.js").Palette} palette
 */
export function axesShapes(picture, { frame, across, up, stripHeight, isLow }, palette) {
  if (picture.isBare) return [];
  const font = palette.fontSize;
  const small = { "font-size": NUMBER * font, fill: palette.inkSoft };
  const line = (/** @type {number} */ value) => ({ stroke: palette.gridLine, "stroke-width": value === 0 ? 1.6 : 0.8 });
  const text = (/** @type {Record<string, string | number>} */ attributes, /** @type {string} */ content) =>
    svg("text", attributes, [content]);
  const shapes = [];
  const heights = ticksOf(up, Math.max(2, (frame.bottom - frame.top) / (4.5 * font)), Y_TEXT);
  const isFree = (/** @type {import("./scales.js").Tick} */ { value, text }) =>
    Math.abs(up.toPixel(value) - frame.top) > font || widthOf(text) < BESIDE_TITLE;
  for (const tick of apart(heights.ticks, up, 1.15 * font).filter((each) => !isLow || isFree(each))) {
    const y = up.toPixel(tick.value);
    const end = picture.hasOwnGrid ? frame.left + TICK : frame.right;
    shapes.push(svg("line", { x1: frame.left, x2: end, y1: y, y2: y, ...line(tick.value) }));
    shapes.push(
      text({ ...small, x: frame.left - 6, y, "text-anchor": "end", "dominant-baseline": "central" }, tick.text),
    );
  }
  if (heights.note)
    shapes.push(text({ ...small, ...halo(palette), x: frame.left + 4, y: frame.top + font }, heights.note));
  const places = picture.xTicks
    ? withTexts(picture.xTicks, X_TEXT)
    : ticksOf(across, Math.max(3, (frame.right - frame.left) / (8 * font)), X_TEXT);
  const foot = frame.bottom + stripHeight;
  const widest = Math.max(0, ...places.ticks.map(({ text }) => widthOf(text)));
  for (const tick of apart(places.ticks, across, (widest + 0.3) * font)) {
    const x = across.toPixel(tick.value);
    const top = picture.hasOwnGrid ? frame.bottom - TICK : picture.xGrid ? frame.top : null;
    if (top !== null) shapes.push(svg("line", { x1: x, x2: x, y1: top, y2: frame.bottom, ...line(tick.value) }));
    if (!picture.sharesX) shapes.push(text({ ...small, x, y: foot + 1.1 * font, "text-anchor": "middle" }, tick.text));
  }
  if (picture.sharesX) return shapes;
  const title = { "font-size": font, fill: palette.ink, "text-anchor": "middle" };
  // At the right the menu of what is taken along has its place.
  const name = [picture.xLabel, places.note && `(${places.note})`].filter(Boolean).join(" ");
  return [...shapes, text({ ...title, x: (frame.left + frame.right) / 2, y: foot + 2.3 * font }, name)];
}

/** Of a number, in heights of type. @param {string} text */
function widthOf(text) {
  return text.length * CHARACTER * NUMBER;
}

/**
 * Where there is little room every second or third: 0, if it is there, and those so far from it.
 * @template {{value: number}} Tick
 * @param {Tick[]} ticks
 * @param {Scale} scale
 * @param {number} room  px that each needs
 */
function apart(ticks, scale, room) {
  if (ticks.length < 2) return ticks;
  const stride = Math.ceil(room / Math.abs(scale.toPixel(ticks[1].value) - scale.toPixel(ticks[0].value)));
  const first = Math.max(
    0,
    ticks.findIndex(({ value }) => value === 0),
  );
  return ticks.filter((_, k) => (k - first) % stride === 0);
}

/**
 * Over the margin, where there is room for a long one; of a low picture in it.
 * @param {CurvePicture} picture
 * @param {View} view
 * @param {import("./palette.js").Palette} palette
 */
export function titleShape({ yLabel }, { frame, isLow }, { fontSize, ink }) {
  const y = frame.top + (isLow ? 0.4 : -0.65) * fontSize;
  return svg("text", { "font-size": fontSize, fill: ink, x: frame.left - MARGIN * fontSize + 2, y }, [yLabel]);
}

/**
 * A border in the colour of the paper keeps a text readable on lines.
 * @param {import("./palette.js").Palette} palette
 */
export function halo(palette) {
  return { stroke: palette.paper, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
}
