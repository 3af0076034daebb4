import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, hueOf, viridis } from "../../frontend/plots/colour-map.js";
import { draped, piecesIn, thinned } from "../../frontend/plots/trails.js";
import { assertClose } from "./helpers.js";

const DOMAIN = { x: [0, 4], y: [0, 4] };
const TICKS = Float64Array.from({ length: 5 }, (_, k) => k);
/** f = x + 2y. */
const GRID = { x: TICKS, y: TICKS, z: Array.from(TICKS, (y) => Float64Array.from(TICKS, (x) => x + 2 * y)) };

test("places that cannot be told apart become one, and the last one stays", () => {
  const places = [[1, 1], [1.001, 1], [2, 2], [2.001, 2.001]];
  assert.deepEqual(thinned(places, DOMAIN), [[1, 1], [2, 2], [2.001, 2.001]]);
});

test("a path that leaves the box and comes back is two pieces that end on its border", () => {
  const pieces = piecesIn([[1, 1], [1, 6], [3, 6], [3, 1]], DOMAIN);
  assert.deepEqual(pieces, [[[1, 1], [1, 4]], [[3, 4], [3, 1]]]);
});

test("a walk that is gone leaves no piece", () => {
  assert.deepEqual(piecesIn([[NaN, 1], [1, NaN]], DOMAIN), []);
  assert.deepEqual(piecesIn([[9, 9], [1e12, 9]], DOMAIN), []);
});

test("a draped path floats over the surface all along, and is interrupted outside the box", () => {
  const { x, y, z } = draped(GRID, [[1, 1], [1, 6], [3, 6], [3, 1]], DOMAIN, { lift: 0.1, high: 100 });
  assert.equal(z.filter(Number.isNaN).length, 1);
  assert.ok(x.length > 20, "a long step follows the surface in pieces");
  z.forEach((height, k) => Number.isNaN(height) || assertClose([height], [x[k] + 2 * y[k] + 0.1]));
});

test("a draped path does not rise above the picture", () => {
  const { z } = draped(GRID, [[0, 0], [4, 4]], DOMAIN, { lift: 0, high: 5 });
  assert.equal(Math.max(...z), 5);
});

test("a raster holds a colour for every cell, rows from below", () => {
  const cells = cellsOf([[0, 1], [null, 0.5]], (value) => (value === null ? [1, 2, 3] : viridis(value)));
  assert.deepEqual([cells.columns, cells.rows], [2, 2]);
  assert.deepEqual([...cells.pixels.slice(0, 8)], [68, 1, 84, 255, 253, 231, 37, 255]);
  assert.deepEqual([...cells.pixels.slice(8, 12)], [1, 2, 3, 255]);
});

test("the first twelve basins have colours of their own", () => {
  assert.equal(new Set(Array.from({ length: 12 }, (_, k) => String(hueOf(k)))).size, 12);
});
