import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { mapFrame, mapTicks, pixelMap, placeMap, plotlyArea, roomAt } from "../../frontend/plots/frame.js";
import { assertClose } from "./helpers.js";

const ELEMENT = { width: 600, height: 400, fontSize: 13 };
const BOXES = [
  { x: [-2, 2], y: [-2, 2] },
  { x: [-1, 3], y: [0, 2] },
  { x: [0, 1e9], y: [0, 2e9] },
  { x: [1, 1 + 1e-9], y: [-5e-10, 5e-10] },
  { x: [-6, -5], y: [-3, 30] },
];

test("a map lies between its margins, in whole pixels", () => {
  for (const domain of BOXES)
    for (const element of [
      ELEMENT,
      { width: 342, height: 300, fontSize: 12 },
      { width: 10, height: 10, fontSize: 19 },
    ]) {
      const { x0, y0, width, height } = mapFrame(element, domain);
      for (const each of [x0, y0, width, height]) assert.ok(Number.isInteger(each));
      assert.ok(x0 >= 2.4 * element.fontSize && y0 >= element.fontSize && width > 0 && height > 0);
      if (element.width > 300) assert.ok(x0 + width < element.width && y0 + height < element.height);
    }
});

test("units are equal to half a pixel, where the box is not three times as long as wide", () => {
  for (const domain of BOXES.slice(0, 4)) {
    const { width, height } = mapFrame(ELEMENT, domain);
    const unit = (domain.x[1] - domain.x[0]) / (domain.y[1] - domain.y[0]);
    assert.ok(Math.abs(width - unit * height) <= 0.5 + 0.5 * unit + 1e-5);
  }
  const { width, height } = mapFrame(ELEMENT, BOXES[4]);
  assert.ok(width > height);
});

test("y grows upwards, and a place is found again from its pixel", () => {
  for (const domain of BOXES) {
    const frame = mapFrame(ELEMENT, domain);
    const { x0, y0, width, height } = frame;
    assertClose(pixelMap(frame, domain)([domain.x[0], domain.y[0]]), [x0, y0 + height]);
    assertClose(pixelMap(frame, domain)([domain.x[1], domain.y[1]]), [x0 + width, y0]);
    const [u, v] = [x0 + 0.3 * width, y0 + 0.8 * height];
    assertClose(pixelMap(frame, domain)(placeMap(frame, domain)(u, v)), [u, v], 1e-4);
  }
});

test("Plotly's plot area is the frame, and Plotly may not move it", () => {
  const frame = { x0: 70, y0: 30, width: 400, height: 300 };
  const { width, height, margin } = plotlyArea(frame, ELEMENT);
  assert.deepEqual({ width, height }, { width: 600, height: 400 });
  assert.deepEqual(margin, { l: 70, t: 30, r: 130, b: 70, pad: 0, autoexpand: false });
});

test("a small map has as many numbers at its edges as have room, and two at least", () => {
  const texts = (range, side, width, height) =>
    mapTicks(range, roomAt({ x0: 0, y0: 0, width, height }, 19)[side]).ticks.map(({ text }) => text);
  assert.deepEqual(texts([-0.5, 2], "x", 400, 400), ["−0.5", "0", "0.5", "1", "1.5", "2"]);
  assert.deepEqual(texts([-0.5, 2], "x", 90, 130), ["0", "1", "2"]);
  assert.deepEqual(texts([-0.5, 3], "y", 90, 130), ["0", "1", "2", "3"]);
  for (const range of [
    [-2e-9, 3e-9],
    [1e9, 1e9 + 3],
    [-0.1, 0.95],
  ])
    assert.ok(texts(range, "x", 20, 20).length >= 2);
});
