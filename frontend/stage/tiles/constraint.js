/** What is best on a curve? A point of it follows the hand, with the gradient, and whether f still rises there. */

import { bandsOf } from "../bands.js";
import { round, scaleOf, told } from "../marks.js";
import { nearestOf } from "./pits.js";

const LONGEST = 0.36; // of the gradient's arrow, in heights of the picture
const HEAD = 8; // px
const LEVEL = 0.06; // of the steepest place of the curve: no more is said to be level

/**
 * @typedef {import("../marks.js").Place} Place
 * @typedef {{curve: Place[], gradients: Place[], slopes: number[], points: {point: Place, kind: string}[]}} Numbers
 */

/** The number of the place of the curve that is seen nearest. @param {Place[]} seen @param {Place} place */
export function nearestPlace(seen, [x, y]) {
  const distance = (/** @type {Place} */ [u, v]) => Math.hypot(u - x, v - y);
  return seen.reduce((best, each, k) => (distance(each) < distance(seen[best]) ? k : best), 0);
}

/**
 * From the foot to the tip and its two barbs, in one line.
 * @param {Place} foot
 * @param {Place} tip
 * @returns {Place[]}
 */
export function arrowOf([a, b], [c, d]) {
  const length = Math.hypot(c - a, d - b);
  if (!(length > 1)) return [];
  const [u, v] = [(c - a) / length, (d - b) / length];
  const head = Math.min(HEAD, 0.6 * length);
  const barb = (/** @type {number} */ side) =>
    /** @type {Place} */ ([c - head * (u + 0.6 * side * v), d - head * (v - 0.6 * side * u)]);
  return [[a, b], [c, d], barb(1), [c, d], barb(-1)];
}

/** What is said of a place of the curve. @param {Numbers} numbers @param {number} k */
export function saidOf({ curve, slopes, points }, k) {
  const steepest = Math.max(...slopes.map(Math.abs));
  if (Math.abs(slopes[k]) > LEVEL * steepest) return `Along the curve the slope is ${told(Math.abs(slopes[k]))} here`;
  const { kind } = nearestOf(points, (x, y) => [x, y], curve[k]);
  return `A ${kind} on the curve: the gradient stands across it`;
}

/** @type {import("../marks.js").Tile} */
export const CONSTRAINT = {
  ground({ x, y, z, curve }, size) {
    const at = scaleOf(x, y, size);
    const points = curve.map((/** @type {Place} */ place) => at(...place));
    return [
      { kind: "cells", cells: bandsOf(z, size, true) },
      { kind: "line", points, role: "constraint", width: 3, isCased: true },
    ];
  },

  seen(numbers, hand, size) {
    const { x, y, curve, gradients, points } = numbers;
    const at = scaleOf(x, y, size);
    const seen = curve.map((/** @type {Place} */ place) => at(...place));
    const k = nearestPlace(seen, [hand.x * size.width, (1 - hand.y) * size.height]);
    const steepest = Math.max(...gradients.map((/** @type {Place} */ each) => Math.hypot(...each)));
    const [u, v] = gradients[k].map((/** @type {number} */ each) => (LONGEST * size.height * each) / steepest);
    return {
      marks: [
        ...points.map((/** @type {Numbers["points"][0]} */ { point, kind }) => ({
          kind: "sign",
          at: at(...point),
          of: kind,
          radius: 6,
        })),
        {
          kind: "line",
          points: arrowOf(seen[k], [seen[k][0] + u, seen[k][1] - v]),
          role: "gradient",
          width: 3,
          isCased: true,
        },
        { kind: "dot", at: seen[k], role: "point", radius: 6 },
      ],
      says: saidOf(numbers, k),
    };
  },

  path: (turn) => round(turn + 0.09, 0.34),
};
