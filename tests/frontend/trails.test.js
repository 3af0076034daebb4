import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { basinRole, cellsOf, channelsOf, cssColor, darkened, viridis } from "../../frontend/plots/colour-map.js";
import { heightAt } from "../../frontend/plots/geometry.js";
import { crowding, draped, piecesIn, thinned, uncrowded } from "../../frontend/plots/trails.js";
import { assertClose, gridOf, SQUARE } from "./helpers.js";
import { palette } from "./tokens.js";

const BOWL = gridOf((x, y) => x * x + 3 * y * y);
const FREE = { lift: 0, high: Infinity };
const isGap = (line) => line.x.map(Number.isNaN);

test("steps too short to be told apart are one, and the last place stays", () => {
  const places = Array.from({ length: 1001 }, (_, k) => [k * 1e-4, 0]);
  const kept = thinned(places, SQUARE);
  assert.ok(kept.length <= 15);
  assert.deepEqual([kept[0], kept.at(-1)], [places[0], places.at(-1)]);
  for (let k = 1; k < kept.length - 1; k++) assert.ok(kept[k][0] - kept[k - 1][0] >= 4 / 500);
});

test("steps that can be told apart all stay, in one direction or the other", () => {
  const places = [
    [0, 0],
    [0.1, 0],
    [0.1, 0.1],
    [0, 0],
  ];
  assert.deepEqual(thinned(places, SQUARE), places);
});

test("a walk that does not move is its start and its end", () => {
  assert.deepEqual(
    thinned(
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      SQUARE,
    ),
    [
      [1, 1],
      [1, 1],
    ],
  );
  assert.deepEqual([thinned([[1, 1]], SQUARE), thinned([], SQUARE)], [[[1, 1]], []]);
});

test("a step to where there are no numbers is kept", () => {
  assert.equal(
    thinned(
      [
        [0, 0],
        [NaN, 0],
        [0, 0],
      ],
      SQUARE,
    ).length,
    3,
  );
});

test("a path inside the box is one piece, with the same places", () => {
  const places = [
    [0, 0],
    [1, 1],
    [-2, 2],
  ];
  assert.deepEqual(piecesIn(places, SQUARE), [places]);
});

test("a path that leaves the box and comes back is two pieces that end on its border", () => {
  const pieces = piecesIn(
    [
      [0, 0],
      [4, 0],
      [4, 1],
      [0, 1],
    ],
    SQUARE,
  );
  assert.deepEqual(pieces, [
    [
      [0, 0],
      [2, 0],
    ],
    [
      [2, 1],
      [0, 1],
    ],
  ]);
});

test("a step right through the box is a piece of its own, and one beside it is none", () => {
  assert.deepEqual(
    piecesIn(
      [
        [-4, 1],
        [4, 1],
      ],
      SQUARE,
    ),
    [
      [
        [-2, 1],
        [2, 1],
      ],
    ],
  );
  assert.deepEqual(
    piecesIn(
      [
        [-4, 3],
        [4, 3],
      ],
      SQUARE,
    ),
    [],
  );
});

test("a path is interrupted where it has no numbers", () => {
  assert.deepEqual(
    piecesIn(
      [
        [0, 0],
        [1, 0],
        [NaN, 0],
        [1, 1],
        [0, 1],
      ],
      SQUARE,
    ),
    [
      [
        [0, 0],
        [1, 0],
      ],
      [
        [1, 1],
        [0, 1],
      ],
    ],
  );
});

test("a draped path keeps its heights on the surface", () => {
  const line = draped(
    BOWL,
    [
      [-1.9, 1.3],
      [0.7, -0.2],
      [0.1, 0],
    ],
    SQUARE,
    FREE,
  );
  assertClose(
    line.z,
    line.x.map((x, k) => heightAt(BOWL, x, line.y[k])),
  );
  assert.ok(line.z.every(Number.isFinite));
});

test("a draped path is interrupted where it leaves the box, and nowhere outside it", () => {
  const line = draped(
    BOWL,
    [
      [0, 0],
      [4, 0],
      [4, 1],
      [0, 1],
    ],
    SQUARE,
    FREE,
  );
  assert.equal(isGap(line).filter(Boolean).length, 1);
  const gap = isGap(line).indexOf(true);
  assertClose([line.x[gap - 1], line.y[gap - 1], line.x[gap + 1], line.y[gap + 1]], [2, 0, 2, 1]);
  line.x.forEach((x, k) =>
    assert.ok(k === gap || (Math.abs(x) <= 2 && Math.abs(line.y[k]) <= 2 && Number.isFinite(line.z[k]))),
  );
});

test("a long step follows the surface in pieces that are no longer than a fortieth of the box", () => {
  const line = draped(
    BOWL,
    [
      [-2, 0],
      [2, 0],
    ],
    SQUARE,
    FREE,
  );
  assert.equal(line.x.length, 41);
  line.x.slice(1).forEach((x, k) => assertClose(x - line.x[k], 0.1));
  assertClose(line.z[20], 0);
});

test("a draped path floats by its lift and stays below the top of the picture", () => {
  const line = draped(
    BOWL,
    [
      [-2, 2],
      [0, 0],
    ],
    SQUARE,
    { lift: 0.25, high: 5 },
  );
  assert.equal(Math.max(...line.z), 5.25);
  assert.equal(Math.min(...line.z), 0.25);
});

test("over a hole of the surface a draped path has no height", () => {
  const halved = gridOf((x, y) => (x < 0 ? NaN : x + y));
  const line = draped(
    halved,
    [
      [-1, 0],
      [1, 0],
    ],
    SQUARE,
    { lift: 0, high: 1 },
  );
  assert.deepEqual([Number.isNaN(line.z[0]), line.z.at(-1)], [true, 1]);
});

test("viridis goes from dark violet to yellow, ever lighter, and rests at its ends", () => {
  assert.deepEqual(
    [viridis(0), viridis(1)],
    [
      [68, 1, 84],
      [253, 231, 37],
    ],
  );
  assert.deepEqual([viridis(-3), viridis(3)], [viridis(0), viridis(1)]);
  const light = Array.from({ length: 51 }, (_, k) => viridis(k / 50)).map(
    ([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b,
  );
  for (let k = 1; k < light.length; k++) assert.ok(light[k] > light[k - 1]);
});

test("twelve basins have twelve hues, and the thirteenth the first again", () => {
  assert.equal(new Set(Array.from({ length: 12 }, (_, k) => palette().color(basinRole(k)))).size, 12);
  assert.equal(basinRole(12), basinRole(0));
});

test("the channels of a colour are read from either way to write it", () => {
  assert.deepEqual(
    [channelsOf("#0a64ff"), channelsOf("rgb(10, 100, 255)")],
    [
      [10, 100, 255],
      [10, 100, 255],
    ],
  );
});

test("a color darkened by nothing is itself, and by all of it black", () => {
  assert.deepEqual(
    [darkened([200, 100, 50], 0), darkened([200, 100, 50], 0.5), darkened([200, 100, 50], 1)],
    [
      [200, 100, 50],
      [100, 50, 25],
      [0, 0, 0],
    ],
  );
  assert.equal(cssColor([1, 2, 3]), "rgb(1 2 3)");
});

test("a raster has an opaque pixel for each number, row by row", () => {
  const cells = cellsOf(
    [
      [1, 2, null],
      [4, 5, 6],
    ],
    (value) => (value === null ? [9, 9, 9] : [value, 0, 0]),
  );
  assert.deepEqual([cells.columns, cells.rows], [3, 2]);
  assert.deepEqual(
    Array.from(cells.pixels),
    [1, 2, null, 4, 5, 6].flatMap((value) => (value === null ? [9, 9, 9, 255] : [value, 0, 0, 255])),
  );
  assert.deepEqual(cellsOf([], () => []).pixels.length, 0);
});

test("a walk that has not moved, or is not in the box, is a line without length", () => {
  for (const places of [
    [[1, 1]],
    [
      [90, 90],
      [95, 95],
    ],
    [],
  ]) {
    const { x, y, z } = draped(BOWL, places, SQUARE, { lift: 0, high: 5 });
    assert.deepEqual([x[0], y[0], z[0]], [x[1], y[1], z[1]]);
    assert.ok([...x, ...y, ...z].every(Number.isFinite));
  }
});

const BOX = /** @type {any} */ ({ x: [-2, 2], y: [-2, 2] });

test("a straight line, a circle and a spiral are not crowded; strokes side by side are, at every scale", () => {
  const curve = (f, count = 200) => Array.from({ length: count }, (_, k) => f(k / (count - 1)));
  assert.ok(
    crowding(
      /** @type {any} */ ([
        [-2, 0.01],
        [2, 0.01],
      ]),
      BOX,
    ) <= 1.01,
  );
  assert.ok(
    crowding(
      curve((t) => [Math.cos(6.28 * t), Math.sin(6.28 * t)]),
      BOX,
    ) < 1.2,
  );
  assert.ok(
    crowding(
      curve((t) => [2 * t * Math.cos(19 * t), 2 * t * Math.sin(19 * t)]),
      BOX,
    ) < 1.2,
  );
  for (const scale of [1e-9, 1, 1e9]) {
    const zigzag = curve((t) => [scale * t, scale * 0.5 * (Math.round(199 * t) % 2)]);
    const box = /** @type {any} */ ({ x: [-2 * scale, 2 * scale], y: [-2 * scale, 2 * scale] });
    assert.ok(crowding(zigzag, box) > 5);
    const { past, recent } = uncrowded(zigzag, box);
    assert.deepEqual([past.length, recent.length, recent[0]], [188, 13, past[187]]);
  }
  assert.equal(crowding([], BOX), 0);
});

test("a few strokes side by side stay as they are", () => {
  const strokes = (/** @type {number} */ count) =>
    /** @type {any} */ (Array.from({ length: count }, (_, k) => [k / 100 - 1, k % 2 ? 2 : -2]));
  assert.deepEqual(uncrowded(strokes(8), BOX), { past: [], recent: strokes(8) });
  assert.deepEqual(uncrowded(strokes(24), BOX).past, []);
  assert.equal(uncrowded(strokes(30), BOX).past.length, 18);
});
