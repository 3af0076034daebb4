/**
 * The heights themselves: a surface in space, level lines and their colours on the map. Both are Plotly's, and drawn
 * anew with every grid.
 */

import { viridisMixedWith } from "../colour-map.js";
import { levelsOf } from "../levels.js";
import { plainText, plotlyTicks } from "../plotly-text.js";
import { COLORSCALE, NUMBER } from "../palette.js";
import { withoutWalls } from "../poles.js";
import { beyondRim } from "../rim-clip.js";
import { niceStep } from "../ticks.js";

/**
 * @typedef {import("../picture.js").Picture} Picture
 * @typedef {import("../picture.js").SpacePen} SpacePen
 * @typedef {import("../palette.js").Palette} Palette
 */

const LINES = 14;
const AXES = /** @type {const} */ (["x", "y", "z"]);
const NEXT = [
  [0, 1],
  [1, 0],
  [1, 1],
  // Slopes, which the light is told by, are taken between the point before and the next one.
  [0, -1],
  [-1, 0],
  [-1, -1],
  [1, -1],
  [-1, 1],
];
const PALER = 0.45; // of paper in the colours of the floor

/** A grid without heights, for the time until there is one. */
const EMPTY = [
  [NaN, NaN],
  [NaN, NaN],
];

/**
 * The grid with its outermost points on the rim of the surface: cells with a corner beyond it would leave teeth. From
 * the places of the first row and column Plotly tells how finely it refines a grid, up to sevenfold where they are
 * uneven. They are a row and a column of their own here, without a height and all at one place: nothing is refined. The
 * second ones repeat the third, for the light.
 * @param {import("../geometry.js").Grid} grid
 * @param {import("../geometry.js").Rim} rim
 */
export function toItsRim({ x, y, z }, rim) {
  const places = {
    x: Array.from(z, () => Array.from(x)),
    y: Array.from(z, (row, j) => Array.from(row, () => y[j])),
    z: Array.from(z, (row) => Array.from(row)),
  };
  rim.rows.forEach((row, k) => {
    for (const axis of AXES) places[axis][row][rim.columns[k]] = rim[axis][k];
  });
  rim.rows.forEach((row, k) => repeat(places, z, row, rim.columns[k]));
  return { x: edged(places.x, x[0]), y: edged(places.y, y[0]), z: edged(places.z, NaN) };
}

/**
 * With rows and columns before the first ones: of one value, and the first again.
 * @param {number[][]} rows
 * @param {number} value
 */
function edged(rows, value) {
  const wide = [rows[0], ...rows].map((row) => [value, row[0], ...row]);
  return [wide[0].map(() => value), ...wide];
}

/**
 * Plotly weighs each point with the next ones, and 0 · NaN is none: those next to the rim repeat it, unless another
 * part of the surface begins near by, to which they would be a bridge.
 * @param {Record<"x" | "y" | "z", number[][]>} places
 * @param {ArrayLike<number>[]} known  the heights as they were
 * @param {number} row
 * @param {number} column
 */
function repeat(places, known, row, column) {
  for (const [j, i] of NEXT) {
    const isFree =
      (j ? isEmpty(known, [row + 2 * j, row + 3 * j], [column - 2, column + 3]) : true) &&
      (i ? isEmpty(known, [row - 2, row + 3], [column + 2 * i, column + 3 * i]) : true);
    if (!isFree || !Number.isNaN(places.z[row + j]?.[column + i])) continue;
    for (const axis of AXES) places[axis][row + j][column + i] = places[axis][row][column];
  }
}

/** @param {ArrayLike<number>[]} known @param {number[]} rows  from and to @param {number[]} columns */
function isEmpty(known, rows, columns) {
  for (let j = Math.min(...rows); j <= Math.max(...rows); j++)
    for (let i = Math.min(...columns); i <= Math.max(...columns); i++) if (Number.isFinite(known[j]?.[i])) return false;
  return true;
}

/**
 * In the colours of the map, whose lines may be closer towards the lowest place.
 * @param {SpacePen} pen
 * @param {import("../levels.js").Levels} [scale]
 * @returns {import("../space-frame.js").Trace}
 */
export function surfaceTrace({ grid, domain, limits, palette }, scale = "even") {
  const { low, high } = limits;
  const seen = grid && withoutWalls(grid, limits);
  /** @type {any} */
  const drawn = seen?.rim?.rows.length ? toItsRim(seen, seen.rim) : seen;
  const { z, zLow, zHigh, heights } = levelsOf(drawn, low, high, scale);
  const size = niceStep(low, high, LINES);
  const still = { highlight: false };
  const lines = {
    show: true,
    start: Math.ceil(low / size) * size,
    end: high,
    size,
    color: palette.levels.space,
    width: 1,
  };
  return {
    type: "surface",
    name: "surface",
    x: drawn?.x ?? domain.x,
    y: drawn?.y ?? domain.y,
    z: drawn?.z ?? EMPTY,
    colorscale: COLORSCALE,
    ...(scale === "even" ? { cmin: low, cmax: high } : { surfacecolor: z, cmin: zLow, cmax: zHigh }),
    showscale: false,
    opacity: 1,
    hoverinfo: "skip",
    contours: { x: still, y: still, z: { ...lines, ...still } },
    lighting: { ambient: 0.66, diffuse: 0.58, specular: 0.05, roughness: 0.9, fresnel: 0.03 },
    lightposition: { x: -2000, y: -4000, z: 9000 },
    connectgaps: false,
    meta: { levels: heights },
  };
}

/**
 * Its map below it, paler: two of one strength would fight each other.
 * @param {import("../space-frame.js").Trace} surface  in parts of the ranges
 * @param {number} floor  where it lies on the upright axis
 * @param {Palette} palette
 * @returns {import("../space-frame.js").Trace}
 */
export function floorTrace({ x, y, z, surfacecolor, cmin, cmax }, floor, { paper }) {
  const still = { highlight: false };
  return {
    type: "surface",
    name: "floor",
    x,
    y,
    z: Array.from(z, (row) => Array.from(row, (height) => (Number.isFinite(height) ? floor : NaN))),
    surfacecolor: surfacecolor ?? z,
    cmin,
    cmax,
    colorscale: viridisMixedWith(paper, PALER),
    showscale: false,
    hoverinfo: "skip",
    contours: { x: still, y: still, z: still },
    lighting: { ambient: 1, diffuse: 0, specular: 0, roughness: 1, fresnel: 0 },
    connectgaps: false,
  };
}

/**
 * @param {Picture} picture
 * @param {{limits: import("../geometry.js").Limits, frame: import("../frame.js").Frame, palette: Palette}} pen
 */
export function levelsTrace({ grid, domain, names, cells, levels: scale }, { limits, frame, palette }) {
  const drawn = grid && withoutWalls({ ...grid, z: beyondRim(grid) }, limits);
  const { z, zLow, zHigh, start, size, ticks, note } = levelsOf(drawn, limits.low, limits.high, scale);
  const title = [plainText(names.value.split("(")[0]), ...note.split(/ (?=[+−])/)].filter(Boolean).join("<br>");
  return {
    type: "contour",
    x: grid?.x ?? domain.x,
    y: grid?.y ?? domain.y,
    z: z ?? EMPTY,
    colorscale: COLORSCALE,
    zmin: zLow,
    zmax: zHigh,
    // Over a raster of colours that mean something else the levels are lines only.
    contours: { start, end: zHigh, size, coloring: cells ? "none" : "fill" },
    line: { color: cells ? palette.levels.onCells : palette.levels.map, width: 0.8, smoothing: 1 },
    showscale: palette.hasBar && !cells,
    connectgaps: false,
    hoverinfo: "skip",
    colorbar: colourBar(title, ticks, frame.height, palette),
  };
}

/**
 * As high as the map and beside it.
 * @param {string} text
 * @param {import("../scales.js").Tick[]} ticks
 * @param {number} height  px
 * @param {Palette} palette
 */
function colourBar(text, ticks, height, { fontSize, ink, inkSoft }) {
  return {
    thickness: 0.8 * fontSize,
    lenmode: "pixels",
    len: height,
    x: 1,
    xpad: 0.6 * fontSize,
    ypad: 0,
    outlinewidth: 0,
    title: { text, side: "top", font: { size: fontSize, color: ink } },
    tickfont: { size: NUMBER * fontSize, color: inkSoft },
    ...plotlyTicks(withRoom(ticks, height / (1.4 * fontSize) - 2)),
  };
}

/**
 * As many of the numbers as stand one above the other, evenly.
 * @param {import("../scales.js").Tick[]} ticks
 * @param {number} room
 */
export function withRoom(ticks, room) {
  const stride = Math.ceil(ticks.length / Math.max(2, room));
  return ticks.filter((_, k) => k % stride === 0);
}
