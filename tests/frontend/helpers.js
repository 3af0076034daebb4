/** What several test files need: grids of known functions, pictures of them, and comparison of numbers. */

import "./page.js";
import assert from "node:assert/strict";
import { togglesOf } from "../../frontend/core/link.js";
import { choices } from "../../frontend/labs/surface/state.js";

/** What the surface lab shows, by name. */
export const toggles = (names) => togglesOf(choices.show, names);

export const SQUARE = { x: [-2, 2], y: [-2, 2] };

/** The grid of f over a box, with `count` ticks along each side. */
export function gridOf(f, { x, y } = SQUARE, count = 41) {
  const ticks = ([low, high]) => Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
  const [across, up] = [ticks(x), ticks(y)];
  const z = up.map((b) => across.map((a) => f(a, b)));
  const heights = z.flat().filter(Number.isFinite);
  const range = heights.length ? [Math.min(...heights), Math.max(...heights)] : [null, null];
  return { x: across, y: up, z, range };
}

/** Numbers, or lists of them, that differ by rounding only. */
export function assertClose(actual, expected, tolerance = 1e-12) {
  const [left, right] = [[actual].flat(Infinity), [expected].flat(Infinity)];
  assert.equal(left.length, right.length);
  left.forEach((value, k) =>
    assert.ok(Math.abs(value - right[k]) <= tolerance, `${value} is not ${right[k]} (place ${k})`),
  );
}

/** What the backend says about x² − y² at (1, −0.5), by hand. */
export function answerAtSaddle(changes = {}) {
  return {
    point: [1, -0.5],
    value: 0.75,
    gradient: [2, 1],
    gradient_norm: Math.sqrt(5),
    hessian: [
      [2, 0],
      [0, -2],
    ],
    eigenvalues: [2, -2],
    eigenvectors: [
      [1, 0],
      [0, 1],
    ],
    directional_derivative: 2,
    angle: 0,
    tangent: null,
    taylor2: null,
    flags: [],
    ...changes,
  };
}

/** What is known of x² − y² at (1, −0.5). */
export function saddleSight(changes = {}) {
  return {
    grid: gridOf((x, y) => x * x - y * y),
    names: { x: "x", y: "y", value: "f(x, y)" },
    domain: SQUARE,
    point: [1, -0.5],
    base: [1, -0.5],
    value: 0.75,
    gradient: [2, 1],
    hessian: [
      [2, 0],
      [0, -2],
    ],
    eigen: {
      values: [2, -2],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    },
    direction: { angle: 0, slope: 2, slopeAngle: 0 },
    critical: null,
    field: null,
    show: toggles(["direction"]),
    theme: "light",
    ...changes,
  };
}

/** The marks of a kind in a picture, by the kind's name. @returns {any[]} */
export const marksNamed = (picture, name) => picture.marks.filter(({ kind }) => kind.name === name);
