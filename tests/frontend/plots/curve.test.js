import { FakeElement } from "../fake-page.js";
import { pointsOf, shapesOf } from "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CurvePlot } from "../../../frontend/plots/curve.js";
import { assertClose } from "../helpers.js";
import { DAY } from "../marks/pens.js";
import { handOn, listening } from "./hands.js";

const X = [0, 1, 2, 3, 4];
const CURVE = { x: X, y: X.map((x) => x / 2 - 1), role: "function" };
const picture = (changes = {}) => ({
  curves: [CURVE],
  xLabel: "x",
  yLabel: "f(x)",
  xRange: /** @type {[number, number]} */ ([0, 4]),
  yRange: /** @type {[number, number]} */ ([-1, 1]),
  theme: "light",
  ...changes,
});

/** A plot that has drawn, and what its hand has told. */
function plotWith(changes, heard = ["onDrag", "onDomain", "onPress", "onGrip"]) {
  const element = new FakeElement();
  const { told, handlers } = listening(Object.fromEntries(heard.map((name) => [name, name])));
  const plot = new CurvePlot(/** @type {any} */ (element), handlers);
  globalThis.ResizeObserver.all.at(-1)([{ contentRect: { width: 600, height: 400 } }]);
  plot.draw(picture(changes));
  const at = ([x, y]) => {
    const { across, up } = /** @type {any} */ (plot.view);
    return { clientX: across.toPixel(x), clientY: up.toPixel(y) };
  };
  return { plot, element, told, at, hand: handOn(element, at) };
}
const HANDLES = { handles: [{ id: "point", x: 1, y: 0.5, role: "point" }] };

test("a curve is drawn in its colour, up for larger values, in the frame of its axes", () => {
  const { plot, at } = plotWith({});
  const [path] = shapesOf([plot.root], "path");
  const [first, last] = [pointsOf(path)[0], pointsOf(path).at(-1)];
  const [from, to] = [at([0, -1]), at([4, 1])];
  assertClose(
    [first, last],
    [from, to].map(({ clientX, clientY }) => [clientX, clientY]),
    0.006,
  );
  assert.ok(last[1] < first[1]);
  assert.equal(path.attributes.stroke, DAY.color("function"));
});

test("how numbers across are read stands with the name of their axis, and not where the menu is", () => {
  const { plot } = plotWith({ xRange: [-1e-9, 1e-9] });
  const texts = shapesOf([plot.layers.axes], "text");
  const [name] = texts.filter(({ children }) => children[0].includes("10⁻⁹"));
  assert.equal(name.children[0], "x (× 10⁻⁹)");
  assert.equal(name.attributes["text-anchor"], "middle");
});

test("while a mark moves the curves and the axes stay as they are drawn", () => {
  const { plot } = plotWith(HANDLES);
  const [curves, axes, marks] = [plot.layers.curves, plot.layers.axes, plot.layers.marks].map(
    ({ children }) => /** @type {any} */ (children)[0],
  );
  plot.draw(picture({ handles: [{ ...HANDLES.handles[0], x: 2 }] }));
  const now = [plot.layers.curves, plot.layers.axes, plot.layers.marks].map(
    ({ children }) => /** @type {any} */ (children)[0],
  );
  assert.deepEqual([now[0] === curves, now[1] === axes, now[2] === marks], [true, true, false]);
});

test("a handle is dragged to where the hand is", () => {
  const { told, hand } = plotWith(HANDLES);
  hand([1, 0.5], [3, -0.5]);
  assert.deepEqual(told[0], ["onGrip", "point"]);
  assert.deepEqual(
    told.slice(1).map(([what, id, , , isSettled]) => [what, id, isSettled]),
    [
      ["onDrag", "point", false],
      ["onDrag", "point", true],
    ],
  );
  assertClose(told[2].slice(2, 4), [3, -0.5], 1e-9);
});

test("the paper follows the hand sideways, and a curve is pressed", () => {
  const { told, hand, plot } = plotWith({});
  hand([1, 0.9], [2, 0.9]);
  const [what, domain, isSettled] = /** @type {any} */ (told.at(-1));
  assert.deepEqual([what, isSettled], ["onDomain", true]);
  assertClose(domain, [-1, 3], 1e-9);
  plot.reset();
  told.length = 0;
  hand([2, 0]);
  assertClose(told[0].slice(1, 3), [2, 0], 1e-9);
});

/** Two fingers, from a pair of places to another; one leaves before the other. */
function pinch({ element, at }, [one, other], [there, beyond]) {
  const finger = (name, pointerId, place) => element.hears(name, { ...at(place), pointerId, pointerType: "touch" });
  finger("pointerdown", 1, one);
  finger("pointerdown", 2, other);
  finger("pointermove", 1, there);
  finger("pointermove", 2, beyond);
  finger("pointerup", 1, there);
  finger("pointermove", 2, one);
  finger("pointerup", 2, one);
}

const FINGERS = [
  [
    [1, 0.5],
    [2, 0.5],
  ],
  [
    [0.5, 0],
    [2.5, 0],
  ],
];

test("two fingers move nothing that one finger would", () => {
  for (const handles of [HANDLES, {}]) {
    const { told, ...hand } = plotWith(handles, ["onDrag", "onPress"]);
    pinch(hand, .../** @type {[any, any]} */ (FINGERS));
    assert.deepEqual(told, []);
  }
  const { told, ...hand } = plotWith(HANDLES);
  pinch(hand, .../** @type {[any, any]} */ (FINGERS));
  assert.deepEqual(new Set(told.map(([what]) => what)), new Set(["onGrip", "onDomain"]));
});

test("what was dragged when a second finger comes stays where it is", () => {
  const { element, told, at } = plotWith(HANDLES, ["onDrag"]);
  const finger = (name, pointerId, place) => element.hears(name, { ...at(place), pointerId, pointerType: "touch" });
  finger("pointerdown", 1, [1, 0.5]);
  finger("pointermove", 1, [2, 0]);
  finger("pointerdown", 2, [3, 0]);
  finger("pointermove", 1, [4, 0]);
  finger("pointerup", 1, [4, 0]);
  finger("pointerup", 2, [3, 0]);
  assert.deepEqual(
    told.map(([, id, x, , isSettled]) => [id, Math.round(x), isSettled]),
    [
      ["point", 2, false],
      ["point", 2, true],
    ],
  );
});

test("a plane is zoomed about the middle of two fingers, as far as they go apart", () => {
  const { told, ...hand } = plotWith(HANDLES, ["onDrag", "onZoom"]);
  pinch(hand, .../** @type {[any, any]} */ (FINGERS));
  assert.deepEqual(new Set(told.map(([what]) => what)), new Set(["onZoom"]));
  assertClose([told.reduce((product, [, , factor]) => product * factor, 1)], [0.5], 1e-6);
  assert.deepEqual(told.at(-1).slice(2), [1, true]);
});

test("a raster and thousands of points lie under the curves", () => {
  const cells = { columns: 1, rows: 1, pixels: new Uint8ClampedArray([1, 2, 3, 255]) };
  const { plot, element } = plotWith({ raster: cells });
  assert.deepEqual([/** @type {any} */ (element).children[0].className, plot.raster?.drawn], ["raster", cells]);
  plot.draw(picture());
  assert.equal(plot.raster?.canvas.hidden, true);
  plot.destroy();
});

test("a strip of colours stands under the frame", () => {
  const { plot } = plotWith({ strip: { x: [0, 1, 2, 3, 4], colors: [0, 0, 1, 1, -1] } });
  const parts = shapesOf([plot.layers.strip], "path").filter(({ attributes }) => attributes.class === "strip");
  assert.deepEqual(
    parts.map(({ attributes }) => attributes.fill),
    [DAY.color("basin-1"), DAY.color("basin-2"), DAY.gridLine],
  );
});
