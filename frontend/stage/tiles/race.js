/** Which method is down first? The hand moves time: the walks go as far as it says. */

import { bandsOf } from "../bands.js";
import { scaleOf } from "../marks.js";

/** @typedef {{label: string, role: string, points: [number, number][], values: number[]}} Walk */

/**
 * How many steps of all; the first ones, which matter most, have most of the room.
 * @param {number} share  from 0 to 1
 * @param {number} count  of places
 */
export function stepAt(share, count) {
  return Math.round(share ** 2 * (count - 1));
}

/** @type {import("../marks.js").Tile} */
export const RACE = {
  ground: ({ z }, size) => [{ kind: "cells", cells: bandsOf(z, size) }],

  seen({ x, y, walks }, hand, size) {
    const at = scaleOf(x, y, size);
    const step = stepAt(hand.x, Math.max(...walks.map((/** @type {Walk} */ { points }) => points.length)));
    const marks = walks.flatMap((/** @type {Walk} */ { role, points }) => {
      const seen = points.slice(0, step + 1).map(([a, b]) => at(a, b));
      return [
        { kind: "line", points: seen, role, width: 2.5, isCased: true },
        { kind: "dot", at: seen[seen.length - 1], role, radius: 5 },
      ];
    });
    return { marks, says: step ? `After ${counted(step)} ${leader(walks, step)} is lowest` : "All begin in one place" };
  },

  // It is run again and again, and seen first when it is half run.
  path: (turn) => ({ x: 0.1 + 0.9 * ((turn + 0.5) % 1), y: 0.5 }),
};

/** @param {number} count */
const counted = (count) => `${count} step${count === 1 ? "" : "s"}`;

/** @param {Walk[]} walks @param {number} step */
export function leader(walks, step) {
  const height = (/** @type {Walk} */ { values }) => values[Math.min(step, values.length - 1)];
  return walks.reduce((best, each) => (height(each) < height(best) ? each : best)).label;
}
