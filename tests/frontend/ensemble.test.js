/** What a network comes to from many seeds. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_STATE } from "../../frontend/labs/network/state.js";
import { questionOf, spreadPicture, spreadSentence } from "../../frontend/labs/network/training/ensemble.js";

const spread = {
  measured: [0, 50, 100],
  runs: 40,
  arrived: 0.75,
  gone: 0.05,
  quantiles: {
    0.05: [0.4, 0.02, 0.01],
    0.25: [0.5, 0.1, 0.02],
    0.5: [0.6, 0.2, 0.04],
    0.75: [0.7, 0.3, 0.05],
    0.95: [0.9, 0.8, null],
  },
};

test("the same training is asked for from other seeds, as long as it went on, measured often enough", () => {
  const { lesson, runs, loss_goal } = questionOf({ ...DEFAULT_STATE, numbers: [1, 2] }, 640, 20, 0.1);
  assert.deepEqual([lesson.epochs, lesson.every, runs, loss_goal], [640, 10, 20, 0.1]);
  assert.equal(lesson.network.layers, undefined);
  assert.ok(lesson.network.sizes.length > 2);
  assert.equal(questionOf(DEFAULT_STATE, 3, 20, 0.1).lesson.epochs, 100);
  assert.equal(questionOf(DEFAULT_STATE, 19_000, 20, 0.1).lesson.epochs, 2000);
});

test("five shares are drawn over the epochs, and the loss that is small enough", () => {
  const { curves, guides, yRange, xRange } = spreadPicture({ spread, enough: 0.05, theme: "light" });
  assert.deepEqual(
    curves.map(({ y, label }) => [label, y.at(-1)]),
    [
      ["half", 0.04],
      ["a quarter", 0.02],
      ["three quarters", 0.05],
      ["5 %", 0.01],
      ["95 %", null],
    ],
  );
  assert.equal(guides[0].y, 0.05);
  assert.deepEqual(xRange, [0, 100]);
  assert.ok(Math.abs(yRange[1] - 1.05 * 0.9) < 1e-12);
});

test("what they come to is one sentence", () => {
  assert.equal(
    spreadSentence(spread, 0.05),
    "Of 40 networks from as many seeds, 75 % reach a loss of 0.05 within 100 epochs; half of them end at 0.04 or " +
      "less; in 5 % the numbers ran away.",
  );
});
