import assert from "node:assert/strict";
import { test } from "node:test";
import { viridis } from "../../frontend/plots/colour-map.js";
import { pixelMap } from "../../frontend/plots/frame.js";
import { HeightNumbers, hasNumbers, inkOn } from "../../frontend/plots/height-numbers.js";
import { heightPlaces, numbered } from "../../frontend/plots/height-places.js";
import { levelsOf } from "../../frontend/plots/levels.js";

const FRAME = { x0: 40, y0: 10, width: 440, height: 440 };
const FONT = 15;

/** A grid of f over a square of half this width, and its level lines. */
function looked(f, half = 2, limits = null) {
  const side = Array.from({ length: 61 }, (_, k) => half * (-1 + k / 30));
  const z = side.map((y) => side.map((x) => f(x, y)));
  const heights = z.flat().filter(Number.isFinite);
  const [low, high] = limits ?? [Math.min(...heights), Math.max(...heights)];
  const domain = { x: [-half, half], y: [-half, half] };
  return { grid: { x: side, y: side, z }, levels: levelsOf({ x: side, y: side, z }, low, high), domain };
}

/** Of a number as it is written: 100, or 10⁵. */
function numberOf(text) {
  const [, base, power] = text.match(/^([\d.]+?)(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?$/);
  const digits = [...(power ?? "¹")].map((each) => (each === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(each)));
  return Number(base) ** Number(digits.join(""));
}

const placesOf = ({ grid, levels, domain }, signs = []) => heightPlaces(grid, levels, domain, FRAME, FONT, signs);

for (const [name, f] of Object.entries({
  saddle: (x, y) => x * x - y * y,
  bowl: (x, y) => x * x + y * y,
  waves: (x, y) => 3 * Math.sin(2 * x) * Math.cos(2 * y),
}))
  for (const scale of [1e-9, 1, 1e9])
    test(`numbers of the ${name} over a box of ${2 * scale} stand on their lines, inside, apart`, () => {
      const seen = looked((x, y) => f(x / scale, y / scale), 2 * scale);
      const found = placesOf(seen);
      assert.ok(found.length >= 3);
      const pixels = found.map(({ place }) => pixelMap(FRAME, seen.domain)(place));
      for (const [k, { text, place }] of found.entries()) {
        const [x, y] = place.map((each) => each / scale);
        assert.ok(Math.abs(f(x, y) - Number(text.replace("−", "-"))) < 0.02, `${text} at ${x}, ${y}`);
        const [u, v] = pixels[k];
        assert.ok(u > 45 && u < 475 && v > 15 && v < 445);
        for (const [a, b] of pixels.slice(0, k)) assert.ok(Math.hypot(u - a, v - b) > FONT);
      }
    });

test("a sign is left free", () => {
  const seen = looked((x, y) => x * x - y * y);
  const [first] = placesOf(seen);
  const found = placesOf(seen, [first.place]);
  const [one, other] = [first.place, found[0].place].map(pixelMap(FRAME, seen.domain));
  assert.ok(Math.hypot(one[0] - other[0], one[1] - other[1]) > FONT);
});

test("where f jumps, or there is none, no line is numbered", () => {
  const seen = looked((x, y) => (y > 1 ? NaN : x < 0.01 ? -10 : 10 + x), 2, [-12, 12]);
  for (const { place } of placesOf(seen)) {
    assert.ok(place[0] > 0.2 || place[0] < -0.2);
    assert.ok(place[1] <= 1);
  }
});

test("as many lines have a number as are read at a glance, at round heights", () => {
  for (const size of [0.1, 0.5, 2, 5e6]) {
    const heights = Array.from({ length: 15 }, (_, k) => (k - 7) * size);
    const { ticks } = numbered(heights, size);
    assert.ok(ticks.length >= 3 && ticks.length <= 8);
    for (const { value } of ticks) assert.ok(heights.some((height) => Math.abs(height - value) < 1e-9 * size));
  }
});

test("no two lines have the same number, however little they differ", () => {
  for (const [base, size] of [
    [1e12, 0.5],
    [1, 2 ** -52],
  ]) {
    const heights = Array.from({ length: 9 }, (_, k) => base + k * size);
    const { ticks, note } = numbered(heights, size);
    const told = ticks.map(({ text }) => `${text} ${note}`);
    assert.equal(new Set(told).size, told.length);
  }
});

test("a map of one step, or of a constant, has no numbers on its lines that are enough, and so has a bar", () => {
  const isTold = (f) => {
    const { grid } = looked(f);
    const heights = grid.z.flat();
    const picture = { grid: { ...grid, range: [Math.min(...heights), Math.max(...heights)] } };
    return new HeightNumbers().areEnough({ ...picture, domain: { x: [-2, 2], y: [-2, 2] } }, FRAME, FONT / 0.85);
  };
  assert.equal(
    isTold((x, y) => x * x - y * y),
    true,
  );
  for (const f of [(x) => (x > 0 ? 1 : 0), () => 5]) assert.equal(isTold(f), false);
});

for (const scale of [1e-6, 1, 1e6])
  test(`lines of a valley of heights up to ${2500 * scale} are at powers of ten, and numbered on them`, () => {
    const f = (x, y) => scale * ((1 - x) ** 2 + 100 * (y - x * x) ** 2);
    const { grid, domain } = looked(f);
    const levels = levelsOf(grid, 0, Math.max(...grid.z.flat()), "logarithmic");
    assert.ok(levels.heights.length >= 8 && levels.heights.length <= 14);
    for (const power of levels.powers)
      assert.ok(levels.heights.some((height) => Math.abs(height / 10 ** power - 1) < 1e-9));
    const found = placesOf({ grid: { ...grid, z: levels.z }, levels, domain });
    assert.ok(found.length >= 2);
    for (const { text, place } of found) {
      // On the drawn line, which is straight in the logarithm between places of the grid.
      assert.ok(Math.abs(Math.log10(f(...place) / numberOf(text))) < 0.2, `${text} at ${place}: ${f(...place)}`);
    }
  });

test("heights that need a note beside them, cells, and levels above another height than 0 have a bar instead", () => {
  const { grid } = looked((x, y) => x + y);
  assert.equal(hasNumbers({ grid }, { low: -4, high: 4 }), true);
  assert.equal(hasNumbers({ grid, levels: "logarithmic" }, { low: -4, high: 4 }), false);
  assert.equal(hasNumbers({ grid, levels: "logarithmic" }, { low: 0.0001, high: 2500 }), true);
  assert.equal(hasNumbers({ grid, cells: {} }, { low: -4, high: 4 }), false);
  assert.equal(hasNumbers({ grid: null }, { low: -4, high: 4 }), false);
  assert.equal(hasNumbers({ grid }, { low: 3, high: 3 }), false);
  assert.equal(hasNumbers({ grid }, { low: 1e7 + 1e-3, high: 1e7 + 5e-3 }), false);
});

test("a number is readable on the colour of its height", () => {
  const luminance = (color) => {
    const parts = color.map((each) => each / 255);
    const linear = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  // White and black of #111111 can do no better than 4.34 in the middle.
  for (let share = 0; share <= 1; share += 0.01) {
    const ink = inkOn(share, { fill: "white", rim: "black" }) === "white" ? 1 : luminance([17, 17, 17]);
    const [low, high] = [ink, luminance(viridis(share))].sort((a, b) => a - b);
    assert.ok((high + 0.05) / (low + 0.05) >= 4.3, `${share}`);
  }
});
