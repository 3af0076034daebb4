import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { panned, pinched, scaleOf, ticksOf, withTexts, zoomed } from "../../frontend/plots/scales.js";
import { assertClose } from "./helpers.js";

const LINEAR = scaleOf("linear", [-2, 3], [40, 540]);
const LOG = scaleOf("log", [1e-4, 1e2], [300, 0]);

test("the ends of a domain lie on the ends of its range", () => {
  for (const scale of [LINEAR, LOG]) assertClose(scale.domain.map(scale.toPixel), scale.range, 1e-9);
});

test("a pixel's value lies on that pixel", () => {
  for (const scale of [LINEAR, LOG])
    for (const pixel of [41, 100.5, 299]) assertClose(scale.toPixel(scale.toValue(pixel)), pixel, 1e-9);
});

test("equal factors are equal distances on a log scale", () => {
  assertClose(LOG.toPixel(1e-3) - LOG.toPixel(1e-2), LOG.toPixel(1) - LOG.toPixel(10), 1e-9);
});

test("what is missing, zero or negative has no place on a log scale", () => {
  for (const value of [null, 0, -1, NaN]) assert.ok(Number.isNaN(LOG.toPixel(value)));
  assert.ok(Number.isNaN(LINEAR.toPixel(null)));
});

test("panning takes a value along with the hand", () => {
  for (const scale of [LINEAR, LOG]) {
    const moved = scaleOf(scale.kind, panned(scale, 30), scale.range);
    assertClose(moved.toPixel(scale.toValue(100)), 130, 1e-9);
  }
});

test("zooming leaves what is under the pointer under it, and shows less for a factor below one", () => {
  for (const scale of [LINEAR, LOG]) {
    const closer = scaleOf(scale.kind, zoomed(scale, 77, 0.5), scale.range);
    assertClose(closer.toPixel(scale.toValue(77)), 77, 1e-9);
    assertClose(closer.toPixel(scale.toValue(87)), 97, 1e-9);
  }
});

test("pinching leaves what is under each finger under it", () => {
  for (const scale of [LINEAR, LOG]) {
    const pulled = scaleOf(scale.kind, pinched(scale, [100, 150], [80, 240]), scale.range);
    assertClose([pulled.toPixel(scale.toValue(100)), pulled.toPixel(scale.toValue(150))], [80, 240], 1e-9);
  }
});

test("two fingers in one place do not zoom without end", () => {
  for (const end of pinched(LINEAR, [100, 100], [90, 90])) assert.ok(Number.isFinite(end));
});

const texts = ({ ticks }) => ticks.map(({ text }) => text);

test("ticks of a log axis are powers of ten, every so many of them on a long one", () => {
  assert.deepEqual(texts(ticksOf(LOG, 10, 7)), ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10", "10²"]);
  assert.deepEqual(texts(ticksOf(scaleOf("log", [1e-16, 1], [0, 1]), 5, 7)), ["10⁻¹⁶", "10⁻¹²", "10⁻⁸", "10⁻⁴", "1"]);
});

test("a log axis shorter than a power of ten has ticks all the same", () => {
  assert.deepEqual(texts(ticksOf(scaleOf("log", [2, 4], [0, 1]), 4, 7)), ["2", "2.5", "3", "3.5", "4"]);
});

test("ticks say their numbers as they are where there is room", () => {
  assert.deepEqual(withTexts([-0.5, 0, 0.5], 6), {
    ticks: [
      { value: -0.5, text: "−0.5" },
      { value: 0, text: "0" },
      { value: 0.5, text: "0.5" },
    ],
    note: "",
  });
});

test("long ticks share a power of ten", () => {
  const shared = withTexts([0, 2.5e-7, 5e-7], 6);
  assert.deepEqual([texts(shared), shared.note], [["0", "2.5", "5"], "× 10⁻⁷"]);
});

test("ticks that begin alike share what they have in common", () => {
  const shared = withTexts([0.5, 0.5000002, 0.5000004], 6);
  assert.deepEqual([texts(shared), shared.note], [["0", "2", "4"], "× 10⁻⁷ + 0.5"]);
  assert.equal(withTexts([-3.0000002, -3, -2.9999998], 6).note, "× 10⁻⁷ − 3");
});

test("no two ticks of an axis have one text, however far in", () => {
  for (let width = 1e-10; width < 1e9; width *= 7.3)
    for (const low of [0, 0.125, -3, 12345]) {
      const list = texts(ticksOf(scaleOf("linear", [low, low + width], [0, 1]), 6, 6));
      assert.equal(new Set(list).size, list.length, `${low} + ${width}: ${list}`);
    }
});
