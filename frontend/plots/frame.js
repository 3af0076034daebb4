/**
 * Where a map lies in its element, and which place of the plane is at which pixel. Worked out here and nowhere else:
 * level lines, ticks and marks are all drawn in this one frame, so that they cannot disagree. Pure functions.
 */

import { niceTicks } from "./ticks.js";
import { withTexts } from "./scales.js";

/**
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {{x0: number, y0: number, width: number, height: number}} Frame  the plot area in px of the element
 */

const LEAST = 50; // px of a map in too small an element

const TICKS = 5;
const LONGEST = 7; // characters of a number at an axis
const CHARACTER = 0.51; // its width, in heights of type
const LINE = 1.4;

/**
 * The numbers at an axis of a map: about five, or as many as have room, two at least.
 * @param {[number, number]} range
 * @param {(ticks: import("./scales.js").Tick[]) => boolean} [haveRoom]
 */
export function mapTicks(range, haveRoom = () => true) {
  const choices = Array.from({ length: TICKS - 1 }, (_, k) => withTexts(niceTicks(...range, TICKS - k), LONGEST));
  const enough = choices.filter(({ ticks }) => ticks.length > 1);
  return enough.find(({ ticks }) => haveRoom(ticks)) ?? enough.at(-1) ?? choices[0];
}

/**
 * Whether numbers have room at an edge of the map: side by side below it, one above the other left of it.
 * @param {Frame} frame
 * @param {number} fontSize  px
 * @returns {Record<"x" | "y", (ticks: import("./scales.js").Tick[]) => boolean>}
 */
export function roomAt({ width, height }, fontSize) {
  return {
    x: (ticks) => ticks.reduce((sum, { text }) => sum + text.length + 1.5, 0) * CHARACTER * fontSize <= width,
    y: (ticks) => ticks.length * LINE * fontSize <= height,
  };
}

/**
 * The largest frame between the margins, in the middle of them, in whole pixels: Plotly rounds its margins.
 * @param {{width: number, height: number, fontSize: number, hasBar?: boolean}} element  px; whether a bar of colours
 *   stands beside the map
 * @param {Domain} domain  of the whole map
 * @returns {Frame}
 */
export function mapFrame({ width, height, fontSize, hasBar = true }, domain) {
  const longest = Math.max(...mapTicks(domain.y).ticks.map(({ text }) => text.length), 2);
  const [left, right] = [(1.9 + 0.5 * longest) * fontSize, (hasBar ? 4.7 : 1.2) * fontSize];
  const [top, bottom] = [(hasBar ? 1.6 : 0.8) * fontSize, 3.1 * fontSize];
  const room = { width: Math.max(LEAST, width - left - right), height: Math.max(LEAST, height - top - bottom) };
  const size = hasEqualUnits(domain) ? withEqualUnits(room, domain) : room;
  return {
    x0: Math.round(left + (room.width - size.width) / 2),
    y0: Math.round(top + (room.height - size.height) / 2),
    width: Math.round(size.width),
    height: Math.round(size.height),
  };
}

/**
 * Equal units make the gradient look perpendicular to the level lines; a long thin domain cannot have them.
 * @param {Domain} domain
 */
export function hasEqualUnits(domain) {
  const ratio = (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0]);
  return ratio > 1 / 3 && ratio < 3;
}

/** @param {{width: number, height: number}} room @param {Domain} domain */
function withEqualUnits(room, { x, y }) {
  const unit = Math.min(room.width / (x[1] - x[0]), room.height / (y[1] - y[0]));
  return { width: unit * (x[1] - x[0]), height: unit * (y[1] - y[0]) };
}

/**
 * What makes Plotly's plot area this very frame: it may not widen margins for long labels, nor choose domains itself.
 * @param {Frame} frame
 * @param {{width: number, height: number}} element  px
 */
export function plotlyArea({ x0, y0, width, height }, element) {
  const margin = { l: x0, t: y0, r: element.width - x0 - width, b: element.height - y0 - height, pad: 0 };
  return { width: element.width, height: element.height, margin: { ...margin, autoexpand: false } };
}

/**
 * @param {Frame} frame
 * @param {Domain} domain
 * @returns {(place: ArrayLike<number>) => [number, number]}
 */
export function pixelMap(frame, domain) {
  return (place) => [
    frame.x0 + ((place[0] - domain.x[0]) / (domain.x[1] - domain.x[0])) * frame.width,
    frame.y0 + (1 - (place[1] - domain.y[0]) / (domain.y[1] - domain.y[0])) * frame.height,
  ];
}

/**
 * The place of the plane at a pixel: the inverse of `pixelMap`.
 * @param {Frame} frame
 * @param {Domain} domain
 * @returns {(u: number, v: number) => [number, number]}
 */
export function placeMap(frame, domain) {
  return (u, v) => [
    domain.x[0] + ((u - frame.x0) / frame.width) * (domain.x[1] - domain.x[0]),
    domain.y[0] + (1 - (v - frame.y0) / frame.height) * (domain.y[1] - domain.y[0]),
  ];
}
