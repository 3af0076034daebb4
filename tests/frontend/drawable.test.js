import assert from "node:assert/strict";
import test from "node:test";
import "./fake-page.js";
import { isDrawable } from "../../frontend/labs/common/drawable.js";

test("a box that cannot be drawn leaves the map at the one before", () => {
  let resets = 0;
  const map = { reset: () => resets++ };
  assert.equal(isDrawable({ x: [-1, 1], y: [0, 2] }, map), true);
  assert.equal(resets, 0);
  assert.equal(isDrawable({ x: [-1, 1], y: [2, 0] }, map), false);
  assert.equal(isDrawable({ x: [-1e10, 1], y: [0, 2] }, map), false);
  assert.equal(resets, 2);
});
