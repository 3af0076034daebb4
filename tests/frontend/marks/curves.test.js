import { pointsOf, shapesOf } from "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { viewOf } from "../../../frontend/plots/curve-axes.js";
import { inkOfLines, lineShapes, markShapes } from "../../../frontend/plots/curve-marks.js";
import { Labels } from "../../../frontend/plots/labels.js";
import { BRACKET } from "../../../frontend/plots/marks/bracket.js";
import { CURVE } from "../../../frontend/plots/marks/curve.js";
import { DOT } from "../../../frontend/plots/marks/dot.js";
import { GUIDE } from "../../../frontend/plots/marks/guide.js";
import { HANDLE } from "../../../frontend/plots/marks/handle.js";
import { LINE } from "../../../frontend/plots/marks/line.js";
import { assertClose } from "../helpers.js";
import { DAY, middleOf } from "./pens.js";

const BARE = { curves: [], xLabel: "x", yLabel: "y", theme: "light" };
const VIEW = viewOf(/** @type {any} */ (BARE), { x: [0, 4], y: [-1, 1] }, { width: 500, height: 300 }, DAY.fontSize);
const { left, right, top, bottom } = VIEW.frame;
/** By hand: x from 0 to 4 across the frame, y from −1 at its foot to 1 at its head. */
const at = (x, y) => [left + (x / 4) * (right - left), bottom - ((y + 1) / 2) * (bottom - top)];
const pen = () => ({ view: VIEW, palette: DAY, labels: new Labels(VIEW.frame, DAY.fontSize) });
const close = (actual, expected) => assertClose(actual, expected, 0.006); // pixels are written with two digits

test("a curve goes through its samples, up for larger y, in its colour, with a gap where it has none", () => {
  const curve = { x: [0, 1, 2, 3], y: [-1, 0.5, null, 1], role: "function", label: "f" };
  const [path] = CURVE.onCurves(curve, pen());
  close(pointsOf(path), [at(0, -1), at(1, 0.5)]);
  assert.deepEqual([path.attributes.stroke, path.attributes.class], [DAY.color("function"), "function"]);
  assert.equal(CURVE.onCurves({ ...curve, dots: true }, pen()).length, 2);
  assert.ok(CURVE.spots(curve, pen()).length > 0);
});

test("a line goes from place to place, with a head at the end of every step that is long enough", () => {
  const line = {
    points: /** @type {[number, number][]} */ ([
      [0, 0],
      [2, 1],
      [2.001, 1],
    ]),
    role: "gradient",
    dash: "4 4",
    arrows: true,
  };
  const [path, heads, ...others] = LINE.onCurves(line, pen());
  close(pointsOf(path), [at(0, 0), at(2, 1), at(2.001, 1)]);
  const [, tip] = pointsOf(heads);
  close(tip, at(2, 1));
  assert.equal(pointsOf(heads).length, 3);
  assert.deepEqual(
    [path, heads].map(({ attributes }) => attributes["stroke-dasharray"]),
    ["4 4", "none"],
  );
  assert.deepEqual(others, []);
});

test("a guide is upright at x or level at y, across the whole frame", () => {
  const ends = (guide) => pointsOf(GUIDE.onCurves(guide, pen())[0]);
  close(ends({ x: 1 }), [at(1, 1), at(1, -1)]);
  close(ends({ y: 0.5 }), [at(0, 0.5), at(4, 0.5)]);
  assert.equal(GUIDE.onCurves({ x: 1 }, pen())[0].attributes.stroke, DAY.inkSoft);
  for (const { x } of GUIDE.spots({ x: 1 }, pen())) assertClose(Math.abs(x - at(1, 0)[0]), 6, 1e-9);
  for (const { y } of GUIDE.spots({ y: 0 }, pen())) assertClose(Math.abs(y - at(0, 0)[1]), 0.8 * DAY.fontSize, 1e-9);
});

test("a bracket stands upright between its heights, with a foot at each end, and its number in its middle", () => {
  const bracket = { x: 2, from: -0.5, to: 0.5, role: "tangent" };
  const places = pointsOf(BRACKET.onCurves(bracket, pen())[0]);
  close(places.slice(2, 4), [at(2, -0.5), at(2, 0.5)]);
  assertClose(
    places.filter(([x]) => Math.abs(x - at(2, 0)[0]) > 1).map(([, y]) => y),
    [at(2, -0.5), at(2, -0.5), at(2, 0.5), at(2, 0.5)].map(([, y]) => y),
    0.006,
  );
  assertClose(BRACKET.spots(bracket, pen())[0].y, at(2, 0)[1], 1e-9);
});

test("a dot stands at its place in its colour, an open one is empty, a glyph has its own outline", () => {
  const [dot] = DOT.onCurves({ x: 1, y: 0.5, role: "tangent" }, pen());
  close(middleOf(dot), at(1, 0.5));
  assert.deepEqual([dot.attributes.fill, dot.attributes.stroke], [DAY.color("tangent"), DAY.paper]);
  const [open] = DOT.onCurves({ x: 1, y: 0.5, role: "function", glyph: "open" }, pen());
  assert.deepEqual([open.attributes.fill, open.attributes.stroke], [DAY.paper, DAY.color("function")]);
  const [saddle] = DOT.onCurves({ x: 1, y: 0.5, role: "saddle", glyph: "saddle" }, pen());
  assert.deepEqual([saddle.tag, saddle.attributes.class, saddle.attributes.fill], ["path", "saddle saddle", "none"]);
});

test("a handle says what and where it is; without a height it is on the axis", () => {
  const [handle] = HANDLE.onCurves({ id: "start 0", x: 1, y: null, role: "run-1" }, pen());
  close(middleOf(handle), at(1, -1));
  const { attributes } = handle;
  assert.deepEqual(
    [attributes["data-id"], attributes["data-x"], attributes["data-y"], attributes.fill],
    ["start 0", "1", "null", DAY.color("run-1")],
  );
});

test("guides are behind lines, and lines behind brackets", () => {
  const picture = {
    ...BARE,
    brackets: [{ x: 2, from: 0, to: 1, role: "tangent" }],
    lines: [
      {
        points: [
          [0, 0],
          [1, 1],
        ],
        role: "gradient",
      },
    ],
    guides: [{ x: 1, role: "point" }],
  };
  const shapes = lineShapes(/** @type {any} */ (picture), pen());
  assert.deepEqual(
    shapes.map(({ attributes }) => attributes.class),
    ["point", "gradient", "tangent"],
  );
  assert.ok(inkOfLines(/** @type {any} */ (picture), VIEW).length > 5);
});

test("handles lie over dots, texts over both; what is outside the frame is not drawn", () => {
  const picture = {
    ...BARE,
    marks: [
      { x: 1, y: 0, role: "point", label: "here" },
      { x: 9, y: 0, role: "point", label: "out" },
      { x: 1, y: NaN, role: "point" },
    ],
    handles: [{ id: "a", x: 3, y: 0, role: "function" }],
    lines: [
      {
        points: [
          [0, 0],
          [4, 0],
        ],
        role: "gradient",
        label: "line",
      },
    ],
  };
  const shapes = markShapes(/** @type {any} */ (picture), pen());
  assert.deepEqual(
    shapes.map(({ tag, attributes, children }) => (tag === "text" ? children[0] : attributes.class)),
    ["point", "function handle", "here", "line"],
  );
  assert.equal(shapesOf(shapes, "text")[0].attributes.fill, DAY.text("point"));
});
