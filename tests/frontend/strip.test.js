import "./fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { paint } from "../../frontend/plots/scatter.js";
import { scaleOf } from "../../frontend/plots/scales.js";
import { stripParts, stripShapes } from "../../frontend/plots/strip.js";
import { palette } from "./tokens.js";

test("neighbouring cells of one colour are one part, which ends half way to the next", () => {
  const parts = stripParts({ x: [0, 1, 2, 3], colors: [0, 0, -1, 2] });
  assert.deepEqual(parts, [
    { from: -0.5, to: 1.5, color: 0 },
    { from: 1.5, to: 2.5, color: -1 },
    { from: 2.5, to: 3.5, color: 2 },
  ]);
});

test("the parts of a strip lie side by side without gap or overlap", () => {
  const x = Array.from({ length: 200 }, (_, k) => k / 7);
  const parts = stripParts({ x, colors: x.map((each) => Math.floor(4 + 4 * Math.sin(each * each))) });
  parts.slice(1).forEach((part, k) => assert.ok(part.from === parts[k].to && part.color !== parts[k].color));
});

test("an empty strip has no parts", () => {
  assert.deepEqual(stripParts({ x: [], colors: [] }), []);
});

test("a dot in the strip stands where the starts of its colour end, and none outside", () => {
  const across = scaleOf("linear", [0, 10], [100, 200]);
  const strip = { x: [0, 5, 10], colors: [1, 1, 0], ends: [2, 50].map((x, color) => ({ x, color })) };
  const dots = stripShapes(strip, across, { top: 5, height: 10 }, palette()).filter(({ tag }) => tag === "circle");
  const told = dots.map((dot) => ["cx", "cy", "fill"].map((name) => dot.attributes[name]));
  assert.deepEqual(told, [["120", "10", palette().color("basin-1")]]);
});

const FRAME = { left: 10, right: 20, top: 5, bottom: 15 };
const VIEW = { frame: FRAME, across: scaleOf("linear", [0, 10], [10, 20]), up: scaleOf("linear", [0, 10], [15, 5]) };

function painted(x, y, size) {
  const image = { data: new Uint8ClampedArray(4 * 20 * 20), width: 20, height: 20 }; // two pixels of the screen to one
  paint(image, { x, y, role: "run-1", size }, VIEW, 0xff0000ff);
  return [...new Uint32Array(image.data.buffer)].flatMap((color, k) => (color ? [[k % 20, Math.floor(k / 20)]] : []));
}

test("a point of a scatter is a square around its place", () => {
  assert.deepEqual(painted([5], [5], 1), [
    [9, 9],
    [10, 9],
    [9, 10],
    [10, 10],
  ]);
});

test("points on the edge are cut by it, and what is outside or missing is not painted", () => {
  assert.deepEqual(painted([0], [10], 1), [[0, 0]]);
  assert.deepEqual(painted([-5, 50, 5, 5], [5, 5, null, NaN], 1), []);
});
