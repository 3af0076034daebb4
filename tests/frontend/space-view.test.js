import assert from "node:assert/strict";
import { test } from "node:test";
import * as view from "../../frontend/plots/space-view.js";
import { assertClose } from "./helpers.js";

const WIDE = { width: 800, height: 500 };
const MARGINS = { side: 40, foot: 40, head: 20 };

test("an eye and the direction that it looks from are each other's inverse", () => {
  for (const azimuth of [-179, -90, -62, 0, 45, 170])
    for (const elevation of [-30, 0, 31, 60, 89.7]) {
      const seen = view.directionOf(view.eyeAt({ azimuth, elevation }, 3));
      assertClose([seen.azimuth, seen.elevation, seen.distance], [azimuth, elevation, 3], 1e-9);
    }
});

test("straight from above x runs to the right and y upwards", () => {
  const { right, up } = view.lensAt(view.eyeAt(view.ABOVE));
  assertClose(right, [1, 0, 0], 1e-9);
  assertClose(up, [0, 1, 0], 0.01);
});

test("the box grows flat from high above, and is all there is to it up to 60 degrees", () => {
  assertClose(view.boxHeight(31), 0.5 * 1.52);
  assertClose(view.boxHeight(60), 0.5 * 1.52);
  assertClose(view.boxHeight(89.7), 0.02);
  const heights = [60, 65, 70, 75, 80, 85, 90].map(view.boxHeight);
  assert.ok(heights.every((height, k) => k === 0 || height <= heights[k - 1]));
});

test("a flight goes the shorter way round, and ends where it should", () => {
  const [from, to] = [
    { azimuth: 170, elevation: 30 },
    { azimuth: -170, elevation: 50 },
  ];
  assert.deepEqual(view.between(from, to, 0.5), { azimuth: 180, elevation: 40 });
  assert.equal(view.turnBetween(from, to), 20);
  assert.equal(view.turnBetween(to, from), -20);
  assertClose(view.between(from, to, 1).azimuth, 190);
});

/** Where a place in space is in the picture, in px, by the definition of perspective. */
function pixelOf(place, direction, half, { width, height }) {
  const eye = view.eyeAt(direction);
  const { right, up, back } = view.lensAt(eye);
  const at = place.map((part, k) => part - view.CENTER[k]);
  const dot = (axis) => axis[0] * at[0] + axis[1] * at[1] + axis[2] * at[2];
  const depth = view.DISTANCE * view.FURTHER - dot(back);
  const scale = height / 2 / half / depth;
  return [width / 2 + scale * dot(right), height / 2 - scale * dot(up)];
}

test("from everywhere the box just fits between the margins, in wide and in narrow pictures", () => {
  for (const element of [WIDE, { width: 300, height: 500 }, { width: 2000, height: 300 }])
    for (const direction of [view.HOME, view.ABOVE, view.ALONG.x, view.ALONG.y, { azimuth: 100, elevation: 55 }]) {
      const half = view.fittingLens(direction, element, MARGINS);
      const height = view.boxHeight(direction.elevation);
      const ends = [-0.5, 0.5];
      const pixels = ends.flatMap((x) =>
        ends.flatMap((y) => ends.map((z) => pixelOf([x, y, z * height], direction, half, element))),
      );
      const room = pixels.flatMap(([u, v]) => [
        u - MARGINS.side,
        element.width - MARGINS.side - u,
        v - MARGINS.head,
        element.height - MARGINS.foot - v,
      ]);
      assert.ok(Math.abs(Math.min(...room)) < 1e-6, `${Math.min(...room)}`);
    }
});
