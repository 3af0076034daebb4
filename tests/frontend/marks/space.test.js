import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../../../frontend/plots/marks/patch.js";
import { sheetTrace } from "../../../frontend/plots/marks/sheet.js";
import { spot } from "../../../frontend/plots/marks/spot.js";
import { strokes } from "../../../frontend/plots/marks/strokes.js";
import { DAY, inSpace, placesOf } from "./pens.js";

const LINE = {
  strokes: [
    [
      [0, 0, 0],
      [1, 2, 3],
    ],
    [[1, 0, 0]],
  ],
  role: "function",
};

test("strokes of a line follow each other with a gap between them, x, y and z where they belong", () => {
  const [line, ...others] = inSpace(strokes([LINE]));
  const gap = [null, null, null];
  assert.deepEqual(placesOf(line), [[0, 0, 0], [1, 2, 3], gap, [1, 0, 0], gap]);
  assert.deepEqual([line.line.color, line.mode, others], [DAY.color("function"), "lines", []]);
});

test("names stand at the ends of their lines, in the readable colour of each", () => {
  const named = { ...LINE, label: "f", role: "tangent" };
  const [, , names] = inSpace(strokes([LINE, named]));
  assert.deepEqual(placesOf(names), [[1, 0, 0]]);
  assert.deepEqual([names.text, names.textfont.color], [["f"], [DAY.text("tangent")]]);
});

test("the barbs of an arrow end at its tip and leave it backwards, as far to every side", () => {
  const [line] = inSpace(
    strokes([
      {
        strokes: [
          [
            [0, 0, 0],
            [0, 0, 10],
          ],
        ],
        role: "gradient",
        arrow: true,
      },
    ]),
  );
  const head = placesOf(line).slice(3, -1);
  const barbs = head.filter((_, k) => k % 2 === 0);
  assert.equal(barbs.length, 4);
  for (const [x, y, z] of barbs) {
    assert.ok(z > 8 && z < 10);
    assert.ok(Math.abs(Math.hypot(x, y) - 0.64) < 1e-12);
  }
  for (const tip of head.filter((_, k) => k % 2)) assert.deepEqual(tip, [0, 0, 10]);
});

test("a spot is where it is, in the colour of points; a patch has its corners, in that of tangents", () => {
  const [dot] = inSpace(spot([1, 2, 3]));
  assert.deepEqual([placesOf(dot), dot.marker.color], [[[1, 2, 3]], DAY.color("point")]);
  const corners = [
    [0, 0, 0],
    [1, 0, 1],
    [1, 1, 2],
    [0, 1, 1],
  ];
  const [plane] = inSpace(patch(corners));
  assert.deepEqual([placesOf(plane), plane.color], [corners, DAY.color("tangent")]);
});

test("a sheet goes through its rows of places, with holes where they are missing", () => {
  const { x, y, z } = sheetTrace(
    [
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
      [
        [6, 7, 8],
        [9, 10, null],
      ],
    ],
    DAY,
  );
  assert.deepEqual(
    { x, y, z },
    {
      x: [
        [0, 3],
        [6, 9],
      ],
      y: [
        [1, 4],
        [7, 10],
      ],
      z: [
        [2, 5],
        [8, NaN],
      ],
    },
  );
});
