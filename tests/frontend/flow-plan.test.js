/** Where boxes of numbers stand: on the page as they fit, on the stage with type that the last row reads. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { planOf } from "../../frontend/labs/network/steps/flow-plan.js";

const STAGE = { width: 1004, height: 420 }; // what 1024 x 768 leaves
const USUAL = 29; // px, of the stage's type in plots
const LEAST = 24; // px

test("on the stage no number of a usual network is smaller than the last row can read, and all are seen", () => {
  for (const sizes of [
    [3, 1],
    [2, 3, 2],
    [2, 2, 2],
    [4, 4, 2],
  ]) {
    const { em, width, height, boxes, places } = planOf(sizes, STAGE, USUAL, true);
    assert.ok(em >= LEAST, `${sizes}: ${em}`);
    assert.deepEqual([width, height], [STAGE.width, STAGE.height], `${sizes}`);
    const xs = places.map(([[x]]) => x);
    assert.ok(xs[0] - boxes[0] / 2 >= 0 && xs.at(-1) + boxes.at(-1) / 2 <= width + 1e-9);
    xs.slice(1).forEach((x, k) => assert.ok(x - xs[k] > (boxes[k] + boxes[k + 1]) / 2, `${sizes}`));
  }
});

test("more than the stage holds is as large, and goes on", () => {
  const { em, width, height } = planOf([9, 9, 9, 9, 9, 9], STAGE, USUAL, true);
  assert.ok(em >= LEAST && width > STAGE.width && height > STAGE.height);
});

test("where there is little height, what comes back takes the place of what went forward", () => {
  assert.equal(planOf([2, 2, 2], STAGE, USUAL, true).look.rows, 4);
  assert.equal(planOf([2, 3, 2], STAGE, USUAL, true).look.rows, 2);
  assert.equal(planOf([2, 3, 2], STAGE, USUAL, false).look.rows, 4);
});

test("on the page type is smaller where the whole network then fits", () => {
  const page = { width: 700, height: 300 };
  const sizes = [
    [2, 1],
    [2, 3, 2],
  ].map((each) => planOf(each, page, 17, false).em);
  assert.ok(sizes[0] === 17 && sizes[1] < 17 && sizes[1] >= 11);
});
