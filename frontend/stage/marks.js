/** What a small picture is made of: plain objects in pixels of the picture, y downwards. Pure functions. */

/**
 * @typedef {[number, number]} Place
 * @typedef {{width: number, height: number}} Size
 * @typedef {{x: number, y: number}} Hand  where the hand is in the picture: from 0 to 1, y upwards
 * @typedef {object} Cells  a raster, rows from above
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8ClampedArray} pixels
 * @typedef {{kind: "cells", cells: Cells}} CellsMark
 * @typedef {{role: string, width?: number, dash?: number[], isCased?: boolean}} LineLook
 * @typedef {{kind: "line", points: Place[]} & LineLook} LineMark
 * @typedef {{kind: "area", points: Place[], fill: string, alpha?: number, edge?: string}} AreaMark
 * @typedef {{kind: "dot", at: Place, role: string, radius: number}} DotMark
 * @typedef {{kind: "shares", rows: number[][], roles: string[]}} SharesMark  rows from below
 * @typedef {{kind: "sign", at: Place, of: string, radius: number}} SignMark
 * @typedef {CellsMark | LineMark | AreaMark | DotMark | SignMark | SharesMark} Mark
 * @typedef {{marks: Mark[], says: string}} Seen
 * @typedef {object} Tile  one picture
 * @property {(numbers: any, size: Size) => Mark[]} ground  what does not move
 * @property {(numbers: any, hand: Hand, size: Size) => Seen} seen  what the hand moves, and a sentence about it
 * @property {(turn: number) => Hand} path  where the hand is while nobody moves it; turns go from 0 to 1
 */

/**
 * From numbers to pixels.
 * @param {[number, number]} x  shown from left to right
 * @param {[number, number]} y  from below
 * @param {Size} size
 */
export function scaleOf(x, y, { width, height }) {
  const across = width / (x[1] - x[0]);
  const up = height / (y[1] - y[0]);
  return (/** @type {number} */ a, /** @type {number} */ b) =>
    /** @type {Place} */ ([(a - x[0]) * across, height - (b - y[0]) * up]);
}

/** @param {[number, number]} range @param {number} share  from 0 to 1 */
export const between = ([low, high], share) => low + share * (high - low);

/** @param {number} value @param {number} low @param {number} high */
export const bounded = (value, low, high) => Math.min(Math.max(value, low), high);

/**
 * A place of a list that is read between its entries: the entry before, and how far it is to the next.
 * @param {number} count
 * @param {number} share  from 0 to 1 along all of it
 */
export function stationOf(count, share) {
  const place = bounded(share, 0, 1) * (count - 1);
  const first = Math.min(Math.floor(place), count - 2);
  return { first, part: place - first };
}

/**
 * A table between its entries.
 * @param {number[][]} rows
 * @param {number} across  from 0 to 1
 * @param {number} up
 */
export function tableAt(rows, across, up) {
  const { first: i, part: a } = stationOf(rows[0].length, across);
  const { first: j, part: b } = stationOf(rows.length, up);
  const along = (/** @type {number[]} */ row) => (1 - a) * row[i] + a * row[i + 1];
  return (1 - b) * along(rows[j]) + b * along(rows[j + 1]);
}

/** To and fro, from 0 over 1 back to 0, softly. @param {number} turn */
export const swing = (turn) => (1 - Math.cos(2 * Math.PI * turn)) / 2;

/** Round a circle. @param {number} turn @param {number} reach  as a part of the picture @returns {Hand} */
export const round = (turn, reach) => ({
  x: 0.5 + reach * Math.cos(2 * Math.PI * turn),
  y: 0.5 + reach * Math.sin(2 * Math.PI * turn),
});

/** @param {number} value @param {number} [digits]  behind the point */
export function told(value, digits = 2) {
  const rounded = Math.abs(value) < 0.5 * 10 ** -digits ? 0 : value;
  return rounded.toFixed(digits).replace("-", "−");
}
