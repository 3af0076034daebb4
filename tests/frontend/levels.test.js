import assert from "node:assert/strict";
import { test } from "node:test";
import { isSkewed, levelsOf } from "../../frontend/plots/levels.js";

const places = Array.from({ length: 41 }, (_, k) => -2 + k / 10);
const gridOf = (f) => ({ x: places, y: places, z: places.map((y) => places.map((x) => f(x, y))), range: [null, null] });
const valley = gridOf((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2);

test("a long valley is skewed, a bowl and a plane are not, and gaps do not matter", () => {
  assert.equal(isSkewed(valley), true);
  for (const f of [(x, y) => x * x + y * y, (x, y) => x + y, (x) => (x > 0 ? x : NaN)])
    assert.equal(isSkewed(gridOf(f)), false);
  assert.equal(isSkewed(null), false);
});

test("even levels are the heights themselves", () => {
  const grid = gridOf((x) => x);
  const { z, zLow, zHigh, size } = levelsOf(grid, -2, 2);
  assert.deepEqual([z, zLow, zHigh], [grid.z, -2, 2]);
  assert.ok(size > 0.1 && size < 1);
});

test("logarithmic levels keep the order of heights, and their numbers are heights", () => {
  const { z, zLow, zHigh, start, size, ticks } = levelsOf(valley, 0, 3609, "logarithmic");
  assert.ok(z.flat().every((each) => each >= zLow - 1e-12 && each <= zHigh + 1e-12));
  assert.ok(start > zLow && size > 0);
  assert.deepEqual(ticks.ticktext, ["0", "10", "100", "1000"]);
  assert.ok(ticks.tickvals.every((each, k) => k === 0 || each > ticks.tickvals[k - 1]));
});

test("a flat surface has even levels", () => {
  assert.deepEqual(
    levelsOf(
      gridOf(() => 1),
      1,
      1,
      "logarithmic",
    ).ticks,
    {},
  );
});

test("numbers beside the colours are round, whatever the lowest height is", () => {
  const { ticks } = levelsOf(
    gridOf((x, y) => 1 / (x * x + y * y + 0.1)),
    0.0769,
    7,
    "logarithmic",
  );
  assert.deepEqual(
    ticks.ticktext,
    ["0.0769", "0.08", "0.1", "1"].filter((text) => ticks.ticktext.includes(text)),
  );
  assert.ok(ticks.ticktext.includes("0.1") && ticks.ticktext.includes("1"));
});
