import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { boxByHand, nudged, within, zoomed } from "../../frontend/labs/common/moves.js";
import { assertClose, SQUARE } from "./helpers.js";

test("a point in the box stays where it is, edges included", () => {
  for (const point of [
    [0.3, -1.7],
    [2, -2],
  ])
    assert.deepEqual(within(point, SQUARE), point);
});

test("a point outside the box moves to the nearest place inside it", () => {
  assert.deepEqual(within([5, 0.5], SQUARE), [2, 0.5]);
  assert.deepEqual(within([-5, 7], SQUARE), [-2, 2]);
});

test("an arrow key moves the point by its share of the box, along its own axis only", () => {
  assert.deepEqual(nudged([1, -0.5], [1 / 40, 0], SQUARE), [1.1, -0.5]);
  assert.deepEqual(nudged([1, -0.5], [0, -1 / 40], SQUARE), [1, -0.6]);
});

test("an arrow key leads to a round number of steps, and leaves the other coordinate unrounded", () => {
  assert.deepEqual(nudged([0.123, 0.123456789], [1 / 40, 0], SQUARE), [0.2, 0.123456789]);
});

test("an arrow key and its opposite lead back", () => {
  let point = [0.4, -1.2];
  for (const step of [
    [0.025, 0],
    [0, 0.025],
    [0, -0.025],
    [-0.025, 0],
  ])
    point = nudged(point, step, SQUARE);
  assert.deepEqual(point, [0.4, -1.2]);
});

test("arrow keys stop at the edge of the box", () => {
  assert.deepEqual(nudged([2, -2], [0.1, 0], SQUARE), [2, -2]);
  assert.deepEqual(nudged([1.95, -2], [0.1, 0], SQUARE), [2, -2]);
  assert.deepEqual(nudged([0, -2], [0, -0.1], SQUARE), [0, -2]);
});

test("twenty arrow keys cross half a box of any size that can be drawn", () => {
  for (const width of [1e-11, 1e-6, 1, 1e9]) {
    const domain = { x: [-width / 2, width / 2], y: [0, 1] };
    let point = [0, 0.5];
    for (let k = 0; k < 20; k++) point = nudged(point, [1 / 40, 0], domain);
    assertClose(point[0] / width, 0.5, 1e-3); // coordinates are rounded to what a screen can tell apart
  }
});

test("zooming leaves the point where it is in the box, and multiplies the widths", () => {
  const { x, y } = zoomed({ x: [-2, 6], y: [0, 1] }, [0, 0.75], 0.5);
  assertClose([...x, ...y], [-1, 3, 0.375, 0.875]);
});

test("zooming in and out again restores the box", () => {
  const there = zoomed(SQUARE, [0.3, -1.1], 0.8);
  const back = zoomed(there, [0.3, -1.1], 1 / 0.8);
  assertClose([...back.x, ...back.y], [-2, 2, -2, 2]);
});

test("a box that was panned or zoomed has no digits that no pixel shows", () => {
  const wheel = { x: [-2.4696123456789, 2.7389012345678], y: [-1e-6 / 3, 2e-6 / 3] };
  assert.deepEqual(boxByHand(wheel), { x: [-2.47, 2.739], y: [-3.33e-7, 6.67e-7] });
  for (const factor of [0.5, 2, 1.1 ** 7, 1e-6, 1e6])
    for (const edge of [zoomed({ x: [-2, 2], y: [-1, 5] }, [1 / 3, 0.1], factor)].flatMap(({ x, y }) => [...x, ...y]))
      assert.ok(
        String(edge)
          .replace(/e.*|[-.]/g, "")
          .replace(/^0+/, "").length <= 10,
        String(edge),
      );
});
