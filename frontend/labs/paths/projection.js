/**
 * Walks in more than two variables, on a plane: of two coordinates, or of the two directions in which they spread most.
 */

/**
 * @typedef {[number, number]} Place
 * @typedef {object} Plane
 * @property {number[][]} axes   two unit vectors
 * @property {number[]} centre
 * @property {number} share      of the variance that the plane shows
 */

const TURNS = 60;

/** The plane of two coordinates. @param {number[][]} points @param {[number, number]} chosen @returns {Plane} */
export function coordinatePlane(points, chosen) {
  const n = points[0].length;
  const centre = Array(n).fill(0);
  const spread = variances(points);
  const total = spread.reduce((sum, each) => sum + each, 0);
  const axes = chosen.map((axis) => Array.from({ length: n }, (_, k) => (k === axis ? 1 : 0)));
  return { axes, centre, share: total > 0 ? (spread[chosen[0]] + spread[chosen[1]]) / total : 1 };
}

/** @param {number[][]} points */
function variances(points) {
  const centre = middle(points);
  return centre.map((mean, k) => points.reduce((sum, point) => sum + (point[k] - mean) ** 2, 0) / points.length);
}

/** @param {number[][]} points */
function middle(points) {
  return points[0].map((_, k) => points.reduce((sum, point) => sum + point[k], 0) / points.length);
}

/**
 * The plane through the middle of the points along the two leading eigenvectors of their covariance.
 * Source: Jacobi's cyclic rotations, Golub & Van Loan, *Matrix Computations*, 4th ed., section 8.5.
 * @param {number[][]} points
 * @returns {Plane}
 */
export function principalPlane(points) {
  const centre = middle(points);
  const covariance = centre.map((_, i) =>
    centre.map(
      (_, j) => points.reduce((sum, point) => sum + (point[i] - centre[i]) * (point[j] - centre[j]), 0) / points.length,
    ),
  );
  const { values: signed, vectors } = eigenpairs(covariance);
  const values = signed.map((value) => Math.max(0, value)); // below 0 by rounding only
  const total = values.reduce((sum, value) => sum + value, 0);
  return {
    axes: [pointingUp(vectors[0]), pointingUp(vectors[1])],
    centre,
    share: total > 0 ? (values[0] + values[1]) / total : 1,
  };
}

/** With its largest entry positive, so that the picture does not flip while it changes. @param {number[]} vector */
function pointingUp(vector) {
  const largest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
  return largest < 0 ? vector.map((entry) => -entry) : vector;
}

/** Eigenvalues, largest first, and their vectors. @param {number[][]} symmetric */
export function eigenpairs(symmetric) {
  const n = symmetric.length;
  const a = symmetric.map((row) => [...row]);
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let turn = 0; turn < TURNS; turn++)
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  const order = [...a.keys()].sort((i, j) => a[j][j] - a[i][i]);
  return { values: order.map((k) => a[k][k]), vectors: order.map((k) => v.map((row) => row[k])) };
}

/** Makes a[p][q] zero. @param {number[][]} a @param {number[][]} v @param {number} p @param {number} q */
function rotate(a, v, p, q) {
  if (Math.abs(a[p][q]) <= 1e-300) return;
  const tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = Math.sign(tau || 1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = c * t;
  const turned = (/** @type {number} */ x, /** @type {number} */ y) => [c * x - s * y, s * x + c * y];
  for (const row of a) [row[p], row[q]] = turned(row[p], row[q]);
  for (let k = 0; k < a.length; k++) [a[p][k], a[q][k]] = turned(a[p][k], a[q][k]);
  for (const row of v) [row[p], row[q]] = turned(row[p], row[q]);
}

/** @param {Plane} plane @param {number[]} point @returns {Place} */
export function onPlane({ axes, centre }, point) {
  const along = (/** @type {number[]} */ axis) =>
    axis.reduce((sum, entry, k) => sum + entry * (point[k] - centre[k]), 0);
  return [along(axes[0]), along(axes[1])];
}
