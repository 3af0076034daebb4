import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { handleRadius } from "../../frontend/plots/marks/handle.js";
import { createLinks } from "../../frontend/core/link.js";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { complaintOf, MODELS } from "../../frontend/labs/regression/models.js";
import { pointsOfTable } from "../../frontend/labs/regression/points-table.js";
import {
  DASHES,
  dataPicture,
  legendOf,
  lossPicture,
  progressPicture,
  pullPicture,
  residualLossPicture,
  roundRange,
  surfacePicture,
  windowOf,
} from "../../frontend/labs/regression/picture.js";
import { asTheyCome, axesOf, comparedOf, lossOf, QUESTIONS } from "../../frontend/labs/regression/requests.js";
import { marksNamed } from "./helpers.js";
import * as regression from "../../frontend/labs/regression/state.js";
import {
  lossText,
  normText,
  notesOf,
  parametersText,
  sentenceOf,
  settledParameters,
} from "../../frontend/labs/regression/words.js";

const { DEFAULT_STATE, choices } = regression;
const { loss: LOSSES, reduction: REDUCTIONS } = choices;
const { toFragment, fromFragment } = createLinks([regression], "regression");

/** @param {any} patch @returns {import("../../frontend/labs/regression/state.js").RegressionState} */
const stateWith = (patch) => ({ ...DEFAULT_STATE, ...patch });

const POINTS = { x: [0, 1, 2, 3], y: [0, 1, 2, 9] };
const PROFILE = { residuals: [-10, -1, 1, 10], losses: [100, 1, 1, 100], pulls: [-20, -2, 2, 20], has_corner: false };
const TERMS = {
  predictions: [0, 0.5, 1, 1.5],
  residuals: [0, 0.5, 1, 7.5],
  losses: [0, 0.25, 1, 56.25],
  pulls: [0, 1, 2, 15],
  slopes: [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
  ],
};
const FIT = {
  step: 1,
  parameters: [0.5, 0],
  loss: 14.375,
  gradient: [-12.375, -4.5],
  check: { differences: [-12.375, -4.5], error: 1e-9, bounds: [1e-8, 1e-8], verdict: "agree" },
  terms: TERMS,
  curve: { x: [0, 3], y: [0, 1.5] },
  profile: PROFILE,
};
const BEST = { parameters: [2.7, -1.2], loss: 5.3, how: "closed-form", is_unique: true };

/** @param {any} [patch] @returns {any} */
const walkWith = (patch = {}) => ({
  names: ["m", "b"],
  isLinear: true,
  path: [
    [0, 0],
    [0.5, 0],
    [1, -0.5],
  ],
  losses: [21.5, 14.375, 9],
  stop: { reason: "step-limit", message: "After 2 steps the gradient still has the length 1e-05.", hint: null },
  curvature: null,
  closedForm: {
    parameters: [2.7, -1.2],
    loss: 5.3,
    gram: [
      [14, 6],
      [6, 4],
    ],
    moments: [32, 12],
    rank: 2,
    condition_number: 4,
  },
  best: BEST,
  compared: [
    { name: "squared", setting: null, best: BEST, curve: [-1.2, 6.9] },
    { name: "power", setting: 0.5, best: null, curve: null },
  ],
  surface: {
    axes: ["m", "b"],
    x: [-1, 5],
    y: [-2, 2],
    losses: [
      [1, 2],
      [3, 4],
    ],
  },
  source: "m x + b",
  loss: "squared",
  points: POINTS,
  ...patch,
});

/** @param {any} [patch] @param {any} [walk] */
const sceneWith = (patch = {}, walk = walkWith()) => ({
  state: stateWith(patch),
  points: POINTS,
  selected: null,
  window: windowOf(POINTS),
  walk,
  fit: FIT,
  theme: "light",
});

test("a link holds the whole state of either view", () => {
  const states = [
    DEFAULT_STATE,
    stateWith({
      data: "own",
      points: [
        [1, 2.5],
        [-3, 1e-7],
      ],
      ...GENERATED,
    }),
    stateWith({
      source: "a*exp(-b*x) + c",
      parameters: { a: { value: 1, min: -3, max: 3 } },
      loss: "quantile",
      tau: 0.9,
      reduction: "sum",
      compare: [],
      method: "adam",
      settings: { beta1: 0.5, schedule: "cosine" },
      steps: 7,
      step: 3,
      axes: ["b", "a"],
      domain: { x: [0, 1], y: [-1, 2] },
      camera: [1, -2, 0.5],
    }),
    stateWith({ loss: "huber", delta: 0.25 }),
    stateWith({ loss: "power", p: 0.5 }),
    stateWith({ view: "norms", order: null, vector: [0.5, -1] }),
    stateWith({ view: "norms", order: 0.5 }),
  ];
  for (const state of states) assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] });
});

// What one's own points do not need is not in the link.
const GENERATED = {
  count: DEFAULT_STATE.count,
  noise: DEFAULT_STATE.noise,
  outliers: DEFAULT_STATE.outliers,
  sample: DEFAULT_STATE.sample,
};

test("what a link cannot mean is said, and the rest holds", () => {
  const wrong = [
    "data=cats",
    "loss=zero",
    "p=0&loss=power",
    "px=1,2&py=1",
    "px=a&py=1",
    "steps=0",
    "noise=7",
    "compare=L1",
    "reduction=max",
    "method=newton",
    "view=loss",
    "order=-1&view=norms",
  ];
  for (const part of wrong) {
    const { state, complaints } = fromFragment(`v=1&lab=regression&count=9&${part}`);
    assert.equal(complaints.length, 1, part);
    assert.equal(state.count, 9);
  }
});

test("a loss takes the number that shapes it, and no other", () => {
  assert.deepEqual(lossOf("squared", DEFAULT_STATE), { name: "squared" });
  assert.deepEqual(lossOf("power", stateWith({ p: 3 })), { name: "power", p: 3 });
  assert.deepEqual(lossOf("quantile", stateWith({ tau: 0.9 })), { name: "quantile", tau: 0.9 });
});

test("the loss is drawn over parameters that the model has", () => {
  assert.deepEqual(axesOf(["m"], ["a", "b"]), ["m"]);
  assert.deepEqual(axesOf(["m", "b"], []), ["m", "b"]);
  assert.deepEqual(axesOf(["a", "b", "c"], ["c", "a"]), ["c", "a"]);
  assert.deepEqual(axesOf(["a", "b", "c"], ["q", "b"]), ["b", "a"]);
  assert.deepEqual(asTheyCome("m x + b", ["b", "m"]), ["m", "b"]);
});

test("the walk's own loss is compared first, and nothing while best fits are off", () => {
  assert.deepEqual(comparedOf(stateWith({ loss: "huber", compare: ["squared", "huber"] })), ["huber", "squared"]);
  assert.deepEqual(comparedOf(stateWith({ show: { ...DEFAULT_STATE.show, best: false, normal: false } })), []);
});

test("the window around points has round ends and room", () => {
  assert.deepEqual(roundRange([]), [-5, 5]);
  for (const values of [[0, 1], [-3.17, 8.2], [5, 5], [1e-6, 2e-6], [-1e6, 1e6], [3]]) {
    const [low, high] = roundRange(values);
    assert.ok(low < Math.min(...values) && high > Math.max(...values), String(values));
  }
});

test("every point is a handle with its residual", () => {
  const picture = dataPicture(sceneWith());
  assert.deepEqual(
    picture.handles?.map(({ id, x, y }) => [id, x, y]),
    [
      ["0", 0, 0],
      ["1", 1, 1],
      ["2", 2, 2],
      ["3", 3, 9],
    ],
  );
  assert.deepEqual(picture.lines?.[3].points, [
    [3, 9],
    [3, 1.5],
  ]);
  assert.equal(dataPicture(sceneWith({ show: { ...DEFAULT_STATE.show, residuals: false } })).lines?.length, 0);
});

test("best fits that exist are drawn, and a legend says which line is which", () => {
  assert.deepEqual(
    dataPicture(sceneWith()).curves.map(({ dash }) => dash),
    [DASHES.squared, undefined],
  );
  assert.deepEqual(
    legendOf(sceneWith()).map(({ text, dash }) => [text, dash]),
    [
      ["the model at step 1", "none"],
      ["best by L2", DASHES.squared],
    ],
  );
  assert.equal(new Set(Object.values(DASHES)).size, LOSSES.length);
});

const walkedIn = (picture) => marksNamed(picture, "trails")[0].trails[0].places;

test("the walk is shown as far as the cursor", () => {
  assert.deepEqual(walkedIn(surfacePicture(sceneWith())), [
    [0, 0],
    [0.5, 0],
  ]);
  assert.deepEqual(
    walkedIn(
      surfacePicture(
        sceneWith(
          {},
          walkWith({
            surface: {
              axes: ["b", "m"],
              x: [0, 1],
              y: [0, 1],
              losses: [
                [0, 0],
                [0, 1],
              ],
            },
          }),
        ),
      ),
    ),
    [
      [0, 0],
      [0, 0.5],
    ],
  );
  const one = walkWith({
    names: ["m"],
    path: [[0], [0.5], [1]],
    surface: { axes: ["m"], x: [0, 2], y: null, losses: [1, 2] },
  });
  assert.deepEqual(lossPicture({ ...sceneWith({}, one), fit: { ...FIT, parameters: [0.5] } }).lines?.[0].points, [
    [0, 21.5],
    [0.5, 14.375],
  ]);
});

test("the same surface is the same grid, so that nothing is drawn anew", () => {
  const scene = sceneWith();
  assert.equal(surfacePicture(scene).grid, surfacePicture(scene).grid);
});

test("the least loss is a line in the plot of the steps", () => {
  assert.deepEqual(
    progressPicture(sceneWith()).guides?.map(({ y }) => y),
    [undefined, 5.3],
  );
  assert.equal(progressPicture(sceneWith({}, walkWith({ best: null }))).guides?.length, 1);
});

test("the one plot shows what a residual costs, the other how it pulls, each with the points on its curve", () => {
  // Of the squared residual: ℓ(r) = r² and ℓ′(r) = 2r.
  for (const [draw, f, role] of /** @type {const} */ ([
    [residualLossPicture, (r) => r * r, "function"],
    [pullPicture, (r) => 2 * r, "gradient"],
  ])) {
    const { curves, marks } = draw(sceneWith());
    assert.deepEqual([curves[0].x, curves[0].y, curves[0].role], [[-10, -1, 1, 10], [-10, -1, 1, 10].map(f), role]);
    assert.deepEqual(
      marks?.map(({ x, y }) => [x, y]),
      [0, 0.5, 1, 7.5].map((r) => [r, f(r)]),
    );
  }
});

test("a pull that jumps is interrupted at 0", () => {
  assert.deepEqual(pullPicture(sceneWith()).curves[0].breaks, []);
  assert.deepEqual(
    pullPicture({ ...sceneWith(), fit: { ...FIT, profile: { ...PROFILE, has_corner: true } } }).curves[0].breaks,
    [0],
  );
});

test("the sentence says where the walk is and what is least", () => {
  assert.equal(
    sentenceOf(DEFAULT_STATE, walkWith(), FIT),
    "Step 1 of 2: m = 0.5, b = 0. The mean of the squared residuals is 14.38; the least there is: 5.3.",
  );
  assert.ok(
    sentenceOf(DEFAULT_STATE, walkWith({ best: null }), { ...FIT, loss: null }).endsWith("is beyond all numbers."),
  );
  const undefinedWalk = walkWith({ best: null, stop: { reason: "left-domain", message: "", hint: "" } });
  assert.ok(
    sentenceOf(DEFAULT_STATE, undefinedWalk, { ...FIT, loss: null }).endsWith("the model has no value at some point."),
  );
  assert.ok(
    sentenceOf(DEFAULT_STATE, walkWith({ best: { ...BEST, loss: 1e-25 } }), FIT).endsWith(
      "the least there is: 0, up to rounding.",
    ),
  );
  const many = walkWith({ names: ["a", "b", "c", "d", "e", "f"] });
  assert.ok(sentenceOf(DEFAULT_STATE, many, FIT).startsWith("Step 1 of 2: 6 parameters. The"));
});

test("every loss has its words", () => {
  for (const loss of LOSSES)
    for (const reduction of REDUCTIONS) assert.match(lossText({ loss, reduction }), /^(mean|sum) of the /);
  assert.equal(lossText({ loss: "huber", reduction: "sum" }), "sum of the Huber losses");
  assert.equal(parametersText(["c_0", "b"], [1, null]), "c₀ = 1, b = undefined");
});

test("notes name why the walk ended, what is open, and who pulls", () => {
  const last = { ...FIT, step: 2 };
  assert.match(
    notesOf(DEFAULT_STATE, walkWith(), last),
    /^After 2 steps .* 1·10⁻⁵\. The point farthest off, at x = 3, has the residual 7\.5 and 83 % of all the pull\.$/,
  );
  assert.doesNotMatch(notesOf(DEFAULT_STATE, walkWith(), FIT), /After 2 steps/);
  assert.match(
    notesOf(DEFAULT_STATE, walkWith({ closedForm: { ...walkWith().closedForm, rank: 1 } }), FIT),
    /do not settle all 2 parameters/,
  );
  assert.match(
    notesOf(DEFAULT_STATE, walkWith({ isLinear: false, best: null, closedForm: null }), FIT),
    /no closed form/,
  );
  assert.match(notesOf(stateWith({ loss: "power", p: 0.5 }), walkWith({ best: null }), FIT), /many valleys/);
  assert.doesNotMatch(notesOf(DEFAULT_STATE, walkWith({ best: null }), FIT), /many valleys/);
  assert.match(
    notesOf(DEFAULT_STATE, walkWith({ curvature: { eigenvalues: [1, 4], limit: 0.5 } }), FIT),
    /Learning rates up to 0\.5 converge here: 2\/L, with the largest curvature L = 4\./,
  );
  assert.match(notesOf(DEFAULT_STATE, walkWith({ names: ["a", "b", "c", "d"] }), FIT), /2 other parameters are held/);
});

test("norms are written with their order", () => {
  assert.equal(normText(2), "‖v‖₂");
  assert.equal(normText(null, "r"), "‖r‖∞");
});

test("models to begin with have a slider for every parameter", () => {
  for (const { source, parameters } of MODELS)
    for (const name of Object.keys(parameters)) assert.ok(source.includes(name), source);
  assert.equal(MODELS.filter(({ name }) => name.startsWith("Polynomial")).length, 7);
});

test("dots of points leave a low plot's curve and residuals to be seen", () => {
  // On a stage of 1024 × 768 the lines are thick and the plot is low.
  assert.ok(handleRadius(4.5, { top: 20, bottom: 150 }) <= 6);
  assert.ok(Math.abs(handleRadius(4.5, { top: 20, bottom: 620 }) - 11.7) < 1e-9);
  assert.ok(Math.abs(handleRadius(2.5, { top: 20, bottom: 320 }) - 6.5) < 1e-9);
});

test("points come from a table of two columns of numbers, and what is wrong with another one is said", () => {
  assert.deepEqual(pointsOfTable("x, y\n1, 2\n3, 4", 5), {
    points: { x: [1, 3], y: [2, 4] },
    mistakes: [],
    understood: "2 points are taken",
  });
  assert.equal(pointsOfTable("1, 2", 5).understood, "1 point is taken");
  const mistake = (text) => pointsOfTable(text, 2).mistakes.join();
  assert.match(mistake("1, 2, 3\n4, 5, 6"), /two columns of numbers .*; here are 3 columns$/);
  assert.match(mistake("1, 2e13"), /numbers up to 10¹², x and y$/);
  assert.equal(mistake("1, 2\n3, 4\n5, 6"), "there are 3 points; at most 2 are fitted");
});

test("a model needs a parameter to fit, and has at most as many as can be", () => {
  const most = CATALOGUE.limits.fit_parameters;
  assert.equal(complaintOf("m x", 1), null);
  assert.equal(complaintOf("m x", most), null);
  assert.match(complaintOf("x", 0).message, /no parameters/);
  assert.match(complaintOf("…", most + 1).message, new RegExp(`${most + 1} parameters`));
});

test("a parameter that adds nothing to a model is 0, however small another one honestly is", () => {
  const terms = {
    slopes: [
      [1, -2],
      [1, 0],
      [1, 2],
    ],
  };
  assert.deepEqual(settledParameters([1, -5e-18], terms, [1, 1, 1]), [1, 0]);
  assert.deepEqual(settledParameters([1e-12, 2e-13], terms, [1e-12, 1e-12, 1e-12]), [1e-12, 2e-13]);
  // The eighth power of 1000 makes 10⁻²⁴ count.
  const powers = {
    slopes: [
      [1, 0],
      [1, 1e24],
    ],
  };
  assert.deepEqual(settledParameters([1, 3e-24], powers, [1, 4]), [1, 3e-24]);
  assert.deepEqual(settledParameters([null, 0], terms, [1]), [null, 0]);
});

test("a best fit that only steps lead to is asked for once, after the walk that it belongs to", () => {
  const state = {
    source: "a exp(b x)",
    loss: "squared",
    compare: [],
    show: {},
    settings: {},
    steps: 9,
    step: 0,
    axes: [],
  };
  const points = { x: [1, 2, 3], y: [1, 2, 4] };
  const moment = { state, points, names: ["a", "b"], window: [0, 1], domain: null };
  const arrays = { x: { dtype: "f8", bdata: "", shape: "0" }, y: null, losses: { dtype: "f8", bdata: "", shape: "0" } };
  const answer = { names: ["a", "b"], is_linear: false, path: [[1, 1]], losses: [1], surface: arrays, compared: [] };
  const { walk } = QUESTIONS.walk.told({ ...answer, best: null }, moment, {});
  const { best } = QUESTIONS;
  assert.ok(best.isWanted({ ...moment, walk }));
  const told = best.told({ best: { loss: 0.5 }, compared: [] }, { ...moment, walk }, { walk });
  assert.equal(told.walk.best.loss, 0.5);
  assert.ok(!best.isWanted({ ...moment, walk: told.walk }), "once");
  const later = { ...walk };
  assert.deepEqual(best.told({ best: { loss: 0.5 } }, { ...moment, walk }, { walk: later }), {}, "of another walk");
  const linear = QUESTIONS.walk.told({ ...answer, is_linear: true, best: { loss: 2 } }, moment, {}).walk;
  assert.ok(!best.isWanted({ ...moment, walk: linear }), "a formula has told it");
});
