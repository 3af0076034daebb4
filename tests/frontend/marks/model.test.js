import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { model, patchTriangles, quadraticPatch } from "../../../frontend/plots/marks/model.js";
import { assertClose, SQUARE } from "../helpers.js";
import { DAY, inSpace, placesOf, TANGENT } from "./pens.js";

test("the quadratic model of a quadratic function is that function", () => {
  const f = (x, y) => 3 + x - 2 * y + 2 * x * x + 3 * x * y - y * y;
  const [a, b] = [0.5, -1];
  const { x, y, z } = quadraticPatch(
    { at: [a, b], value: f(a, b), slopes: [1 + 4 * a + 3 * b, -2 + 3 * a - 2 * b] },
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
  const { x, y } = quadraticPatch(
    { at: [0, 0], value: 0, slopes: [0, 0] },
    [
      [0, 0],
      [0, 0],
    ],
    SQUARE,
  );
  const { i, j, k } = patchTriangles();
  // Signed areas, all of one sign: no triangle is turned over another.
  const areas = i.map((a, n) => ((x[j[n]] - x[a]) * (y[k[n]] - y[a]) - (x[k[n]] - x[a]) * (y[j[n]] - y[a])) / 2);
  assert.ok(areas.every((area) => area > 0));
  const [width, height] = [x, y].map((list) => Math.max(...list) - Math.min(...list));
  assertClose(
    areas.reduce((sum, area) => sum + area),
    width * height,
  );
});

test("the model of x² − y² is the surface itself, in the colour of the Hessian", () => {
  const hessian = [
    [2, 0],
    [0, -2],
  ];
  const [trace] = inSpace(model({ tangent: TANGENT, hessian }));
  for (const [x, y, z] of placesOf(trace)) assertClose(z, x * x - y * y, 1e-9);
  assert.equal(trace.color, DAY.color("hessian"));
});

test("without a Hessian the model has no extent, and as many places", () => {
  const [there, gone] = [
    [
      [0, 0],
      [0, 0],
    ],
    null,
  ].map((hessian) => inSpace(model({ tangent: TANGENT, hessian }))[0]);
  assert.equal(gone.x.length, there.x.length);
  assert.equal(new Set(placesOf(gone).map(String)).size, 1);
});
