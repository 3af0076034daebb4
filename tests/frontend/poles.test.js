import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightLimits } from "../../frontend/plots/geometry.js";
import { levelsTrace, surfaceTrace } from "../../frontend/plots/marks/surface.js";
import { withoutWalls } from "../../frontend/plots/poles.js";
import { DAY } from "./marks/pens.js";

const side = Array.from({ length: 100 }, (_, k) => -2 + (4 * k) / 99);

function gridOf(f) {
  const z = side.map((y) => side.map((x) => f(x, y)));
  const heights = z.flat().filter(Number.isFinite);
  return /** @type {any} */ ({ x: side, y: side, z, range: [Math.min(...heights), Math.max(...heights)] });
}

/** Pairs of neighbours with heights on both sides of all that is shown, or nearly. */
function walls(z, { low, high }) {
  const steps = z.flatMap((row, j) =>
    row.flatMap((here, i) => [z[j][i + 1], z[j + 1]?.[i]].map((next) => Math.abs(next - here))),
  );
  return steps.filter((step) => step > 0.8 * (high - low)).length;
}

const POLES = {
  "1/x": (x, y) => 1 / x + y,
  tan: (x, y) => Math.tan(2 * x) + y,
  "1/(x − y)": (x, y) => 1 / (x - y + 0.013),
};

for (const [name, f] of Object.entries(POLES))
  test(`at the pole of ${name} there is no wall, in space or on the map, and all that is shown stays`, () => {
    const grid = gridOf(f);
    const limits = heightLimits(grid);
    assert.ok(walls(grid.z, limits) > 50);
    const pen = { limits, grid, domain: { x: [-2, 2], y: [-2, 2] }, palette: DAY };
    const frame = { x0: 0, y0: 0, width: 400, height: 400 };
    const picture = { grid, domain: pen.domain, names: { x: "x", y: "y", value: "f" }, levels: "even" };
    for (const { z } of [
      surfaceTrace(/** @type {any} */ (pen)),
      levelsTrace(/** @type {any} */ (picture), { ...pen, frame }),
    ])
      assert.equal(walls(z, limits), 0);
    const drawn = withoutWalls(grid, limits);
    grid.z.forEach((row, j) =>
      row.forEach((height, i) => {
        if (height >= limits.low && height <= limits.high) assert.equal(drawn.z[j][i], height);
      }),
    );
  });

test("a peak that is cut, steps and what is not cut stay as they are", () => {
  for (const f of [
    (x, y) => 1 / (x * x + y * y),
    (x, y) => Math.floor(x) + Math.floor(y),
    (x) => Math.exp(5 * x),
    (x, y) => x * x - y * y,
  ]) {
    const grid = gridOf(f);
    assert.equal(withoutWalls(grid, heightLimits(grid)), grid);
  }
});
