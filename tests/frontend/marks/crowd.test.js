import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { crowd, placed } from "../../../frontend/plots/marks/crowd.js";
import { shapesOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, inSpace, middleOf, onMap, placesOf } from "./pens.js";

const PLACES = [
  [1, -0.5],
  [-2, 2],
];

test("each answer is a dot where it was placed, on the map and on the surface", () => {
  assertClose(onMap(crowd(PLACES)).map(middleOf), [
    [400, 350],
    [100, 100],
  ]);
  const [dots] = inSpace(crowd(PLACES));
  const [[x, y, z], [, , corner]] = placesOf(dots);
  assert.deepEqual([x, y], [1, -0.5]);
  // x² − y² is 0.75 there and goes from −4 to 4; dots stand a little above it, and never beneath.
  assert.ok(z > 0.75 && z < 0.9 && corner > 0 && corner < 0.15, `${z} ${corner}`);
  assert.deepEqual(inSpace(crowd([])), []);
  assert.deepEqual(onMap(crowd([])), []);
});

test("one's own answer is a ring in its own colour, with a light casing, around its place", () => {
  const shapes = shapesOf(onMap(placed([1, -0.5])), "circle");
  for (const each of shapes) assertClose(middleOf(each), [400, 350]);
  const [casing, ring, dot] = shapes.map(({ attributes }) => attributes);
  assert.deepEqual([casing.stroke, ring.stroke, dot.fill], [DAY.answer.fill, DAY.answer.own, DAY.answer.fill]);
  assert.ok(Number(casing["stroke-width"]) > Number(ring["stroke-width"]) && Number(dot.r) < Number(ring.r));
});
