import assert from "node:assert/strict";
import { test } from "node:test";
import { coordinatePlane, eigenpairs, onPlane, principalPlane } from "../../frontend/labs/paths/projection.js";
import { assertClose } from "./helpers.js";

/** Repeatable numbers between -1 and 1. */
function dice(seed) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  };
}

const dot = (a, b) => a.reduce((sum, entry, k) => sum + entry * b[k], 0);

test("points in a plane of five dimensions are all seen in their principal plane", () => {
  const roll = dice(7);
  const [u, v] = [[1, 2, 0, -1, 3], [0, 1, 1, 1, 0]];
  const points = Array.from({ length: 30 }, () => {
    const [a, b] = [5 * roll(), roll()];
    return u.map((entry, k) => 1 + a * entry + b * v[k]);
  });
  const plane = principalPlane(points);
  assertClose([plane.share], [1]);
  assertClose([dot(plane.axes[0], plane.axes[0]), dot(plane.axes[1], plane.axes[1]), dot(plane.axes[0], plane.axes[1])], [1, 1, 0]);
  const [p, q] = [onPlane(plane, points[0]), onPlane(plane, points[1])];
  assertClose([Math.hypot(p[0] - q[0], p[1] - q[1])], [Math.hypot(...points[0].map((entry, k) => entry - points[1][k]))]);
});

test("the plane of two coordinates shows those as they are, and their share of the variance", () => {
  const points = [[1, 0, 0], [-1, 0, 0], [0, 0, 2], [0, 0, -2]];
  const plane = coordinatePlane(points, [0, 2]);
  assert.deepEqual(onPlane(plane, [3, 4, 5]), [3, 5]);
  assertClose([plane.share, coordinatePlane(points, [0, 1]).share], [1, 0.2]);
});

test("eigenpairs of a symmetric matrix solve its equation, the largest first", () => {
  const roll = dice(11);
  for (const n of [2, 3, 6, 16]) {
    const root = Array.from({ length: n }, () => Array.from({ length: n }, roll));
    const matrix = root.map((row) => root.map((other) => dot(row, other)));
    const { values, vectors } = eigenpairs(matrix);
    values.forEach((value, k) => assertClose(matrix.map((row) => dot(row, vectors[k])), vectors[k].map((entry) => value * entry), 1e-9));
    assert.deepEqual(values, [...values].sort((a, b) => b - a));
  }
});

test("a walk that stands still has a plane too", () => {
  assert.equal(principalPlane([[1, 2, 3]]).share, 1);
});
