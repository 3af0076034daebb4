/** Methods raced on one network: all from the same beginning, each by its best, and what is said of them. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEFAULT_STATE } from "../../frontend/labs/network/state.js";
import {
  bestOf,
  RACERS,
  racePicture,
  raceRows,
  raceSentence,
  RATES,
  runOf,
  startsOf,
} from "../../frontend/labs/network/training/race.js";

const run = (method, rate, end, isGone = false) => ({ method, rate, epochs: [1, 2], losses: [0.5, end], isGone });
const RUNS = [
  run("adam", 0.01, 0.2),
  run("adam", 0.1, 0.01),
  run("momentum", 0.1, 0.03),
  run("momentum", 1, 0.001, true),
  run("gradient-descent", 1, null, true),
];

test("all trainings of a race differ in method and rate alone", () => {
  const starts = startsOf({ ...DEFAULT_STATE, seed: 7 }, 130, true);
  assert.equal(starts.length, RACERS.length * RATES.length);
  const [first, ...others] = starts.map(({ question: { optimiser: _, ...rest } }) => JSON.stringify(rest));
  assert.deepEqual(others, Array(others.length).fill(first));
  assert.equal(new Set(starts.map(({ question: { optimiser } }) => JSON.stringify(optimiser))).size, starts.length);
  assert.match(first, /"seed":7.*"epochs":130/);
  const same = startsOf({ ...DEFAULT_STATE, settings: { learning_rate: 0.4 } }, 0, false);
  assert.deepEqual([same.length, same[0].rate, same[0].question.epochs], [RACERS.length, 0.4, 100]);
});

test("peers follow the gradient of the cost as it is: no method that solves for its step, or decays weights", () => {
  for (const name of ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam"])
    assert.ok(RACERS.includes(name), name);
  for (const name of ["natural-gradient", "adamw"]) assert.ok(!RACERS.includes(name), name);
});

test("of each method the run counts that ends lowest, and one that ran away ends nowhere", () => {
  assert.deepEqual(
    bestOf(RUNS).map(({ method, rate, isGone }) => [method, rate, isGone]),
    [
      ["adam", 0.1, false],
      ["momentum", 0.1, false],
      ["gradient-descent", 1, true],
    ],
  );
  assert.deepEqual(raceRows(bestOf(RUNS)), [
    ["Adam", "0.1", "0.01"],
    ["Momentum (heavy ball)", "0.1", "0.03"],
    ["Gradient descent", "1", "ran away"],
  ]);
});

test("the sentence names the lowest, those that ran away, and how the rates were chosen", () => {
  const said = raceSentence(bestOf(RUNS), true);
  assert.match(
    said,
    /^Adam is lowest after 2 epochs: 0\.01\. 1 ran away\. Each has the best of the learning rates 0\.01,/,
  );
  assert.match(raceSentence([run("adam", 0.3, 0.2)], false), /All have the learning rate 0\.3/);
  assert.match(raceSentence([run("adam", 9, 0.1, true)], false), /all of them ran away/);
});

test("losses are drawn where they were measured, methods told apart by colour and dashes", () => {
  const [start] = startsOf(DEFAULT_STATE, 100, false);
  const told = runOf(start, { losses: [0.5, 0, null], diverged: null });
  assert.deepEqual([told.epochs, told.isGone], [[1, 2, 3], false]);
  const { curves } = racePicture({ runs: [told, ...bestOf(RUNS)], theme: "light" });
  // On a scale of powers of ten there is no 0.
  assert.deepEqual(curves[0].y, [0.5, null, null]);
  const looks = RACERS.map((method) => run(method, 0.1, 0.1));
  const drawn = racePicture({ runs: looks, theme: "light" }).curves.map(({ role, dash }) => `${role} ${dash}`);
  assert.equal(new Set(drawn).size, RACERS.length);
});
