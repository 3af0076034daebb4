/** A colour for each start on the map, in place of those of the function: where each walk ends. */

/**
 * @typedef {object} Cells  a raster over the box, rows from below
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8ClampedArray} pixels  red, green, blue and opacity of each
 *
 * @typedef {import("../labels.js").Box} Box
 */

/**
 * Where the whole raster lies and what is seen of it, in px.
 * @param {Cells} cells
 * @param {Pick<import("../picture.js").MapPen, "domain" | "frame" | "toPixel">} pen
 * @returns {{box: Box, seen: Box}}
 */
export function cellsPlace({ columns, rows }, { domain: { x, y }, frame, toPixel }) {
  // Half a cell beyond the box: the outermost starts are its very edge.
  const [wide, high] = [(x[1] - x[0]) / (columns - 1) / 2, (y[1] - y[0]) / (rows - 1) / 2];
  const [left, top] = toPixel([x[0] - wide, y[1] + high]);
  const [right, bottom] = toPixel([x[1] + wide, y[0] - high]);
  const { x0, y0, width, height } = frame;
  return {
    box: { left, top, right, bottom },
    seen: { left: x0, top: y0, right: x0 + width, bottom: y0 + height },
  };
}
