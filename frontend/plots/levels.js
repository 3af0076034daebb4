/**
 * At which heights a map has its lines: evenly spaced, or closer and closer towards the lowest place. Pure functions.
 */

import { niceStep, niceTicks } from "./ticks.js";
import { withTexts } from "./scales.js";

/** @typedef {"even" | "logarithmic"} Levels */

const LINES = 14;
const NUMBERS = 6;
const LONGEST = 6; // characters of a number beside the colours: those of 7 are cut at the edge of the plot
// Heights above the lowest one are told apart down to this part of the highest.
const FINEST = 1e-4;
// Where half of the map lies below this part of all heights, even levels would leave its valleys blank.
const SKEWED = 0.12;

/** Of grids that were looked at. @type {WeakMap<object, boolean>} */
const skewed = new WeakMap();

/**
 * Whether most of a surface lies low, so that its valleys need closer lines.
 * @param {import("./geometry.js").Grid | null} grid
 */
export function isSkewed(grid) {
  if (!grid) return false;
  const known = skewed.get(grid) ?? liesLow(grid);
  skewed.set(grid, known);
  return known;
}

/** @param {import("./geometry.js").Grid} grid */
function liesLow(grid) {
  const heights = Array.from(grid.z, (row) => Array.from(row))
    .flat()
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const [low, high] = [heights[0], heights[heights.length - 1]];
  return heights.length > 0 && heights[heights.length >> 1] - low < SKEWED * (high - low);
}

/**
 * What Plotly needs to know: heights as it shall see them, their limits, its lines, and the numbers beside its colours;
 * at which heights of f the lines are, and which of them are at a power of ten, if they are told by those.
 * @param {import("./geometry.js").Grid | null} grid
 * @param {number} low
 * @param {number} high
 * @param {Levels} [scale]
 */
export function levelsOf(grid, low, high, scale = "even") {
  if (scale === "even" || !(high > low)) {
    const size = niceStep(low, high, LINES);
    return {
      z: grid?.z,
      zLow: low,
      zHigh: high,
      start: Math.ceil(low / size) * size,
      size,
      heights: evenHeights(Math.ceil(low / size) * size, high, size),
      powers: [],
      ...withTexts(niceTicks(low, high, NUMBERS), LONGEST),
    };
  }
  const least = FINEST * (high - low);
  // A lowest height that is 0 but for the places of the grid.
  const ground = low >= 0 && low <= least ? 0 : low;
  const level = (/** @type {number} */ height) => Math.log10(Math.max(height - ground, least));
  const [zLow, zHigh] = [Math.log10(least), level(high)];
  // Parts of a power of ten, so that there are lines at 1, 10 and 100.
  const size = 1 / Math.max(1, Math.floor(LINES / (zHigh - zLow)));
  const start = size * Math.floor(zLow / size + 1 + 1e-9);
  const lines = evenHeights(start, zHigh, size);
  const round = roundAbove(low, powersBetween(10 * least, high - low)).filter((height) => height < high);
  const { ticks, note } = withTexts(roundHeights([low, ...round], high - low), LONGEST);
  return {
    z: Array.from(grid?.z ?? [], (row) => Array.from(row, level)),
    zLow,
    zHigh,
    start,
    size,
    heights: lines.map((each) => ground + 10 ** each),
    powers: ground === 0 ? lines.filter(isWhole).map(Math.round) : [],
    ticks: ticks.map(({ value, text }) => ({ value: level(value), text })),
    note,
  };
}

/** @param {number} power */
const isWhole = (power) => Math.abs(power - Math.round(power)) < 1e-9;

/** Where lines are. @param {number} start @param {number} end @param {number} size */
function evenHeights(start, end, size) {
  return Array.from({ length: Math.max(0, Math.ceil((end - start) / size - 1e-9)) }, (_, k) => start + k * size);
}

/**
 * Round numbers of f, each the next one for its power of ten: 0.1 rather than 0.01 above 0.0769; and above -2 not 0 for
 * all of 10, 100 and 1000.
 * @param {number} low
 * @param {number[]} powers
 */
function roundAbove(low, powers) {
  let last = low;
  return powers.map((power) => (last = Math.floor(last / power + 1) * power));
}

/**
 * Told apart, and with as few digits as that takes; the lowest is rounded once more where its text would be cut.
 * @param {number[]} heights
 * @param {number} span
 */
function roundHeights([low, ...heights], span) {
  const digits = 3 + Math.max(0, Math.ceil(Math.log10(Math.abs(low) / span) || 0));
  const round = (/** @type {number} */ height, /** @type {number} */ count) =>
    Number(height.toPrecision(Math.min(Math.max(count, 1), 15)));
  const isLong = String(round(low, digits)).length > LONGEST && digits === 3;
  return [...new Set([round(low, isLong ? 1 : digits), ...heights.map((height) => round(height, digits))])];
}

/** @param {number} low @param {number} high */
function powersBetween(low, high) {
  const first = Math.ceil(Math.log10(low));
  const count = Math.floor(Math.log10(high)) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, k) => 10 ** (first + k));
}
