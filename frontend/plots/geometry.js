/** A grid of heights: how high it is where, and between which heights it is shown. Pure functions, no drawing. */

/**
 * A grid of heights: z[j][i] = f(x[i], y[j]), NaN where f is undefined.
 * @typedef {object} Grid
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} y
 * @property {ArrayLike<number>[]} z
 * @property {[number | null, number | null]} range
 * @property {Rim | null} [rim]  where the surface ends between the points of the grid
 *
 * @typedef {{rows: number[], columns: number[], x: number[], y: number[], z: number[]}} Rim  points of the grid without
 *   a height, moved to the nearest place that has one
 *
 * @typedef {[number, number]} Interval
 * @typedef {{x: Interval, y: Interval}} Domain
 * @typedef {{x: number[], y: number[], z: number[]}} Polyline
 */

/** @typedef {{low: number, high: number, isCut: boolean}} Limits */

/** @type {WeakMap<Grid, Limits>} */
const knownLimits = new WeakMap();

/**
 * Heights to show: all of them, or where a pole would flatten everything else, the middle ones with some room.
 * @param {Grid | null} grid
 * @returns {Limits}
 */
export function heightLimits(grid) {
  if (!grid) return { low: -1, high: 1, isCut: false };
  const limits = knownLimits.get(grid) ?? findLimits(grid);
  knownLimits.set(grid, limits);
  return limits;
}

/** @param {Grid} grid @returns {Limits} */
function findLimits(grid) {
  const [lowest, highest] = grid.range;
  if (lowest === null || highest === null) return { low: -1, high: 1, isCut: false };
  return limitsOf(finiteSample(grid), lowest, highest);
}

/**
 * The limits of heights of which a sample is known, and the extremes.
 * @param {number[]} sample  is sorted by this
 * @param {number} lowest
 * @param {number} highest
 * @param {number} [tail]  the share of the sample, on each side, that may be thought of as a pole
 * @returns {Limits}
 */
export function limitsOf(sample, lowest, highest, tail = 0.05) {
  if (lowest === highest) {
    const room = Math.max(1, Math.abs(lowest) / 2);
    return { low: lowest - room, high: highest + room, isCut: false };
  }
  const sorted = sample.sort((a, b) => a - b);
  const quantile = (/** @type {number} */ q) => sorted[Math.round(q * (sorted.length - 1))];
  const [below, above] = [quantile(tail), quantile(1 - tail)];
  const spread = above - below || (highest - lowest) / 2;
  const low = below - lowest > 4 * spread ? below - 1.5 * spread : lowest;
  const high = highest - above > 4 * spread ? above + 1.5 * spread : highest;
  return { low, high, isCut: low > lowest || high < highest };
}

/** @param {Grid} grid */
function finiteSample(grid) {
  /** @type {number[]} */
  const sample = [];
  const stride = Math.max(1, Math.floor(grid.x.length / 50));
  for (let j = 0; j < grid.y.length; j += stride)
    for (let i = 0; i < grid.x.length; i += stride) if (Number.isFinite(grid.z[j][i])) sample.push(grid.z[j][i]);
  return sample.length ? sample : [0];
}

/**
 * Height of the drawn surface (bilinear between grid points); NaN outside or beside a hole.
 * @param {Grid} grid
 * @param {number} x
 * @param {number} y
 */
export function heightAt(grid, x, y) {
  const [i, s] = cell(grid.x, x);
  const [j, t] = cell(grid.y, y);
  if (i < 0 || j < 0) return NaN;
  const [below, above] = [grid.z[j], grid.z[j + 1]];
  const mix = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ w) =>
    w === 0 ? a : w === 1 ? b : a + w * (b - a);
  if (t === 0) return mix(below[i], below[i + 1], s);
  if (t === 1) return mix(above[i], above[i + 1], s);
  return mix(mix(below[i], below[i + 1], s), mix(above[i], above[i + 1], s), t);
}

/**
 * How far the drawn surface may be off f between the points of its grid: a quarter of the largest bend at a corner of
 * the cell. Of a smooth f it is an eighth; of one that jumps there it may be half.
 * @param {Grid} grid
 * @param {number} x
 * @param {number} y
 */
export function doubtAt({ x: across, y: up, z }, x, y) {
  const [[i], [j]] = [cell(across, x), cell(up, y)];
  const height = (/** @type {number} */ v, /** @type {number} */ u) => z[v]?.[u] ?? NaN;
  const corners = [
    [j, i],
    [j, i + 1],
    [j + 1, i],
    [j + 1, i + 1],
  ];
  const bends = corners.flatMap(([v, u]) => [
    height(v, u - 1) + height(v, u + 1) - 2 * height(v, u),
    height(v - 1, u) + height(v + 1, u) - 2 * height(v, u),
  ]);
  return Math.max(0, ...bends.filter(Number.isFinite).map(Math.abs)) / 4;
}

/**
 * Which cell of equally spaced ticks holds a value, and how far into it; -1 outside.
 * @param {ArrayLike<number>} ticks
 * @param {number} value
 * @returns {[number, number]}
 */
function cell(ticks, value) {
  const last = ticks.length - 1;
  const place = ((value - ticks[0]) / (ticks[last] - ticks[0])) * last;
  if (!(place >= -1e-9 && place <= last + 1e-9)) return [-1, 0];
  const index = Math.min(Math.max(Math.floor(place), 0), last - 1);
  return [index, Math.min(Math.max(place - index, 0), 1)];
}

/** The last ones: surface, map and cards ask for the same. @type {WeakMap<Grid, {x?: Known, y?: Known}>} */
const knownSlices = new WeakMap();
/** @typedef {{at: number, line: Polyline}} Known */

/**
 * The curve of the surface above a line parallel to an axis, lying exactly on what is drawn.
 * @param {Grid} grid
 * @param {"x" | "y"} along
 * @param {number} at  the other coordinate
 * @returns {Polyline}
 */
export function sliceAlong(grid, along, at) {
  const slices = knownSlices.get(grid) ?? {};
  knownSlices.set(grid, slices);
  const before = slices[along];
  if (before?.at === at) return before.line;
  const line = findSlice(grid, along, at);
  slices[along] = { at, line };
  return line;
}

/** @param {Grid} grid @param {"x" | "y"} along @param {number} at @returns {Polyline} */
function findSlice(grid, along, at) {
  const ticks = Array.from(along === "x" ? grid.x : grid.y);
  const still = ticks.map(() => at);
  const [x, y] = along === "x" ? [ticks, still] : [still, ticks];
  return { x, y, z: ticks.map((_, k) => heightAt(grid, x[k], y[k])) };
}

/** @param {Domain} a @param {Domain} b */
export function sameDomain(a, b) {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1];
}
