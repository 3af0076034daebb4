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

test("ticks are round numbers, free of rounding errors and of a negative zero", () => {
  assert.deepEqual(geometry.niceTicks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(geometry.niceTicks(-2, 2, 4), [-2, -1, 0, 1, 2]);
  assert.deepEqual(geometry.niceTicks(-0.25, 0.35, 6), [-0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  assert.deepEqual(geometry.niceTicks(1e6, 2e6, 2), [1e6, 1.5e6, 2e6]);
});

test("a nice step is 1, 2 or 5 times a power of ten, and makes about as many parts as wanted", () => {
  for (let width = 1e-9; width < 1e9; width *= 1.37) {
    const step = geometry.niceStep(-width / 3, (2 * width) / 3, 6);
    assert.match(step.toExponential(6), /^[125]\.000000e/);
    assert.ok(width / step > 0.69 * 6 && width / step < 1.76 * 6, `${width} in steps of ${step}`);
  }
});

test("an empty, reversed or endless interval has a step all the same, and no endless ticks", () => {
  for (const [low, high] of [
    [1, 1],
    [2, -2],
    [0, Infinity],
    [NaN, 1],
  ])
    assert.equal(geometry.niceStep(low, high, 5), 1);
  assert.deepEqual(geometry.niceTicks(0, Infinity, 5), []);
  assert.deepEqual(geometry.niceTicks(NaN, 1, 5), []);
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

test("a gradient arrow points along the gradient and grows with it up to two fifths of the box", () => {
  const limits = { low: 0, high: 1 };
  let before = 0;
  for (const size of [1e-6, 0.1, 1, 10, 1e6]) {
    const [u, v] = geometry.gradientStep([3 * size, 4 * size], SQUARE, limits);
    assertClose(3 * v, 4 * u);
    const length = Math.hypot(u, v);
    assert.ok(u > 0 && length > before && length < 0.4 * 4);
    before = length;
  }
});

test("a gradient arrow has half its greatest length where f rises by its range across the box", () => {
  const { low, high } = { low: 0, high: 5 * Math.hypot(8, 2) };
  assertClose(geometry.gradientStep([0, 5], OBLONG, { low, high }), [0, 0.2 * 2]);
});

test("multiplying a function by a constant leaves its gradient arrow as it is", () => {
  const step = geometry.gradientStep([1, -2], OBLONG, { low: -3, high: 4 });
  assertClose(geometry.gradientStep([1e5, -2e5], OBLONG, { low: -3e5, high: 4e5 }), step);
});

test("a gradient of zero has no arrow", () => {
  assert.deepEqual(geometry.gradientStep([0, 0], SQUARE, { low: 0, high: 1 }), [0, 0]);
});

test("direction arrows of all angles are equally long", () => {
  const lengths = [0, 45, 90, 222, 359].map((angle) => Math.hypot(...geometry.directionStep(angle, OBLONG)));
  assertClose(lengths, Array(5).fill(lengths[0]));
  const [u, v] = geometry.directionStep(90, OBLONG);
  assertClose(u, 0);
  assert.ok(v > 0);
});

test("the eigenvector cross is longer where the surface is more curved, whatever the sign", () => {
  const steps = geometry.eigenSteps(
    {
      values: [-8, 2],
      vectors: [
        [0, 1],
        [1, 0],
      ],
    },
    SQUARE,
  );
  assert.equal(steps[0][0], 0);
  assert.equal(steps[1][1], 0);
  assert.ok(steps[0][1] > steps[1][0] && steps[1][0] > 0);
});

test("without any curvature the eigenvector cross is still there", () => {
  for (const step of geometry.eigenSteps(
    {
      values: [0, 0],
      vectors: [
        [1, 0],
        [0, 1],
      ],
    },
    SQUARE,
  ))
    assert.ok(Math.hypot(...step) > 0);
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

test("a ray meets a plane where algebra says", () => {
  // (0, -1, 9) + t (1, 1, -10) meets z = 1 + x/2 - 2y where 9 - 10t = 3 - 3t/2, at t = 12/17.
  // bisection of 1/400 in 30 rounds
  assertClose(geometry.pickOnSurface(gridOf(plane), [0, -1, 9], [1, 0, -1]), [12 / 17, 12 / 17 - 1], 1e-9);
});

test("a ray straight down meets the surface below it", () => {
  assertClose(
    geometry.pickOnSurface(
      gridOf((x, y) => x * y),
      [0.3, -0.7, 50],
      [0.3, -0.7, -50],
    ),
    [0.3, -0.7],
  );
});

test("of two places where a ray meets the surface, the nearer one is picked", () => {
  const bowl = gridOf((x, y) => x * x + y * y, SQUARE, 101); // whose ticks are there: drawn and true heights agree
  assertClose(geometry.pickOnSurface(bowl, [-3, 0, 1], [3, 0, 1]), [-1, 0], 1e-9); // as above
  assertClose(geometry.pickOnSurface(bowl, [3, 0, 1], [-3, 0, 1]), [1, 0], 1e-9);
});

test("a ray past the box, above the surface or through a hole meets nothing", () => {
  const holed = gridOf((x, y) => (Math.hypot(x, y) < 1 ? NaN : 0));
  assert.equal(geometry.pickOnSurface(holed, [5, 5, 5], [5, 5, -5]), null);
  assert.equal(geometry.pickOnSurface(holed, [-1, 1.5, 1], [1, 1.5, 2]), null);
  assert.equal(geometry.pickOnSurface(holed, [0.1, 0.1, 5], [0.1, 0.1, -5]), null);
});

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const SHIFT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, -3, 5, 1]; // columns first
const QUARTER_TURN = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]; // x to y, about z
const PERSPECTIVE = [1.5, 0, 0, 0, 0, 2, 0, 0, 0, 0, -1.02, -1, 0, 0, -0.2, 0];

test("a product of matrices applies the right one first", () => {
  assertClose(geometry.projected(geometry.multiplied(SHIFT, QUARTER_TURN), [1, 0, 0]), [2, -2, 5]);
  assertClose(geometry.projected(geometry.multiplied(QUARTER_TURN, SHIFT), [1, 0, 0]), [3, 3, 5]);
});

test("the identity changes nothing", () => {
  assertClose(geometry.multiplied(IDENTITY, PERSPECTIVE), PERSPECTIVE);
  assertClose(geometry.multiplied(PERSPECTIVE, IDENTITY), PERSPECTIVE);
  assertClose(geometry.projected(IDENTITY, [3, -1, 4]), [3, -1, 4]);
});

test("a perspective divides by the distance", () => {
  assertClose(geometry.projected(PERSPECTIVE, [1, 1, -2]).slice(0, 2), [0.75, 1]);
  assertClose(geometry.projected(PERSPECTIVE, [1, 1, -4]).slice(0, 2), [0.375, 0.5]);
});

test("a matrix times its inverse is the identity, also where pivots must be exchanged", () => {
  const camera = geometry.multiplied(PERSPECTIVE, geometry.multiplied(SHIFT, QUARTER_TURN));
  for (const matrix of [IDENTITY, SHIFT, QUARTER_TURN, PERSPECTIVE, camera]) {
    const inverse = geometry.inverted(matrix);
    // the perspective's condition number is near 100
    assertClose(geometry.multiplied(matrix, inverse), IDENTITY, 1e-10);
    assertClose(geometry.multiplied(inverse, matrix), IDENTITY, 1e-10);
  }
});

test("a matrix that flattens space has no inverse", () => {
  assert.equal(geometry.inverted([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), null);
});
