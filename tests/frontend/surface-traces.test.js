import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { GLYPHS } from "../../frontend/plots/palette.js";
import { MOVING, movingPlaces, styleOf, surfaceTraces } from "../../frontend/plots/surface-traces.js";
import { assertClose, gridOf, saddlePicture, toggles } from "./helpers.js";
import { palette } from "./tokens.js";

const LIMITS = { low: -4, high: 4 };
const ALL = ["tangent", "gradient", "direction", "slices", "quadratic", "eigenvectors", "critical"];
const DAY = palette("light");
const saddle = (x, y) => x * x - y * y;
const plane = (x, y) => 0.75 + 2 * (x - 1) + (y + 0.5);
const places = (changes = {}) => movingPlaces(saddlePicture({ show: toggles(ALL), ...changes }), LIMITS);
const heights = ({ x, y }, f) => Array.from(x, (each, k) => f(each, y[k]));

test("the slice along x keeps y at the point's, the slice along y keeps x, and both lie on the surface", () => {
  // A node of the grid, where the drawn surface has the very height of the function.
  const { sliceX, sliceY } = places({ grid: gridOf(saddle), point: [1, -0.5], base: [1, -0.5] });
  assert.ok(sliceX.x.length > 10 && sliceY.y.length > 10);
  assertClose(
    Array.from(sliceX.y),
    Array.from(sliceX.y, () => -0.5),
  );
  assertClose(
    Array.from(sliceY.x),
    Array.from(sliceY.x, () => 1),
  );
  assertClose([sliceX.x[0], sliceX.x.at(-1), sliceY.y[0], sliceY.y.at(-1)], [-2, 2, -2, 2]);
  for (const slice of [sliceX, sliceY]) assertClose(Array.from(slice.z), heights(slice, saddle), 1e-9);
});

test("the tangent plane, the bars of both slopes and both arrows lie in the plane of the slopes", () => {
  const found = places();
  for (const name of ["plane", "slopeX", "slopeY"])
    assertClose(Array.from(found[name].z), heights(found[name], plane), 1e-9);
  for (const name of ["gradient", "direction"]) {
    const { x, y, z } = found[name];
    assertClose([x[0], y[0], z[0]], [1, -0.5, 0.75]);
    assertClose(z[1], plane(x[1], y[1]), 1e-9);
  }
  assertClose([found.slopeX.y[0], found.slopeX.y[1]], [-0.5, -0.5]);
  assertClose([found.slopeY.x[0], found.slopeY.x[1]], [1, 1]);
});

test("the quadratic model of a quadratic is the surface itself", () => {
  const { model } = places();
  assertClose(Array.from(model.z), heights(model, saddle), 1e-9);
});

test("each thing on the surface has the colour of its concept", () => {
  const picture = saddlePicture({ show: toggles(ALL) });
  const colors = Object.fromEntries(
    MOVING.map((name) => {
      const { color, line, marker } = /** @type {any} */ (styleOf(name, DAY, picture));
      return [name, color ?? line?.color ?? marker?.color];
    }),
  );
  const roles = {
    plane: "tangent",
    model: "hessian",
    sliceX: "point",
    sliceY: "point",
    slopeX: "tangent",
    slopeY: "tangent",
    gradient: "gradient",
    direction: "direction",
    eigen1: "hessian",
    eigen2: "hessian",
    point: "point",
  };
  assert.deepEqual(colors, Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, DAY.color(role)])));
});

test("eigenvectors are dashed where the surface curves downwards, and only there", () => {
  const dashes = (values) => {
    const picture = saddlePicture({
      eigen: {
        values,
        vectors: [
          [1, 0],
          [0, 1],
        ],
      },
    });
    return ["eigen1", "eigen2"].map((name) => /** @type {any} */ (styleOf(name, DAY, picture)).line.dash);
  };
  assert.deepEqual(
    [dashes([2, -2]), dashes([-2, 2]), dashes([1, 1])],
    [
      ["solid", "dash"],
      ["dash", "solid"],
      ["solid", "solid"],
    ],
  );
});

test("what is switched off is not seen, and the point always is", () => {
  const shown = (names) =>
    surfaceTraces(saddlePicture({ show: toggles(names), gradient: [2, 1] }), LIMITS, DAY)
      .slice(1, 1 + MOVING.length)
      .flatMap((trace, k) => (trace.visible ? [MOVING[k]] : []));
  assert.deepEqual(shown([]), ["point"]);
  assert.deepEqual(shown(["tangent"]), ["plane", "point"]);
  assert.deepEqual(shown(["slices"]), ["sliceX", "sliceY", "slopeX", "slopeY", "point"]);
});

test("critical points are in ink above the surface, in the sign of their kind", () => {
  const critical = [
    { point: [0, 0], value: 0, kind: "saddle" },
    { point: [1, -1], value: 2, kind: "maximum" },
  ];
  const picture = saddlePicture({ critical, show: toggles(["critical"]) });
  const { x, y, z, text, textfont } = /** @type {any} */ (surfaceTraces(picture, LIMITS, DAY)[1 + MOVING.length]);
  assert.deepEqual({ x, y, text }, { x: [0, 1], y: [0, -1], text: [GLYPHS.saddle, GLYPHS.maximum] });
  assert.ok(z[0] > 0 && z[1] > 2 && z[1] < 2.5);
  assert.equal(textfont.color, DAY.ink);
});
