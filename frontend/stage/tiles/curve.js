/** How steep is a curve? The tangent follows the hand. */

import { between, scaleOf, stationOf, swing, told } from "../marks.js";

const MARGIN = 0.12;

/** @typedef {{x: [number, number], values: number[], slopes: number[]}} Numbers */

/** @param {Numbers} numbers @returns {[number, number]} */
function shown({ values }) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [low - MARGIN * (high - low), high + MARGIN * (high - low)];
}

/**
 * Height and slope between two samples, by the cubic that has theirs.
 * @param {Numbers} numbers
 * @param {number} share  of the way from left to right
 */
export function curveAt({ x, values, slopes }, share) {
  const { first, part: t } = stationOf(values.length, share);
  const step = (x[1] - x[0]) / (values.length - 1);
  const [f, g, p, q] = [values[first], values[first + 1], step * slopes[first], step * slopes[first + 1]];
  const square = 3 * (g - f) - 2 * p - q;
  const cube = 2 * (f - g) + p + q;
  return {
    x: between(x, share),
    value: f + t * (p + t * (square + t * cube)),
    slope: (p + t * (2 * square + 3 * t * cube)) / step,
  };
}

/** @type {import("../marks.js").Tile} */
export const CURVE = {
  ground(numbers, size) {
    const { x, values } = numbers;
    const at = scaleOf(x, shown(numbers), size);
    const points = values.map((/** @type {number} */ value, /** @type {number} */ k) =>
      at(between(x, k / (values.length - 1)), value),
    );
    return [
      { kind: "line", points: [at(x[0], 0), at(x[1], 0)], role: "guide", width: 1 },
      { kind: "line", points, role: "function", width: 3 },
    ];
  },

  seen(numbers, hand, size) {
    const { x, value, slope } = curveAt(numbers, hand.x);
    const at = scaleOf(numbers.x, shown(numbers), size);
    const tangent = numbers.x.map((/** @type {number} */ end) => at(end, value + slope * (end - x)));
    return {
      marks: [
        { kind: "line", points: tangent, role: "tangent", width: 3 },
        { kind: "dot", at: at(x, value), role: "point", radius: 6 },
      ],
      says: `Slope ${told(slope)} at x = ${told(x)}`,
    };
  },

  path: (turn) => ({ x: 0.2 + 0.6 * swing(turn), y: 0.5 }),
};
