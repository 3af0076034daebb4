import assert from "node:assert/strict";
import test from "node:test";
import {
  bestOf,
  DISTANCES,
  quotientsOf,
  quotientsPicture,
  quotientsSentence,
} from "../../frontend/labs/derivative/quotients.js";

const at = (f, slope, x) => {
  const [above, below] = [1, -1].map((sign) => DISTANCES.map((h) => f(x + sign * h)));
  return quotientsOf(x, [f(x), slope], above, below);
};

/** How steep a curve of errors is between two distances, by powers of ten. */
const steepness = ({ h }, errors, low, high) => {
  const near = (wanted) => h.findIndex((each) => Math.abs(Math.log10(each / wanted)) < 1e-9);
  const [i, j] = [near(low), near(high)];
  return Math.log10(errors[j] / errors[i]) / Math.log10(h[j] / h[i]);
};

test("errors fall like h and like h² until rounding, divided by h, takes over", () => {
  const found = at(Math.sin, Math.cos(1), 1);
  assert.ok(Math.abs(steepness(found, found.forward, 1e-5, 1e-2) - 1) < 0.01);
  assert.ok(Math.abs(steepness(found, found.central, 1e-3, 1e-1) - 2) < 0.01);
  // The square root and the cube root of the rounding unit, within a power of ten.
  const [forward, central] = [bestOf(found.h, found.forward), bestOf(found.h, found.central)];
  assert.ok(forward.h > 1e-9 && forward.h < 1e-7 && forward.error < 1e-7);
  assert.ok(central.h > 1e-7 && central.h < 1e-4 && central.error < forward.error / 10);
  // Where x + h is x, there is no quotient.
  assert.equal(found.forward[0], null);
  const [first, last] = [found.forward.find((error) => error !== null), forward.error];
  assert.ok(first > 1e3 * last);
});

test("a line's quotients are right up to rounding, and where f has no value there is none", () => {
  const line = at((x) => 2 * x, 2, 1);
  assert.equal(Math.max(...line.forward.map((error) => error ?? 0)), 0);
  assert.match(quotientsSentence(line), /forward one is exact at h = 1;/);
  const root = quotientsOf(
    1e-3,
    [1, 2],
    DISTANCES.map(() => 1),
    DISTANCES.map((h) => (h > 1e-3 ? null : 1)),
  );
  assert.equal(root.central.at(-1), null);
  assert.equal(quotientsOf(0, [0, null], [], []), null);
  assert.match(quotientsSentence(null), /no derivative/);
});

test("an error of nothing has no place on an axis of powers of ten", () => {
  const { curves, marks, xScale, yScale } = quotientsPicture(
    at((x) => 2 * x, 2, 1),
    "light",
  );
  assert.deepEqual([xScale, yScale, marks], ["log", "log", []]);
  assert.ok(curves.every(({ y }) => y.every((error) => error === null)));
  assert.match(quotientsSentence(at(Math.sin, Math.cos(1), 1)), /central one is best at h = .*f′ = 0.540302/);
});
