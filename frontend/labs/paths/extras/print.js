/** A picture of basins at the size of a print, painted in place tile by tile. Pure but for the pixels it is given. */

import { decodeArray } from "../../../core/client.js";
import { darkened } from "../../../plots/colour-map.js";
import { GONE, shadeOf } from "./tiles.js";

/**
 * @typedef {object} Print
 * @property {number} resolution
 * @property {Uint8ClampedArray} pixels  rows from above
 * @property {number} longest  the most steps of the first tile, which sees the whole picture
 * @property {number[][][]} shades  by attractor and steps: few colours for many starts, each mixed once
 */

/** @param {number} resolution @param {Uint8ClampedArray} pixels @returns {Print} */
export function emptyPrint(resolution, pixels) {
  return { resolution, pixels, longest: 0, shades: [] };
}

/**
 * Paints a tile. The first stands for all starts around its own until they come.
 * @param {Print} print
 * @param {{first: [number, number], stride: number, labels: any, iterations: any}} tile  as POST jobs/basins tells it
 * @param {(attractor: number) => number[]} hueOf
 * @param {{unsettled: number[], gone: number[]}} others
 */
export function paintTile(print, { first, stride, labels, iterations }, hueOf, others) {
  const { resolution, pixels } = print;
  const [owners, steps] = [decodeArray(labels), decodeArray(iterations)];
  const isFirst = print.longest === 0;
  if (isFirst) print.longest = longestOf(owners, steps);
  owners.forEach((/** @type {Int8Array} */ row, /** @type {number} */ j) => {
    const y = first[0] + j * stride;
    for (let i = 0; i < row.length; i++) {
      const x = first[1] + i * stride;
      const color = colorOf(print, row[i], steps[j][i], hueOf, others);
      const reach = isFirst ? stride : 1;
      for (let dy = 0; dy < reach && y + dy < resolution; dy++)
        for (let dx = 0; dx < reach && x + dx < resolution; dx++) {
          const place = 4 * ((resolution - 1 - y - dy) * resolution + x + dx);
          for (let channel = 0; channel < 3; channel++) pixels[place + channel] = color[channel];
          pixels[place + 3] = 255;
        }
    }
  });
}

/** @param {Int8Array[]} owners @param {Int16Array[]} steps */
function longestOf(owners, steps) {
  let longest = 1;
  owners.forEach((row, j) =>
    row.forEach((label, i) => {
      if (label >= 0) longest = Math.max(longest, steps[j][i]);
    }),
  );
  return longest;
}

/**
 * @param {Print} print
 * @param {number} label
 * @param {number} steps
 * @param {(attractor: number) => number[]} hueOf
 * @param {{unsettled: number[], gone: number[]}} others
 */
function colorOf({ longest, shades }, label, steps, hueOf, { unsettled, gone }) {
  if (label < 0) return label === GONE ? gone : unsettled;
  const known = (shades[label] ??= []);
  return (known[steps] ??= darkened(hueOf(label), shadeOf(Math.min(steps, longest), longest)));
}
