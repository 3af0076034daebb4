/** Which line fits the data? The hand lifts the point next to it, and the line of least squares answers. */

import { between, scaleOf, swing, told } from "../marks.js";

const MARGIN = 0.1;

/** @typedef {{points: [number, number][], line: [number, number], answers: [number, number][]}} Numbers */

/** What is shown of x and y. @param {Numbers} numbers @returns {[number, number][]} */
function shown({ points }) {
  return [0, 1].map((k) => {
    const list = points.map((point) => point[k]);
    const [low, high] = [Math.min(...list), Math.max(...list)];
    const rim = (k ? 4 * MARGIN : MARGIN / 2) * (high - low);
    return /** @type {[number, number]} */ ([low - rim, high + rim]);
  });
}

/**
 * The points with the one nearest to the hand at its height, and the line that fits them, which depends on heights
 * linearly.
 * @param {Numbers} numbers
 * @param {import("../marks.js").Hand} hand
 */
export function fitted(numbers, hand) {
  const { points, line, answers } = numbers;
  const [across, up] = shown(numbers);
  const [x, y] = [between(across, hand.x), between(up, hand.y)];
  const distances = points.map(([each]) => Math.abs(each - x));
  const held = distances.indexOf(Math.min(...distances));
  const lift = y - points[held][1];
  return {
    held,
    points: points.map((point, k) => (k === held ? [point[0], y] : point)),
    line: line.map((each, k) => each + lift * answers[held][k]),
  };
}

/** @type {import("../marks.js").Tile} */
export const LINE = {
  ground: () => [],

  seen(numbers, hand, size) {
    const [across, up] = shown(numbers);
    const at = scaleOf(across, up, size);
    const { held, points, line } = fitted(numbers, hand);
    const height = (/** @type {number} */ x) => line[0] * x + line[1];
    return {
      marks: [
        ...points.map(([x, y]) => ({
          kind: /** @type {const} */ ("line"),
          points: [at(x, y), at(x, height(x))],
          role: "gradient",
          width: 1.5,
        })),
        { kind: "line", points: across.map((x) => at(x, height(x))), role: "function", width: 3 },
        ...points.map(([x, y], k) => ({
          kind: /** @type {const} */ ("dot"),
          at: at(x, y),
          role: "point",
          radius: k === held ? 6.5 : 4,
        })),
      ],
      says: `y = ${told(line[0])} x ${line[1] < 0 ? "−" : "+"} ${told(Math.abs(line[1]))}`,
    };
  },

  path: (turn) => ({ x: 0.86, y: 0.25 + 0.65 * swing(turn) }),
};
