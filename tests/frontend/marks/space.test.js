import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { patch } from "../../../frontend/plots/marks/patch.js";
import { sheetTrace } from "../../../frontend/plots/marks/sheet.js";
import { spot } from "../../../frontend/plots/marks/spot.js";
import { namesIn, strokes } from "../../../frontend/plots/marks/strokes.js";
import { namesSeen } from "../../../frontend/plots/space-names.js";
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

const FRAME = [
  [0, 2],
  [0, 2],
  [0, 2],
];
/** Seen from above, 100 px a unit. */
const SEEN = { frame: FRAME, toPixel: ([x, y]) => [200 * x, 200 * y], fontSize: 10, width: 200, height: 200 };
const arrow = (tip, label) => ({ strokes: [[[0.5, 0.5, 0], tip]], role: "tangent", label });

test("a name stands ahead of its arrow; without a direction it stands above or below", () => {
  const corner = { strokes: [[[1, 1, 0]]], role: "guide", label: "x = 1" };
  const names = namesIn([strokes([LINE, arrow([1, 0.5, 0], "f"), corner, { ...corner, isBelow: true }])]);
  assert.deepEqual(
    names.map(({ text, role }) => [text, role]),
    [
      ["f", "tangent"],
      ["x = 1", "guide"],
      ["x = 1", "guide"],
    ],
  );
  const [ahead, above, below] = namesSeen(names, SEEN).map(({ at }) => at);
  assert.deepEqual(
    [ahead, above, below],
    [
      [109, 50],
      [100, 91],
      [100, 109],
    ],
  );
});

test("names of arrows that end in nearly one place do not cover each other, whatever the size of type", () => {
  const tips = [
    [1, 1, 0],
    [1.01, 1, 0],
    [1, 1.02, 0],
  ];
  for (const fontSize of [10, 29]) {
    const names = namesIn([strokes(tips.map((tip, k) => arrow(tip, "ab"[k % 2])))]);
    const spots = namesSeen(names, { ...SEEN, fontSize, width: 900, height: 900 }).map(({ at }) => at);
    for (const [j, k] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      assert.ok(Math.hypot(spots[j][0] - spots[k][0], spots[j][1] - spots[k][1]) > 1.5 * fontSize);
  }
});

test("a name stays in the picture, and one of a line without an end is not there", () => {
  const names = namesIn([strokes([arrow([1.99, 0.5, 0], "rest"), arrow([NaN, 0, 0], "f"), arrow([5, 0.5, 0], "g")])]);
  const seen = namesSeen(names, SEEN);
  assert.deepEqual(
    seen.map(({ text }) => text),
    ["rest", "g"],
  );
  for (const { at } of seen) assert.ok(at[0] <= 197 && at[1] >= 6);
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
