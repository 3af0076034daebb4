import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { pickOnSurface } from "../../frontend/plots/pick.js";
import { assertClose, gridOf, SQUARE } from "./helpers.js";

const plane = (x, y) => 1 + 0.5 * x - 2 * y;

test("a ray meets a plane where algebra says", () => {
  // (0, -1, 9) + t (1, 1, -10) meets z = 1 + x/2 - 2y where 9 - 10t = 3 - 3t/2, at t = 12/17.
  // bisection of 1/400 in 30 rounds
  assertClose(pickOnSurface(gridOf(plane), [0, -1, 9], [1, 0, -1]), [12 / 17, 12 / 17 - 1], 1e-9);
});

test("a ray straight down meets the surface below it", () => {
  assertClose(
    pickOnSurface(
      gridOf((x, y) => x * y),
      [0.3, -0.7, 50],
      [0.3, -0.7, -50],
    ),
    [0.3, -0.7],
  );
});

const bowl = gridOf((x, y) => x * x + y * y, SQUARE, 101); // whose ticks are there: drawn and true heights agree

test("the near wall of a bowl is glass: what is picked is its inside, seen from above", () => {
  assertClose(pickOnSurface(bowl, [-3, 0, 1], [3, 0, 1]), [1, 0], 1e-9); // as above
  assertClose(pickOnSurface(bowl, [3, 0, 1], [-3, 0, 1]), [-1, 0], 1e-9);
});

test("of two hills the nearer one is picked", () => {
  const hills = gridOf((x) => x * x * (4 - x * x), SQUARE, 101);
  assertClose(pickOnSurface(hills, [-3, 0, 3], [3, 0, 3]), [-Math.sqrt(3), 0], 1e-3); // where x²(4 − x²) is 3 first
});

test("through glass alone one sees the map on the floor; without a map, the glass", () => {
  const limits = { low: 0, high: 8 };
  // From (−3, 0, 1) to (3, 0, −5): at x = −2 it is at height 0, below the bowl; the floor at −4 is met at x = 2.
  assertClose(pickOnSurface(bowl, [-3, 0, 1], [3, 0, -5], limits, -4), [2, 0], 1e-9);
  assert.equal(pickOnSurface(bowl, [-3, 0, 1], [3, 0, -5], limits, -6), null);
  // Down to x = −1.3 it passes the wall from outside, and leaves the box inside the bowl.
  const inside = pickOnSurface(bowl, [-2.5, 0, 1.7], [-1, 0, 1.69], limits);
  assert.ok(inside && Math.abs(inside[0] ** 2 - 1.695) < 0.02);
});

test("what is cut off at a pole is not picked", () => {
  const pole = gridOf((x, y) => 1 / (x * x + y * y), SQUARE, 100);
  // Level at 20, over the cut at 8: nothing is drawn there.
  assert.equal(pickOnSurface(pole, [-3, 0.01, 20], [3, 0.01, 20], { low: 0, high: 8 }), null);
  assert.ok(pickOnSurface(pole, [-3, 0.01, 7], [3, 0.01, 7], { low: 0, high: 8 }));
});

test("from below the underside is picked", () => {
  assertClose(pickOnSurface(bowl, [0.5, 0, -3], [0.5, 0, 9]), [0.5, 0], 1e-6);
});

test("a ray past the box, above the surface or through a hole meets nothing", () => {
  const holed = gridOf((x, y) => (Math.hypot(x, y) < 1 ? NaN : 0));
  assert.equal(pickOnSurface(holed, [5, 5, 5], [5, 5, -5]), null);
  assert.equal(pickOnSurface(holed, [-1, 1.5, 1], [1, 1.5, 2]), null);
  assert.equal(pickOnSurface(holed, [0.1, 0.1, 5], [0.1, 0.1, -5]), null);
});
