/** The loss of a regression, typed. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_STATE } from "../../frontend/labs/regression/state.js";
import { typedLoss } from "../../frontend/labs/regression/typed-loss.js";

const POINTS = { x: [1, -2], y: [3, 0.5] };
const LINE = { ...DEFAULT_STATE, source: "m x + b", loss: "squared", reduction: "mean" };

test("a loss is the mean, or the sum, of what each residual costs", () => {
  assert.equal(typedLoss(LINE, ["m", "b"], POINTS), "f(m, b) = ((3 - (m (1) + b))^2 + (0.5 - (m (-2) + b))^2)/2");
  assert.equal(
    typedLoss({ ...LINE, loss: "quantile", tau: 0.3, reduction: "sum" }, ["m", "b"], { x: [1], y: [3] }),
    "f(m, b) = max(0.3 (3 - (m (1) + b)), (0.3 - 1) (3 - (m (1) + b)))",
  );
});

test("letters inside of words stay, and what cannot be typed is not", () => {
  const { source, ...rest } = LINE;
  assert.match(typedLoss({ ...rest, source: "a exp(-b x)" }, ["a", "b"], POINTS), /a exp\(-b \(1\)\)/);
  assert.equal(typedLoss(LINE, ["m"], POINTS), null);
  assert.equal(typedLoss({ ...rest, source: "u = x^2\na u + b" }, ["a", "b"], POINTS), null);
  const many = Array.from({ length: 256 }, (_, k) => k);
  assert.equal(typedLoss(LINE, ["m", "b"], { x: many, y: many }), null);
});
