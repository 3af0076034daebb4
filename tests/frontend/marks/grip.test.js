import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { grips, selectedLast } from "../../../frontend/plots/marks/grip.js";
import { shapesOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, inSpace, middleOf, onMap } from "./pens.js";

const TWO = grips([
  { place: [1, 1], role: "run-1", label: "1", isSelected: true },
  { place: [0, -1], role: "run-2", label: "2", isSelected: false },
]);

test("each start stands where it is with its number, the selected one last and filled with its colour", () => {
  const disks = shapesOf(onMap(TWO), "circle");
  assertClose(disks.map(middleOf), [
    [300, 400],
    [400, 200],
  ]);
  assert.deepEqual(
    disks.map(({ attributes: { fill, stroke } }) => [fill, stroke]),
    [
      [DAY.paper, DAY.color("run-2")],
      [DAY.color("run-1"), DAY.paper],
    ],
  );
  assert.deepEqual(
    shapesOf(onMap(TWO), "text").map(({ children }) => children[0]),
    ["2", "1"],
  );
});

test("in space the selected start is a point, and each a circle in its colour, on the surface", () => {
  const [dot, circles] = inSpace(TWO);
  assert.deepEqual([dot.x, dot.y], [[1], [1]]);
  assert.deepEqual(
    [circles.x, circles.y],
    [
      [1, 0],
      [1, -1],
    ],
  );
  // x² − y² is 0 at (1, 1) and −1 at (0, −1); heights reach from −4 to 4.
  assertClose(circles.z, [0.012 * 8, -1 + 0.012 * 8], 1e-9);
  assert.deepEqual(circles.marker.color, [DAY.color("run-1"), DAY.color("run-2")]);
});

test("the hand finds the selected start first, and takes up another by its number", () => {
  const found = TWO.kind.handles(TWO).reverse();
  assert.deepEqual(found, [
    { does: "point", place: [1, 1] },
    { does: "point", place: [0, -1], grip: 1 },
  ]);
  assert.deepEqual(
    selectedLast([{ isSelected: true }, { isSelected: false }]).map(({ isSelected }) => isSelected),
    [false, true],
  );
});
