/** What happens when steps are too long? The hand turns the learning rate, and the cobweb winds in or out. */

import { bounded, scaleOf, swing, told } from "../marks.js";

/** @param {number[]} rates @param {number} share */
export const rateAt = (rates, share) => bounded(Math.round(share * (rates.length - 1)), 0, rates.length - 1);

/** What becomes of a walk about 0. @param {number[]} walk */
export function fate(walk) {
  const [first, last] = [Math.abs(walk[0]), Math.abs(walk[walk.length - 1])];
  if (Math.abs(last - first) < 1e-6 * first) return "to and fro, for ever";
  if (last > first) return "further away with every step";
  return walk[1] * walk[0] < 0 ? "swinging in" : "straight in";
}

/** From the curve to the diagonal and back, step by step. @param {number[]} walk @returns {[number, number][]} */
export function webOf(walk) {
  return walk.slice(0, -1).flatMap((x, k) => [
    [x, x],
    [x, walk[k + 1]],
  ]);
}

/** @type {import("../marks.js").Tile} */
export const COBWEB = {
  ground({ x }, size) {
    const at = scaleOf(x, x, size);
    return [{ kind: "line", points: [at(x[0], x[0]), at(x[1], x[1])], role: "guide", width: 1 }];
  },

  seen({ x, rates, walks, next }, hand, size) {
    const k = rateAt(rates, hand.x);
    const at = scaleOf(x, x, size);
    const web = webOf(walks[k]).map(([a, b]) => at(a, b));
    return {
      marks: [
        { kind: "line", points: [at(x[0], next[k][0]), at(x[1], next[k][1])], role: "function", width: 3 },
        { kind: "line", points: web, role: "run-2", width: 2 },
        { kind: "dot", at: web[0], role: "point", radius: 5.5 },
      ],
      says: `Learning rate ${told(rates[k])}: ${fate(walks[k])}`,
    };
  },

  // Too long at first: that is the question.
  path: (turn) => ({ x: 0.95 - 0.3 * swing(turn), y: 0.5 }),
};
