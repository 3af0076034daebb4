import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as geometry from "../../frontend/plots/geometry.js";
import { assertClose, gridOf } from "./helpers.js";

const plane = (x, y) => 1 + 0.5 * x - 2 * y;
const OBLONG = { x: [-3, 5], y: [10, 12] };

test("a surface without poles is shown from its lowest to its highest point", () => {
  assert.deepEqual(geometry.heightLimits(gridOf(plane)), { low: -4, high: 6, isCut: false });
});

test("a constant function has room above and below it", () => {
  for (const height of [0, 7, -1e6]) {
    const { low, high, isCut } = geometry.heightLimits(gridOf(() => height));
    assert.ok(low < height && height < high && !isCut);
    assert.equal(height - low, high - height);
  }
});

test("a function without any value still gets limits to draw axes by", () => {
  assert.deepEqual(geometry.heightLimits(gridOf(() => NaN)), { low: -1, high: 1, isCut: false });
});

test("a pole is cut on its own side only, and what lies around it stays in the picture", () => {
  const grid = gridOf((x, y) => 1 / (x * x + y * y + 1e-6));
  const { low, high, isCut } = geometry.heightLimits(grid);
  assert.ok(isCut);
  assert.equal(low, grid.range[0]);
  assert.ok(high < 100 && grid.range[1] > 1e5);
  const shown = grid.z.flat().filter((z) => z <= high).length;
  assert.ok(shown >= 0.95 * grid.z.flat().length);
});

test("turning a function upside down turns its limits upside down", () => {
  const pole = (x, y) => 1 / (x * x + y * y + 1e-6);
  const [up, down] = [geometry.heightLimits(gridOf(pole)), geometry.heightLimits(gridOf((x, y) => -pole(x, y)))];
  assertClose([down.low, down.high], [-up.high, -up.low]);
});

test("a hole does not count among the heights", () => {
  assert.deepEqual(geometry.heightLimits(gridOf((x, y) => (x > 1 ? NaN : plane(x, y)))), {
    low: -4,
    high: 5.5,
    isCut: false,
  });
});

test("between grid points the drawn surface is bilinear", () => {
  const bilinear = (x, y) => 2 - x + 3 * y + 0.7 * x * y;
  const grid = gridOf(bilinear, OBLONG, 9);
  for (const [x, y] of [
    [-3, 10],
    [5, 12],
    [5, 10.3],
    [0.123, 11.77],
    [-2.999, 12],
  ])
    assertClose(geometry.heightAt(grid, x, y), bilinear(x, y), 1e-11);
});

test("outside the box there is no height", () => {
  const grid = gridOf(plane);
  for (const [x, y] of [
    [-2.01, 0],
    [2.01, 0],
    [0, -2.01],
    [0, 2.01],
    [NaN, 0],
  ])
    assert.ok(Number.isNaN(geometry.heightAt(grid, x, y)));
});

test("beside a hole there is no height, but on its edge there is", () => {
  const grid = gridOf((x, y) => (x > 0.05 ? NaN : plane(x, y)));
  assert.ok(Number.isNaN(geometry.heightAt(grid, 0.02, 0.02)));
  assertClose(geometry.heightAt(grid, 0, 0.02), plane(0, 0.02));
  assertClose(geometry.heightAt(grid, -0.03, 0.02), plane(-0.03, 0.02));
});

test("a slice of a plane is a straight line above the ticks of its axis", () => {
  const slice = geometry.sliceAlong(gridOf(plane, OBLONG, 9), "y", 0.4);
  assertClose(slice.x, Array(9).fill(0.4));
  assertClose(slice.y, [10, 10.25, 10.5, 10.75, 11, 11.25, 11.5, 11.75, 12]);
  assertClose(
    slice.z,
    slice.y.map((y) => 1.2 - 2 * y),
    1e-11,
  );
});

test("a hole in the domain stays a hole in the slice", () => {
  const { x, z } = geometry.sliceAlong(
    gridOf((x, y) => (Math.abs(x) < 0.55 ? NaN : plane(x, y))),
    "x",
    0.33,
  );
  x.forEach((at, k) => assert.equal(Number.isNaN(z[k]), Math.abs(at) < 0.55));
});
