import assert from "node:assert/strict";
import { test } from "node:test";
import { withRoom } from "../../frontend/plots/marks/surface.js";
import { isSkewed, levelsOf } from "../../frontend/plots/levels.js";

const places = Array.from({ length: 41 }, (_, k) => -2 + k / 10);
const gridOf = (f) => ({ x: places, y: places, z: places.map((y) => places.map((x) => f(x, y))), range: [null, null] });
const valley = gridOf((x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2);

test("a long valley is skewed, a bowl and a plane are not, and gaps do not matter", () => {
  assert.equal(isSkewed(valley), true);
  for (const f of [(x, y) => x * x + y * y, (x, y) => x + y, (x) => (x > 0 ? x : NaN)])
    assert.equal(isSkewed(gridOf(f)), false);
  assert.equal(isSkewed(null), false);
});

test("even levels are the heights themselves", () => {
  const grid = gridOf((x) => x);
  const { z, zLow, zHigh, size } = levelsOf(grid, -2, 2);
  assert.deepEqual([z, zLow, zHigh], [grid.z, -2, 2]);
  assert.ok(size > 0.1 && size < 1);
});

test("logarithmic levels keep the order of heights, and their numbers are heights", () => {
  const { z, zLow, zHigh, start, size, ticks } = levelsOf(valley, 0, 3609, "logarithmic");
  assert.ok(z.flat().every((each) => each >= zLow - 1e-12 && each <= zHigh + 1e-12));
  assert.ok(start > zLow && size > 0);
  assert.deepEqual(
    ticks.map(({ text }) => text),
    ["0", "10", "100", "1000"],
  );
  assert.ok(ticks.every(({ value }, k) => k === 0 || value > ticks[k - 1].value));
});

test("a flat surface has even levels", () => {
  const flat = gridOf(() => 1);
  assert.equal(levelsOf(flat, 0.5, 0.5, "logarithmic").z, flat.z);
});

test("numbers beside the colours are short enough for their room, at every offset and scale", () => {
  for (const levels of /** @type {const} */ (["even", "logarithmic"]))
    for (const offset of [0, 1, 1e6, 1e9])
      for (const scale of [1e-9, 1e-4, 1, 1e6, 1e9].filter((each) => each >= offset * 1e-9)) {
        const { ticks, note } = levelsOf(valley, offset + 0.000103 * scale, offset + 3 * scale, levels);
        const texts = ticks.map(({ text }) => text);
        for (const text of [...texts, ...note.split(/ (?=[+−])/)]) assert.ok(text.length <= 8, `${texts}; ${note}`);
        assert.ok(new Set(texts).size === texts.length && texts.length > 1, `${offset}, ${scale}: ${texts}; ${note}`);
      }
});

test("numbers beside the colours are round, whatever the lowest height is", () => {
  const { ticks } = levelsOf(
    gridOf((x, y) => 1 / (x * x + y * y + 0.1)),
    0.0769,
    7,
    "logarithmic",
  );
  const texts = ticks.map(({ text }) => text);
  assert.deepEqual(
    texts,
    ["0.0769", "0.08", "0.1", "1"].filter((text) => texts.includes(text)),
  );
  assert.ok(texts.includes("0.1") && texts.includes("1"));
});

test("where f begins below 0, numbers beside the colours go on above it", () => {
  const texts = levelsOf(valley, -2, 22028, "logarithmic").ticks.map(({ text }) => text);
  assert.deepEqual(texts, ["−2", "0", "1000", "10000"]);
});

test("beside a low map stand as many numbers as have room", () => {
  const ticks = [6, 8, 10, 12, 14, 16, 18].map((value) => ({ value, text: String(value) }));
  const shown = (room) => withRoom(ticks, room).map(({ value }) => value);
  assert.deepEqual([shown(9), shown(4), shown(0.5)], [ticks.map(({ value }) => value), [6, 10, 14, 18], [6, 14]]);
});

test("beside a map no number is so long that the edge cuts its exponent off", () => {
  const { ticks, note } = levelsOf(null, -1e18, 0);
  assert.equal(note, "× 10¹⁸");
  assert.deepEqual(
    ticks.map(({ text }) => text),
    ["−1", "−0.8", "−0.6", "−0.4", "−0.2", "0"],
  );
});
