import assert from "node:assert/strict";
import { test } from "node:test";
import { pathThrough } from "../../frontend/plots/svg.js";

test("a path moves to its first point and draws lines to the others", () => {
  assert.equal(
    pathThrough([
      [0, 0],
      [10, 5],
      [20, -5],
    ]),
    "M0 0L10 5L20 -5",
  );
});

test("a missing point interrupts the path, and nothing bridges the gap", () => {
  assert.equal(
    pathThrough([
      [0, 1],
      [NaN, 2],
      [2, 3],
      [3, 4],
      [4, Infinity],
      [5, 6],
    ]),
    "M0 1M2 3L3 4M5 6",
  );
});

test("a path of no points, or of missing ones only, is empty", () => {
  assert.equal(pathThrough([]), "");
  assert.equal(
    pathThrough([
      [NaN, 0],
      [0, NaN],
    ]),
    "",
  );
});

test("pixels are written to a hundredth, and never in powers of ten", () => {
  assert.equal(
    pathThrough([
      [1 / 3, 2 / 3],
      [1e-9, -1e-9],
    ]),
    "M0.33 0.67L0 0",
  );
  assert.equal(pathThrough([[1e30, -1e30]]), "M100000 -100000");
});
