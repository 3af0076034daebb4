import assert from "node:assert/strict";
import { test } from "node:test";
import { beyondRim, rimPath } from "../../frontend/plots/rim-clip.js";

const SIZE = 41;
const TICKS = Array.from({ length: SIZE }, (_, k) => -2 + (4 * k) / (SIZE - 1));

/** sqrt(R² − x² − y²) with its rim as the server tells it: points beyond it, moved to where there is a height. */
function hemisphere(radius) {
  const height = (x, y) => Math.sqrt(radius * radius - x * x - y * y);
  const z = TICKS.map((y) => TICKS.map((x) => height(x, y)));
  const rim = { rows: [], columns: [], x: [], y: [], z: [] };
  TICKS.forEach((y, j) =>
    TICKS.forEach((x, i) => {
      const isNext = [-1, 0, 1].some((b) => [-1, 0, 1].some((a) => Number.isFinite(z[j + b]?.[i + a])));
      if (!Number.isNaN(z[j][i]) || !isNext) return;
      const scale = radius / Math.hypot(x, y);
      for (const [name, value] of Object.entries({ rows: j, columns: i, x: scale * x, y: scale * y, z: 0 }))
        rim[name].push(value);
    }),
  );
  return /** @type {any} */ ({ x: TICKS, y: TICKS, z, range: [0, radius], rim });
}

/** The area of a path of polygons, by the shoelace formula; all run the same way round. */
function areaOf(path) {
  const polygons = path.split("Z").filter(Boolean);
  const areas = polygons.map((polygon) => {
    const places = polygon
      .slice(1)
      .split("L")
      .map((place) => place.split(" ").map(Number));
    return places.reduce((sum, [x, y], k) => {
      const [u, v] = places[(k + 1) % places.length];
      return sum + (x * v - u * y) / 2;
    }, 0);
  });
  assert.ok(areas.every((area) => area > -1e-6) || areas.every((area) => area < 1e-6));
  return Math.abs(areas.reduce((sum, area) => sum + area, 0));
}

test("a map ends at the rim, not at the cells: the area of a disc is that of a polygon inscribed", () => {
  for (const radius of [0.5, 1, 1.37]) {
    const area = areaOf(rimPath(hemisphere(radius), ([x, y]) => [1000 * x, 1000 * y])) / 1e6;
    const whole = Math.PI * radius * radius;
    assert.ok(area < whole + 1e-3 && area > 0.985 * whole, `${area} of ${whole}`);
  }
});

test("heights go on for one cell beyond the rim, so that what is cut off there is filled up to it", () => {
  const grid = hemisphere(1);
  const drawn = beyondRim(grid);
  grid.rim.rows.forEach((row, k) => {
    for (const j of [-1, 0, 1])
      for (const i of [-1, 0, 1]) assert.ok(Number.isFinite(drawn[row + j][grid.rim.columns[k] + i]));
  });
  assert.ok(Number.isNaN(drawn[0][0]));
  grid.z.forEach((row, j) => row.forEach((height, i) => Number.isNaN(height) || assert.equal(drawn[j][i], height)));
});

test("a function that ends nowhere is drawn as it is", () => {
  const whole = { ...hemisphere(9), rim: null };
  assert.equal(beyondRim(whole), whole.z);
  assert.ok(Math.abs(areaOf(rimPath(whole, ([x, y]) => [x, y])) - 16) < 1e-9);
});
