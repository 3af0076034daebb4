import assert from "node:assert/strict";
import { test } from "node:test";
import { complaintAbout, defaultPlace } from "../../frontend/core/interval.js";

test("an interval that can be drawn has nothing wrong with it", () => {
  for (const interval of [
    [-2, 2],
    [0, 1e-11],
    [-1e9, 1e9],
    [1e6, 1e6 + 1],
    [-1e-11, 0],
  ])
    assert.equal(complaintAbout(interval), "");
});

test("an interval must go from a smaller to a larger number", () => {
  for (const interval of [
    [2, -2],
    [1, 1],
    [0, 0],
    [1e300, -1e300],
  ])
    assert.match(complaintAbout(interval), /smaller/);
});

test("an interval beyond a thousand million is refused, on either side", () => {
  for (const interval of [
    [0, 1.1e9],
    [-1.1e9, 0],
    [-Infinity, Infinity],
  ])
    assert.match(complaintAbout(interval), /thousand million/);
});

test("an interval too narrow for the numbers there is refused", () => {
  for (const interval of [
    [0, 9e-12],
    [1e6, 1e6 + 1e-4],
    [-1 - 1e-10, -1],
  ])
    assert.match(complaintAbout(interval), /narrow/);
});

test("mirroring an interval changes nothing about it", () => {
  for (const [low, high] of [
    [0, 1],
    [3, 3 + 1e-9],
    [5e8, 2e9],
    [0, 1e-12],
  ])
    assert.equal(complaintAbout([-high, -low]), complaintAbout([low, high]));
});

test("the usual place is taken where the intervals have it, and their middle elsewhere", () => {
  assert.deepEqual(defaultPlace([1], [[-2, 1]]), [1]);
  assert.deepEqual(
    defaultPlace(
      [1, 5],
      [
        [-2, 2],
        [0, 4],
      ],
    ),
    [0, 2],
  );
});
