import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { bar } from "../../../frontend/plots/marks/bar.js";
import { pointsOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, heightOnPlane, inSpace, onMap, placesOf, strokesOf, TANGENT } from "./pens.js";

const eigenvector = (changes = {}) =>
  bar({ at: [1, -0.5], step: [0.5, 0.25], role: "hessian", isDashed: false, tangent: TANGENT, ...changes });

test("a bar reaches as far to both sides of its place, up the map for larger y", () => {
  const [stroke] = strokesOf(onMap(eigenvector()));
  assertClose(pointsOf(stroke), [
    [350, 375],
    [450, 325],
  ]);
  assert.equal(stroke.attributes.stroke, DAY.color("hessian"));
});

test("in space a bar lies in the tangent plane, in the same colour", () => {
  const [trace] = inSpace(eigenvector());
  assertClose(
    placesOf(trace),
    [
      [0.5, -0.75],
      [1.5, -0.25],
    ].map(([x, y]) => [x, y, heightOnPlane(x, y)]),
  );
  assert.equal(trace.line.color, DAY.color("hessian"));
});

test("a bar is dashed in both views, or in none", () => {
  for (const isDashed of [false, true]) {
    const [stroke] = strokesOf(onMap(eigenvector({ isDashed })));
    assert.equal(stroke.attributes["stroke-dasharray"] !== "none", isDashed);
    assert.equal(inSpace(eigenvector({ isDashed }))[0].line.dash, isDashed ? "dash" : "solid");
  }
});

test("a bar without a step is not seen, and keeps its trace", () => {
  assert.deepEqual(onMap(eigenvector({ step: null })), []);
  assert.equal(new Set(placesOf(inSpace(eigenvector({ step: null }))[0]).map(String)).size, 1);
});
