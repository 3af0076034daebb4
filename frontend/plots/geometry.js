/** Where things lie: planes, arrows, slices and rays over a grid of heights. Pure functions, no drawing. */

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
 * A step of 1, 2 or 5 times a power of ten that cuts an interval into about `count` parts.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function niceStep(low, high, count) {
  const raw = (high - low) / count;
  if (!(raw > 0) || !Number.isFinite(raw)) return 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/**
 * Multiples of a nice step inside an interval.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 * @returns {number[]}
 */
export function niceTicks(low, high, count) {
  const step = niceStep(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  if (!(last - first < 1000)) return [];
  return Array.from({ length: last - first + 1 }, (_, k) => roundTo((first + k) * step, step));
}

/**
 * 0.30000000000000004 is 0.3 on a scale of tenths.
 * @param {number} value
 * @param {number} step
 */
function roundTo(value, step) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(digits)) + 0;
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
 * The step drawn for a gradient: its direction, with a length between 0 and two fifths of the domain that grows with
 * |∇f| and is half of that where f rises by its whole range across the domain.
 * @param {[number, number]} gradient
 * @param {Domain} domain
 * @param {{low: number, high: number}} limits
 * @returns {[number, number]}
 */
export function gradientStep(gradient, domain, limits) {
  const size = Math.hypot(...gradient);
  const diagonal = Math.hypot(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
  if (!(size > 0)) return [0, 0];
  const usual = (limits.high - limits.low) / diagonal;
  const length = 0.4 * shorterSide(domain) * (size / (size + usual));
  return [(gradient[0] / size) * length, (gradient[1] / size) * length];
}

/**
 * The unit vector u of a direction, by its angle from the x axis in degrees.
 * @param {number} angle
 * @returns {[number, number]}
 */
export function unitVector(angle) {
  const radians = (angle * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/**
 * The step drawn for a direction, given by its angle in degrees.
 * @param {number} angle
 * @param {Domain} domain
 * @returns {[number, number]}
 */
export function directionStep(angle, domain) {
  const length = 0.24 * shorterSide(domain);
  const [x, y] = unitVector(angle);
  return [x * length, y * length];
}

/** @param {Domain} domain */
function shorterSide(domain) {
  return Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
}

/**
 * The bars of the eigenvector cross: half-steps along each eigenvector, longer for more curvature.
 * @param {{values: number[], vectors: number[][]}} eigen
 * @param {Domain} domain
 * @returns {[number, number][]}
 */
export function eigenSteps(eigen, domain) {
  const largest = Math.max(...eigen.values.map(Math.abs), 1e-300);
  return eigen.values.map((value, k) => {
    const length = shorterSide(domain) * (0.05 + 0.13 * Math.sqrt(Math.abs(value) / largest));
    return [eigen.vectors[k][0] * length, eigen.vectors[k][1] * length];
  });
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

/**
 * Where a ray first meets the surface: marching, then bisection.
 * @param {Grid} grid
 * @param {number[]} near  start of the ray (x, y, z)
 * @param {number[]} far   its end
 * @returns {[number, number] | null}
 */
export function pickOnSurface(grid, near, far) {
  const at = (/** @type {number} */ t) => near.map((start, k) => start + t * (far[k] - start));
  const gap = (/** @type {number} */ t) => {
    const [x, y, z] = at(t);
    return z - heightAt(grid, x, y);
  };
  const [enter, leave] = insideDomain(grid, near, far);
  if (!(enter < leave)) return null;
  const steps = 400;
  let before = gap(enter);
  for (let k = 1; k <= steps; k++) {
    const here = enter + ((leave - enter) * k) / steps;
    const after = gap(here);
    if (before * after <= 0) return bisected(gap, at, here - (leave - enter) / steps, here);
    before = after;
  }
  return null;
}

/**
 * @param {(t: number) => number} gap
 * @param {(t: number) => number[]} at
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
function bisected(gap, at, from, to) {
  const sign = Math.sign(gap(from)) || 1;
  for (let round = 0; round < 30; round++) {
    const middle = (from + to) / 2;
    if (gap(middle) * sign > 0) from = middle;
    else to = middle;
  }
  const [x, y] = at(to);
  return [x, y];
}

/**
 * The part of a ray above the domain, as an interval of its parameter.
 * @param {Grid} grid
 * @param {number[]} near
 * @param {number[]} far
 */
function insideDomain(grid, near, far) {
  let [enter, leave] = [0, 1];
  [grid.x, grid.y].forEach((ticks, axis) => {
    const speed = far[axis] - near[axis];
    const bounds = [ticks[0], ticks[ticks.length - 1]]
      .map((bound) => (bound - near[axis]) / speed)
      .sort((a, b) => a - b);
    enter = Math.max(enter, bounds[0]);
    leave = Math.min(leave, bounds[1]);
  });
  return [enter, leave];
}

/**
 * Product of 4 × 4 matrices, columns first as WebGL has them.
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function multiplied(a, b) {
  return Array.from({ length: 16 }, (_, place) => {
    const [row, column] = [place % 4, Math.floor(place / 4)];
    return [0, 1, 2, 3].reduce((sum, k) => sum + a[row + 4 * k] * b[k + 4 * column], 0);
  });
}

/**
 * A 4 × 4 matrix times (x, y, z, 1), divided by its fourth coordinate.
 * @param {ArrayLike<number>} matrix
 * @param {number[]} vector
 */
export function projected(matrix, vector) {
  const out = [0, 1, 2, 3].map(
    (row) => matrix[row] * vector[0] + matrix[row + 4] * vector[1] + matrix[row + 8] * vector[2] + matrix[row + 12],
  );
  return [out[0] / out[3], out[1] / out[3], out[2] / out[3]];
}

/**
 * The inverse of a 4 × 4 matrix by Gauss and Jordan with pivoting; null where there is none.
 * @param {ArrayLike<number>} matrix
 * @returns {number[] | null}
 */
export function inverted(matrix) {
  const rows = [0, 1, 2, 3].map((row) =>
    [0, 1, 2, 3].map((column) => matrix[row + 4 * column]).concat([0, 1, 2, 3].map((k) => (k === row ? 1 : 0))),
  );
  for (let column = 0; column < 4; column++) {
    const pivot = [0, 1, 2, 3]
      .filter((row) => row >= column)
      .reduce((best, row) => (Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const lead = rows[column][column];
    if (lead === 0) return null;
    rows[column] = rows[column].map((entry) => entry / lead);
    for (let row = 0; row < 4; row++) {
      if (row === column) continue;
      const factor = rows[row][column];
      rows[row] = rows[row].map((entry, k) => entry - factor * rows[column][k]);
    }
  }
  return Array.from({ length: 16 }, (_, place) => rows[place % 4][4 + Math.floor(place / 4)]);
}
