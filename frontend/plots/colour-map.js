/** From numbers to colours, for rasters. Pure functions. */

/** Ten colours of viridis, dark to light. Source: van der Walt & Smith (2015), as in Matplotlib. */
const STOPS = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
];

const BASINS = 12;

/** @param {number} share  from 0 to 1 @returns {number[]} red, green, blue */
export function viridis(share) {
  const place = Math.min(Math.max(share, 0), 1) * (STOPS.length - 1);
  const k = Math.min(Math.floor(place), STOPS.length - 2);
  return STOPS[k].map((from, channel) => Math.round(from + (place - k) * (STOPS[k + 1][channel] - from)));
}

/** All of viridis from left to right, as an image of CSS. */
export function viridisBand() {
  return `linear-gradient(to right, ${STOPS.map(cssColor).join(", ")})`;
}

/**
 * All of viridis, mixed with a colour, as Plotly's scales are told.
 * @param {string} color
 * @param {number} part  from 0 to 1
 */
export function viridisMixedWith(color, part) {
  const other = channelsOf(color);
  return STOPS.map((stop, k) => [
    k / (STOPS.length - 1),
    `rgb(${stop.map((channel, c) => Math.round(channel + part * (other[c] - channel))).join(", ")})`,
  ]);
}

/** The role of a basin's colour; the thirteenth has that of the first again. @param {number} label from 0 on */
export function basinRole(label) {
  return `basin-${(label % BASINS) + 1}`;
}

/** Red, green and blue of a colour as a palette tells it. @param {string} color  #rrggbb or rgb(...) */
export function channelsOf(color) {
  const hex = color.match(/^#(..)(..)(..)$/)?.slice(1);
  return hex ? hex.map((each) => Number.parseInt(each, 16)) : (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

/** Towards black, by a part from 0 to 1. @param {number[]} color @param {number} part */
export function darkened(color, part) {
  return color.map((channel) => Math.round(channel * (1 - part)));
}

/** @param {number[]} color */
export function cssColor(color) {
  return `rgb(${color.join(" ")})`;
}

/**
 * A raster of a table of numbers.
 * @param {(number | null)[][]} rows  from below
 * @param {(value: number | null) => number[]} colorOf
 * @returns {import("./marks/cells.js").Cells}
 */
export function cellsOf(rows, colorOf) {
  const columns = rows[0]?.length ?? 0;
  const pixels = new Uint8ClampedArray(4 * columns * rows.length);
  rows.forEach((row, j) => row.forEach((value, i) => pixels.set([...colorOf(value), 255], 4 * (j * columns + i))));
  return { columns, rows: rows.length, pixels };
}
