import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { directionStep, eigenSteps, gradientStep } from "../../frontend/plots/steps.js";
import { assertClose, SQUARE } from "./helpers.js";

const OBLONG = { x: [-3, 5], y: [10, 12] };

test("a gradient arrow points along the gradient and grows with it up to two fifths of the box", () => {
  const limits = { low: 0, high: 1 };
  let before = 0;
  for (const size of [1e-6, 0.1, 1, 10, 1e6]) {
    const [u, v] = gradientStep([3 * size, 4 * size], SQUARE, limits);
    assertClose(3 * v, 4 * u);
    const length = Math.hypot(u, v);
    assert.ok(u > 0 && length > before && length < 0.4 * 4);
    before = length;
  }
});

test("a gradient arrow has half its greatest length where f rises by its range across the box", () => {
  const { low, high } = { low: 0, high: 5 * Math.hypot(8, 2) };
  assertClose(gradientStep([0, 5], OBLONG, { low, high }), [0, 0.2 * 2]);
});

test("multiplying a function by a constant leaves its gradient arrow as it is", () => {
  const step = gradientStep([1, -2], OBLONG, { low: -3, high: 4 });
  assertClose(gradientStep([1e5, -2e5], OBLONG, { low: -3e5, high: 4e5 }), step);
});

test("a gradient of zero has no arrow", () => {
  assert.deepEqual(gradientStep([0, 0], SQUARE, { low: 0, high: 1 }), [0, 0]);
});

test("direction arrows of all angles are equally long", () => {
  const lengths = [0, 45, 90, 222, 359].map((angle) => Math.hypot(...directionStep(angle, OBLONG)));
  assertClose(lengths, Array(5).fill(lengths[0]));
  const [u, v] = directionStep(90, OBLONG);
  assertClose(u, 0);
  assert.ok(v > 0);
});

test("the eigenvector cross is longer where the surface is more curved, whatever the sign", () => {
  const steps = eigenSteps(
    {
      values: [-8, 2],
      vectors: [
        [0, 1],
        [1, 0],
      ],
    },
    SQUARE,
  );
  assert.equal(steps[0][0], 0);
  assert.equal(steps[1][1], 0);
  assert.ok(steps[0][1] > steps[1][0] && steps[1][0] > 0);
});

test("without any curvature the eigenvector cross is still there", () => {
  for (const step of eigenSteps(
    {
      values: [0, 0],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    },
    SQUARE,
  ))
    assert.ok(Math.hypot(...step) > 0);
});
