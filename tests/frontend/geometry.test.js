import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import * as geometry from "../../frontend/plots/geometry.js";
import { assertClose, gridOf, SQUARE } from "./helpers.js";

const plane = (x, y) => 1 + 0.5 * x - 2 * y;
const OBLONG = { x: [-3, 5], y: [10, 12] };

test("a surface without poles is shown from its lowest to its highest point", () => {
  assert.deepEqual(geometry.heightLimits(gridOf(plane)), { low: -4, high: 6, isCut: false });
});

test("a constant function has room above and below it", () => {
  for (const height of [0, 7, -1e6]) {
    const { low, high, isCut } = geometry.heightLimits(gridOf(() => height));
    assert.ok(low < height && height < high && !isCut);
    assert.equal(height - low, high - height);
  }
});

test("a function without any value still gets limits to draw axes by", () => {
  assert.deepEqual(geometry.heightLimits(gridOf(() => NaN)), { low: -1, high: 1, isCut: false });
});

test("a pole is cut on its own side only, and what lies around it stays in the picture", () => {
  const grid = gridOf((x, y) => 1 / (x * x + y * y + 1e-6));
  const { low, high, isCut } = geometry.heightLimits(grid);
  assert.ok(isCut);
  assert.equal(low, grid.range[0]);
  assert.ok(high < 100 && grid.range[1] > 1e5);
  const shown = grid.z.flat().filter((z) => z <= high).length;
  assert.ok(shown >= 0.95 * grid.z.flat().length);
});

test("turning a function upside down turns its limits upside down", () => {
  const pole = (x, y) => 1 / (x * x + y * y + 1e-6);
  const [up, down] = [geometry.heightLimits(gridOf(pole)), geometry.heightLimits(gridOf((x, y) => -pole(x, y)))];
  assertClose([down.low, down.high], [-up.high, -up.low]);
});

test("a hole does not count among the heights", () => {
  assert.deepEqual(geometry.heightLimits(gridOf((x, y) => (x > 1 ? NaN : plane(x, y)))), {
    low: -4,
    high: 5.5,
    isCut: false,
  });
});

test("between grid points the drawn surface is bilinear", () => {
  const bilinear = (x, y) => 2 - x + 3 * y + 0.7 * x * y;
  const grid = gridOf(bilinear, OBLONG, 9);
  for (const [x, y] of [
    [-3, 10],
    [5, 12],
    [5, 10.3],
    [0.123, 11.77],
    [-2.999, 12],
  ])
    assertClose(geometry.heightAt(grid, x, y), bilinear(x, y), 1e-11);
});

test("outside the box there is no height", () => {
  const grid = gridOf(plane);
  for (const [x, y] of [
    [-2.01, 0],
    [2.01, 0],
    [0, -2.01],
    [0, 2.01],
    [NaN, 0],
  ])
    assert.ok(Number.isNaN(geometry.heightAt(grid, x, y)));
});

test("beside a hole there is no height, but on its edge there is", () => {
  const grid = gridOf((x, y) => (x > 0.05 ? NaN : plane(x, y)));
  assert.ok(Number.isNaN(geometry.heightAt(grid, 0.02, 0.02)));
  assertClose(geometry.heightAt(grid, 0, 0.02), plane(0, 0.02));
  assertClose(geometry.heightAt(grid, -0.03, 0.02), plane(-0.03, 0.02));
});

test("a slice of a plane is a straight line above the ticks of its axis", () => {
  const slice = geometry.sliceAlong(gridOf(plane, OBLONG, 9), "y", 0.4);
  assertClose(slice.x, Array(9).fill(0.4));
  assertClose(slice.y, [10, 10.25, 10.5, 10.75, 11, 11.25, 11.5, 11.75, 12]);
  assertClose(
    slice.z,
    slice.y.map((y) => 1.2 - 2 * y),
    1e-11,
  );
});

test("a hole in the domain stays a hole in the slice", () => {
  const { x, z } = geometry.sliceAlong(
    gridOf((x, y) => (Math.abs(x) < 0.55 ? NaN : plane(x, y))),
    "x",
    0.33,
  );
  x.forEach((at, k) => assert.equal(Number.isNaN(z[k]), Math.abs(at) < 0.55));
});

test("the tangent patch lies in the tangent plane, around the point", () => {
  const { x, y, z } = geometry.tangentPatch([1, 11], 4, [0.1, -0.2], OBLONG, { low: 0, high: 10 });
  x.forEach((_, k) => assertClose(z[k], 4 + 0.1 * (x[k] - 1) - 0.2 * (y[k] - 11)));
  const mean = (list) => list.reduce((a, b) => a + b) / list.length;
  assertClose([mean(x), mean(y), mean(z)], [1, 11, 4]);
});

test("a steep tangent patch shrinks until it fits between the limits, and keeps its slope", () => {
  const { x, z } = geometry.tangentPatch([0, 0], 0, [1000, 0], SQUARE, { low: -1, high: 1 });
  assert.ok(Math.max(...z) - Math.min(...z) <= 2);
  assertClose((Math.max(...z) - Math.min(...z)) / (Math.max(...x) - Math.min(...x)), 1000, 1e-9);
});

test("multiplying a function by a constant leaves the outline of its tangent patch as it is", () => {
  for (const slope of [0.1, 50]) {
    const [once, often] = [1, 1e4].map((k) =>
      geometry.tangentPatch([1, 11], 4 * k, [slope * k, -slope * k], OBLONG, { low: 0, high: 10 * k }),
    );
    assertClose([...often.x, ...often.y], [...once.x, ...once.y]);
  }
});

test("the quadratic model of a quadratic function is that function", () => {
  const f = (x, y) => 3 + x - 2 * y + 2 * x * x + 3 * x * y - y * y;
  const [a, b] = [0.5, -1];
  const { x, y, z } = geometry.quadraticPatch(
    [a, b],
    f(a, b),
    [1 + 4 * a + 3 * b, -2 + 3 * a - 2 * b],
    [
      [4, 3],
      [3, -2],
    ],
    SQUARE,
  );
  assertClose(
    z,
    x.map((_, k) => f(x[k], y[k])),
  );
});

test("the triangles of the quadratic model cover its square once", () => {
  const { x, y } = geometry.quadraticPatch(
    [0, 0],
    0,
    [0, 0],
    [
      [0, 0],
      [0, 0],
    ],
    SQUARE,
  );
  const { i, j, k } = geometry.patchTriangles();
  // Signed areas, all of one sign: no triangle is turned over another.
  const areas = i.map((a, n) => ((x[j[n]] - x[a]) * (y[k[n]] - y[a]) - (x[k[n]] - x[a]) * (y[j[n]] - y[a])) / 2);
  assert.ok(areas.every((area) => area > 0));
  const [width, height] = [x, y].map((list) => Math.max(...list) - Math.min(...list));
  assertClose(
    areas.reduce((sum, area) => sum + area),
    width * height,
  );
});

test("an arrow lies in the tangent plane, from the point to its tip", () => {
  const { x, y, z } = geometry.arrowOnPlane([1, 11], 4, [0.5, -2], [0.3, 0.4], OBLONG);
  assertClose([x[0], y[0], x[1], y[1]], [1, 11, 1.3, 11.4]);
  x.forEach((_, k) => assertClose(z[k], 4 + 0.5 * (x[k] - 1) - 2 * (y[k] - 11)));
});

test("the head of an arrow is symmetric about its shaft on a box drawn as a square", () => {
  const { x, y } = geometry.arrowOnPlane([1, 11], 0, [0, 0], [0.8, 0.3], OBLONG);
  const drawn = (k) => [(x[k] - x[1]) / 8, (y[k] - y[1]) / 2]; // the box is 8 wide and 2 high
  const [shaft, left, right] = [drawn(0), drawn(2), drawn(4)];
  const along = (barb) => (barb[0] * shaft[0] + barb[1] * shaft[1]) / Math.hypot(...shaft);
  const across = (barb) => (barb[0] * shaft[1] - barb[1] * shaft[0]) / Math.hypot(...shaft);
  assertClose([along(left), across(left)], [along(right), -across(right)]);
  assert.ok(along(left) > 0 && Math.abs(across(left)) > 0);
});

test("the arrows of a gradient field keep their directions and stay within one lattice step", () => {
  const vectors = [
    [3, 4],
    [-0.03, 0],
    [0, -100],
  ];
  const arrows = geometry.fieldArrows(
    {
      points: [
        [0, 0],
        [1, 0],
        [2, 0],
      ],
      vectors,
    },
    0.25,
  );
  assert.equal(arrows.length, 3);
  arrows.forEach(({ step }, k) => {
    assertClose(step[0] * vectors[k][1], step[1] * vectors[k][0]);
    assert.ok(step[0] * vectors[k][0] + step[1] * vectors[k][1] > 0);
    assert.ok(Math.hypot(...step) <= 0.25);
  });
});

test("a slope a hundred times as small has an arrow ten times as short, which can still be seen", () => {
  const [large, small] = geometry.fieldArrows(
    {
      points: [
        [0, 0],
        [1, 0],
      ],
      vectors: [
        [0, 100],
        [1, 0],
      ],
    },
    1,
  );
  assertClose(small.step[0], large.step[1] / 10);
});

test("where the gradient is zero or missing the field has no arrow", () => {
  const points = [
    [0, 0],
    [1, 0],
    [2, 0],
  ];
  assert.deepEqual(
    geometry
      .fieldArrows(
        {
          points,
          vectors: [
            [0, 0],
            [NaN, 1],
            [1, 0],
          ],
        },
        1,
      )
      .map(({ from }) => from),
    [[2, 0]],
  );
  assert.deepEqual(
    geometry.fieldArrows(
      {
        points,
        vectors: [
          [0, 0],
          [NaN, NaN],
          [0, 0],
        ],
      },
      1,
    ),
    [],
  );
});
