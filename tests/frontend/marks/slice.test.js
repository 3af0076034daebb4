import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { slice } from "../../../frontend/plots/marks/slice.js";
import { slope } from "../../../frontend/plots/marks/slope.js";
import { pointsOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, heightOnPlane, inSpace, mapPen, onMap, placesOf, spacePen, strokesOf, TANGENT } from "./pens.js";

const along = (axis) => slice({ along: axis, through: [1, -0.5] });

test("the slice along x keeps y at the place's, the slice along y keeps x, and both lie on the surface", () => {
  const [[across], [up]] = [along("x"), along("y")].map((mark) => inSpace(mark).map(placesOf));
  assert.ok(across.length > 10 && up.length > 10);
  for (const [x, y, z] of across) assertClose([y, z], [-0.5, x * x - 0.25], 1e-9);
  for (const [x, y, z] of up) assertClose([x, z], [1, 1 - y * y], 1e-9);
  assertClose([across[0][0], across.at(-1)[0], up[0][1], up.at(-1)[1]], [-2, 2, -2, 2]);
});

test("on the map slices go through the place, along the axes and across all that is seen", () => {
  const [level, upright] = ["x", "y"].map((axis) => strokesOf(onMap(along(axis)))[0]);
  assertClose(pointsOf(level), [
    [100, 350],
    [500, 350],
  ]);
  assertClose(
    pointsOf(upright).sort(([, a], [, b]) => b - a),
    [
      [400, 500],
      [400, 100],
    ],
  );
  const [wider] = strokesOf(onMap(along("x"), mapPen({ x: [-4, 4], y: [-4, 4] })));
  assertClose(pointsOf(wider), [
    [100, 325],
    [500, 325],
  ]);
});

test("slices have the colour of the point", () => {
  assert.equal(strokesOf(onMap(along("x")))[0].attributes.stroke, DAY.color("point"));
  assert.equal(inSpace(along("x"))[0].line.color, DAY.color("point"));
});

test("before there is a surface a slice is a line without length", () => {
  const [trace] = inSpace(along("x"), { ...spacePen(), grid: null });
  assert.equal(new Set(placesOf(trace).map(String)).size, 1);
});

test("the slope along an axis is a straight piece of the tangent plane, in its colour", () => {
  for (const [axis, still] of [
    ["x", 1],
    ["y", 0],
  ]) {
    const [trace] = inSpace(slope({ along: axis, tangent: TANGENT }));
    const places = placesOf(trace);
    for (const place of places) assertClose([place[still], place[2]], [TANGENT.at[still], heightOnPlane(...place)]);
    assertClose((places[0][2] + places[1][2]) / 2, 0.75);
    assert.equal(trace.line.color, DAY.color("tangent"));
  }
  assert.equal("onMap" in slope({ along: "x", tangent: TANGENT }).kind, false);
});
