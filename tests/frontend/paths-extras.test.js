import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOfBasins } from "../../frontend/labs/paths/extras/basins-card.js";
import { rateAt } from "../../frontend/labs/paths/extras/rates-card.js";
import { escapeTime, nearestSaddle, saddleOf } from "../../frontend/labs/paths/extras/saddle-card.js";
import { rayPicture } from "../../frontend/labs/paths/extras/step-card.js";
import { arrowsOf, conventionOf, linesOf, scaleOfAdam } from "../../frontend/labs/paths/extras/step-words.js";
import { rangeAround } from "../../frontend/labs/paths/extras/sweep-card.js";
import { noBasins, sharesOf, tilesOf, UNKNOWN, withTile } from "../../frontend/labs/paths/extras/tiles.js";
import { assertClose } from "./helpers.js";

test("tiles of any resolution meet every start exactly once, coarse ones first", () => {
  for (const [resolution, most] of [[2, 4096], [7, 4096], [64, 4096], [128, 1024], [100, 50], [512, 4096]]) {
    const tiles = tilesOf(resolution, most);
    const met = new Uint8Array(resolution * resolution);
    for (const { first, stride } of tiles) {
      let count = 0;
      for (let row = first[0]; row < resolution; row += stride) for (let column = first[1]; column < resolution; column += stride) (met[row * resolution + column]++, count++);
      assert.ok(count <= most || stride === resolution);
    }
    assert.ok(met.every((count) => count === 1));
    assert.deepEqual(tiles[0].first, [0, 0]);
  }
});

const ANSWER = { labels: [[0, 1], [1, -2]], iterations: [[3, 4], [5, 6]], attractors: [{ point: [0, 0], value: 0, kind: "minimum" }, { point: [1, 1], value: 1, kind: "saddle" }] };

test("the first tile stands for all starts around its own, and no tile changes what was known before", () => {
  const empty = noBasins(4, 4);
  const first = withTile(empty, { first: [0, 0], stride: 2 }, ANSWER);
  assert.ok(empty.labels.every((label) => label === UNKNOWN));
  assert.deepEqual([...first.labels], [0, 0, 1, 1, 0, 0, 1, 1, 1, 1, -2, -2, 1, 1, -2, -2]);
  const second = withTile(first, { first: [1, 1], stride: 2 }, { ...ANSWER, labels: [[1, 0], [0, 0]] });
  assert.deepEqual([...second.labels], [0, 0, 1, 1, 0, 1, 1, 0, 1, 1, -2, -2, 1, 0, -2, 0]);
  assert.deepEqual([second.done, second.total], [2, 4]);
});

test("the shares of basins count every start", () => {
  const basins = withTile(noBasins(2, 1), { first: [0, 0], stride: 1 }, ANSWER);
  assert.deepEqual(sharesOf(basins), { attractors: [0.25, 0.5], unsettled: 0, gone: 0.25 });
});

test("starts of one basin have one hue, darker the longer they take", () => {
  const { pixels } = cellsOfBasins(withTile(noBasins(2, 1), { first: [0, 0], stride: 1 }, { ...ANSWER, labels: [[0, 0], [0, 0]], iterations: [[1, 9], [1, 9]] }));
  assert.ok(pixels[0] > pixels[4]);
  assert.deepEqual([...pixels.slice(0, 4)], [...pixels.slice(8, 12)]);
});

/** Two steps of momentum on x² + y² with a = 0.1, β = 0.5. */
const MOMENTUM = {
  run: { method: "momentum", start: [1, 0], settings: {} },
  points: [[1, 0], [0.8, 0], [0.54, 0]],
  values: [1, 0.64, 0.2916],
  gradients: [[2, 0], [1.6, 0], [1.08, 0]],
  internals: { velocity: [[2, 0], [2.6, 0]], step_sizes: [0.1, 0.1], direction: [[-2, 0], [-2.6, 0]] },
};

test("the arrows of momentum add up to the step", () => {
  const arrows = arrowsOf(MOMENTUM, 1, { momentum: 0.5 });
  const named = Object.fromEntries(arrows.map(({ label, vector }) => [label, vector]));
  assertClose(named["−a∇f"].map((entry, k) => entry + named["−aβv"][k]), named.step);
  assertClose(named.step, [-0.26, 0]);
});

test("the first step of momentum carries no velocity", () => {
  const carried = arrowsOf(MOMENTUM, 0, { momentum: 0.5 }).find(({ label }) => label === "−aβv");
  assertClose(carried.vector, [0, 0]);
});

test("the formula of momentum stands with its numbers", () => {
  const [, velocity, next] = linesOf(MOMENTUM, 1, { momentum: 0.5 });
  assert.equal(velocity.text, "0.5 · (2, 0) + (1.6, 0) = (2.6, 0)");
  assert.equal(next.text, "x − a v = (0.8, 0) − 0.1 · (2.6, 0) = (0.54, 0)");
});

test("Adam divides by the root of its second moment, corrected for the beginning", () => {
  // After one step v = (1 - β₂) g², so that the corrected root is |g|.
  assertClose(scaleOfAdam([0.001 * 9, 0.001 * 16], { beta2: 0.999 }, 0), [3, 4]);
});

test("every method has formulas for its step", () => {
  const internals = {
    ...{ velocity: [[1, 2]], second_moment: [[1, 4]], step_sizes: [0.5], direction: [[-1, -2]], newton: [[-1, -1]], cauchy: [[0, -1]], radii: [1] },
    ...{ products: [2], residuals: [[1, 0.1]], negative_curvature: [true], perturbed: [true] },
  };
  const methods = ["gradient-descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "newton", "damped-newton", "trust-newton", "lbfgs", "conjugate-gradient", "newton-cg", "perturbed-gradient-descent"];
  for (const method of methods) {
    const walk = { run: { method, start: [1, 2], settings: {} }, points: [[1, 2], [0.5, 1]], values: [5, 1], gradients: [[2, 4], [1, 2]], internals };
    const lines = linesOf(walk, 0, { momentum: 0.9, beta2: 0.999, threshold: 1e-3 });
    assert.ok(lines.length >= 2 && lines.every(({ text }) => text && !/undefined|NaN/.test(text)), method);
    assert.ok(arrowsOf(walk, 0, { momentum: 0.9 }).length >= 1, method);
  }
});

test("where conventions differ it is said", () => {
  assert.match(conventionOf("momentum"), /outside the velocity/);
  assert.equal(conventionOf("newton"), "");
});

test("trials of a line search are marked by whether they were taken", () => {
  const trials = [
    { step: 1, value: 9, slope: null, failed: "armijo", is_accepted: false },
    { step: 0.5, value: 1, slope: -1, failed: null, is_accepted: true },
  ];
  const walk = { values: [4], gradients: [[2, 0]], internals: { direction: [[-2, 0]] } };
  const { marks, lines } = rayPicture(walk, 0, trials, { armijo: 0.25 }, 1);
  assert.deepEqual(marks.map(({ label }) => label), [undefined, "armijo", "taken"]);
  assert.deepEqual(lines[0].points, [[0, 4], [1, 3]]);
});

test("the rate of a choice is that of its cell in the map, and none outside", () => {
  const rates = { learning_rates: [0, 1, 2], momenta: [0, 0.5], rates: [[1, 2, 3], [4, 5, 6]], best: {} };
  assert.equal(rateAt(rates, 1.1, 0.4), 5);
  assert.equal(rateAt(rates, 9, 0), null);
});

test("a sweep spans whole decades around the rate in force", () => {
  assertClose(rangeAround(0.12), [0.001, 10]);
  assertClose(rangeAround(0.08), [0.001, 10]);
});

test("a saddle has a way in and a way out, and the one nearest to the start is taken", () => {
  const critical = { points: [{ point: [0, 0], kind: "saddle" }, { point: [5, 5], kind: "saddle" }, { point: [1, 1], kind: "minimum" }] };
  assert.deepEqual(nearestSaddle({ critical }, [4, 4]), [5, 5]);
  assert.equal(nearestSaddle({ critical: null }, [4, 4]), null);
  const saddle = saddleOf({ point: [0, 0], eigenvalues: [-2, 2], eigenvectors: [[0, 1], [1, 0]] });
  assert.deepEqual([saddle.unstable, saddle.stable, saddle.curvature], [[[0, 1]], [[1, 0]], -2]);
  assert.equal(saddleOf({ point: [0, 0], eigenvalues: [1, 2], eigenvectors: [[0, 1], [1, 0]] }), null);
});

test("a walk has escaped once it is far enough out along the unstable direction", () => {
  const saddle = { point: [0, 0], stable: [[1, 0]], unstable: [[0, 1]], curvature: -2 };
  const points = Array.from({ length: 40 }, (_, n) => [0.8 ** n, 0.01 * 1.2 ** n]);
  assert.equal(escapeTime(points, saddle, 1), 26);
  assert.equal(escapeTime(points.slice(0, 10), saddle, 1), null);
});
