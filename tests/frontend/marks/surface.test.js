import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { levelsTrace, surfaceTrace, toItsRim } from "../../../frontend/plots/marks/surface.js";
import { gridOf, SQUARE } from "../helpers.js";
import { DAY, MAP_FRAME, spacePen } from "./pens.js";

const PEN = { limits: { low: -4, high: 4 }, frame: MAP_FRAME, palette: DAY };
// Along x other places than along y.
const OBLONG = { x: [-2, 2], y: [-1, 3] };
const picture = (changes = {}) => ({
  grid: gridOf((x, y) => x + 10 * y, OBLONG),
  names: { x: "x", y: "y", value: "f(x, y)" },
  domain: OBLONG,
  marks: [],
  theme: "light",
  ...changes,
});

test("the surface has the heights of the grid, x along its rows, and colours from the lowest to the highest", () => {
  const pen = spacePen((x, y) => x + 10 * y, OBLONG);
  const { x, y, z, cmin, cmax } = surfaceTrace(pen);
  assert.equal(z[3][7], x[7] + 10 * y[3]);
  assert.deepEqual([cmin, cmax], [-12, 32]);
});

test("the level lines have the same heights, x along the rows and y upwards", () => {
  const { x, y, z } = /** @type {any} */ (levelsTrace(picture(), PEN));
  assert.equal(z[3][7], x[7] + 10 * y[3]);
  assert.ok(y[0] === -1 && y.at(-1) === 3);
});

test("surface and map have lines at the same heights", () => {
  const space = surfaceTrace(spacePen()).contours.z;
  const map = /** @type {any} */ (levelsTrace(picture(), PEN)).contours;
  assert.deepEqual([space.start, space.size], [map.start, map.size]);
});

test("over cells there are lines alone, without a bar of colours", () => {
  const cells = { columns: 2, rows: 2, pixels: new Uint8ClampedArray(16) };
  const trace = /** @type {any} */ (levelsTrace(picture({ cells }), PEN));
  assert.deepEqual([trace.contours.coloring, trace.showscale], ["none", false]);
  assert.notEqual(trace.line.color, /** @type {any} */ (levelsTrace(picture(), PEN)).line.color);
});

test("a name is only ever itself", () => {
  const named = levelsTrace(picture({ names: { x: "x", y: "y", value: "<b>(x, y)" } }), PEN);
  assert.match(/** @type {any} */ (named).colorbar.title.text, /^&lt;b&gt;/);
});

test("before there is a grid the picture is empty, and has its box", () => {
  const empty = surfaceTrace({ ...spacePen(), grid: null });
  assert.deepEqual([empty.x, empty.y], [SQUARE.x, SQUARE.y]);
  assert.ok(empty.z.flat().every(Number.isNaN));
});

/** A grid with its rim as the server tells it, for a domain that is known: the nearest place towards a neighbour. */
function rimmed(f, isKnown, size = 41) {
  const grid = gridOf((x, y) => (isKnown(x, y) ? f(x, y) : NaN), SQUARE, size);
  const rim = { rows: [], columns: [], x: [], y: [], z: [] };
  for (let j = 1; j < size; j++)
    for (let i = 1; i < size; i++) {
      if (!Number.isNaN(grid.z[j][i])) continue;
      const around = [-1, 0, 1].flatMap((a) => [-1, 0, 1].map((b) => [j + a, i + b]));
      const known = around.find(([a, b]) => Number.isFinite(grid.z[a]?.[b]));
      if (!known) continue;
      const [x, y] = [(grid.x[i] + grid.x[known[1]]) / 2, (grid.y[j] + grid.y[known[0]]) / 2];
      for (const [name, value] of Object.entries({ rows: j, columns: i, x, y, z: 0 })) rim[name].push(value);
    }
  return { grid, rim };
}

/** Without the rows and the columns before the first ones. */
const inner = (rows) => rows.slice(2).map((row) => row.slice(2));

test("the first row and column of a grid with a rim have no height and no spacing to refine it by", () => {
  const { grid, rim } = rimmed(
    () => 1,
    (x, y) => x + y > 0.3,
  );
  const { x, y, z } = toItsRim(grid, rim);
  assert.equal(new Set(x[0]).size, 1);
  assert.equal(new Set(y.map((row) => row[0])).size, 1);
  assert.ok(z[0].every(Number.isNaN) && z.every((row) => Number.isNaN(row[0])));
  assert.deepEqual(z[1], z[2]);
  assert.deepEqual(inner(z)[40].slice(20), Array.from(grid.z[40]).slice(20));
});

test("next to the rim a grid repeats it, so that weights of 0 leave no teeth; two parts are not joined", () => {
  const { grid, rim } = rimmed(
    (x, y) => 1 - x * x - y * y,
    (x, y) => Math.hypot(x, y) < 1.3,
  );
  const z = inner(toItsRim(grid, rim).z);
  const teeth = rim.rows.filter((row, k) => {
    const column = rim.columns[k];
    const next = [-1, 0, 1].flatMap((j) => [-1, 0, 1].map((i) => z[row + j]?.[column + i] ?? 0));
    return next.some(Number.isNaN);
  });
  assert.ok(teeth.length < 0.12 * rim.rows.length, `${teeth.length} of ${rim.rows.length}`);
  const two = rimmed(
    () => 1,
    (x) => Math.abs(x) > 0.35,
  );
  const [row] = inner(toItsRim(two.grid, two.rim).z).slice(20);
  assert.ok(row.some(Number.isNaN));
});
