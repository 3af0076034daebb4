import { askedWhile, FakeElement } from "../fake-page.js";
import { pointsOf, shapesOf } from "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ContourMap } from "../../../frontend/plots/contour.js";
import { pixelMap } from "../../../frontend/plots/frame.js";
import { arrow } from "../../../frontend/plots/marks/arrow.js";
import { glyphs } from "../../../frontend/plots/marks/glyph.js";
import { pinchedBox } from "../../../frontend/plots/map-pinch.js";
import { grips } from "../../../frontend/plots/marks/grip.js";
import { point } from "../../../frontend/plots/marks/point.js";
import { RasterLayer } from "../../../frontend/plots/raster.js";
import { assertClose, gridOf, SQUARE } from "../helpers.js";
import { handOn, listening, pictureOf } from "./hands.js";

const GRID = gridOf((x, y) => x + 10 * y);
const picture = (marks, changes = {}) => pictureOf(GRID, marks, changes);
const TURNING = arrow({ from: [0, 0], step: [1, 0], role: "direction", label: "u", turns: true });
const AT = (place) => point({ place, value: null });

/** A map that has drawn, what its hand has told, and where places are in the window. */
function mapWith(marks, changes = {}) {
  const element = new FakeElement();
  const names = { onDrag: "drag", onDrop: "drop", onDomain: "box", onDirection: "turn", onGrip: "grip" };
  const { told, handlers } = listening(names);
  const map = new ContourMap(/** @type {any} */ (element), handlers);
  map.draw(picture(marks, changes));
  const toPixel = pixelMap(/** @type {any} */ (map.frame), SQUARE);
  const at = (place) => {
    const [clientX, clientY] = toPixel(place);
    return { clientX, clientY };
  };
  return { element, map, told, hand: handOn(element, at), at };
}

test("marks are drawn as they are listed; what stands on the edge is whole, all else is cut at the frame", () => {
  const { map } = mapWith([TURNING, AT([2, 2]), glyphs([{ point: [0, 1], value: 0, kind: "saddle" }])]);
  // Below them stand the heights of the lines.
  const [, heights, ...groups] = /** @type {any} */ (map.overlay).children;
  assert.ok(heights.children.length > 0 && "clip-path" in heights.attributes);
  assert.deepEqual(
    groups.map(({ attributes }) => "clip-path" in attributes),
    [true, false, true],
  );
  const [clip] = shapesOf(/** @type {any} */ (map.overlay).children, "rect");
  assertClose(
    ["x", "y", "width", "height"].map((name) => Number(clip.attributes[name])),
    Object.values(/** @type {any} */ (map.frame)),
  );
});

test("level lines, numbers and marks have one frame: larger y is higher for all of them", () => {
  const calls = askedWhile(() => mapWith([TURNING]));
  const [, [levels], layout] = calls[0];
  assert.deepEqual([levels.x, levels.y, levels.z], [GRID.x, GRID.y, GRID.z]);
  assert.deepEqual([layout.xaxis.range, layout.yaxis.range], [SQUARE.x, SQUARE.y]);
  assert.equal(layout.margin.t + layout.margin.b < layout.height, true);
});

test("a moved mark is drawn without Plotly; another grid, box, theme or scale of levels is not", () => {
  const { map } = mapWith([AT([1, 0])]);
  assert.deepEqual(
    askedWhile(() => map.draw(picture([AT([0, 0])]))),
    [],
  );
  const cells = { columns: 2, rows: 2, pixels: new Uint8ClampedArray(16) };
  for (const changes of [
    { grid: gridOf((x) => x) },
    { domain: { x: [-1, 2], y: [-2, 2] } },
    { theme: "dark" },
    { levels: "logarithmic" },
    { cells },
  ])
    assert.equal(askedWhile(() => mapWith([]).map.draw(picture([], changes)))[1][0], "react", Object.keys(changes)[0]);
});

test("the point is dragged to where the hand is, and held inside the box", () => {
  const { told, hand } = mapWith([AT([1, -0.5])]);
  hand([1, -0.5], [-1, 1.5], [9, 0.5]);
  assert.deepEqual(
    told.map(([what]) => what),
    ["drag", "drag", "drop"],
  );
  assertClose(told[0].slice(1), [-1, 1.5], 1e-9);
  assertClose(told[2].slice(1), [2, 0.5], 1e-9);
});

test("a click is a place, a click on the point is nothing, and a drag of the paper shows another box", () => {
  const { told, hand, map } = mapWith([AT([1, -0.5])]);
  hand([-1, 1]);
  hand([1, -0.5]);
  assert.equal(told.length, 1);
  assertClose(told[0].slice(1), [-1, 1], 1e-9);
  hand([-1, 1], [-0.5, 1.5]);
  const [, box] = told[1];
  // The paper follows the hand: what was at (−1, 1) is now where (−0.5, 1.5) was.
  assertClose([...box.x, ...box.y], [-2.5, 1.5, -2.5, 1.5], 1e-9);
  map.reset();
  assert.equal(map.seen(), /** @type {any} */ (map.picture).domain);
});

test("the tip of an arrow turns around its foot, counted from the x axis upwards", () => {
  const { told, hand, element, at } = mapWith([TURNING, AT([0, 0])]);
  hand([1, 0], [0, 1.5]);
  assert.deepEqual(told, [
    ["turn", 90, false],
    ["turn", 90, true],
  ]);
  element.hears("pointermove", at([1, 0]));
  assert.equal(element.dataset.handle, "tip");
  element.hears("pointermove", at([-1, 1]));
  assert.equal(element.dataset.handle, "map");
});

test("of two things in one place the hand takes what lies over the other", () => {
  const { told, hand } = mapWith([TURNING, AT([1, 0])]);
  hand([1, 0], [0, 1.5]);
  assert.equal(told[0][0], "drag");
});

test("another start than the selected one is taken up, then dragged", () => {
  const start = (place, isSelected) => ({ place, role: "run-1", label: "", isSelected });
  const { told, hand } = mapWith([grips([start([1, -0.5], true), start([-1, 1], false)])]);
  hand([-1, 1], [0, 1]);
  assert.deepEqual(
    told.map(([what]) => what),
    ["grip", "drag", "drop"],
  );
  assert.equal(told[0][1], 1);
});

test("the wheel zooms around the hand, and the box settles", async () => {
  const { told, element, at, map } = mapWith([]);
  element.hears("wheel", { ...at([2, 2]), deltaY: -120 });
  const { x, y } = map.seen();
  assertClose([x[1], y[1]], [2, 2], 1e-9);
  assert.ok(x[0] > -2 && y[0] > -2);
  await new Promise((resolve) => setTimeout(resolve, 250));
  assert.equal(told[0][0], "box");
  map.destroy();
});

test("arrows lie where the frame says, in the window", () => {
  const { map, at } = mapWith([TURNING]);
  const paths = shapesOf(/** @type {any} */ (map.overlay).children, "path");
  const { clientX, clientY } = at([1, 0]);
  assertClose(pointsOf(paths[1])[1], [clientX, clientY], 0.006);
});

test("a raster has its first row at the bottom, and is hidden where there is none", () => {
  const element = new FakeElement();
  const layer = new RasterLayer(/** @type {any} */ (element));
  const pixels = Uint8ClampedArray.from({ length: 16 }, (_, k) => Math.floor(k / 8)); // row 0 of 0, row 1 of 1
  layer.draw(
    { columns: 2, rows: 2, pixels },
    { left: 0, top: 0, right: 20, bottom: 20 },
    {
      ...{ left: 5, top: 0, right: 20, bottom: 20 },
    },
  );
  const canvas = /** @type {any} */ (layer.canvas);
  assert.deepEqual([canvas.image.data[0], canvas.image.data[8]], [1, 0]);
  assert.match(canvas.style.clipPath, /^inset\(0px 0px 0px 5px\)$/);
  layer.hide();
  assert.equal(canvas.hidden, true);
});

test("two fingers zoom and shift the map: what was under them stays under them, and the box follows once", () => {
  const { element, map, told, at } = mapWith([AT([0, 0])]);
  const finger = (name, pointerId, place) =>
    element.hears(name, { ...at(place), pointerId, pointerType: "touch", preventDefault() {} });
  // From the very point: with the second finger it is let go.
  finger("pointerdown", 1, [0, 0]);
  finger("pointerdown", 2, [1, 0]);
  finger("pointermove", 1, [-0.5, 0.5]);
  finger("pointermove", 2, [1.5, 0.5]);
  const { x, y } = /** @type {any} */ (map.view);
  // Twice as far apart: half the box, in which 0 is where -0.5 was, and 1 where 1.5 was.
  assertClose([x[1] - x[0], y[1] - y[0]], [(SQUARE.x[1] - SQUARE.x[0]) / 2, (SQUARE.y[1] - SQUARE.y[0]) / 2]);
  const [u, v] = pixelMap(/** @type {any} */ (map.frame), { x, y })([0, 0]);
  assertClose([u, v], [at([-0.5, 0.5]).clientX, at([-0.5, 0.5]).clientY]);
  finger("pointerup", 1, [-0.5, 0.5]);
  assert.deepEqual(told, [["box", { x, y }]]);
  finger("pointermove", 2, [0, 0]);
  finger("pointerup", 2, [0, 0]);
  assert.equal(told.length, 1, "the finger that stays moves nothing");
});

test("two fingers that come closer elsewhere keep the point in sight, or it would have to come along", () => {
  const { element, map, told, at } = mapWith([AT([1, -0.5])]);
  const finger = (name, pointerId, place) => element.hears(name, { ...at(place), pointerId, pointerType: "touch" });
  finger("pointerdown", 1, [-1.6, 1.5]);
  finger("pointerdown", 2, [-1.4, 1.5]);
  // What is seen follows the fingers: their places are of before.
  const there = [at([-2, 1.5]), at([-0.5, 1.5])];
  there.forEach((place, k) => element.hears("pointermove", { ...place, pointerId: k + 1, pointerType: "touch" }));
  finger("pointerup", 2, [-0.5, 1.5]);
  const [[what, { x, y }]] = told;
  assert.deepEqual([what, told.length, map.view], ["box", 1, { x, y }]);
  assert.ok(x[0] < 1 && 1 < x[1] && y[0] < -0.5 && -0.5 < y[1], JSON.stringify([x, y]));
  assert.ok(x[1] - x[0] < 1, "it is zoomed");
});

for (const scale of [1e-9, 1, 1e9])
  test(`fingers that go and come back leave the box as it was, on every scale: ${scale}`, () => {
    const frame = { x0: 50, y0: 20, width: 400, height: 300 };
    const box = /** @type {any} */ ({ x: [-scale, 3 * scale], y: [0, 2 * scale] });
    const [before, after] = /** @type {any} */ ([
      [
        [100, 100],
        [300, 200],
      ],
      [
        [120, 90],
        [210, 260],
      ],
    ]);
    const there = pinchedBox(frame, box, before, after);
    const back = pinchedBox(frame, there, after, before);
    for (const side of ["x", "y"])
      assertClose(
        back[side].map((each) => each / scale),
        box[side].map((each) => each / scale),
        1e-9,
      );
  });
