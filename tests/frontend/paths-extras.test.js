import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { areOfOneMap, cellsOfBasins, questionOf } from "../../frontend/labs/paths/extras/basins-card.js";
import { choiceText, isOnMap, placesOnLine } from "../../frontend/labs/paths/extras/choice-words.js";
import { rateAt } from "../../frontend/labs/paths/extras/rates-card.js";
import {
  escapePicture,
  escapeText,
  escapeTime,
  nearestSaddle,
  saddleOf,
} from "../../frontend/labs/paths/extras/saddle-card.js";
import { rayPicture, searchText } from "../../frontend/labs/paths/extras/step-card.js";
import { arrowsOf, linesOf, scaleOfAdam, times } from "../../frontend/labs/paths/extras/step-words.js";
import { rangeAround, scaleOf } from "../../frontend/labs/paths/extras/sweep-card.js";
import {
  GONE,
  noBasins,
  sharesOf,
  tilesOf,
  UNKNOWN,
  UNSETTLED,
  withTile,
} from "../../frontend/labs/paths/extras/tiles.js";
import { METHODS, methodOf } from "../../frontend/labs/common/methods.js";
import { assertClose } from "./helpers.js";

/* Tiles */

const startsAlong = (first, { stride }, resolution) =>
  Array.from({ length: Math.max(0, Math.ceil((resolution - first) / stride)) }, (_, k) => first + k * stride);
const startsOf = (tile, resolution) =>
  startsAlong(tile.first[0], tile, resolution).flatMap((row) =>
    startsAlong(tile.first[1], tile, resolution).map((column) => row * resolution + column),
  );

const SIZES = [1, 2, 3, 5, 7, 8, 9, 16, 31, 64, 100, 128];
const LIMITS = [1, 4, 9, 100, 1024, 4096];

test("tiles of any resolution and limit cover every start exactly once", () => {
  for (const resolution of SIZES)
    for (const most of LIMITS) {
      const starts = tilesOf(resolution, most).flatMap((tile) => startsOf(tile, resolution));
      assert.equal(starts.length, resolution ** 2, `${resolution} starts along a side, ${most} in a tile`);
      assert.equal(new Set(starts).size, resolution ** 2);
    }
});

test("no tile has more starts than it may, and none is empty", () => {
  for (const resolution of SIZES)
    for (const most of LIMITS)
      for (const tile of tilesOf(resolution, most)) {
        const count = startsOf(tile, resolution).length;
        assert.ok(count >= 1 && count <= most, `${count} starts of ${resolution}, at most ${most}`);
      }
});

test("the largest picture comes in tiles of exactly what one may have", () => {
  const tiles = tilesOf(512, 4096);
  assert.deepEqual([tiles.length, tiles[0]], [64, { first: [0, 0], stride: 8 }]);
});

test("tiles come coarse first: each quadrupling of their number halves the gaps everywhere", () => {
  for (const [resolution, most] of [
    [64, 64],
    [128, 4096],
    [256, 1024],
    [100, 50],
  ]) {
    const tiles = tilesOf(resolution, most);
    const { stride } = tiles[0];
    assert.equal(tiles.length, stride ** 2);
    for (let gap = stride, count = 1; gap >= 1; gap /= 2, count *= 4)
      assert.ok(
        tiles.slice(0, count).every(({ first }) => first[0] % gap === 0 && first[1] % gap === 0),
        `gaps of ${gap} of ${resolution}`,
      );
  }
});

/** The answer for a tile of a picture in which the label of a start is made from its place. */
function answerFor(tile, resolution, labelOf) {
  const [rows, columns] = [startsAlong(tile.first[0], tile, resolution), startsAlong(tile.first[1], tile, resolution)];
  return {
    labels: rows.map((y) => columns.map((x) => labelOf(x, y))),
    iterations: rows.map((y) => columns.map((x) => 100 * y + x)),
    attractors: [0, 1, 2].map((k) => ({ point: [k, k], value: 0, kind: "minimum" })),
  };
}

test("a picture of all its tiles has the label and the steps of every start in its place", () => {
  for (const [resolution, most] of [
    [9, 4],
    [16, 4096],
    [20, 9],
  ]) {
    const tiles = tilesOf(resolution, most);
    const label = (x, y) => (x + 2 * y) % 3;
    const basins = tiles.reduce(
      (known, tile) => withTile(known, tile, answerFor(tile, resolution, label)),
      noBasins(resolution, tiles.length),
    );
    assert.equal(basins.done, basins.total);
    for (let y = 0; y < resolution; y++)
      for (let x = 0; x < resolution; x++)
        assert.deepEqual(
          [basins.labels[y * resolution + x], basins.iterations[y * resolution + x]],
          [label(x, y), 100 * y + x],
        );
  }
});

test("merging a tile changes neither the picture before nor the answer", () => {
  const [first, second] = tilesOf(16, 4);
  const before = withTile(
    noBasins(16, 256),
    first,
    answerFor(first, 16, () => 0),
  );
  const answer = answerFor(second, 16, () => 1);
  const copies = structuredClone([before, answer, second]);
  const after = withTile(before, second, answer);
  assert.deepEqual([before, answer, second], copies);
  assert.deepEqual([after.done, before.done], [2, 1]);
  assert.notDeepEqual(after.labels, before.labels);
});

test("a picture follows the settings of its method, and begins anew for all else", () => {
  const question = { function: { source: "x y" }, box: [[0, 1]], resolution: 64, method: "newton", steps: 500 };
  assert.ok(areOfOneMap({ ...question, learning_rate: 1 }, { ...question, learning_rate: 0.5 }));
  for (const change of [{ function: { source: "x" } }, { box: [[0, 2]] }, { resolution: 128 }, { method: "adam" }])
    assert.ok(!areOfOneMap(question, { ...question, ...change }));
  assert.ok(!areOfOneMap(question, null) && !areOfOneMap(null, null));
});

test("a start is darker the more steps it takes, in its attractor's colour; others have their own", () => {
  const basins = {
    ...noBasins(2, 1),
    labels: Int16Array.from([0, 0, GONE, UNSETTLED]),
    iterations: Int32Array.from([0, 9, 3, 500]),
  };
  const { pixels } = cellsOfBasins(basins, [[200, 100, 50]], { unsettled: [1, 2, 3], gone: [4, 5, 6] });
  const rows = [0, 1, 2, 3].map((k) => [...pixels.slice(4 * k, 4 * k + 4)]);
  assert.deepEqual(rows, [
    [200, 100, 50, 255],
    [80, 40, 20, 255],
    [4, 5, 6, 255],
    [1, 2, 3, 255],
  ]);
});

test("before the first tile nothing is known, and after it the whole picture is filled", () => {
  const empty = noBasins(10, 64);
  assert.ok(empty.labels.every((label) => label === UNKNOWN));
  const [tile] = tilesOf(10, 4);
  const { labels } = withTile(
    empty,
    tile,
    answerFor(tile, 10, (x, y) => Number(x > 0) + Number(y > 0)),
  );
  assert.ok(labels.every((label) => label !== UNKNOWN));
  assert.deepEqual([labels[0], labels[7 * 10 + 7], labels[9], labels[99]], [0, 0, 1, 2]);
});

test("that walks of one tile were cut short is remembered", () => {
  const tile = { first: [0, 0], stride: 1 };
  const answer = { labels: [[0]], iterations: [[1]], attractors: [], partial: true };
  const cut = withTile(noBasins(1, 2), tile, answer);
  assert.ok(withTile(cut, tile, { ...answer, partial: false }).isPartial);
  assert.ok(!withTile(noBasins(1, 2), tile, { ...answer, partial: false }).isPartial);
});

test("the shares of a picture add up to what is known of it", () => {
  const labels = Int16Array.from([0, 0, 0, 1, UNSETTLED, GONE, GONE, UNKNOWN]);
  assert.deepEqual(sharesOf({ labels, attractors: [{}, {}, {}] }), {
    attractors: [3 / 8, 1 / 8, 0],
    unsettled: 1 / 8,
    gone: 2 / 8,
  });
});

const MEANING = { variables: ["x", "y"], parameters: [], source: "x^2 + y^2" };
const sceneOf = (changes = {}, meaning = MEANING) => ({
  state: {
    source: meaning.source,
    parameters: {},
    domain: { x: [-1, 1], y: [-2, 2] },
    steps: 50,
    runs: [{ method: "newton", start: [1, 1], settings: {} }],
    ...changes,
  },
  answers: { meaning, walks: [], critical: null },
  selected: 0,
  theme: "light",
});
const asked = (changes, resolution = 64) => JSON.stringify(questionOf(sceneOf(changes), resolution));

test("basins are asked for anew after another box, method, setting or resolution, and not after another start", () => {
  const run = { method: "newton", start: [1, 1], settings: {} };
  const before = asked({});
  assert.equal(asked({ runs: [{ ...run, start: [0.3, -0.2] }] }), before);
  assert.equal(asked({ step: 7, trail: 3 }), before);
  assert.notEqual(asked({ domain: { x: [-1, 1], y: [-1, 1] } }), before);
  assert.notEqual(asked({ runs: [{ ...run, method: "adam" }] }), before);
  assert.notEqual(asked({ runs: [{ ...run, settings: { line_search: "armijo" } }] }), before);
  assert.notEqual(asked({}, 128), before);
});

test("there are no basins where there are not two variables, or none are known yet", () => {
  assert.equal(questionOf(sceneOf({}, { ...MEANING, variables: ["x", "y", "z"] }), 64), null);
  assert.equal(questionOf({ ...sceneOf(), answers: { meaning: null } }, 64), null);
});

/* The next step */

const RATE = 0.1;

/** Four steps on x² + 4y² by momentum or by Nesterov's method with β = 0.5. */
function rolling(method) {
  const [points, gradients, velocity] = [[[1, -1]], [], []];
  for (let n = 0; n < 4; n++) {
    const [x, y] = points[n];
    gradients.push([2 * x, 8 * y]);
    velocity.push(gradients[n].map((entry, k) => entry + 0.5 * (velocity[n - 1]?.[k] ?? 0)));
    const along = method === "momentum" ? velocity[n] : gradients[n].map((entry, k) => entry + 0.5 * velocity[n][k]);
    points.push(points[n].map((entry, k) => entry - RATE * along[k]));
  }
  gradients.push([2 * points[4][0], 8 * points[4][1]]);
  return walkOf(method, points, gradients, { velocity });
}

function walkOf(method, points, gradients, internals = {}) {
  const direction = points.slice(1).map((point, n) => point.map((entry, k) => (entry - points[n][k]) / RATE));
  return {
    run: { method, start: points[0], settings: {} },
    points,
    gradients,
    values: points.map(([x, y]) => x * x + 4 * y * y),
    internals: { direction, step_sizes: direction.map(() => RATE), ...internals },
  };
}

const one = (method, internals) =>
  walkOf(
    method,
    [
      [1, -1],
      [0.9, -0.5],
    ],
    [
      [2, -8],
      [1.8, -4],
    ],
    internals,
  );
const sum = (arrows) => arrows.reduce((total, { vector }) => total.map((entry, k) => entry + vector[k]), [0, 0]);
const textOf = (lines, label) => lines.find((line) => line.label.startsWith(label)).text;

for (const method of ["momentum", "nesterov"])
  test(`the arrows of ${method} add up to the step, at the first one and at later ones`, () => {
    const walk = rolling(method);
    for (let n = 0; n < 4; n++) {
      const [downhill, carried, step] = arrowsOf(walk, n, { momentum: 0.5 });
      assertClose(sum([downhill, carried]), step.vector);
      assertClose(
        step.vector,
        walk.points[n + 1].map((entry, k) => entry - walk.points[n][k]),
      );
      assertClose(downhill.vector, times(walk.gradients[n], -RATE));
    }
  });

test("before its first step momentum has nothing to carry, in two variables or in three", () => {
  assertClose(arrowsOf(rolling("momentum"), 0, { momentum: 0.5 })[1].vector, [0, 0]);
  const spatial = walkOf(
    "momentum",
    [
      [1, 1, 1],
      [0, 0, 0],
    ],
    [
      [10, 10, 10],
      [0, 0, 0],
    ],
    { velocity: [[10, 10, 10]] },
  );
  assertClose(arrowsOf(spatial, 0, { momentum: 0.5 })[1].vector, [0, 0, 0]);
});

test("the one arrow of gradient descent is the step", () => {
  const walk = walkOf(
    "gradient-descent",
    [
      [1, -1],
      [0.8, -0.2],
    ],
    [
      [2, -8],
      [1.6, -1.6],
    ],
  );
  const arrows = arrowsOf(walk, 0, {});
  assert.equal(arrows.length, 1);
  assertClose(arrows[0].vector, [-0.2, 0.8]);
});

test("a random kick is what the step has more than the gradient gives", () => {
  const walk = walkOf(
    "perturbed-gradient-descent",
    [
      [0, 0],
      [0.03, -0.04],
    ],
    [
      [0, 0],
      [0.06, -0.32],
    ],
    { perturbed: [true] },
  );
  assert.deepEqual(
    arrowsOf(walk, 0, {}).map(({ label }) => label),
    ["−a∇f", "step"],
  );
  assert.equal(
    textOf(linesOf(walk, 0, { threshold: 0.001 }), "random kick"),
    "because |∇f| is at most 0.001: (0.03, −0.04)",
  );
  const calm = walkOf(
    "perturbed-gradient-descent",
    [
      [1, 0],
      [0.8, 0],
    ],
    [
      [2, 0],
      [1.6, 0],
    ],
    { perturbed: [false] },
  );
  assert.deepEqual([arrowsOf(calm, 0, {}).length, linesOf(calm, 0, {}).length], [1, 2]);
});

test("the downhill arrow of the other methods is as long as the step", () => {
  for (const method of [
    "adagrad",
    "rmsprop",
    "adam",
    "adamw",
    "newton",
    "damped-newton",
    "trust-newton",
    "newton-cg",
    "lbfgs",
    "conjugate-gradient",
  ]) {
    const [downhill] = arrowsOf(one(method), 0, {});
    assertClose(Math.hypot(...downhill.vector), Math.hypot(0.1, 0.5));
    assertClose(downhill.vector[1] / downhill.vector[0], -4);
    assert.ok(downhill.vector[0] < 0);
  }
});

test("where the gradient is zero its arrow has no length, and no number is missing", () => {
  const still = walkOf(
    "adam",
    [
      [0, 0],
      [0, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  );
  for (const { vector } of arrowsOf(still, 0, {})) assertClose(vector, [0, 0]);
});

test("Newton's arrow in a trust region is there only where Newton's step is", () => {
  const labels = (newton) =>
    arrowsOf(one("trust-newton", { newton: [newton], cauchy: [[-0.1, 0.4]], radii: [1] }), 0, {}).map(
      ({ label }) => label,
    );
  assert.deepEqual(labels([-1, 1]), ["−∇f", "Cauchy", "Newton", "step"]);
  assert.deepEqual(labels(null), ["−∇f", "Cauchy", "step"]);
});

test("Adam's second moment is corrected by 1 − β₂ⁿ before its root is taken", () => {
  const settings = { beta2: 0.999 };
  assertClose(scaleOfAdam([0.001 * 4, 0.001 * 64], settings, 0), [2, 8], 1e-9);
  // Equal gradients: the mean of their squares is that square, at every step.
  assertClose(scaleOfAdam([9 * (1 - 0.999 ** 10)], settings, 9), [3]);
});

test("Adam's first step is the learning rate along every axis, and its formulas say so", () => {
  const [m, v] = [
    [0.2, -0.8],
    [0.004, 0.064],
  ];
  const walk = walkOf(
    "adam",
    [
      [1, -1],
      [0.9, -0.9],
    ],
    [
      [2, -8],
      [1.8, -7.2],
    ],
    { velocity: [m], second_moment: [v] },
  );
  const lines = linesOf(walk, 0, { beta1: 0.9, beta2: 0.999 });
  assert.deepEqual(
    [
      textOf(lines, "gradient"),
      textOf(lines, "first moment"),
      textOf(lines, "second moment"),
      textOf(lines, "divided by √v̂"),
    ],
    ["(2, −8)", "(0.2, −0.8)", "(0.004, 0.064)", "(2, 8)"],
  );
  assert.equal(textOf(lines, "adapted"), "(−1, 1)");
  assert.equal(textOf(lines, "next point"), "(1, −1) + 0.1 · (−1, 1) = (0.9, −0.9)");
});

test("RMSProp and AdaGrad divide by the plain root", () => {
  for (const [method, name] of [
    ["rmsprop", "mean of squares"],
    ["adagrad", "sum of squares"],
  ]) {
    const lines = linesOf(one(method, { second_moment: [[4, 64]] }), 0, {});
    assert.deepEqual([textOf(lines, name), textOf(lines, "divided by √s")], ["(4, 64)", "(2, 8)"]);
    assert.ok(lines.every(({ label }) => !label.startsWith("first moment")));
  }
});

test("the formulas of momentum have the velocity of before and the new one in place", () => {
  const walk = rolling("momentum");
  assert.equal(textOf(linesOf(walk, 0, { momentum: 0.5 }), "velocity"), "0.5 · (0, 0) + (2, −8) = (2, −8)");
  assert.equal(textOf(linesOf(walk, 1, { momentum: 0.5 }), "velocity"), "0.5 · (2, −8) + (1.6, −1.6) = (2.6, −5.6)");
  assert.equal(
    textOf(linesOf(walk, 1, { momentum: 0.5 }), "next point"),
    "x − a v = (0.8, −0.2) − 0.1 · (2.6, −5.6) = (0.54, 0.36)",
  );
});

test("the formulas of every method begin with the gradient and end with the next point", () => {
  const full = {
    velocity: [[2, -8]],
    second_moment: [[4, 64]],
    radii: [1],
    newton: [null],
    cauchy: [[-0.1, 0.4]],
    products: [2],
    residuals: [[0.5, 0.1]],
    negative_curvature: [true],
    perturbed: [false],
  };
  for (const method of METHODS) {
    const lines = linesOf(one(method, full), 0, { momentum: 0.9, beta2: 0.999 });
    assert.equal(lines[0].text, "(2, −8)");
    assert.ok(lines.at(-1).text.endsWith("= (0.9, −0.5)"), method);
    assert.ok(
      lines.every(({ text }) => text && !/undefined|NaN/.test(text)),
      method,
    );
  }
});

test("of many variables the formulas show the first four", () => {
  const long = walkOf(
    "gradient-descent",
    [
      [1, 2, 3, 4, 5],
      [0, 0, 0, 0, 0],
    ],
    [
      [10, 20, 30, 40, 50],
      [0, 0, 0, 0, 0],
    ],
  );
  assert.equal(linesOf(long, 0, {})[0].text, "(10, 20, 30, 40, …)");
});

test("methods of which conventions differ say which one is meant, and the others say nothing", () => {
  assert.deepEqual(
    METHODS.filter((name) => methodOf(name).convention),
    ["momentum", "nesterov", "adagrad", "rmsprop", "adamw"],
  );
});

/* The line search */

const TRIALS = [
  { step: 1, value: 9, slope: null, failed: "Armijo", is_accepted: false },
  { step: 0.5, value: null, slope: null, failed: "undefined", is_accepted: false },
  { step: 0.25, value: 1, slope: 0, failed: null, is_accepted: true },
];

test("the tangent of a line search has the slope of f along the direction, and Armijo's line its part of it", () => {
  const walk = { values: [5], gradients: [[2, -8]], internals: { direction: [[-2, 8]] } };
  const { lines } = rayPicture(walk, 0, TRIALS, { armijo: 0.1 }, 1.15);
  const slopes = lines.map(({ points: [[x, y], [u, v]] }) => (v - y) / (u - x));
  assertClose(slopes, [-6.8, -68]);
  assert.ok(lines.every(({ points }) => points[0][0] === 0 && points[0][1] === 5 && points[1][0] === 1.15));
});

test("Wolfe's limits go through the step that was taken, with the slope it has between them", () => {
  const walk = { values: [5], gradients: [[2, -8]], internals: { direction: [[-2, 8]] } };
  const taken = { step: 0.25, value: 1, slope: 3, is_accepted: true, failed: null };
  const strokes = rayPicture(walk, 0, [taken], { armijo: 0.1, wolfe: 0.5 }, 1).lines.slice(2);
  assertClose(
    strokes.map(({ points: [[x, y], [u, v]] }) => (v - y) / (u - x)),
    [34, -34, 3],
  );
});

test("every step that was tried has its mark, and the one that was taken is filled", () => {
  const walk = { values: [5], gradients: [[2, -8]], internals: { direction: [[-2, 8]] } };
  const { marks, yRange } = rayPicture(walk, 0, TRIALS, { armijo: 0.1 }, 1.15);
  assert.deepEqual(
    marks.map(({ x, y }) => [x, y]),
    [
      [0, 5],
      [1, 9],
      [0.5, null],
      [0.25, 1],
    ],
  );
  assert.deepEqual(
    marks.slice(1).map(({ glyph, label }) => [glyph, label]),
    [
      ["open", "Armijo"],
      ["open", "undefined"],
      ["point", "taken"],
    ],
  );
  assertClose(yRange, [1 - 1.2, 9 + 1.2]);
});

test("a line search in which f does not change has a height all the same", () => {
  const flat = { values: [5], gradients: [[0, 0]], internals: { direction: [[1, 1]] } };
  const { yRange } = rayPicture(flat, 0, [{ ...TRIALS[0], value: 5 }], { armijo: 0.1 }, 1);
  assert.ok(yRange[0] < 5 && yRange[1] > 5);
});

/* Rates and sweeps */

const RATES = {
  learning_rates: [0, 0.5, 1],
  momenta: [0, 0.3, 0.6, 0.9],
  rates: [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
  ],
  best: {},
};

test("the rate at a choice is that of the nearest cell", () => {
  assert.deepEqual([rateAt(RATES, 0, 0), rateAt(RATES, 0.5, 0.3), rateAt(RATES, 1, 0.9)], [1, 5, 12]);
  assert.deepEqual([rateAt(RATES, 0.3, 0.4), rateAt(RATES, 0.2, 0.5)], [5, 7]);
});

test("outside the map of rates there is none", () => {
  for (const [rate, momentum] of [
    [1.5, 0],
    [-0.5, 0],
    [0, 1.2],
    [0, -0.3],
    [NaN, 0],
    [0, NaN],
  ])
    assert.equal(rateAt(RATES, rate, momentum), null);
});

test(
  "theory of one learning rate is about gradient descent, heavy ball and Nesterov, without schedule or " +
    "line search",
  () => {
    const told = METHODS.filter((method) => isOnMap({ method, settings: {} }));
    assert.deepEqual(told, ["gradient-descent", "momentum", "nesterov"]);
    assert.ok(isOnMap({ method: "momentum", settings: { schedule: "constant", momentum: 0.5 } }));
    assert.ok(!isOnMap({ method: "momentum", settings: { schedule: "cosine" } }));
    assert.ok(!isOnMap({ method: "gradient-descent", settings: { line_search: "armijo" } }));
  },
);

test("errors are said to shrink below 1, to stay at 1 and to grow above 1", () => {
  assert.match(choiceText(0.5, 0.51), /multiplies the errors by 0\.5 in the long run: they shrink\./);
  assert.match(choiceText(1, 1), /by 1 in the long run: they stay\./);
  assert.match(choiceText(1.2, 1.19), /by 1\.2 in the long run: they grow\./);
  assert.equal(choiceText(null, null), "The learning rate in force lies outside the map.");
});

test("a number read from a cell of the map has few digits, and says so", () => {
  assert.match(choiceText(null, 1.18765), /by about 1\.19 in the long run: they grow\./);
});

test("on the line of learning rates a choice above the limit lies beyond it, and the farthest at the end", () => {
  const above = placesOnLine({ chosen: 0.11, best: 0.09, limit: 0.1 });
  assert.ok(above.best < above.limit && above.limit < above.chosen && above.chosen < 1 && !above.isBeyond);
  assertClose([above.limit], [1 / 1.4]);
  const far = placesOnLine({ chosen: 5, best: 0.09, limit: 0.1 });
  assert.deepEqual([far.chosen, far.isBeyond], [1, true]);
  assert.equal(placesOnLine({ chosen: 0.03, best: null, limit: 0.1 }).best, null);
});

test("colours of a sweep count powers of ten above the lowest value, and skip what is gone", () => {
  const { lowest, low, high } = scaleOf([
    [1, null],
    [1.1, 101],
  ]);
  assert.equal(lowest, 1);
  assertClose([low, high], [-14, 2], 1e-9);
});

test("a sweep is four whole decades with the rate in force inside, and rests while it is changed a little", () => {
  for (const rate of [1e-9, 0.0007, 0.001, 0.03, 0.2, 1, 3.1, 3.3, 900]) {
    const [low, high] = rangeAround(rate);
    assert.ok(low < rate && rate < high);
    assertClose([Math.log10(high / low), Math.log10(low)], [4, Math.round(Math.log10(low))], 1e-9);
  }
  assert.deepEqual(rangeAround(0.01), rangeAround(0.02));
});

/* Saddles */

test("the nearest saddle is the nearest of the saddles alone, and the critical points keep their order", () => {
  const points = [
    ["saddle", [5, 5]],
    ["minimum", [0, 0]],
    ["saddle", [1, 1]],
    ["saddle", [-2, 0]],
  ].map(([kind, point]) => ({ kind, point }));
  const critical = { points };
  const before = structuredClone(points);
  assert.deepEqual(nearestSaddle({ critical }, [0, 0]), [1, 1]);
  assert.deepEqual(nearestSaddle({ critical }, [-3, 0]), [-2, 0]);
  assert.deepEqual(points, before);
  assert.equal(nearestSaddle({ critical: { points: points.slice(1, 2) } }, [0, 0]), null);
  assert.equal(nearestSaddle({ critical: null }, [0, 0]), null);
});

const SADDLE = saddleOf({
  point: [1, 2],
  eigenvalues: [-3, 2],
  eigenvectors: [
    [0, 1],
    [1, 0],
  ],
});

test("the ways into a saddle are those of positive curvature, and the ways out those of negative", () => {
  assert.deepEqual(SADDLE, { point: [1, 2], stable: [[1, 0]], unstable: [[0, 1]], curvature: -3 });
});

test("a point with no way in, or no way out, or without a Hessian, is no saddle", () => {
  const vectors = [
    [0, 1],
    [1, 0],
  ];
  for (const eigenvalues of [[1, 2], [-2, -1], [0, 1], [-1, 0], null])
    assert.equal(saddleOf({ point: [0, 0], eigenvalues, eigenvectors: vectors }), null);
  assert.equal(saddleOf({ point: [0, 0], eigenvalues: [-1, 1], eigenvectors: null }), null);
});

test("a walk has escaped at the first step that is far out along the way out, on either side", () => {
  assert.equal(
    escapeTime(
      [
        [9, 2],
        [5, 2.1],
        [1, 2.5],
        [1, 4],
      ],
      SADDLE,
      0.5,
    ),
    2,
  );
  assert.equal(
    escapeTime(
      [
        [9, 2],
        [5, 1.9],
        [1, 1],
        [1, 2],
      ],
      SADDLE,
      0.5,
    ),
    2,
  );
  assert.equal(escapeTime([[1, 3]], SADDLE, 0.5), 0);
});

test("a walk that stays, or runs along the way in, or has no numbers, never escapes", () => {
  assert.equal(
    escapeTime(
      [
        [9, 2],
        [100, 2.4],
        [-100, 1.6],
      ],
      SADDLE,
      0.5,
    ),
    null,
  );
  assert.equal(escapeTime([[1, NaN]], SADDLE, 0.5), null);
  assert.equal(escapeTime([], SADDLE, 0.5), null);
});

test("gradient descent escapes after ln(R/d) / ln(1 + a|λ|) steps, rounded up", () => {
  const [rate, reach] = [0.1, 0.5];
  for (const distance of [1e-1, 1e-3, 1e-7]) {
    const walk = Array.from({ length: 200 }, (_, n) => [1 + 0.8 ** n, 2 + distance * (1 + rate * 3) ** n]);
    assert.equal(
      escapeTime(walk, SADDLE, reach),
      Math.ceil(Math.log(reach / distance) / Math.log(1 + rate * Math.abs(SADDLE.curvature))),
    );
  }
});

const knownOf = (method, settings, times) => ({
  place: "",
  saddle: SADDLE,
  times,
  run: { method, start: [0, 0], settings: { learning_rate: 0.1, ...settings } },
  wide: 2,
});
const TIMES = [2, 11, 20, 28, 37, 46, 55, 63];

test("the law of escape is drawn and spoken of for plain gradient descent alone", () => {
  for (const [method, settings, isByLaw] of [
    ["gradient-descent", {}, true],
    ["gradient-descent", { schedule: "cosine" }, false],
    ["gradient-descent", { line_search: "armijo" }, false],
    ["momentum", {}, false],
    ["adam", {}, false],
  ]) {
    const known = knownOf(method, settings, TIMES);
    assert.equal(escapePicture(known, [], "light").curves.length, isByLaw ? 2 : 1, method);
    assert.equal(/Dashed/.test(escapeText(known, [])), isByLaw, method);
  }
});

test("the dashed law falls by one step's share of ln(1 + a|λ|) for each factor of distance", () => {
  const [law] = escapePicture(knownOf("gradient-descent", {}, TIMES), [], "light").curves;
  const growth = Math.log(1 + 0.1 * 3);
  law.x.forEach((distance, k) => assertClose([law.y[k]], [Math.log((0.15 * 2) / distance) / growth], 1e-9));
  assert.ok(law.x.every((distance, k) => k === 0 || distance > law.x[k - 1]));
});

test("a method that no start leaves the saddle by is said to stay", () => {
  assert.match(
    escapeText(
      knownOf(
        "newton",
        {},
        TIMES.map(() => null),
      ),
      [],
    ),
    /does not leave/,
  );
});

test("a line search says what it asked for, with its numbers", () => {
  const walk = { values: [4], gradients: [[2, 0]], internals: { direction: [[-2, 0]] } };
  const taken = { step: 0.5, value: 1, slope: -1, failed: null, is_accepted: true };
  assert.equal(
    searchText(walk, 0, [taken], { armijo: 0.25, wolfe: 0.9 }),
    "The line search tried 1 step. Armijo: f must lie under the dashed line, f(0) + 0.25 · t · (−4). Wolfe: the " +
      "slope may be at most 3.6 in size; where it was taken it is −1.",
  );
  assert.doesNotMatch(searchText(walk, 0, [{ ...taken, slope: null }], { armijo: 0.25 }), /Wolfe/);
});
