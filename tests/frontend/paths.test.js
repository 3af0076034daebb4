import assert from "node:assert/strict";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import { looksOf, METHODS, roleOf, settingOf } from "../../frontend/labs/paths/methods.js";
import { lastStep, leastValue, pictureOf, progressPicture, projectionPicture } from "../../frontend/labs/paths/picture.js";
import * as paths from "../../frontend/labs/paths/state.js";
import { endSentence, endText, rateText, stepSentence, tableRows, workText } from "../../frontend/labs/paths/words.js";
import { assertClose } from "./helpers.js";

const { DEFAULT_STATE } = paths;
const LINKS = createLinks([paths], "paths");
const MEANING = { source: "x^2 + 10 y^2", variables: ["x", "y"], parameters: [] };
const METHOD_LIST = [{ name: "gradient-descent", label: "Gradient descent", settings: [{ name: "learning_rate", default: 0.1 }] }];

/** Gradient descent on x² + 10 y² from (1, 1). */
function walk(rate, steps, more = {}) {
  const points = Array.from({ length: steps + 1 }, (_, n) => [(1 - 2 * rate) ** n, (1 - 20 * rate) ** n]);
  return {
    run: { method: "gradient-descent", start: [1, 1], settings: { learning_rate: rate } },
    points,
    values: points.map(([x, y]) => x * x + 10 * y * y),
    gradients: points.map(([x, y]) => [2 * x, 20 * y]),
    norms: points.map(([x, y]) => Math.hypot(2 * x, 20 * y)),
    work: points.map((_, n) => n + 1),
    internals: null,
    stop: { reason: "converged", message: "Converged to a local minimum, (x, y) = (-1e-11, 0), after 4 steps." },
    ...{ end: { kind: "minimum", eigenvalues: [2, 20] }, theory: null, predictedRate: 1 - 2 * rate, measuredRate: 1 - 2 * rate },
    ...{ order: { kind: "linear", order: 1, rate: 1 - 2 * rate }, evaluations: { value: 0, gradient: steps + 1, hessian_vector: 0, hessian: 0 } },
    ...more,
  };
}

function scene(walks, more = {}) {
  const state = { ...DEFAULT_STATE, runs: walks.map(({ run }) => run), step: 2, ...more };
  return { state, answers: { meaning: MEANING, domain: null, grid: null, walks, critical: null }, selected: 0, theme: "light" };
}

test("a link read back gives the same state", () => {
  const runs = [
    { method: "momentum", start: [-1.5, 2e-8], settings: { learning_rate: 0.002, momentum: 0.95, schedule: "cosine" } },
    { method: "lbfgs", start: [1, 2], settings: {} },
  ];
  const state = { ...DEFAULT_STATE, runs, together: false, step: 7, trail: 20, against: "work", view: [1, 2, 0.5] };
  const { state: read, complaints } = LINKS.fromFragment(LINKS.toFragment(state));
  assert.deepEqual([read, complaints], [state, []]);
});

test("a link with damaged runs opens with the usual ones and says so", () => {
  for (const text of ["magic:1,2", "adam:1,x", "adam:1,2:speed=3", "adam:1,2;adam:1", Array(9).fill("adam:1,2").join(";")]) {
    const { state, complaints } = LINKS.fromFragment(`v=1&lab=paths&runs=${text}`);
    assert.deepEqual(state.runs, DEFAULT_STATE.runs);
    assert.match(complaints[0], /is not 1 to 8 runs/);
  }
});

test("each method has a colour, and two runs of one method differ by their dashes", () => {
  assert.ok(METHODS.every((method) => /^run-\d+$/.test(roleOf(method))));
  const looks = looksOf([{ method: "adam" }, { method: "adam" }, { method: "adamw" }, { method: "adam" }]);
  assert.deepEqual(looks.map(({ role }) => role), ["run-3", "run-3", "run-3", "run-3"]);
  assert.equal(new Set(looks.map(({ dash }) => dash)).size, 4);
});

test("any two methods differ by colour or by dash", () => {
  const looks = METHODS.map((method) => JSON.stringify(looksOf([{ method }])[0]));
  assert.equal(new Set(looks).size, METHODS.length);
});

test("a setting of a run is its own, or the usual one", () => {
  assert.equal(settingOf({ settings: { learning_rate: 3 } }, METHOD_LIST[0], "learning_rate"), 3);
  assert.equal(settingOf({ settings: {} }, METHOD_LIST[0], "learning_rate"), 0.1);
  assert.equal(settingOf({ settings: {} }, METHOD_LIST[0], "momentum"), undefined);
});

test("walks are drawn up to the cursor, with as much of a trail as is wanted", () => {
  const whole = pictureOf(scene([walk(0.02, 6)], { step: 4 }), {});
  assert.equal(whole.trails[0].places.length, 5);
  const short = pictureOf(scene([walk(0.02, 6)], { step: 4, trail: 2 }), {});
  assert.deepEqual(short.trails[0].places, whole.trails[0].places.slice(2));
  assert.equal(lastStep([walk(0.02, 3), walk(0.02, 8)]), 8);
});

test("one start is dragged for all runs, or one for each", () => {
  const walks = [walk(0.02, 3), walk(0.03, 3)];
  assert.equal(pictureOf(scene(walks, { together: true }), {}).grips.length, 1);
  const grips = pictureOf(scene(walks, { together: false }), {}).grips;
  assert.deepEqual(grips.map(({ label, isSelected }) => [label, isSelected]), [["1", true], ["2", false]]);
});

test("f is measured from the least critical value, unless a walk has met a lower one", () => {
  const answers = { walks: [walk(0.02, 5)], critical: { points: [{ kind: "minimum", value: -1 }, { kind: "saddle", value: -5 }] } };
  assert.deepEqual(leastValue(answers), { value: -1, isKnown: true });
  const lower = walk(0.02, 1, { values: [3, -2, null] });
  assert.deepEqual(leastValue({ ...answers, walks: [lower] }), { value: -2, isKnown: false });
});

test("progress runs against iterations or against gradient evaluations", () => {
  const walks = [walk(0.02, 4, { work: [1, 4, 7, 10, 13] })];
  const against = (value) => progressPicture(scene(walks, { against: value }), "gradient").curves[0].x;
  assert.deepEqual([...against("iterations")], [0, 1, 2, 3, 4]);
  assert.deepEqual([...against("work")], [1, 4, 7, 10, 13]);
  const steps = progressPicture(scene(walks), "step").curves[0].y;
  assertClose([steps[0]], [Math.hypot(0.04, 0.4)]);
});

test("more than two variables are seen on a plane, whose share of the variance is told", () => {
  const points = [[1, 0, 0], [0.5, 0.5, 0], [0, 0, 0]];
  const three = walk(0.1, 2, { points, values: [1, 0.5, 0] });
  const flat = scene([three]);
  flat.answers.meaning = { ...MEANING, variables: ["x", "y", "z"] };
  const { picture, share } = projectionPicture(flat, [0, 1]);
  assert.equal(share, 1);
  assert.deepEqual(picture.lines[0].points, [[1, 0], [0.5, 0.5], [0, 0]]);
  assert.equal(picture.xLabel, "x");
});

test("the sentence says where the selected run is, and at its end why it stopped", () => {
  const at = scene([walk(0.02, 4)], { step: 1 });
  assert.equal(stepSentence(at.state, at.answers, 0, METHOD_LIST), "Gradient descent, step 1: (x, y) = (0.96, 0.6), f = 4.5216, |∇f| = 12.2.");
  const end = scene([walk(0.02, 4)], { step: 9 });
  assert.match(stepSentence(end.state, end.answers, 0, METHOD_LIST), /^Gradient descent: Converged to a local minimum, \(x, y\) = \(−1·10⁻¹¹, 0\)/);
  assert.match(endSentence(at.state, at.answers, 0), /^How it ends: Converged .* the lowest value that any run has met\.$/);
});

test("a saddle is called one, and nothing is called a minimum that was not reached", () => {
  assert.equal(endText(walk(0.1, 2, { end: { kind: "saddle", eigenvalues: [-2, 2] } })), "✕ saddle");
  assert.equal(endText(walk(0.1, 2, { end: null, stop: { reason: "step-limit", message: "" } })), "step limit");
});

test("rates are told as measured and as predicted", () => {
  assert.equal(rateText(walk(0.02, 4)), "linear, × 0.96 a step; predicted 0.96");
  assert.equal(rateText(walk(0.02, 4, { order: { kind: "quadratic", order: 2.01, rate: 1 }, predictedRate: 0 })), "quadratic (order 2.01)");
  assert.equal(rateText(walk(0.02, 4, { order: { kind: "quadratic", order: 3.1, rate: 1 } })), "faster than quadratic");
  assert.equal(rateText(walk(0.02, 4, { order: { kind: null, order: null, rate: null }, predictedRate: null })), "too few steps to tell");
});

test("work is counted by what was evaluated", () => {
  assert.equal(workText(walk(0.02, 4, { evaluations: { value: 3, gradient: 5, hessian_vector: 7, hessian: 1 } })), "3 × f, 5 × ∇f, 7 × H·v, 1 × H");
});

test("a table has a row for each iterate", () => {
  assert.deepEqual(tableRows(walk(0.05, 3), 1, 3)[0], ["1", "0.9", "0", "0.81", "1.8"]);
});
