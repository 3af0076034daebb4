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

test("of two places where a ray meets the surface, the nearer one is picked", () => {
  const bowl = gridOf((x, y) => x * x + y * y, SQUARE, 101); // whose ticks are there: drawn and true heights agree
  assertClose(pickOnSurface(bowl, [-3, 0, 1], [3, 0, 1]), [-1, 0], 1e-9); // as above
  assertClose(pickOnSurface(bowl, [3, 0, 1], [-3, 0, 1]), [1, 0], 1e-9);
});

test("a ray past the box, above the surface or through a hole meets nothing", () => {
  const holed = gridOf((x, y) => (Math.hypot(x, y) < 1 ? NaN : 0));
  assert.equal(pickOnSurface(holed, [5, 5, 5], [5, 5, -5]), null);
  assert.equal(pickOnSurface(holed, [-1, 1.5, 1], [1, 1.5, 2]), null);
  assert.equal(pickOnSurface(holed, [0.1, 0.1, 5], [0.1, 0.1, -5]), null);
});
