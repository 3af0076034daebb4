import assert from "node:assert/strict";
import { test } from "node:test";
import { freeDirection, isHidden, partsOfEye } from "../../frontend/plots/sight-lines.js";
import { CENTER, DISTANCE, eyeAt, FURTHER } from "../../frontend/plots/space-view.js";
import { assertClose } from "./helpers.js";

const inBox = (f) => (x, y) => (x >= 0 && x <= 1 && y >= 0 && y <= 1 ? f(x, y) : NaN);
/** From 0 to 1. */
const BOWL = inBox((x, y) => 2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2));
const HILL = inBox((x, y) => Math.exp(-40 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)));
const eye = (azimuth, elevation) => partsOfEye(eyeAt({ azimuth, elevation }, DISTANCE * FURTHER));

test("what the camera turns around is below the middle of the box", () => {
  // The upright axis is shown from −0.5 to 1.02 and 0.76 high: 0.14 down from its middle, 0.26, is 0.28 of it.
  assertClose(partsOfEye(CENTER), [0.5, 0.5, 0.26 - 0.14 / 0.5], 1e-9);
});

test("behind a hill is hidden, before it, on its top and beside it is not", () => {
  const south = eye(-90, 20);
  assert.equal(isHidden(HILL, [0.5, 0.75, HILL(0.5, 0.75)], south), true);
  for (const [x, y] of [
    [0.5, 0.3],
    [0.5, 0.5],
    [0.9, 0.8],
  ])
    assert.equal(isHidden(HILL, [x, y, HILL(x, y)], south), false, `${[x, y]}`);
});

test("a wall of glass hides nothing: the inside of a bowl is seen from everywhere", () => {
  for (const azimuth of [-150, -90, -20, 0, 60])
    for (const elevation of [5, 15, 31, 50])
      assert.equal(isHidden(BOWL, [0.5, 0.5, 0], eye(azimuth, elevation)), false, `${azimuth}, ${elevation}`);
});

test("over a gap there is nothing in the way", () => {
  const holed = (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.35 ? NaN : HILL(x, y));
  assert.equal(isHidden(holed, [0.5, 0.9, 0], eye(-90, 20)), false);
});

test("one flies to the nearest direction from which the point is seen, and stays where it is seen", () => {
  const hidden = [{ at: /** @type {any} */ ([0.5, 0.75, HILL(0.5, 0.75)]), weight: 5 }];
  const present = { azimuth: -90, elevation: 20, distance: DISTANCE };
  const free = freeDirection(HILL, hidden, present);
  assert.notDeepEqual([free.azimuth, free.elevation], [-90, 20]);
  assert.equal(isHidden(HILL, hidden[0].at, eye(free.azimuth, free.elevation)), false);
  assert.ok(Math.abs(free.azimuth + 90) <= 60 && free.elevation <= 52);
  assert.equal(freeDirection(BOWL, [{ at: [0.5, 0.5, 0], weight: 1 }], present), present);
});

test("where nothing helps one stays", () => {
  const pit = inBox((x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.02 ? -5 : 0.9));
  const present = { azimuth: -60, elevation: 30, distance: DISTANCE };
  assert.equal(freeDirection(pit, [{ at: [0.5, 0.5, -5], weight: 1 }], present), present);
});
