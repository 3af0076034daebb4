import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { plane, tangentPatch } from "../../../frontend/plots/marks/plane.js";
import { assertClose, SQUARE } from "../helpers.js";
import { DAY, heightOnPlane, inSpace, placesOf, TANGENT } from "./pens.js";

const OBLONG = { x: [-3, 5], y: [10, 12] };

test("the tangent patch lies in the tangent plane, around the point", () => {
  const { x, y, z } = tangentPatch({ at: [1, 11], value: 4, slopes: [0.1, -0.2] }, OBLONG, { low: 0, high: 10 });
  x.forEach((_, k) => assertClose(z[k], 4 + 0.1 * (x[k] - 1) - 0.2 * (y[k] - 11)));
  const mean = (list) => list.reduce((a, b) => a + b) / list.length;
  assertClose([mean(x), mean(y), mean(z)], [1, 11, 4]);
});

test("a steep tangent patch shrinks until it fits between the limits, and keeps its slope", () => {
  const { x, z } = tangentPatch({ at: [0, 0], value: 0, slopes: [1000, 0] }, SQUARE, { low: -1, high: 1 });
  assert.ok(Math.max(...z) - Math.min(...z) <= 2);
  assertClose((Math.max(...z) - Math.min(...z)) / (Math.max(...x) - Math.min(...x)), 1000, 1e-9);
});

test("multiplying a function by a constant leaves the outline of its tangent patch as it is", () => {
  for (const slope of [0.1, 50]) {
    const [once, often] = [1, 1e4].map((k) =>
      tangentPatch({ at: [1, 11], value: 4 * k, slopes: [slope * k, -slope * k] }, OBLONG, { low: 0, high: 10 * k }),
    );
    assertClose([...often.x, ...often.y], [...once.x, ...once.y]);
  }
});

test("the tangent plane lies in the plane of the slopes, in the tangent's colour, and not on the map", () => {
  const mark = plane({ tangent: TANGENT });
  const [trace] = inSpace(mark);
  for (const [x, y, z] of placesOf(trace)) assertClose(z, heightOnPlane(x, y));
  assert.deepEqual([trace.type, trace.color, trace.i.length], ["mesh3d", DAY.color("tangent"), 2]);
  assert.equal("onMap" in mark.kind, false);
});

test("without slopes the plane has no extent, and as many corners", () => {
  const [trace] = inSpace(plane({ tangent: null }));
  assert.equal(trace.x.length, 4);
  assert.equal(new Set(placesOf(trace).map(String)).size, 1);
  assert.ok(placesOf(trace).flat().every(Number.isFinite));
});
