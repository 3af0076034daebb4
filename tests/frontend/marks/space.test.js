import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { textBox } from "../../../frontend/plots/labels.js";
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
    const boxes = boxesOf(namesSeen(names, { ...SEEN, fontSize, width: 900, height: 900 }), fontSize);
    for (const [j, k] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      assert.ok(!overlap(boxes[j], boxes[k]));
  }
});

test("a name covers no sign and no number of an axis, and stands by its arrow all the same", () => {
  const foot = [0.5, 0.5, 0];
  const steps = [0, 1, 2, 3, 4, 5].map((k) => (k * Math.PI) / 3);
  for (const angle of steps) {
    const tip = [0.5 + 0.06 * Math.cos(angle), 0.5 + 0.06 * Math.sin(angle), 0];
    const names = namesIn([strokes(["∇f", "λ∇g", "μ∇h", "rest"].map((label) => ({ ...arrow(tip, label), label })))]);
    const letters = [{ text: "−2.5", at: [500 + 150 * Math.cos(angle), 500 + 150 * Math.sin(angle)] }];
    const seen = { ...SEEN, toPixel: ([x, y]) => [2000 * x, 2000 * y], fontSize: 20, width: 1000, height: 1000 };
    const spots = namesSeen(names, { ...seen, signs: [foot], letters });
    const taken = [...boxesOf(spots, 20), ...boxesOf(letters, 20), around([500, 500], 16)];
    taken.forEach((box, k) => {
      for (const other of taken.slice(0, k)) assert.ok(!overlap(box, other), `${angle}`);
    });
    const end = [1000 * tip[0], 1000 * tip[1]];
    for (const { at } of spots) assert.ok(Math.hypot(at[0] - end[0], at[1] - end[1]) < 5 * 20);
  }
});

const boxesOf = (texts, fontSize) =>
  texts.map(({ text, at: [x, y] }) => textBox(text, { x, y, anchor: "middle" }, fontSize));
const around = ([x, y], half) => ({ left: x - half, right: x + half, top: y - half, bottom: y + half });
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

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
