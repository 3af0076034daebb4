/** Paints marks on a canvas, in the colours of the style sheet. */

import { channelsOf } from "../plots/colour-map.js";
import { outlineOf } from "../plots/marks/glyph.js";

/**
 * @typedef {import("./marks.js").Mark} Mark
 * @typedef {import("../plots/palette.js").Palette} Palette
 */

const CASING = 2; // px to each side of a line, and around a dot

/**
 * @param {CanvasRenderingContext2D} context  in pixels of the picture
 * @param {Mark[]} marks
 * @param {Palette} palette
 * @param {import("./marks.js").Size} size
 */
export function paint(context, marks, palette, size) {
  context.lineJoin = context.lineCap = "round";
  for (const mark of marks) BRUSHES[mark.kind](context, mark, palette, size);
}

/** A colour by its role; what is no role is a colour. @param {Palette} palette @param {string} role */
function colorOf(palette, role) {
  if (role === "paper") return palette.paper;
  if (role === "lattice") return palette.gridLine;
  return role.startsWith("rgb") ? role : palette.color(role);
}

/** @type {Record<string, (context: CanvasRenderingContext2D, mark: any, palette: Palette, size: any) => void>} */
const BRUSHES = {
  cells(context, { cells }, _palette, { width, height }) {
    context.drawImage(canvasOf(cells.columns, cells.rows, cells.pixels), 0, 0, width, height);
  },

  shares(context, { rows, roles }, palette, { width, height }) {
    const [from, to, paper] = [...roles.map(palette.color), palette.paper].map(channelsOf);
    const [count, columns] = [rows.length, rows[0].length];
    const pixels = new Uint8ClampedArray(4 * count * columns);
    rows.forEach((/** @type {number[]} */ row, /** @type {number} */ j) =>
      row.forEach((share, i) =>
        pixels.set(mixed(from, paper, to, share / 50 - 1), 4 * ((count - 1 - j) * columns + i)),
      ),
    );
    context.drawImage(canvasOf(columns, count, pixels), 0, 0, width, height);
  },

  line(context, { points, role, width = 2, dash = [], isCased }, palette) {
    const path = pathOf(points);
    context.setLineDash(dash);
    if (isCased) stroke(context, path, palette.casing, width + 2 * CASING);
    stroke(context, path, colorOf(palette, role), width);
    context.setLineDash([]);
  },

  area(context, { points, fill, alpha = 1, edge }, palette) {
    const path = pathOf(points);
    path.closePath();
    context.globalAlpha = alpha;
    context.fillStyle = colorOf(palette, fill);
    context.fill(path);
    context.globalAlpha = 1;
    // Neighbours meet without a gap.
    if (edge) stroke(context, path, colorOf(palette, edge), 0.6);
  },

  dot(context, { at: [x, y], role, radius }, palette) {
    const path = new Path2D();
    path.arc(x, y, radius, 0, 2 * Math.PI);
    if (radius > 3) stroke(context, path, "white", 2 * CASING);
    context.fillStyle = role === "point" ? "black" : colorOf(palette, role);
    context.fill(path);
  },

  sign(context, { at: [x, y], of, radius }) {
    const { outline, isLines } = outlineOf(of);
    const path = new Path2D(outline(x, y, radius));
    stroke(context, path, "white", isLines ? 5.5 : 2 * CASING);
    if (isLines) return stroke(context, path, "black", 2.5);
    context.fillStyle = "black";
    context.fill(path);
  },
};

/** @param {[number, number][]} points */
function pathOf(points) {
  const path = new Path2D();
  points.forEach(([x, y], k) => (k ? path.lineTo(x, y) : path.moveTo(x, y)));
  return path;
}

/** @param {CanvasRenderingContext2D} context @param {Path2D} path @param {string} color @param {number} width */
function stroke(context, path, color, width) {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.stroke(path);
}

/**
 * From -1, the first colour, over paper to 1, the last.
 * @param {number[]} from @param {number[]} paper @param {number[]} to @param {number} share
 */
function mixed(from, paper, to, share) {
  const end = share < 0 ? from : to;
  const part = 0.85 * Math.min(Math.abs(share), 1);
  return [...paper.map((each, k) => each + part * (end[k] - each)), 255];
}

/** @param {number} columns @param {number} rows @param {Uint8ClampedArray} pixels */
function canvasOf(columns, rows, pixels) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [columns, rows];
  const image = new ImageData(columns, rows);
  image.data.set(pixels);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
  return canvas;
}
