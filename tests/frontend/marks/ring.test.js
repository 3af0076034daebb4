import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ring } from "../../../frontend/plots/marks/ring.js";
import { pointsOf } from "../fake-svg.js";
import { assertClose } from "../helpers.js";
import { DAY, onMap, strokesOf } from "./pens.js";

test("a ring is as far from its centre everywhere, closed, and in its colour", () => {
  const [line] = strokesOf(onMap(ring({ center: [1, -0.5], radius: 0.4, role: "hessian" })));
  const places = pointsOf(line);
  for (const [x, y] of places) assertClose(Math.hypot(x - 400, y - 350), 40, 0.02);
  assert.deepEqual(places[0], places.at(-1));
  assert.equal(line.attributes.stroke, DAY.color("hessian"));
});
