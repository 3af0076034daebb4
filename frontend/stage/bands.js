/** A landscape as bands of colour with a fine line where a height is crossed. Pure functions. */

import { viridis } from "../plots/colour-map.js";
import { tableAt } from "./marks.js";

const BANDS = 11;
const LINE = 0.45; // how much of it is white

/**
 * The raster of a table of heights, one cell a pixel.
 * @param {number[][]} rows  from below
 * @param {import("./marks.js").Size} size
 * @param {boolean} [isEven]  whether all bands are equally high
 * @returns {import("./marks.js").Cells}
 */
export function bandsOf(rows, { width, height }, isEven = false) {
  const level = levelOf(rows, isEven);
  const levels = Array.from({ length: height + 1 }, (_, j) =>
    Array.from({ length: width + 1 }, (_, i) => level(tableAt(rows, i / width, 1 - j / height))),
  );
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++)
      pixels.set([...pixelOf(levels[j][i], levels[j][i + 1], levels[j + 1][i]), 255], 4 * (j * width + i));
  return { columns: width, rows: height, pixels };
}

/**
 * The colour of a band, and of a line as wide as a pixel where its edge is near.
 * @param {number} here  in bands
 * @param {number} beside
 * @param {number} below
 */
function pixelOf(here, beside, below) {
  const steep = Math.hypot(beside - here, below - here);
  const edge = Math.abs(here - Math.round(here));
  const isEdge = Math.round(here) > 0 && Math.round(here) < BANDS;
  const line = isEdge && steep > 0 ? LINE * Math.max(0, 1 - edge / steep) : 0;
  return viridis((Math.floor(here) + 0.5) / BANDS).map((channel) => Math.round(channel + line * (255 - channel)));
}

/**
 * Bands that grow with the height, so that valleys have some too, or equal ones.
 * @param {number[][]} rows
 * @param {boolean} isEven
 */
function levelOf(rows, isEven) {
  const all = rows.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (isEven) return (/** @type {number} */ height) => (BANDS * 0.999 * (height - low)) / (high - low);
  const scale = 0.01 * (high - low);
  const top = Math.log1p((high - low) / scale);
  return (/** @type {number} */ height) => (BANDS * 0.999 * Math.log1p(Math.max(height - low, 0) / scale)) / top;
}
