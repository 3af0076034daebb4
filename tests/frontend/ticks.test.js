import assert from "node:assert/strict";
import { test } from "node:test";
import { niceStep, niceTicks, threeTicks } from "../../frontend/plots/ticks.js";

test("ticks are round numbers, free of rounding errors and of a negative zero", () => {
  assert.deepEqual(niceTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(niceTicks(-2, 2, 4), [-2, -1, 0, 1, 2]);
  assert.deepEqual(niceTicks(-0.25, 0.35, 6), [-0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  assert.deepEqual(niceTicks(1e6, 2e6, 2), [1e6, 1.5e6, 2e6]);
});

test("a nice step is 1, 2 or 5 times a power of ten, and makes about as many parts as wanted", () => {
  for (let width = 1e-9; width < 1e9; width *= 1.37) {
    const step = niceStep(-width / 3, (2 * width) / 3, 6);
    assert.match(step.toExponential(6), /^[125]\.000000e/);
    assert.ok(width / step > 0.69 * 6 && width / step < 1.76 * 6, `${width} in steps of ${step}`);
  }
});

test("three round numbers stand along an axis in space, evenly apart, and four only where no step has three", () => {
  assert.deepEqual(threeTicks(-2, 2), [-2, 0, 2]);
  assert.deepEqual(threeTicks(-4, 4), [-4, 0, 4]);
  assert.deepEqual(threeTicks(-1, 3), [-1, 1, 3]);
  assert.deepEqual(threeTicks(0, 2509), [0, 1000, 2000]);
  assert.deepEqual(threeTicks(0.5, 4.9), [1, 2, 3, 4]);
  for (let width = 1e-9; width < 1e9; width *= 1.37)
    for (const share of [-1, -0.4, 0, 0.7, 30]) {
      const ticks = threeTicks(share * width, (share + 1) * width);
      const gaps = ticks.slice(1).map((tick, k) => (tick - ticks[k]) / width);
      assert.ok(ticks.length === 3 || ticks.length === 4, `${ticks}`);
      assert.ok(
        gaps.every((gap) => gap > 0.19 && Math.abs(gap - gaps[0]) < 1e-9),
        `${ticks}`,
      );
    }
  assert.deepEqual([threeTicks(1, 1), threeTicks(0, Infinity), threeTicks(NaN, 1)].flat().length <= 1, true);
});

test("an empty, reversed or endless interval has a step all the same, and no endless ticks", () => {
  for (const [low, high] of [
    [1, 1],
    [2, -2],
    [0, Infinity],
    [NaN, 1],
  ])
    assert.equal(niceStep(low, high, 5), 1);
  assert.deepEqual(niceTicks(0, Infinity, 5), []);
  assert.deepEqual(niceTicks(NaN, 1, 5), []);
});
