/** A small picture of a function: its graph, its heights as colours, or the curve of an equation. */

import { viridis } from "./colour-map.js";
import { svg } from "./svg.js";

const MARGIN = 4; // of a hundred

/**
 * The graph of values over even steps, with gaps where there is none.
 * @param {(number | null)[]} values
 */
export function graphThumbnail(values) {
  return svg("svg", { class: "thumbnail", viewBox: "0 0 100 60", preserveAspectRatio: "none" }, [
    svg("path", { d: graphPath(values) }),
  ]);
}

/** @param {(number | null)[]} values  @returns {string} of a box of 100 by 60 */
export function graphPath(values) {
  const known = values.filter(isKnown);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (/** @type {number} */ k) => MARGIN + ((100 - 2 * MARGIN) * k) / Math.max(values.length - 1, 1);
  const y = (/** @type {number} */ value) => 60 - MARGIN - ((60 - 2 * MARGIN) * (value - low)) / (high - low || 1);
  let isDown = false;
  return values
    .map((value, k) => {
      if (!isKnown(value)) {
        isDown = false;
        return "";
      }
      const step = `${isDown ? "L" : "M"}${x(k).toFixed(1)} ${y(value).toFixed(1)}`;
      isDown = true;
      return step;
    })
    .join("");
}

/**
 * Pieces of a curve in the plane.
 * @param {number[][][]} pieces
 * @param {[number, number][]} box
 */
export function curveThumbnail(pieces, [[left, right], [below, above]]) {
  const place = (/** @type {number[]} */ [x, y]) =>
    `${((100 * (x - left)) / (right - left)).toFixed(1)} ${((60 * (above - y)) / (above - below)).toFixed(1)}`;
  const d = pieces.map((points) => `M${points.map(place).join("L")}`).join("");
  return svg("svg", { class: "thumbnail", viewBox: "0 0 100 60", preserveAspectRatio: "none" }, [svg("path", { d })]);
}

/** Colours by rank, so that one steep corner does not make all the rest dark. @param {(number | null)[][]} rows */
export function heatThumbnail(rows) {
  const canvas = document.createElement("canvas");
  canvas.className = "thumbnail";
  [canvas.width, canvas.height] = [rows[0].length, rows.length];
  const pixels = rankPixels(rows);
  canvas.getContext("2d")?.putImageData(new ImageData(pixels, canvas.width, canvas.height), 0, 0);
  return canvas;
}

/** Red, green, blue, alpha, from above; rows come from below. @param {(number | null)[][]} rows */
export function rankPixels(rows) {
  const sorted = rows
    .flat()
    .filter(isKnown)
    .sort((a, b) => a - b);
  const rank = new Map(sorted.map((value, k) => [value, k / Math.max(sorted.length - 1, 1)]));
  const pixels = new Uint8ClampedArray(4 * rows.length * rows[0].length);
  rows.toReversed().forEach((row, j) =>
    row.forEach((value, i) => {
      if (isKnown(value)) pixels.set([...viridis(rank.get(value) ?? 0), 255], 4 * (j * row.length + i));
    }),
  );
  return pixels;
}

/** @param {number | null} value @returns {value is number} */
function isKnown(value) {
  return value !== null && Number.isFinite(value);
}
