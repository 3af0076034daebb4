/** A print of basins: every tile is painted where it belongs, and the first stands for the rest until they come. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyPrint, paintTile } from "../../frontend/labs/paths/extras/print.js";
import { progressText } from "../../frontend/labs/paths/extras/print-fold.js";

const HUES = [
  [200, 0, 0],
  [0, 200, 0],
];
const OTHERS = { unsettled: [9, 9, 9], gone: [7, 7, 7] };

const base64 = (array) => Buffer.from(array.buffer).toString("base64");
const encoded = (dtype, rows, Kind) => ({
  dtype,
  shape: `${rows.length},${rows[0].length}`,
  bdata: base64(Kind.from(rows.flat())),
});
const tile = (first, stride, labels, iterations) => ({
  first,
  stride,
  labels: encoded("i1", labels, Int8Array),
  iterations: encoded("i2", iterations, Int16Array),
});
const at = ({ resolution, pixels }, x, y) => {
  const place = 4 * ((resolution - 1 - y) * resolution + x);
  return [...pixels.slice(place, place + 4)];
};

test("the first tile fills the picture, the others take their own places, rows from below", () => {
  const print = emptyPrint(3, new Uint8ClampedArray(4 * 9));
  const paint = (...given) => paintTile(print, tile(...given), (label) => HUES[label], OTHERS);
  paint(
    [0, 0],
    2,
    [
      [0, 1],
      [-1, -2],
    ],
    [
      [0, 0],
      [5, 5],
    ],
  );
  const filled = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  for (const [x, y] of filled) assert.deepEqual(at(print, x, y), [200, 0, 0, 255]);
  assert.deepEqual(at(print, 2, 1), [0, 200, 0, 255]);
  assert.deepEqual(at(print, 0, 2), [9, 9, 9, 255]);
  assert.deepEqual(at(print, 2, 2), [7, 7, 7, 255]);
  paint([0, 1], 2, [[1], [-2]], [[0], [3]]);
  assert.deepEqual(at(print, 1, 0), [0, 200, 0, 255]);
  assert.deepEqual(at(print, 1, 2), [7, 7, 7, 255]);
  assert.deepEqual(at(print, 1, 1), [200, 0, 0, 255]);
});

test("more steps are darker, none as they are, and more than the first tile had no darker than its most", () => {
  const print = emptyPrint(2, new Uint8ClampedArray(16));
  paintTile(print, tile([0, 0], 2, [[0]], [[10]]), (label) => HUES[label], OTHERS);
  assert.deepEqual(at(print, 0, 0), [80, 0, 0, 255]);
  paintTile(print, tile([0, 1], 2, [[0]], [[3000]]), (label) => HUES[label], OTHERS);
  assert.deepEqual(at(print, 1, 0), [80, 0, 0, 255]);
  paintTile(print, tile([1, 0], 2, [[0]], [[0]]), (label) => HUES[label], OTHERS);
  assert.deepEqual(at(print, 0, 1), [200, 0, 0, 255]);
});

test("what is there is told, and that walks were cut short", () => {
  assert.equal(progressText({ done: 3, of: 64, partial: false }, 1024).slice(0, 13), "3 of 64 parts");
  assert.equal(progressText({ done: 64, of: 64, partial: false }, 1024), "All 1,048,576 starts are there.");
  assert.match(progressText({ done: 64, of: 64, partial: true }, 1024), /cut short/);
});
