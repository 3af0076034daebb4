import { shapesOf } from "./fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { lineSample } from "../../frontend/plots/line-sample.js";

test("a sample in a legend has the role, the dashes and the weight of its line", () => {
  const [line] = shapesOf([lineSample({ role: "run-3", dash: "6 4", weight: 0.7 })], "line");
  assert.equal(line.attributes.class, "sample run-3");
  assert.equal(line.attributes["stroke-dasharray"], "6 4");
  assert.match(line.attributes.style, /\* 0\.7px\)$/);
  assert.equal(line.attributes.y1, line.attributes.y2);
});
