/** Which plane fits best? The tangent plane follows the hand over a dome. */

import { cssColor, viridis } from "../../plots/colour-map.js";
import { between, bounded, round, tableAt, told } from "../marks.js";

// Where one looks from: so far towards high x, and up.
const TURN = (22 * Math.PI) / 180;
const LIFT = (31 * Math.PI) / 180;
const TALL = 0.8; // of the heights, beside the box
const LOW = 0.43; // how far the middle of what is seen lies below that of the box
const HALF = 0.5; // of the plane's side
const LOOKED = 24; // places along each side, among which the hand's is found
const INSIDE = 0.12; // of the box, that the plane keeps from its rim

/** @typedef {{x: [number, number], y: [number, number], z: number[][], slopes: number[][][]}} Numbers */

/**
 * From space to the picture, the dome in its middle.
 * @param {Numbers} numbers
 * @param {import("../marks.js").Size} size
 */
export function viewOf({ x, y, z }, { width, height }) {
  const all = z.flat();
  const middle = [between(x, 0.5), between(y, 0.5), (Math.min(...all) + Math.max(...all)) / 2];
  const scale = Math.min(width / (1.5 * (x[1] - x[0])), height / (0.86 * (x[1] - x[0])));
  return (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c) => {
    const [dx, dy, dz] = [a - middle[0], b - middle[1], TALL * (c - middle[2])];
    const across = dx * Math.cos(TURN) + dy * Math.sin(TURN);
    const away = -dx * Math.sin(TURN) + dy * Math.cos(TURN);
    const up = away * Math.sin(LIFT) + dz * Math.cos(LIFT);
    return /** @type {import("../marks.js").Place} */ ([width / 2 + scale * across, height / 2 - scale * (up + LOW)]);
  };
}

/**
 * The place of the surface that is seen nearest to the hand, as parts of the box.
 * @param {Numbers} numbers
 * @param {import("../marks.js").Hand} hand
 * @param {import("../marks.js").Size} size
 */
function placeUnder(numbers, hand, size) {
  const at = viewOf(numbers, size);
  const [left, top] = [hand.x * size.width, (1 - hand.y) * size.height];
  let best = { across: 0.5, up: 0.5, distance: Infinity };
  for (let j = 0; j <= LOOKED; j++)
    for (let i = 0; i <= LOOKED; i++) {
      const [across, up] = [i / LOOKED, j / LOOKED];
      const [u, v] = at(between(numbers.x, across), between(numbers.y, up), tableAt(numbers.z, across, up));
      const distance = Math.hypot(u - left, v - top);
      if (distance < best.distance) best = { across, up, distance };
    }
  return best;
}

/**
 * Height and slopes there.
 * @param {Numbers} numbers
 * @param {number} across
 * @param {number} up
 */
export function surfaceAt({ x, y, z, slopes }, across, up) {
  const [fx, fy] = [0, 1].map((k) =>
    tableAt(
      slopes.map((row) => row.map((gradient) => gradient[k])),
      across,
      up,
    ),
  );
  return { x: between(x, across), y: between(y, up), value: tableAt(z, across, up), fx, fy };
}

/** @type {import("../marks.js").Tile} */
export const PLANE = {
  ground(numbers, size) {
    const { x, y, z } = numbers;
    const at = viewOf(numbers, size);
    const all = z.flat();
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const last = z.length - 1;
    const corner = (/** @type {number} */ i, /** @type {number} */ j) =>
      at(between(x, i / last), between(y, j / last), z[j][i]);
    /** @type {import("../marks.js").Mark[]} */
    const patches = [];
    // From behind to the front, and from the side that is farther away.
    for (let j = last - 1; j >= 0; j--)
      for (let i = 0; i < last; i++) {
        const height = (z[j][i] + z[j + 1][i] + z[j][i + 1] + z[j + 1][i + 1]) / 4;
        const fill = cssColor(viridis((height - low) / (high - low)));
        const points = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
        patches.push({ kind: "area", points, fill, edge: fill });
      }
    return patches;
  },

  seen(numbers, hand, size) {
    const found = placeUnder(numbers, hand, size);
    const inside = (/** @type {number} */ share) => bounded(share, INSIDE, 1 - INSIDE);
    const { x, y, value, fx, fy } = surfaceAt(numbers, inside(found.across), inside(found.up));
    const at = viewOf(numbers, size);
    const corners = [
      [-HALF, -HALF],
      [HALF, -HALF],
      [HALF, HALF],
      [-HALF, HALF],
    ].map(([dx, dy]) => at(x + dx, y + dy, value + fx * dx + fy * dy));
    return {
      marks: [
        { kind: "area", points: corners, fill: "tangent", alpha: 0.84 },
        { kind: "dot", at: at(x, y, value), role: "point", radius: 5.5 },
      ],
      says: `Slopes ${told(fx)} along x, ${told(fy)} along y`,
    };
  },

  path: (turn) => round(turn, 0.16),
};
