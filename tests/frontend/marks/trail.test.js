import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { trails } from "../../../frontend/plots/marks/trail.js";
import { pointsOf, shapesOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, inSpace, middleOf, onMap, placesOf, spacePen, strokesOf } from "./pens.js";

const PLACES = [
  [-1, -1],
  [0, 1],
  [1, 0],
];
const walk = (changes = {}) => ({ places: PLACES, role: "run-3", dash: "8 5", isSelected: true, ...changes });

test("on the map a walk goes through its places, in its colour and with its dashes", () => {
  const shapes = onMap(trails([walk()]));
  const [line] = strokesOf(shapes);
  assertClose(pointsOf(line), [
    [200, 400],
    [300, 200],
    [400, 300],
  ]);
  assert.deepEqual([line.attributes.stroke, line.attributes["stroke-dasharray"]], [DAY.color("run-3"), "8 5"]);
  const here = shapesOf(shapes, "circle").at(-1);
  assertClose(middleOf(here), [400, 300]);
});

test("there is a dot at each iterate in the box after a step that is seen, none of many, none on a mere curve", () => {
  const count = (changes) => shapesOf(onMap(trails([walk(changes)])), "circle").length;
  assert.equal(count({}), 4);
  assert.equal(count({ places: [...PLACES, [9, 9]] }), 4);
  // 16 and 17 pixels further on.
  assert.equal(count({ places: [...PLACES, [1, 0.16]] }), 4);
  assert.equal(count({ places: [...PLACES, [1, 0.17001]] }), 5);
  assert.equal(count({ places: Array.from({ length: 90 }, (_, k) => [k % 2, k / 90]) }), 1);
  assert.equal(count({ isWhole: true }), 0);
});

test("in space a walk lies on the surface, and a dot marks where each is", () => {
  const drawn = inSpace(trails([walk(), walk({ role: "run-1", dash: "none", isSelected: false })]));
  const [line, other, heads] = drawn.filter(({ meta }) => !meta.isFaint);
  const [first] = placesOf(line);
  // x² − y² is 0 at (−1, −1); heights reach from −4 to 4.
  assertClose(first, [-1, -1, 0.006 * 8], 1e-9);
  assert.deepEqual([line.line.color, line.line.dash], [DAY.color("run-3"), "dash"]);
  assert.deepEqual([other.line.color, other.line.dash], [DAY.color("run-1"), "solid"]);
  assert.ok(line.line.width > other.line.width);
  assertClose(placesOf(heads), [
    [1, 0, 1 + 0.012 * 8],
    [1, 0, 1 + 0.012 * 8],
  ]);
  assert.deepEqual(heads.marker.color, [DAY.color("run-3"), DAY.color("run-1")]);
});

const ZIGZAG = Array.from({ length: 300 }, (_, k) => [-1.5 + k / 100, (k % 2 ? 1 : -1) * 0.5]);

test("three hundred zigzags are a faint trace and twelve clear steps, not a triangle", () => {
  const [faint, line, heads] = inSpace(trails([walk({ places: ZIGZAG })]));
  assert.equal(faint.meta.isFaint, true);
  assert.ok(Math.max(...faint.x) < Math.min(...line.x) + 0.02 && faint.x[0] === -1.5);
  assert.ok(Math.abs(Math.min(...line.x) - ZIGZAG[287][0]) < 1e-9 && heads.x[0] === ZIGZAG[299][0]);
  assert.ok(faint.line.width < line.line.width / 4 && faint.meta.casing === false);
  const [past, last] = strokesOf(onMap(trails([walk({ places: ZIGZAG })])));
  assert.ok(Number(past.attributes["stroke-opacity"]) < 0.5 && Number(past.attributes["stroke-width"]) < 1.5);
  assert.ok(pointsOf(past).length > 200 && pointsOf(last).length <= 14);
});

test("a walk in a curve is whole, however many steps it takes", () => {
  const spiral = Array.from({ length: 300 }, (_, k) => [
    1.5 * Math.cos(k / 20) * (1 - k / 300),
    1.5 * Math.sin(k / 20),
  ]);
  const [faint, line] = inSpace(trails([walk({ places: spiral })]));
  assert.equal(new Set(faint.x).size, 1);
  assert.ok(line.x.length > 150);
});

test("the head of a walk that has a number has it on the map and in space", () => {
  const two = trails([walk({ label: "1" }), walk({ label: "2", role: "run-1", isSelected: false })]);
  const [first, second] = two.kind.pins(two);
  assert.deepEqual([first.place, first.standsApart, second.look], [[1, 0], true, "run-1 2"]);
  assert.deepEqual(
    shapesOf(onMap(two), "text").map(({ children }) => children[0]),
    ["1", "2"],
  );
  assert.deepEqual(shapesOf(onMap(trails([walk()])), "text"), []);
});

test("the selected walk lies over the others on the map", () => {
  const lines = strokesOf(onMap(trails([walk(), walk({ role: "run-1", isSelected: false })])));
  assert.deepEqual(
    lines.map(({ attributes }) => attributes.stroke),
    [DAY.color("run-1"), DAY.color("run-3")],
  );
});

test("before there is a surface no walk lies on it", () => {
  assert.deepEqual(inSpace(trails([walk()]), { ...spacePen(), grid: null }), []);
});
