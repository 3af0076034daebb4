import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { coordinatePlane, eigenpairs, onPlane, principalPlane } from "../../frontend/labs/paths/projection.js";
import { assertClose } from "./helpers.js";

/** Numbers in [-1, 1) that are the same in every run. Source: Park and Miller (1988). */
function createRandom(seed) {
  let state = seed;
  return () => ((state = (state * 48271) % 2147483647) / 2147483647) * 2 - 1;
}

const dot = (a, b) => a.reduce((sum, entry, k) => sum + entry * b[k], 0);
const assertOrthonormal = (vectors) =>
  vectors.forEach((a, i) => vectors.forEach((b, j) => assertClose(dot(a, b), i === j ? 1 : 0)));

function symmetric(n, random) {
  const a = Array.from({ length: n }, () => Array.from({ length: n }, random));
  return a.map((row, i) => row.map((entry, j) => (entry + a[j][i]) / 2));
}

/** Points on a plane in R^5 that goes through no origin. */
function planar(random, count = 40) {
  const [a, b, through] = [0, 1, 2].map(() => Array.from({ length: 5 }, random));
  return Array.from({ length: count }, () => {
    const [s, t] = [random(), random()];
    return through.map((entry, k) => 7 * entry + 3 * s * a[k] + t * b[k]);
  });
}

test("for random symmetric matrices A v = λ v, whatever the sign of λ", () => {
  const random = createRandom(3);
  for (const n of [1, 2, 3, 5, 8, 16]) {
    const a = symmetric(n, random);
    const { values, vectors } = eigenpairs(a);
    vectors.forEach((v, k) =>
      assertClose(
        a.map((row) => dot(row, v)),
        v.map((entry) => values[k] * entry),
        1e-11,
      ),
    );
    assertOrthonormal(vectors);
    if (n > 2) assert.ok(values[0] > 0 && values[n - 1] < 0);
  }
});

test("eigenvalues come largest first, and add up to the trace", () => {
  const a = symmetric(7, createRandom(5));
  const { values } = eigenpairs(a);
  assert.deepEqual(
    values,
    [...values].sort((s, t) => t - s),
  );
  assertClose(
    values.reduce((sum, value) => sum + value, 0),
    a.reduce((sum, row, k) => sum + row[k], 0),
  );
});

test("a diagonal matrix has its diagonal for eigenvalues, and is not changed", () => {
  const a = [
    [1, 0, 0],
    [0, 3, 0],
    [0, 0, -2],
  ];
  assert.deepEqual(eigenpairs(a), {
    values: [3, 1, -2],
    vectors: [
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ],
  });
  assert.deepEqual(a, [
    [1, 0, 0],
    [0, 3, 0],
    [0, 0, -2],
  ]);
});

test("eigenvectors of eigenvalues far apart are found too", () => {
  const { values, vectors } = eigenpairs([
    [1e12, 1, 0],
    [1, 1, 0],
    [0, 0, 1e-12],
  ]);
  assertClose(
    values.map((value, k) => value / [1e12, 1, 1e-12][k]),
    [1, 1, 1],
    1e-9,
  );
  assertOrthonormal(vectors);
});

test("the principal plane of points on a plane in R⁵ shows all of their variance, along orthonormal axes", () => {
  const random = createRandom(11);
  for (let round = 0; round < 10; round++) {
    const { axes, share } = principalPlane(planar(random));
    assertClose(share, 1);
    assertOrthonormal(axes);
  }
});

test("points on a plane keep their distances on the principal plane", () => {
  const points = planar(createRandom(13), 12);
  const plane = principalPlane(points);
  const places = points.map((point) => onPlane(plane, point));
  const distances = (list) => list.flatMap((p) => list.map((q) => Math.hypot(...p.map((entry, k) => entry - q[k]))));
  assertClose(distances(places), distances(points), 1e-11);
});

test(
  "the points spread at least as much along the first direction as along the second, and not " + "together with it",
  () => {
    const random = createRandom(17);
    const points = Array.from({ length: 60 }, () => [random(), 3 * random(), 0.1 * random(), 2 * random()]);
    const plane = principalPlane(points);
    const places = points.map((point) => onPlane(plane, point));
    const moment = (i, j) => places.reduce((sum, place) => sum + place[i] * place[j], 0) / places.length;
    assert.ok(moment(0, 0) > moment(1, 1));
    assertClose(moment(0, 1), 0);
    assert.ok(plane.share > 0.8 && plane.share < 1);
  },
);

test("no plane of two coordinates shows more than the principal plane", () => {
  const random = createRandom(19);
  const points = Array.from({ length: 30 }, () => [random(), random() * 2, random(), random() * 1.5]);
  const { share } = principalPlane(points);
  for (let i = 0; i < 4; i++)
    for (let j = i + 1; j < 4; j++) assert.ok(coordinatePlane(points, [i, j]).share <= share + 1e-12);
});

test("the largest entry of each principal direction is positive", () => {
  const { axes } = principalPlane([
    [0, 0, 0],
    [-5, 1, 0],
    [-10, 2.5, 0],
  ]);
  for (const axis of axes)
    assert.ok(axis.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0) > 0);
});

test("the middle of the points lies in the middle of the principal plane", () => {
  assertClose(
    onPlane(
      principalPlane([
        [1, 2, 3],
        [3, 2, 1],
        [5, 5, 5],
      ]),
      [3, 3, 3],
    ),
    [0, 0],
  );
});

test("points that are all one have a plane, and it shows all that there is", () => {
  const plane = principalPlane([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  assert.equal(plane.share, 1);
  assertOrthonormal(plane.axes);
  assert.equal(coordinatePlane([[1, 2, 3]], [0, 2]).share, 1);
});

test("on the plane of two coordinates a point has these coordinates", () => {
  const plane = coordinatePlane(
    [
      [1, 2, 3],
      [4, 6, 3],
    ],
    [2, 0],
  );
  assert.deepEqual(onPlane(plane, [7, 8, 9]), [9, 7]);
  assertClose(plane.share, 9 / 25);
});
