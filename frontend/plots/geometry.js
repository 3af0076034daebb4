/** Where things lie: planes, arrows and slices over a grid of heights. Pure functions, no drawing. */

/**
 * A grid of heights: z[j][i] = f(x[i], y[j]), NaN where f is undefined.
 * @typedef {object} Grid
 * @property {ArrayLike<number>} x
 * @property {ArrayLike<number>} y
 * @property {ArrayLike<number>[]} z
 * @property {[number | null, number | null]} range
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
 * @param {Grid} grid
 * @returns {Limits}
 */
export function heightLimits(grid) {
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

/**
 * The curve of the surface above a line parallel to an axis, lying exactly on what is drawn.
 * @param {Grid} grid
 * @param {"x" | "y"} along
 * @param {number} at  the other coordinate
 * @returns {Polyline}
 */
export function sliceAlong(grid, along, at) {
  const ticks = Array.from(along === "x" ? grid.x : grid.y);
  const still = ticks.map(() => at);
  const [x, y] = along === "x" ? [ticks, still] : [still, ticks];
  return { x, y, z: ticks.map((_, k) => heightAt(grid, x[k], y[k])) };
}

/**
 * Four corners of a patch of the tangent plane around the point, about a quarter of the domain wide.
 * @param {[number, number]} point
 * @param {number} value
 * @param {[number, number]} gradient
 * @param {Domain} domain
 * @param {{low: number, high: number}} limits
 * @returns {Polyline}
 */
export function tangentPatch(point, value, gradient, domain, limits) {
  let half = [(domain.x[1] - domain.x[0]) * 0.22, (domain.y[1] - domain.y[0]) * 0.22];
  const rise = Math.abs(gradient[0]) * half[0] + Math.abs(gradient[1]) * half[1];
  const room = (limits.high - limits.low) * 0.45;
  // A steep plane would leave the picture: a smaller patch shows the same slope.
  if (rise > room) half = half.map((h) => (h * room) / rise);
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([a, b]) => [point[0] + a * half[0], point[1] + b * half[1]]);
  return over(corners, (x, y) => value + gradient[0] * (x - point[0]) + gradient[1] * (y - point[1]));
}

const PATCH = 13;

/**
 * Points of the quadratic model around the point on a square of PATCH × PATCH, and its triangles.
 * @param {[number, number]} point
 * @param {number} value
 * @param {[number, number]} gradient
 * @param {number[][]} hessian
 * @param {Domain} domain
 */
export function quadraticPatch(point, value, gradient, hessian, domain) {
  const half = [(domain.x[1] - domain.x[0]) * 0.2, (domain.y[1] - domain.y[0]) * 0.2];
  const ticks = Array.from({ length: PATCH }, (_, k) => (2 * k) / (PATCH - 1) - 1);
  const corners = ticks.flatMap((b) => ticks.map((a) => [point[0] + a * half[0], point[1] + b * half[1]]));
  return over(corners, (x, y) => {
    const [u, v] = [x - point[0], y - point[1]];
    const curved = hessian[0][0] * u * u + (hessian[0][1] + hessian[1][0]) * u * v + hessian[1][1] * v * v;
    return value + gradient[0] * u + gradient[1] * v + curved / 2;
  });
}

/** Triangles of a PATCH × PATCH lattice, as mesh3d wants them. */
export function patchTriangles() {
  /** @type {{i: number[], j: number[], k: number[]}} */
  const mesh = { i: [], j: [], k: [] };
  for (let row = 0; row < PATCH - 1; row++)
    for (let column = 0; column < PATCH - 1; column++) {
      const a = row * PATCH + column;
      mesh.i.push(a, a + 1);
      mesh.j.push(a + 1, a + PATCH + 1);
      mesh.k.push(a + PATCH, a + PATCH);
    }
  return mesh;
}

/**
 * @param {number[][]} places
 * @param {(x: number, y: number) => number} height
 * @returns {Polyline}
 */
function over(places, height) {
  return { x: places.map((p) => p[0]), y: places.map((p) => p[1]), z: places.map((p) => height(p[0], p[1])) };
}

/**
 * An arrow from the point, lying in the tangent plane above the step (dx, dy), with its head.
 * @param {[number, number]} point
 * @param {number} value
 * @param {[number, number]} gradient
 * @param {[number, number]} step
 * @param {Domain} domain  for a head that is not skewed by unequal axes
 * @returns {Polyline}
 */
export function arrowOnPlane(point, value, gradient, step, domain) {
  const tip = [point[0] + step[0], point[1] + step[1]];
  return over([point, tip, ...arrowBarbs(tip, step, domain)], (x, y) => {
    return value + gradient[0] * (x - point[0]) + gradient[1] * (y - point[1]);
  });
}

/**
 * @param {number[]} tip
 * @param {number[]} step
 * @param {Domain} domain
 */
function arrowBarbs(tip, step, domain) {
  const [width, height] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]];
  const [u, v] = [step[0] / width, step[1] / height];
  const barb = (/** @type {number} */ side) => [
    tip[0] - 0.22 * width * (u + side * 0.45 * v),
    tip[1] - 0.22 * height * (v - side * 0.45 * u),
  ];
  return [barb(1), tip, barb(-1)];
}

/**
 * Arrows of a gradient field, all at most one lattice step long.
 * @param {{points: number[][], vectors: number[][]}} field
 * @param {number} spacing
 * @returns {{from: number[], step: [number, number]}[]}
 */
export function fieldArrows(field, spacing) {
  const sizes = field.vectors.map((vector) => Math.hypot(...vector));
  const largest = Math.max(...sizes.filter(Number.isFinite), 0);
  if (largest === 0) return [];
  return field.points.flatMap((from, k) => {
    if (!(sizes[k] > 0)) return [];
    // The square root keeps small slopes visible beside large ones.
    const length = (0.85 * spacing * Math.sqrt(sizes[k] / largest)) / sizes[k];
    /** @type {[number, number]} */
    const step = [field.vectors[k][0] * length, field.vectors[k][1] * length];
    return [{ from, step }];
  });
}
