/** What does a map do nearby? A little circle under the hand, and the ellipse that it becomes. */

import { between, round, stationOf, told } from "../marks.js";

const RADIUS = 0.22; // of the circle, in units of the map
const LINES = 4; // between two lines of the lattice that are shown
const CORNERS = 48;
const LEFT = 0.36; // of the picture's width
const MARGIN = 0.06;

/** @typedef {{x: [number, number], y: [number, number], images: number[][][], jacobians: number[][][][]}} Numbers */

/**
 * Image and Jacobian at a place between the lattice's.
 * @param {Numbers} numbers
 * @param {import("../marks.js").Hand} hand
 */
export function mapAt({ images, jacobians }, hand) {
  const { first: i, part: a } = stationOf(images[0].length, hand.x);
  const { first: j, part: b } = stationOf(images.length, hand.y);
  const mixed = (/** @type {(row: number, column: number) => number} */ at) =>
    (1 - b) * ((1 - a) * at(j, i) + a * at(j, i + 1)) + b * ((1 - a) * at(j + 1, i) + a * at(j + 1, i + 1));
  return {
    image: [0, 1].map((k) => mixed((row, column) => images[row][column][k])),
    jacobian: [0, 1].map((k) => [0, 1].map((l) => mixed((row, column) => jacobians[row][column][k][l]))),
  };
}

/**
 * The two halves of the picture, each with equal units.
 * @param {Numbers} numbers
 * @param {import("../marks.js").Size} size
 */
export function halves({ x, y, images }, { width, height }) {
  const all = images.flat();
  const range = (/** @type {number} */ k) => {
    const list = all.map((image) => image[k]);
    return /** @type {[number, number]} */ ([Math.min(...list), Math.max(...list)]);
  };
  return [fitted(x, y, [0, LEFT * width], height), fitted(range(0), range(1), [LEFT * width, width], height)];
}

/** @param {[number, number]} x @param {[number, number]} y @param {[number, number]} across @param {number} height */
function fitted(x, y, [left, right], height) {
  const free = 1 - 2 * MARGIN;
  const scale = Math.min((free * (right - left)) / (x[1] - x[0]), (free * height) / (y[1] - y[0]));
  const [middle, centre] = [between(x, 0.5), between(y, 0.5)];
  return (/** @type {number} */ a, /** @type {number} */ b) =>
    /** @type {import("../marks.js").Place} */ ([
      (left + right) / 2 + scale * (a - middle),
      height / 2 - scale * (b - centre),
    ]);
}

/** @type {import("../marks.js").Tile} */
export const MAP = {
  ground(numbers, size) {
    const { x, y, images } = numbers;
    const last = images.length - 1;
    const [before, after] = halves(numbers, size);
    /** @type {import("../marks.js").Mark[]} */
    const lines = [];
    const steps = Array.from({ length: last + 1 }, (_, k) => k);
    for (const k of steps.filter((each) => each % LINES === 0)) {
      const along = between(x, k / last);
      const up = between(y, k / last);
      for (const points of [
        [before(along, y[0]), before(along, y[1])],
        [before(x[0], up), before(x[1], up)],
        steps.map((j) => after(images[j][k][0], images[j][k][1])),
        steps.map((i) => after(images[k][i][0], images[k][i][1])),
      ])
        lines.push({ kind: "line", points, role: "lattice", width: 1 });
    }
    return lines;
  },

  seen(numbers, hand, size) {
    const [before, after] = halves(numbers, size);
    const { image, jacobian } = mapAt(numbers, hand);
    const [x, y] = [between(numbers.x, hand.x), between(numbers.y, hand.y)];
    const there = (/** @type {number} */ dx, /** @type {number} */ dy) => after(...moved(image, jacobian, dx, dy));
    const circle = Array.from({ length: CORNERS + 1 }, (_, k) => {
      const angle = (2 * Math.PI * k) / CORNERS;
      return [RADIUS * Math.cos(angle), RADIUS * Math.sin(angle)];
    });
    const arrows = [
      [RADIUS, 0],
      [0, RADIUS],
    ];
    const determinant = jacobian[0][0] * jacobian[1][1] - jacobian[0][1] * jacobian[1][0];
    /** @type {import("../marks.js").Mark[]} */
    const marks = [
      ...[circle.map(([dx, dy]) => before(x + dx, y + dy)), circle.map(([dx, dy]) => there(dx, dy))].flatMap(
        (points) => [
          { kind: /** @type {const} */ ("area"), points, fill: "function", alpha: 0.16 },
          { kind: /** @type {const} */ ("line"), points, role: "function", width: 2.5 },
        ],
      ),
      ...arrows.flatMap(([dx, dy], k) =>
        [
          [before(x, y), before(x + dx, y + dy)],
          [after(image[0], image[1]), there(dx, dy)],
        ].map((points) => ({
          kind: /** @type {const} */ ("line"),
          points,
          role: k ? "hessian" : "gradient",
          width: 2.5,
        })),
      ),
    ];
    return { marks, says: `Areas grow ${told(Math.abs(determinant))} times` };
  },

  path: (turn) => round(turn, 0.25),
};

/**
 * @param {number[]} image
 * @param {number[][]} jacobian
 * @param {number} dx
 * @param {number} dy
 * @returns {[number, number]}
 */
function moved(image, jacobian, dx, dy) {
  const [u, v] = image.map((value, k) => value + jacobian[k][0] * dx + jacobian[k][1] * dy);
  return [u, v];
}
