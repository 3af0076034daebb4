/** Where is a surface level? The critical point nearest to the hand is named. */

import { bandsOf } from "../bands.js";
import { round, scaleOf, told } from "../marks.js";

const WORDS = { minimum: "A pit, a minimum", saddle: "A pass, a saddle", maximum: "A top, a maximum" };

/** @typedef {{point: [number, number], kind: string}} Point */

/**
 * The point that is seen nearest to a place in pixels.
 * @template {{point: number[]}} Any
 * @param {Any[]} points
 * @param {(x: number, y: number) => import("../marks.js").Place} at
 * @param {import("../marks.js").Place} place
 * @returns {Any}
 */
export function nearestOf(points, at, place) {
  const distance = (/** @type {Any} */ { point: [x, y] }) => {
    const [u, v] = at(x, y);
    return Math.hypot(u - place[0], v - place[1]);
  };
  return points.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}

/** @type {import("../marks.js").Tile} */
export const PITS = {
  ground: ({ z }, size) => [{ kind: "cells", cells: bandsOf(z, size) }],

  seen({ x, y, points }, hand, size) {
    const at = scaleOf(x, y, size);
    const near = nearestOf(/** @type {Point[]} */ (points), at, [hand.x * size.width, (1 - hand.y) * size.height]);
    const signs = points.map((/** @type {Point} */ each) => ({
      kind: "sign",
      at: at(...each.point),
      of: each.kind,
      radius: each === near ? 10 : 6,
    }));
    const word = WORDS[/** @type {keyof typeof WORDS} */ (near.kind)] ?? "A level place";
    return { marks: signs, says: `${word}, at (${told(near.point[0], 1)}, ${told(near.point[1], 1)})` };
  },

  path: (turn) => round(turn, 0.34),
};
