import "./page.js";
import assert from "node:assert/strict";
import { sweepText } from "../../frontend/labs/paths/extras/sweep-card.js";
import { test } from "node:test";
import { createLinks, togglesOf } from "../../frontend/core/link.js";
import { complaintOf } from "../../frontend/labs/common/setting-fields.js";
import { SETTINGS } from "../../frontend/core/catalogue.js";
import { looksOf, METHODS, roleOf, settingOf } from "../../frontend/labs/common/methods.js";
import {
  leastValue,
  pictureOf,
  placeAfter,
  progressPicture,
  projectionPicture,
} from "../../frontend/labs/paths/picture.js";
import * as paths from "../../frontend/labs/paths/state.js";
import {
  eigenvaluesText,
  endSentence,
  endText,
  labelOf,
  rateText,
  stepSentence,
  tableRows,
  workText,
} from "../../frontend/labs/paths/words.js";
import { lastStep, placeAt } from "../../frontend/labs/walks/places.js";
import { arrow } from "../../frontend/plots/marks/arrow.js";
import { assertClose, gridOf, marksNamed, SQUARE } from "./helpers.js";

const { DEFAULT_STATE, choices, ranges } = paths;
const [MOST_RUNS, MOST_STEPS, TOGGLES] = [ranges.runs[1], ranges.steps[1], choices.show];
const { fromFragment, toFragment } = createLinks([paths], "paths");
const assertSurvives = (state) => assert.deepEqual(fromFragment(`#${toFragment(state)}`), { state, complaints: [] });

const CATALOGUE = [
  { name: "gradient-descent", label: "Gradient descent", settings: [{ name: "learning_rate", default: 0.01 }] },
  {
    name: "momentum",
    label: "Momentum",
    settings: [
      { name: "learning_rate", default: 0.01 },
      { name: "momentum", default: 0.9 },
    ],
  },
];

/** Gradient descent on x² + 4y² from a start: x_n = (1 − 2a)ⁿ x, y_n = (1 − 8a)ⁿ y. */
function walk(start, rate, steps, more = {}) {
  const points = Array.from({ length: steps + 1 }, (_, n) => [
    start[0] * (1 - 2 * rate) ** n,
    start[1] * (1 - 8 * rate) ** n,
  ]);
  const gradients = points.map(([x, y]) => [2 * x, 8 * y]);
  return {
    ...{
      run: { method: "gradient-descent", start, settings: { learning_rate: rate } },
      points,
      gradients,
      values: points.map(([x, y]) => x * x + 4 * y * y),
    },
    ...{
      norms: gradients.map((each) => Math.hypot(...each)),
      work: points.map((_, n) => 3 * n + 1),
      internals: null,
      theory: null,
      measuredRate: null,
      predictedRate: 0.75,
    },
    ...{
      stop: { reason: "converged", message: "Converged to a local minimum, x = -1e-11." },
      end: { kind: "minimum", eigenvalues: [2, 8] },
    },
    ...{
      order: { kind: "linear", order: 1, rate: 0.75, limit: [0, 0] },
      evaluations: { value: 0, gradient: steps + 1, hessian: 0, hessian_vector: 0 },
    },
    ...more,
  };
}

function scene(walks, more = {}, answered = {}) {
  const state = {
    ...DEFAULT_STATE,
    source: "x^2 + 4y^2",
    domain: SQUARE,
    runs: walks.map(({ run }) => run),
    together: false,
    step: 2,
    ...more,
  };
  const meaning = { source: state.source, variables: ["x", "y"], parameters: [] };
  const answers = {
    meaning,
    domain: SQUARE,
    grid: gridOf((x, y) => x * x + 4 * y * y),
    walks,
    critical: null,
    ...answered,
  };
  return { state, answers, selected: 0, theme: "light" };
}

const critical = (...points) => ({ points: points.map(([kind, value]) => ({ kind, value, point: [0, 0] })) });

/* Links */

test("the first state of the paths lab survives a link, which can be read by a person", () => {
  assertSurvives(DEFAULT_STATE);
  const runs =
    "gradient-descent:-1.2,1:learning_rate=0.001;momentum:-1.2,1:learning_rate=0.001;adam:-1.2,1;newton:-1.2,1";
  assert.equal(
    toFragment(DEFAULT_STATE),
    `v=1&lab=paths&f=(1%20-%20x)^2%20+%20100%20(y%20-%20x^2)^2&x=-2,2&y=-1,3&runs=${runs}&from=one&` +
      "steps=300&step=300&trail=0&against=iterations&show=progress,critical",
  );
});

test("a rich state of the paths lab survives a link", () => {
  const runs = [
    {
      method: "adamw",
      start: [1 / 3, -5e-324],
      settings: { learning_rate: 1e-7, beta1: 0, weight_decay: 0.1, schedule: "cosine" },
    },
    { method: "gradient-descent", start: [-1e6, 1e-11], settings: { line_search: "strong-wolfe", armijo: 1e-4 } },
    { method: "conjugate-gradient", start: [0, 0], settings: { formula: "polak-ribiere" } },
  ];
  const parameters = { a: { value: 0.1, min: -3, max: 3 }, b_12: { value: -1e-7, min: -1e-7, max: 1e9 } };
  assertSurvives({
    ...DEFAULT_STATE,
    source: "f(x, y) = a·x^2\n + 'π' & #1 = 100%;:",
    runs,
    parameters,
    together: false,
    steps: 10_000,
    step: 7,
    trail: 40,
    against: "work",
    view: [1.25, -1.4, 0.05],
    scene: "2.3",
  });
});

test("every method survives a link by itself, and so does a crowd of eight runs", () => {
  for (const method of METHODS)
    assertSurvives({ ...DEFAULT_STATE, runs: [{ method, start: [0.5, -0.5], settings: {} }] });
  assertSurvives({
    ...DEFAULT_STATE,
    runs: METHODS.slice(0, MOST_RUNS).map((method) => ({ method, start: [1, 2], settings: {} })),
  });
});

test("every setting survives a link, as a number and as a choice", () => {
  const valuesOf = (name) => [
    0,
    1e-12,
    -2.5,
    ...(SETTINGS.get(name).kind === "choice" ? ["none", "strong-wolfe"] : []),
  ];
  for (const name of SETTINGS.keys())
    for (const value of valuesOf(name))
      assertSurvives({ ...DEFAULT_STATE, runs: [{ method: "lbfgs", start: [0, 1], settings: { [name]: value } }] });
});

test("a link with a word for a number says so and has the usual runs", () => {
  const { state, complaints } = fromFragment("#lab=paths&runs=momentum:1,2:learning_rate=fast");
  assert.deepEqual(state.runs, DEFAULT_STATE.runs);
  assert.equal(complaints.length, 1);
});

test("every switch of the paths lab survives a link by itself, and so does none", () => {
  for (const name of [...TOGGLES, "nothing"]) assertSurvives({ ...DEFAULT_STATE, show: togglesOf(TOGGLES, [name]) });
});

test("runs in one and in sixteen variables survive a link", () => {
  for (const n of [1, 3, 16])
    assertSurvives({
      ...DEFAULT_STATE,
      runs: [{ method: "lbfgs", start: Array.from({ length: n }, (_, k) => k / 7), settings: {} }],
    });
});

test("a link that names the paths lab alone is its first state", () => {
  assert.deepEqual(fromFragment("#lab=paths"), { state: DEFAULT_STATE, complaints: [] });
});

test("the cursor of a race stands on a step that is taken", () => {
  assert.equal(fromFragment("#steps=20").state.step, 20);
  assert.equal(fromFragment("#steps=20&step=4").state.step, 4);
});

test("runs that begin in different places have not begun in one, whatever their link says", () => {
  const runs = "adam:1,1;newton:2,2";
  for (const from of ["", "&from=one", "&from=each"])
    assert.equal(fromFragment(`#runs=${runs}${from}`).state.together, false);
  assert.equal(fromFragment("#runs=adam:1,1;newton:1,1").state.together, true);
  assert.equal(fromFragment("#runs=adam:1,1;newton:1,1&from=each").state.together, false);
});

const DAMAGED = {
  "runs=": "list of no runs",
  "runs=adam": "run from nowhere",
  "runs=adam:": "run from an empty place",
  "runs=adam:1,": "start of one number and an empty text",
  "runs=adam:1,x": "start that is no number",
  "runs=adam:1,Infinity": "start without end",
  "runs=adam:1,1e13": "start beyond all limits",
  "runs=sgd:1,1": "run by an unknown method",
  "runs=constructor:1,1": "run by what every object has",
  "runs=adam:1,1;": "run after the last",
  "runs=adam:1,1;newton:1,1,1": "race in two and three variables",
  "runs=adam:1,1:speed=2": "setting that there is not",
  "runs=adam:1,1:beta1": "setting without a value",
  "runs=adam:1,1:beta1=": "setting of no value",
  "runs=adam:1,1:beta1=0.5=0.6": "setting of two values",
  "runs=adam:1,1:beta1=NaN": "setting that is not a number",
  "runs=adam:1,1:schedule=<b>": "choice of odd characters",
  [`runs=lbfgs:${Array(17).fill(0).join(",")}`]: "start in seventeen variables",
  [`runs=${Array(9).fill("adam:1,1").join(";")}`]: "crowd of nine runs",
  "from=two": "start that is neither one nor each",
  "steps=0": "race without steps",
  "steps=10001": "race without end",
  "step=-1": "step before the first",
  "trail=0.5": "trail of half a step",
  "against=time": "race against the clock",
  "x=2,-2": "box from right to left",
  "view=1,2": "camera of two coordinates",
};

for (const [part, what] of Object.entries(DAMAGED))
  test(`a ${what} (${part.slice(0, 60)}) is complained about once, and the first race takes its place`, () => {
    const { state, complaints } = fromFragment(`#v=1&lab=paths&${part}`);
    assert.deepEqual(state, DEFAULT_STATE);
    assert.equal(complaints.length, 1);
    assert.ok(complaints[0].includes(part.split("=")[0]));
  });

/* Methods */

test("every method has a colour, and relatives that share one differ by their dashes", () => {
  const looks = METHODS.flatMap((method) => looksOf([{ method }]));
  assert.equal(new Set(looks.map(({ role, dash }) => `${role} ${dash}`)).size, METHODS.length);
  assert.deepEqual(
    METHODS.map(roleOf),
    looks.map(({ role }) => role),
  );
});

test("two runs of one method have one colour, and are told apart by their dashes", () => {
  const [first, second] = looksOf([{ method: "adam" }, { method: "adam" }]);
  assert.equal(first.role, second.role);
  assert.notEqual(first.dash, second.dash);
});

test("no two of eight runs look the same, of one method or of two relatives", () => {
  const crowds = [
    ["adam"],
    ["adam", "adamw"],
    ["newton", "damped-newton"],
    ["perturbed-gradient-descent", "gradient-descent"],
  ];
  for (const methods of crowds) {
    const looks = looksOf(Array.from({ length: 8 }, (_, k) => ({ method: methods[k % methods.length] })));
    assert.ok(looks.every(({ dash }) => typeof dash === "string"));
    assert.equal(new Set(looks.map(({ role, dash }) => `${role} ${dash}`)).size, 8);
  }
});

test("a run keeps its look when another method joins", () => {
  const runs = [{ method: "adam" }, { method: "newton" }];
  assert.deepEqual(looksOf([...runs, { method: "adamw" }]).slice(0, 2), looksOf(runs));
});

test("a setting of a run is its own, or the usual one, or none", () => {
  const run = { settings: { learning_rate: 0 } };
  assert.deepEqual(
    ["learning_rate", "momentum", "beta1"].map((name) => settingOf(run, CATALOGUE[1], name)),
    [0, 0.9, undefined],
  );
  assert.equal(settingOf(run, undefined, "momentum"), undefined);
});

/* Pictures */

test("the cursor of a race goes to the end of its longest walk, and a walk that has ended rests", () => {
  const walks = [walk([1, 1], 0.1, 4), walk([1, 1], 0.1, 9)];
  assert.deepEqual([lastStep(walks), lastStep([]), placeAt(walks[0], 7), placeAt(walks[1], 7)], [9, 0, 4, 7]);
});

const walkedIn = (picture) => marksNamed(picture, "trails")[0].trails;
const gripsIn = (picture) => marksNamed(picture, "grips")[0].grips;

test("a trail reaches from the start to the cursor, or as many steps back as it is long", () => {
  const [one] = [walk([1, 1], 0.1, 9)];
  const places = (more) => walkedIn(pictureOf(scene([one], { step: 6, ...more }), []))[0].places;
  assert.deepEqual(places({ trail: 0 }), one.points.slice(0, 7));
  assert.deepEqual(places({ trail: 2 }), one.points.slice(4, 7));
  assert.deepEqual(places({ trail: 50 }), one.points.slice(0, 7));
  assert.deepEqual(places({ step: 100, trail: 3 }), one.points.slice(6, 10));
});

test("runs from one start have one grip, and others a numbered one each", () => {
  const walks = [walk([1, 1], 0.1, 4), walk([1, -1], 0.1, 4)];
  assert.deepEqual(
    gripsIn(pictureOf(scene(walks), [])).map(({ place, label, isSelected }) => [place, label, isSelected]),
    [
      [[1, 1], "1", true],
      [[1, -1], "2", false],
    ],
  );
  assert.deepEqual(gripsIn(pictureOf({ ...scene(walks, { together: true }), selected: 1 }, [])), [
    { place: [1, -1], role: "point", label: "", isSelected: true },
  ]);
});

test("the picture shows no more walks than there are runs, and the extras that are switched on", () => {
  const { state, answers, ...rest } = scene([walk([1, 1], 0.1, 4), walk([1, 1], 0.2, 4)]);
  const [one, other] = [1, -1].map((x) => arrow({ from: [0, 0], step: [x, 0], role: "point", label: "" }));
  const cells = { columns: 1, rows: 1, pixels: new Uint8ClampedArray(4) };
  const few = { state: { ...state, runs: state.runs.slice(0, 1) }, answers, ...rest };
  const picture = pictureOf(few, [{ marks: [one] }, {}, { marks: [other] }, { cells: null }, { cells }]);
  assert.equal(walkedIn(picture).length, 1);
  assert.deepEqual(marksNamed(picture, "arrow"), [one, other]);
  assert.equal(picture.cells, cells);
  assert.equal(picture.names.value, "f(x, y)");
});

test("f is measured from the least known value: of a minimum, or else of what a walk has met", () => {
  const walks = [walk([1, 1], 0.1, 3, { values: [5, 4, 2, null] }), walk([1, 1], 0.1, 1, { values: [5, 3] })];
  assert.deepEqual(leastValue({ walks, critical: null }), { value: 2, isKnown: false });
  assert.deepEqual(
    leastValue({ walks, critical: critical(["minimum", 1], ["minimum", -1], ["saddle", -7], ["maximum", 9]) }),
    { value: -1, isKnown: true },
  );
});

test("a minimum above what a walk has met is not the least value", () => {
  const walks = [walk([1, 1], 0.1, 1, { values: [5, -3] })];
  assert.deepEqual(leastValue({ walks, critical: critical(["minimum", 1]) }), { value: -3, isKnown: false });
});

test("of an eigenvalue that rounding hides its sign is told, never that it is undefined", () => {
  const said = (/** @type {string} */ kind, /** @type {(number | null)[]} */ eigenvalues) =>
    eigenvaluesText({ end: { kind, eigenvalues } });
  assert.equal(said("minimum", [null, 4]), "> 0, 4");
  assert.equal(said("maximum", [-4, null]), "−4, < 0");
  assert.equal(said("saddle", [null, 3]), "< 0, 3");
  assert.equal(said("saddle", [-3, null]), "−3, > 0");
  assert.equal(said("saddle", [-3, null, 5]), "−3, not 0, 5");
  assert.equal(said("undecided", [null, 0]), "< 0, 0");
  assert.equal(said("undecided", [0, null]), "0, > 0");
});

test("in a table of iterates a coordinate that is nothing beside its own way is 0, whatever the other one is", () => {
  const points = [
    [1, 1e-9],
    [-5e-18, 1e-9],
  ];
  const walk = { points, values: [1, 1e-38], norms: [2, 1e-17] };
  assert.deepEqual(tableRows(walk, 1, 2), [["1", "0", "10⁻⁹", "0", "0"]]);
  const small = { points: [[1e-12, 3e-13]], values: [1e-24], norms: [2e-12] };
  assert.deepEqual(tableRows(small, 0, 1), [["0", "10⁻¹²", "3·10⁻¹³", "10⁻²⁴", "2·10⁻¹²"]]);
});

test("a minimum that is a rounding above what a walk has met is the least value, and no value lies below it", () => {
  const walks = [walk([1, 1], 0.1, 2, { values: [5, 1, -1e-17] })];
  assert.deepEqual(leastValue({ walks, critical: critical(["minimum", 1e-15]) }), { value: -1e-17, isKnown: true });
  const { curves } = progressPicture(scene(walks, {}, { critical: critical(["minimum", 1e-15]) }), "value");
  assert.ok(curves[0].y.every((value) => value === null || value > 0));
});

test("progress of f is its distance from the least value, and no point of a log axis where there is none", () => {
  const walks = [walk([1, 1], 0.1, 3, { values: [5, 4, null, 2] })];
  const { curves, yScale, yLabel } = progressPicture(scene(walks), "value");
  assert.deepEqual(
    [curves[0].y, curves[0].x, yScale, yLabel],
    [[3, 2, null, null], [0, 1, 2, 3], "log", "f − lowest f met"],
  );
  assert.equal(
    progressPicture(scene(walks, {}, { critical: critical(["minimum", 1]) }), "value").yLabel,
    "f − least value",
  );
});

test("progress of the gradient is its length, and of the steps theirs: one fewer than iterates", () => {
  const one = walk([1, 0], 0.25, 3);
  assertClose(progressPicture(scene([one]), "gradient").curves[0].y, [2, 1, 0.5, 0.25]);
  const { curves } = progressPicture(scene([one]), "step");
  assertClose(curves[0].y, [0.5, 0.25, 0.125]);
  assert.equal(curves[0].x.length, 3);
});

test("the marks of progress stand at the cursor, and none where there is nothing to show", () => {
  const walks = [walk([1, 0], 0.25, 3), walk([1, 0], 0.25, 1)];
  assert.deepEqual(
    progressPicture(scene(walks, { step: 2 }), "gradient").marks.map(({ x, y }) => [x, y]),
    [
      [2, 0.5],
      [1, 1],
    ],
  );
  assert.deepEqual(progressPicture(scene(walks, { step: 3 }), "step").marks, []);
});

test("against work a walk's progress stands over the gradients it has taken", () => {
  const { curves, marks, guides, xRange } = progressPicture(
    scene([walk([1, 0], 0.25, 3)], { against: "work" }),
    "gradient",
  );
  assert.deepEqual([curves[0].x, marks[0].x, guides[0].x], [[1, 4, 7, 10], 7, 7]);
  assert.ok(xRange[1] > 10);
});

test("where the hand points, every plot of progress has its cursor, and the selected run its number", () => {
  const { marks, guides } = progressPicture({ ...scene([walk([1, 0], 0.25, 3)]), pointed: 1.2 }, "gradient");
  assert.deepEqual([guides[0].x, marks[0].x, marks[0].label], [1, 1, "1"]);
  const spent = progressPicture({ ...scene([walk([1, 0], 0.25, 3)], { against: "work" }), pointed: 6.5 }, "gradient");
  assert.deepEqual([spent.guides[0].x, spent.marks[0].x], [6.5, 4]);
});

test("the iterate after so much work is the last one that was paid for", () => {
  const place = (spent) => placeAfter({ work: [1, 4, 7] }, spent);
  assert.deepEqual([0, 1, 3.9, 4, 100].map(place), [0, 0, 0, 1, 2]);
});

test("of many eigenvalues the least and the largest are said", () => {
  assert.equal(eigenvaluesText({ end: { eigenvalues: [0.5, 2, 20.123] } }), "0.5, 2, 20.1");
  assert.equal(eigenvaluesText({ end: { eigenvalues: [1, 2, 3, 4] } }), "1 … 4");
  assert.equal(eigenvaluesText({ end: null }), "");
  assert.equal(eigenvaluesText({ end: { kind: "minimum", eigenvalues: [2e-9, 2e9] } }), "2·10⁻⁹, 2·10⁹");
});

test("a number out of a setting's bounds is refused in words", () => {
  const rate = { label: "Learning rate", minimum: 0, maximum: 100 };
  assert.equal(complaintOf(rate, 5), "");
  assert.equal(complaintOf(rate, -1), "Learning rate: from 0 to 100.");
  assert.equal(complaintOf({ ...rate, maximum: null }, -1), "Learning rate: at least 0.");
});

test("eight walks of ten thousand steps can be drawn", () => {
  const walks = Array.from({ length: MOST_RUNS }, () => walk([1, 1], 1e-4, MOST_STEPS));
  assert.equal(progressPicture(scene(walks), "value").curves.length, MOST_RUNS);
  assert.equal(projectionPicture(scene(walks), null).picture.lines.length, MOST_RUNS);
});

/** A walk in three variables along the third one, and a little along the first. */
const SPATIAL = {
  ...walk([0, 0], 0.1, 3),
  points: [
    [0, 0, 8],
    [1, 0, 4],
    [0, 0, 2],
    [0, 0, 0],
  ],
  run: { method: "adam", start: [0, 0, 8], settings: {} },
};
const inSpace = (more = {}) =>
  scene(
    [{ ...SPATIAL, ...more }],
    {},
    { meaning: { source: "", variables: ["u", "v", "w"], parameters: [] }, grid: null },
  );

test("a walk in three variables is drawn on two of its coordinates up to the cursor", () => {
  const { picture, share } = projectionPicture(inSpace(), [2, 0]);
  assert.deepEqual(picture.lines[0].points, [
    [8, 0],
    [4, 1],
    [2, 0],
  ]);
  assert.deepEqual([picture.xLabel, picture.yLabel, picture.marks[0].x, picture.marks[0].y], ["w", "u", 2, 0]);
  assertClose(share, 1);
  assert.ok(picture.xRange[0] < 0 && picture.xRange[1] > 8);
});

test("without a choice the plane is the one in which the walks spread most", () => {
  const { picture, share } = projectionPicture(inSpace(), null);
  assertClose(share, 1);
  assert.equal(picture.xLabel, "first principal direction");
  const width =
    Math.max(...picture.lines[0].points.map(([x]) => x)) - Math.min(...picture.lines[0].points.map(([x]) => x));
  assert.ok(width > 5.9);
});

test("what runs away does not stretch the plane", () => {
  const { picture } = projectionPicture(
    inSpace({
      points: [
        [0, 0, 8],
        [1, 0, 4],
        [0, 0, -1e9],
      ],
    }),
    [2, 0],
  );
  assert.ok(picture.xRange[0] > 0 && picture.xRange[1] < 9);
});

test("walks that begin far out have a plane too", () => {
  const { picture } = projectionPicture(
    inSpace({
      points: [
        [2e6, 0, 0],
        [2e6, 0, 1e7],
        [1e9, 0, 0],
      ],
    }),
    null,
  );
  assert.ok([...picture.xRange, ...picture.yRange].every(Number.isFinite));
});

/* Words */

test("a method that the catalogue does not know yet goes by its name", () => {
  assert.deepEqual([labelOf("momentum", CATALOGUE), labelOf("adam", CATALOGUE)], ["Momentum", "adam"]);
});

test("the sentence of a race says where the selected run is", () => {
  const { state, answers } = scene([walk([1, -1], 0.25, 3), walk([1, 1], 0.1, 3)], { step: 0 });
  assert.equal(
    stepSentence(state, answers, 0, CATALOGUE),
    "Run 1, Gradient descent, step 0: (x, y) = (1, −1), f = 5, |∇f| = 8.25.",
  );
});

test("at its last step the sentence of a race says how the run ended, and a single run has no number", () => {
  const { state, answers } = scene([walk([1, -1], 0.25, 3)], { step: 9 });
  assert.equal(
    stepSentence(state, answers, 0, CATALOGUE),
    "Gradient descent: Converged to a local minimum, x = −1·10⁻¹¹.",
  );
  assert.equal(stepSentence(state, { ...answers, walks: [] }, 0, CATALOGUE), "");
});

test("of many variables the sentence of a race shows the first four", () => {
  const many = walk([1, 1], 0.1, 1, {
    points: [
      [1, 2, 3, 4, 5],
      [0, 0, 0, 0, 0],
    ],
  });
  const { state, answers } = scene(
    [many],
    { step: 0 },
    { meaning: { source: "", variables: ["a", "b", "c", "d", "e"], parameters: [] } },
  );
  assert.match(stepSentence(state, answers, 0, CATALOGUE), /step 0: \(1, 2, 3, 4, …\), f = 5/);
});

test("it is said how the run ends, and what f is measured from", () => {
  const { state, answers } = scene([walk([1, 0], 0.25, 3)], { step: 0, show: togglesOf(TOGGLES, ["progress"]) });
  assert.equal(
    endSentence(state, answers, 0),
    "How it ends: Converged to a local minimum, x = −1·10⁻¹¹. f is measured from 0.015625, the lowest value that " +
      "any run has met.",
  );
  assert.equal(
    endSentence({ ...state, step: 3 }, { ...answers, critical: critical(["minimum", 0]) }, 0),
    "f is measured from 0, its least value at a critical point in the box.",
  );
  assert.equal(endSentence({ ...state, step: 3, show: togglesOf(TOGGLES, []) }, answers, 0), "");
});

test("where a run came to is said with its glyph, and why it stopped where it came to nothing", () => {
  const text = (end, reason) => endText({ end, stop: { reason } });
  assert.match(text({ kind: "minimum" }, "converged"), /^\S+ minimum$/);
  assert.deepEqual(
    [text(null, "converged"), text(null, "step-limit"), text(null, "diverged")],
    ["arrived", "step limit", "diverged"],
  );
});

test("how fast a race went is said as measured and as predicted", () => {
  const text = (order, predictedRate, reason = "converged", count = 2) =>
    rateText({ order, predictedRate, stop: { reason }, points: Array(count).fill([0, 0]) });
  assert.equal(text({ kind: "linear", order: 1, rate: 0.5 }, 0.75), "linear, × 0.5 a step; predicted 0.75");
  assert.equal(text({ kind: "linear", order: 1, rate: 0.5 }, null), "linear, × 0.5 a step");
  assert.equal(text({ kind: "quadratic", order: 2.01, rate: null }, 0), "quadratic (order 2.01)");
  assert.equal(text({ kind: "quadratic", order: 1.52, rate: null }, 0), "faster than linear (order 1.52)");
  assert.equal(text({ kind: "quadratic", order: 3, rate: null }, 0), "faster than quadratic (order 3)");
  assert.equal(
    text({ kind: null, order: null, rate: null }, 0),
    "too few steps to tell; predicted: faster than linear",
  );
  assert.equal(text({ kind: null, order: null, rate: null }, null), "too few steps to tell");
  const unknown = { kind: null, order: null, rate: null };
  assert.equal(text(unknown, null, "step-limit", 301), "none yet: not near enough to where it goes");
  assert.equal(text(unknown, null, "diverged", 301), "none");
  assert.equal(text(unknown, null, "converged", 301), "no steady rate");
});

test("the work of a race names only what was done", () => {
  assert.equal(
    workText({ evaluations: { value: 3, gradient: 2, hessian: 1, hessian_vector: 4 } }),
    "3 × f, 2 × ∇f, 4 × H·v, 1 × H",
  );
  assert.equal(workText(walk([1, 1], 0.1, 4)), "5 × ∇f");
});

test("the table of a race has a row for each iterate: its number, its coordinates, f and the gradient", () => {
  assert.deepEqual(tableRows(walk([1, 0], 0.25, 3), 1, 3), [
    ["1", "0.5", "0", "0.25", "1"],
    ["2", "0.25", "0", "0.0625", "0.5"],
  ]);
});

test("a sweep names a lowest value only where there is one, and gaps only where there are some", () => {
  const swept = (/** @type {(number | null)[]} */ values) =>
    sweepText({ learning_rates: [0.1, 1, 10], values: [values] });
  assert.equal(swept([3, 1, null]), "Lowest f at 1. Gaps: the walk is gone. A click takes that learning rate.");
  assert.equal(swept([3, 1, 2]), "Lowest f at 1. A click takes that learning rate.");
  assert.match(swept([5, 5, 5]), /^f ends at the same value for every learning rate here\./);
  assert.match(swept([null, null, null]), /^With no learning rate here does the walk stay\. A click/);
});
