/** What a metric says around a place: an ellipse whose rim is equally far from its middle. Pure functions. */

/** @typedef {[number, number]} Place */

const ROUND = 40; // places on a rim

/**
 * The rim on which √(d · g d) is the same: d = size · L⁻ᵀ u with g = L Lᵀ; none where the metric is none.
 * @param {number[]} at
 * @param {(number | null)[][]} metric
 * @param {number} size
 * @returns {Place[]}
 */
export function ellipse([m, s], [[a, b], [, c]], size) {
  const first = Math.sqrt(Number(a));
  const below = Number(b) / first;
  const second = Math.sqrt(Number(c) - below * below);
  if (!(first > 0 && second > 0)) return [];
  return Array.from({ length: ROUND + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / ROUND;
    const v = Math.sin(angle) / second;
    const u = (Math.cos(angle) - below * v) / first;
    return /** @type {Place} */ ([m + size * u, s + size * v]);
  });
}

/**
 * Places inside of a box, evenly spread.
 * @param {number[][]} sides  of the box
 * @param {number[]} counts  along each of them
 * @returns {number[][]}
 */
export function evenly(sides, counts) {
  const along = sides.map(([low, high], axis) =>
    Array.from({ length: counts[axis] }, (_, k) => low + ((k + 0.5) / counts[axis]) * (high - low)),
  );
  return along.length === 1 ? along[0].map((each) => [each]) : along[1].flatMap((b) => along[0].map((a) => [a, b]));
}

/**
 * How large ellipses are that just do not touch, but for the widest few.
 * @param {(number | null)[][][]} metrics
 * @param {number[]} spacings  of their middles
 */
export function fittingSize(metrics, spacings) {
  const reaches = metrics
    .map(([[a, b], [, c]]) => {
      const area = Number(a) * Number(c) - Number(b) ** 2;
      return Math.max(Math.sqrt(Number(c) / area) / spacings[0], Math.sqrt(Number(a) / area) / spacings[1]);
    })
    .filter((each) => Number.isFinite(each) && each > 0)
    .sort((a, b) => a - b);
  return reaches.length ? 0.45 / reaches[Math.floor(0.85 * (reaches.length - 1))] : 0;
}
