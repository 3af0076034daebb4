import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { rangesOf } from "../../frontend/plots/ranges.js";
import { assertClose } from "./helpers.js";

const ticks = (low, high, count = 513) =>
  Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
const curve = (f, low = -3, high = 3) => ({ x: ticks(low, high), y: ticks(low, high).map(f), role: "function" });
const picture = (curves, more = {}) => ({ curves, xLabel: "x", yLabel: "y", theme: "light", xRange: [-3, 3], ...more });
const heights = (f) => rangesOf(picture([curve(f)]), null).y;

test("a curve has six hundredths of its height free above and below it", () => {
  assertClose(
    heights((x) => x),
    [-3.36, 3.36],
  );
});

test("a pole leaves the picture, and what is around it stays readable", () => {
  for (const f of [(x) => 1 / x, (x) => 1 / (x * x), Math.tan]) {
    const [low, high] = heights((x) => (x === 0 ? null : f(x)));
    assert.ok(high < 30 && high > 3 && low > -30, `${[low, high]}`);
  }
});

test("a narrow hill is no pole: its top stays", () => {
  assert.ok(heights((x) => Math.exp(-100 * x * x))[1] > 1);
});

test("a steep but smooth curve is shown whole", () => {
  assert.ok(heights((x) => Math.exp(3 * x))[1] > Math.exp(9));
});

test("a jump is shown whole", () => {
  assertClose(heights(Math.sign), [-1.12, 1.12]);
});

test("a constant, and nothing at all, have a picture", () => {
  assert.deepEqual(
    heights(() => 4),
    [2, 6],
  );
  assert.deepEqual(
    heights(() => null),
    [-1, 1],
  );
});

test("a tangent does not count, nor does what says so", () => {
  const steep = { x: [-3, 3], y: [-300, 300], role: "tangent" };
  const loose = { ...steep, y: [-200, 200], role: "hessian", counts: false };
  assertClose(rangesOf(picture([curve((x) => x), steep, loose]), null).y, [-3.36, 3.36]);
});

test("while zooming the heights are those of the part that is seen", () => {
  const { x, y } = rangesOf(picture([curve((x) => x)]), [0, 1.5]);
  assertClose(
    [x, y],
    [
      [0, 1.5],
      [-0.09, 1.59],
    ],
  );
});

test("a log axis takes positive heights only", () => {
  const { y } = rangesOf(picture([curve((x) => 10 ** x)], { yScale: "log" }), null);
  assert.ok(y[0] > 4e-4 && y[0] < 1e-3 && y[1] > 1e3 && y[1] < 2.5e3);
  assert.ok(rangesOf(picture([curve((x) => x)], { yScale: "log" }), null).y[0] > 0);
});

test("a square picture has one range for both axes", () => {
  assert.deepEqual(rangesOf(picture([curve((x) => 100 * x)], { equal: true }), null), { x: [-3, 3], y: [-3, 3] });
});

test("a scatter sets the range like a curve", () => {
  const { x, y } = rangesOf(
    { ...picture([]), xRange: undefined, scatters: [{ x: [0, 1], y: [5, 10], role: "run-1" }] },
    null,
  );
  assertClose(
    [x, y],
    [
      [-0.06, 1.06],
      [4.7, 10.3],
    ],
  );
});
