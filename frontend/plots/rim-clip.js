/**
 * The map of a function that ends within the box: levels are drawn a little beyond its rim, and cut off there. Pure
 * functions, but for the last one.
 */

import { set, svg } from "./svg.js";

/**
 * @typedef {import("./geometry.js").Grid} Grid
 * @typedef {(place: ArrayLike<number>) => [number, number]} ToPixel
 */

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 1],
  [1, 0],
];
const AROUND = [-1, 0, 1].flatMap((j) => [-1, 0, 1].map((i) => [j, i])).filter(([j, i]) => j || i);

/**
 * Heights that go on over the rim, for one cell: as high as the rim is, or as what is known around.
 * @param {Grid} grid
 * @returns {ArrayLike<number>[]}
 */
export function beyondRim({ z, rim }) {
  if (!rim?.rows.length) return z;
  const known = Array.from(z, (row) => Array.from(row));
  rim.rows.forEach((row, k) => (known[row][rim.columns[k]] = rim.z[k]));
  return known.map((row, j) => row.map((height, i) => (Number.isNaN(height) ? meanAround(known, j, i) : height)));
}

/** NaN where nothing is known. @param {number[][]} known @param {number} row @param {number} column */
function meanAround(known, row, column) {
  const heights = AROUND.map(([j, i]) => known[row + j]?.[column + i]).filter(Number.isFinite);
  return heights.reduce((sum, height) => sum + height, 0) / heights.length;
}

/**
 * The area that the function has values on, as a path: whole cells row by row, and those at the rim as far as it goes.
 * @param {Grid} grid
 * @param {ToPixel} toPixel
 */
export function rimPath(grid, toPixel) {
  const { x, y, z, rim } = grid;
  /** @type {Map<string, number[]>} */
  const moved = new Map(rim?.rows.map((row, k) => [`${row} ${rim.columns[k]}`, [rim.x[k], rim.y[k]]]));
  const isKnown = (/** @type {number} */ j, /** @type {number} */ i) => Number.isFinite(z[j][i]);
  const path = (/** @type {ArrayLike<number>[]} */ places) =>
    `M${places
      .map((place) =>
        toPixel(place)
          .map((part) => part.toFixed(2))
          .join(" "),
      )
      .join("L")}Z`;
  const parts = [];
  for (let j = 0; j + 1 < y.length; j++) {
    let from = -1; // of the whole cells that end here
    for (let i = 0; i < x.length; i++) {
      const known = i + 1 < x.length ? CORNERS.filter(([v, u]) => isKnown(j + v, i + u)).length : 0;
      if (known === 4 && from < 0) from = i;
      if (known < 4 && from >= 0) {
        parts.push(path(CORNERS.map(([v, u]) => [x[u ? i : from], y[j + v]])));
        from = -1;
      }
      if (!known || known === 4) continue;
      const corners = CORNERS.flatMap(([v, u]) => {
        const place = isKnown(j + v, i + u) ? [x[i + u], y[j + v]] : moved.get(`${j + v} ${i + u}`);
        return place ? [place] : [];
      });
      if (corners.length > 2) parts.push(path(corners));
    }
  }
  return parts.join("");
}

/** Plots that are cut off. @type {WeakSet<HTMLElement>} */
const cut = new WeakSet();

/**
 * Cuts off what Plotly has drawn beyond the rim.
 * @param {HTMLElement} plot
 * @param {string} id  of the clip
 * @param {Grid | null} grid
 * @param {ToPixel} toPixel  within the frame
 */
export function clipToRim(plot, id, grid, toPixel) {
  const hasRim = Boolean(grid?.rim?.rows.length);
  if (!hasRim && !cut.has(plot)) return;
  cut.add(plot);
  plot.querySelector(`[id="${id}"]`)?.remove();
  const layer = /** @type {SVGElement | null} */ (plot.querySelector(".contourlayer"));
  if (!layer?.ownerSVGElement) return;
  if (!hasRim) return layer.removeAttribute("clip-path");
  const d = rimPath(/** @type {Grid} */ (grid), toPixel);
  layer.ownerSVGElement.prepend(svg("clipPath", { id }, [svg("path", { d })]));
  set(layer, { "clip-path": `url(#${id})` });
}
