import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowHead } from "../../frontend/plots/curve-shapes.js";
import { curvePixels, distanceToPath, dotsAt } from "../../frontend/plots/curve-path.js";
import { nearestHandle } from "../../frontend/plots/curve-gestures.js";
import { scaleOf } from "../../frontend/plots/scales.js";

const ACROSS = scaleOf("linear", [0, 100], [0, 100]);
const UP = scaleOf("linear", [0, 100], [100, 0]);
const VIEW = { across: ACROSS, up: UP, frame: { left: 0, right: 100, top: 0, bottom: 100 } };
const LONG = Array.from({ length: 4096 }, (_, k) => (100 * k) / 4095);

test("a few points are drawn as they are", () => {
  assert.deepEqual(curvePixels({ x: [0, 50, 100], y: [0, 100, 20] }, ACROSS, UP), [
    [0, 100],
    [50, 0],
    [100, 80],
  ]);
});

test("many points become at most four for each column of pixels", () => {
  const pixels = curvePixels({ x: LONG, y: LONG.map((x) => 50 + 40 * Math.sin(x)) }, ACROSS, UP);
  assert.ok(pixels.length <= 4 * 101, `${pixels.length}`);
});

test("thinning keeps a spike of one sample, up and down, and both ends", () => {
  const y = LONG.map(() => 50);
  [y[1234], y[1240]] = [99, 1];
  const pixels = curvePixels({ x: LONG, y }, ACROSS, UP);
  const heights = pixels.map(([, v]) => v);
  assert.deepEqual([Math.min(...heights), Math.max(...heights)], [1, 99]);
  assert.deepEqual(
    [pixels[0], pixels[pixels.length - 1]],
    [
      [0, 50],
      [100, 50],
    ],
  );
});

test("thinned points stay in the order of the curve", () => {
  const pixels = curvePixels({ x: LONG, y: LONG.map((x) => 50 + 40 * Math.sin(9 * x)) }, ACROSS, UP);
  assert.ok(pixels.every(([u], k) => k === 0 || u >= pixels[k - 1][0]));
});

test("gaps stay gaps, thinned or not", () => {
  for (const x of [[0, 25, 50, 75, 100], LONG]) {
    const y = Array.from(x, (each) => (each > 40 && each < 60 ? null : each));
    const pixels = curvePixels({ x, y }, ACROSS, UP);
    assert.ok(pixels.some(([u]) => Number.isNaN(u)));
    assert.ok(pixels.every(([u]) => !(u > 40 && u < 60)));
  }
});

test("a break between two samples lifts the pen there and nowhere else", () => {
  assert.deepEqual(curvePixels({ x: [0, 50, 100], y: [0, 10, 20], breaks: [70] }, ACROSS, UP), [
    [0, 100],
    [50, 90],
    [NaN, NaN],
    [100, 80],
  ]);
});

test("what lies outside is left out, up to the edges", () => {
  const pixels = curvePixels({ x: [-200, -100, -1, 50, 101, 300], y: [1, 2, 3, 4, 5, 6] }, ACROSS, UP);
  assert.deepEqual(
    pixels.map(([u]) => u),
    [-1, 50, 101],
  );
});

test("dots are strokes without length, none for a gap", () => {
  assert.equal(
    dotsAt([
      [1, 2],
      [NaN, NaN],
      [3, 4],
    ]),
    "M1 2L1 2M3 4L3 4",
  );
});

test("the distance to a path is measured to its segments, not to its points or across its gaps", () => {
  const path = [
    [0, 0],
    [100, 0],
    [NaN, NaN],
    [100, 50],
    [200, 50],
  ];
  assert.equal(distanceToPath([50, 7], path), 7);
  assert.equal(distanceToPath([100, 25], path), 25);
});

test("a step too short for a head has none", () => {
  assert.equal(arrowHead([0, 0], [3, 0], 10), "");
  assert.equal(arrowHead([0, 0], [20, 0], 10), "M10 5L20 0L10 -5");
});

const HANDLES = [
  { id: "a", x: 20, y: 50 },
  { id: "b", x: 40, y: 50 },
  { id: "ground", x: 70, y: null },
  { id: "nowhere", x: 90, y: NaN },
];

test("of two handles within reach the nearer one is taken", () => {
  assert.equal(nearestHandle(HANDLES, [29, 50], VIEW, 16).id, "a");
  assert.equal(nearestHandle(HANDLES, [31, 50], VIEW, 16).id, "b");
});

test("of two handles in one place the one on top is taken", () => {
  assert.equal(nearestHandle([HANDLES[0], { id: "top", x: 20, y: 50 }], [20, 50], VIEW, 16).id, "top");
});

test("a handle without a height lies on the x axis, and one that is nowhere is not taken", () => {
  assert.equal(nearestHandle(HANDLES, [72, 99], VIEW, 16).id, "ground");
  assert.equal(nearestHandle(HANDLES, [90, 50], VIEW, 16), null);
});
