/** How long the arrows and bars for derivatives are drawn: steps in the plane. Pure functions. */

/** @typedef {import("./geometry.js").Domain} Domain */

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

/** @param {Domain} domain */
function shorterSide(domain) {
  return Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
}
