import "../fake-page.js";
import { shapesOf } from "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { axesShapes, titleShape, viewOf } from "../../../frontend/plots/curve-axes.js";
import { DAY } from "../marks/pens.js";

const FONT = 29;
const PALETTE = { ...DAY, fontSize: FONT };
const PICTURE = /** @type {any} */ ({ curves: [], xLabel: "step n", yLabel: "f⁗(x)", theme: "light" });
const RANGES = { x: /** @type {[number, number]} */ ([0, 38]), y: /** @type {[number, number]} */ ([-1, 1]) };

test("in a narrow plot the numbers below it keep apart, and 0 is one of them", () => {
  const picture = { ...PICTURE, xTicks: [0, 5, 10, 15, 20, 25, 30, 35] };
  const view = viewOf(picture, RANGES, { width: 440, height: 430 }, FONT);
  const below = shapesOf(axesShapes(picture, view, PALETTE), "text")
    .filter(({ attributes }) => Number(attributes.y) > view.frame.bottom && attributes["text-anchor"] === "middle")
    .slice(0, -1)
    .map(({ attributes, children }) => ({ x: Number(attributes.x), text: String(children[0]) }));
  assert.equal(below[0].text, "0");
  assert.ok(below.length >= 3);
  const gaps = below.slice(1).map(({ x, text }, k) => x - below[k].x - text.length * 0.6 * FONT * (15 / 17));
  assert.ok(
    gaps.every((gap) => gap > 4),
    `${gaps}`,
  );
});

test("a low plot gives its height to the curve: its title stands in the margin, and no wide number beside it", () => {
  const shared = { ...PICTURE, sharesX: true };
  const low = viewOf(shared, { ...RANGES, y: [-0.55, 0.55] }, { width: 1000, height: 100 }, FONT);
  assert.ok(low.frame.bottom - low.frame.top > 60);
  const { x, y } = titleShape(shared, low, PALETTE).attributes;
  assert.ok(Number(x) < low.frame.left && Number(y) > low.frame.top && Number(y) < low.frame.bottom);
  const texts = shapesOf(axesShapes(shared, low, PALETTE), "text").map(({ children }) => children[0]);
  assert.ok(texts.includes("0") && !texts.includes("0.5"), `${texts}`);
  const high = viewOf(shared, RANGES, { width: 1000, height: 300 }, FONT);
  assert.ok(Number(titleShape(shared, high, PALETTE).attributes.y) < high.frame.top);
});
