import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import { CLASS_COLORS, classPixels, pixelsOf, scaleOf, shade } from "../../frontend/labs/network/heat.js";
import { planOf, widthOf } from "../../frontend/labs/network/network-picture.js";
import { indexOf, layersOf, nameOf, numberAt, numbersOf } from "../../frontend/labs/network/numbers.js";
import { beginningOf, dataOf, lessonOf, mismatchOf } from "../../frontend/labs/network/questions.js";
import * as network from "../../frontend/labs/network/state.js";
import { samplesBeginning, trainingBeginning } from "../../frontend/labs/network/samples-along.js";
import {
  knownOf,
  moved,
  productOf,
  productsOf,
  slopeShown,
  stepSentence,
  stepsThrough,
} from "../../frontend/labs/network/steps/flow.js";
import { complaintAbout, targetsFor, withTarget } from "../../frontend/labs/network/steps/targets.js";
import { placesOn } from "../../frontend/labs/network/steps/label-places.js";
import { thinned, Training } from "../../frontend/labs/network/training.js";
import {
  featureText,
  notesOf,
  placeText,
  positionText,
  sampleSentence,
  sentenceOf,
} from "../../frontend/labs/network/words.js";

const { DEFAULT_STATE } = network;
const { toFragment, fromFragment } = createLinks([network], "network");

/** @param {any} patch @returns {import("../../frontend/labs/network/state.js").NetworkState} */
const stateWith = (patch) => ({ ...DEFAULT_STATE, ...patch });

test("a link holds the whole state", () => {
  const states = [
    DEFAULT_STATE,
    stateWith({
      data: "own",
      points: [
        [1, 2.5, 0],
        [-3, 0, 1],
      ],
      share: 1,
      hidden: [],
      activations: ["linear"],
      epoch: 12,
    }),
    stateWith({
      data: "blobs",
      classes: 4,
      cost: "cross-entropy",
      features: ["x1 x2", "sin x1"],
      hidden: [8, 1, 3],
      activations: ["relu", "gelu", "elu", "tanh"],
      method: "adam",
      settings: { learning_rate: 0.01, schedule: "cosine" },
      batch: 128,
      l1: 0.01,
      l2: 0.1,
      speed: 50,
    }),
    stateWith({
      data: "own",
      classes: 0,
      points: [
        [1, 2.5, 0.25],
        [-3, 0, -1],
      ],
      features: [],
      typed: "x_1^2 + |x_2|, 3; x=1&y#",
      stride: "sample",
      epoch: 3,
      batches: 2,
      seen: 4,
    }),
    stateWith({
      view: "steps",
      input: [
        [1, 2],
        [3, -4],
        [0.5, 0],
      ],
      target: [[0.5], [1], [0]],
      look: 0,
      hidden: [],
      activations: ["sigmoid"],
    }),
    stateWith({
      view: "steps",
      input: [[1, 2, 3]],
      target: [[0.5]],
      hidden: [],
      activations: ["sigmoid"],
      numbers: [1, 2, 3, 4],
      settings: { learning_rate: 0.5 },
      keeps: true,
      step: 3,
    }),
    stateWith({
      view: "steps",
      data: "own",
      classes: 3,
      points: [[1, 2, 2]],
      share: 0.7,
      features: ["x2"],
      typed: "x1^3",
      stride: "batch",
      batch: 4,
      epoch: 9,
      batches: 1,
      method: "adam",
      settings: { learning_rate: 0.1 },
      input: [
        [1, 2],
        [3, 4],
      ],
      target: [[0], [1]],
      look: 0,
      hidden: [2],
      activations: ["tanh", "tanh"],
    }),
    stateWith({ numbers: Array.from({ length: 25 }, (_, k) => k / 8 - 1) }),
  ];
  for (const state of states) assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] });
});

test("what a link cannot mean is said, and the rest holds", () => {
  const wrong = [
    "hidden=9",
    "hidden=4,2.5",
    "activations=tanh",
    "inputs=x3",
    "numbers=1,2",
    "noise=2",
    "x1=1&x2=2",
    "batch=0",
    "data=cats",
    "view=loss",
    "view=steps&input=1,b",
    "view=steps&input=1;2",
    "data=own&classes=3&x1=1&x2=1&class=3",
    "stride=day",
    "look=2",
  ];
  for (const part of wrong) {
    const { state, complaints } = fromFragment(`v=1&lab=network&seed=7&${part}`);
    assert.equal(complaints.length, 1, part);
    assert.equal(state.seed, 7);
  }
});

test("undo brings back which sample was looked at, for there may be fewer of them", () => {
  assert.ok(network.UNNOTED.includes("look"));
  assert.ok(network.RETURNING.includes("look"));
});

test("numbers of a network are one list and back", () => {
  const sizes = [2, 3, 1];
  const numbers = Array.from({ length: network.countOf(sizes) }, (_, k) => k);
  const layers = layersOf(numbers, sizes, ["tanh", "linear"]);
  assert.deepEqual(layers, [
    {
      weights: [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      biases: [6, 7, 8],
      activation: "tanh",
    },
    { weights: [[9, 10, 11]], biases: [12], activation: "linear" },
  ]);
  const whole = { layers, cost: "huber" };
  assert.deepEqual(numbersOf(whole), numbers);
  for (const [place, index] of /** @type {const} */ ([
    [{ layer: 0, unit: 1, from: 1 }, 3],
    [{ layer: 0, unit: 2, from: null }, 8],
    [{ layer: 1, unit: 0, from: 2 }, 11],
    [{ layer: 1, unit: 0, from: null }, 12],
  ])) {
    assert.equal(indexOf(sizes, place), index);
    assert.equal(numberAt(whole, place), index);
  }
});

test("a beginning is drawn by the backend, unless a number was moved by hand", () => {
  assert.deepEqual(beginningOf(DEFAULT_STATE), {
    sizes: [2, 4, 2, 1],
    activations: ["tanh", "tanh", "tanh"],
    cost: "half-squared-error",
    initialisation: "uniform",
    seed: 1,
  });
  const { layers } = /** @type {any} */ (
    beginningOf(stateWith({ hidden: [], activations: ["linear"], numbers: [1, 2, 3] }))
  );
  assert.deepEqual(layers, [{ weights: [[1, 2]], biases: [3], activation: "linear" }]);
  assert.deepEqual(lessonOf(DEFAULT_STATE).optimiser, { method: "gradient-descent", learning_rate: 0.03 });
});

test("a link from before still opens: one sample, and two classes of one's own points", () => {
  const { state, complaints } = fromFragment(
    "v=1&lab=network&view=steps&input=0.05,0.1&target=0.01,0.99&hidden=2&activations=sigmoid,sigmoid&step=3",
  );
  assert.deepEqual([state.input, state.target, state.look, complaints], [[[0.05, 0.1]], [[0.01, 0.99]], 1, []]);
  const own = fromFragment("v=1&lab=network&data=own&x1=1,2&x2=3,4&class=0,1").state;
  assert.deepEqual(
    [own.classes, own.points],
    [
      2,
      [
        [1, 3, 0],
        [2, 4, 1],
      ],
    ],
  );
});

test("one's own points are sent as they are", () => {
  assert.deepEqual(
    dataOf(
      stateWith({
        data: "own",
        classes: 2,
        points: [
          [1, 2, 0],
          [3, 4, 1],
        ],
      }),
    ),
    {
      points: [
        [1, 2],
        [3, 4],
      ],
      targets: [0, 1],
      classes: 2,
      seed: 0,
      train_share: 0.5,
    },
  );
  assert.equal(/** @type {any} */ (dataOf(stateWith({ data: "blobs", classes: 5 }))).classes, 5);
});

test("what cannot be learned is said before it is asked", () => {
  assert.match(mismatchOf(stateWith({ data: "own" })), /Press on the map/);
  assert.match(mismatchOf(stateWith({ data: "plane", cost: "cross-entropy" })), /heights, not classes/);
  assert.match(
    mismatchOf(
      stateWith({
        data: "own",
        classes: 0,
        points: [
          [1, 2, 0.5],
          [0, 0, 0],
        ],
        cost: "cross-entropy",
      }),
    ),
    /heights, not classes/,
  );
  assert.equal(mismatchOf(DEFAULT_STATE), "");
});

test("as many outputs as classes, and one input more where one is typed", () => {
  assert.deepEqual(network.sizesOf(stateWith({ data: "own", classes: 4, hidden: [3], typed: "x_1^3" })), [3, 3, 4]);
  for (const classes of [0, 2]) assert.equal(network.outputsOf({ data: "own", classes }), 1);
  assert.deepEqual(lessonOf(stateWith({ typed: "x1^3" })).features, ["x1", "x2", { source: "x1^3" }]);
  assert.equal(
    placeText({ layer: 0, unit: 0, from: 2 }, stateWith({ typed: "x_1^2 x_2" })),
    "Weight from x₁² x₂ to unit 1 of layer 1",
  );
});

test("where there is no answer the picture has a gap", () => {
  assert.equal(pixelsOf(Float32Array.of(NaN, 1, 1, 1), 2, scaleOf(false), false)[4 * 2 + 3], 0);
  assert.equal(classPixels([Float32Array.of(NaN, 1, 1, 1), Float32Array.of(NaN, 0, 0, 0)], 2, false)[4 * 2 + 3], 0);
});

test("orange is below zero, blue above, and the first row of pixels is the highest", () => {
  assert.deepEqual(shade(-1), CLASS_COLORS[0]);
  assert.deepEqual(shade(5), CLASS_COLORS[1]);
  const pixels = pixelsOf(Float32Array.of(-1, -1, 1, 1), 2, scaleOf(false), false);
  assert.deepEqual([...pixels.slice(0, 3)], CLASS_COLORS[1]);
  assert.deepEqual([...pixels.slice(8, 11)], CLASS_COLORS[0]);
  // A probability of a half is no class.
  assert.deepEqual(
    [...pixelsOf(Float32Array.of(0.5, 0, 1, 0.5), 2, scaleOf(true), false).slice(4, 7)].map((each) => each > 230),
    [true, true, true],
  );
});

test("where an output is far ahead its colour is full", () => {
  const pixels = classPixels([Float32Array.of(0, 0, 1, 0.5), Float32Array.of(1, 1, 0, 0.5)], 2, true);
  assert.notDeepEqual([...pixels.slice(0, 3)], [...pixels.slice(8, 11)]);
});

test("units never overlap and all lie inside", () => {
  for (const sizes of [
    [2, 4, 2, 1],
    [10, 8, 8, 8, 8, 8, 8, 6],
    [1, 1],
  ])
    for (const size of [
      { width: 860, height: 500 },
      { width: 366, height: 340 },
    ]) {
      const { places, tile } = planOf(sizes, size, 12);
      assert.deepEqual(
        places.map((column) => column.length),
        sizes,
      );
      for (const column of places) {
        for (let k = 1; k < column.length; k++) assert.ok(column[k][1] - column[k - 1][1] >= tile * 0.99);
        for (const [x, y] of column)
          assert.ok(
            x - tile / 2 >= 0 && x + tile / 2 <= size.width && y - tile / 2 >= 0 && y + tile / 2 <= size.height + 1,
            `${sizes}`,
          );
      }
      for (let k = 1; k < places.length; k++) assert.ok(places[k][0][0] - places[k - 1][0][0] > tile);
    }
});

test("lines are thicker for larger weights of either sign", () => {
  assert.ok(widthOf(-2) > widthOf(1) && widthOf(1) > widthOf(0) && widthOf(1e6) < 10);
  assert.equal(widthOf(-2), widthOf(2));
});

test("of very many frames every second one is kept, and the last", () => {
  const frames = Array.from({ length: 1502 }, (_, epoch) => /** @type {any} */ ({ epoch }));
  const kept = thinned(frames);
  assert.ok(kept.length < 800);
  assert.equal(kept[0].epoch, 0);
  assert.equal(kept[kept.length - 1].epoch, 1501);
});

test("a sentence says what was learned and what was not", () => {
  const frame = {
    epoch: 12,
    step: 0,
    batches: 20,
    findings: [],
    network: /** @type {any} */ (null),
    memory: null,
    loss: 0.1234,
    testLoss: 0.5,
    accuracy: 0.9,
    testAccuracy: 0.75,
  };
  assert.equal(
    sentenceOf(frame),
    "Epoch 12: loss 0.123 on learned points, 0.5 on the test; 75 % of the test classified correctly.",
  );
  assert.equal(
    sentenceOf({ ...frame, testLoss: null, testAccuracy: null, accuracy: null }),
    "Epoch 12: loss 0.123 on learned points.",
  );
  assert.match(sentenceOf({ ...frame, step: 3 }), /^Epoch 12, after batch 3 of 20: loss/);
  assert.equal(positionText({ ...frame, step: 3 }, "batch", 0), "epoch 12, 3 of 20 batches");
  assert.match(notesOf(DEFAULT_STATE, { ...frame, epoch: 400 }), /overfitting/);
  const dead = [1, 2, 3].map((unit) => ({ kind: "dead", layer: 0, unit, message: `Unit ${unit} is dead.` }));
  assert.equal(notesOf(DEFAULT_STATE, { ...frame, findings: dead }), "Unit 1 is dead. Unit 2 is dead. And 1 more.");
  const saturated = [{ kind: "saturated", layer: 0, unit: 0, message: "Unit 1 is saturated: f' is at most 1.4e-07." }];
  assert.equal(
    notesOf(DEFAULT_STATE, { ...frame, findings: saturated }),
    "Unit 1 is saturated: f' is at most 1.4·10⁻⁷.",
  );
  assert.match(notesOf(stateWith({ initialisation: "zeros" }), { ...frame, epoch: 0 }), /can never become different/);
});

test("weights are named by what they join", () => {
  assert.equal(placeText({ layer: 0, unit: 1, from: 0 }, DEFAULT_STATE), "Weight from x₁ to unit 2 of layer 1");
  assert.equal(placeText({ layer: 2, unit: 0, from: 1 }, DEFAULT_STATE), "Weight from unit 2 of layer 2 to the output");
  assert.equal(placeText({ layer: 1, unit: 0, from: null }, DEFAULT_STATE), "Bias of unit 1 of layer 2");
  assert.equal(featureText("x1^2"), "x₁²");
});

/** One input, one hidden unit, one output, all linear: w = 2, b = 1, then w = 3, b = 0; at x = 1, y = 8. @type {any} */
const PASSED = {
  network: {
    layers: [
      { weights: [[2]], biases: [1], activation: "linear" },
      { weights: [[3]], biases: [0], activation: "linear" },
    ],
    cost: "half-squared-error",
  },
  layers: [
    { z: [[3]], a: [[3]] },
    { z: [[9]], a: [[9]] },
  ],
  costs: [0.5],
  cost: 0.5,
  slopes: [
    { a: [[3]], z: [[3]], weights: [[3]], biases: [3] },
    { a: [[1]], z: [[1]], weights: [[3]], biases: [1] },
  ],
};

test("a sample goes forward through all layers, and back through them in the other order", () => {
  assert.deepEqual(
    stepsThrough(2).map(({ kind, layer }) => `${kind} ${layer}`),
    ["inputs -1", "forward 0", "forward 1", "cost 1", "back 1", "back 0", "update -1"],
  );
  assert.deepEqual(knownOf(stepsThrough(2), 4, 1), { isForward: true, isBack: true, isMoved: false });
  assert.deepEqual(knownOf(stepsThrough(2), 4, 0), { isForward: true, isBack: false, isMoved: false });
});

test("the derivative of a weight is the product that is written out", () => {
  for (const place of [
    { layer: 0, unit: 0, from: 0 },
    { layer: 1, unit: 0, from: 0 },
    { layer: 1, unit: 0, from: null },
    { layer: 0, unit: 0, from: null },
  ]) {
    const { outer, slope, inner, value, shares } = productOf(PASSED, [[1]], place, 1);
    assert.equal(outer * Number(slope) * inner, value);
    assert.equal(shares === null, place.layer === 1);
    if (shares)
      assert.equal(
        shares.reduce((sum, { weight, slope: each }) => sum + weight * each, 0),
        outer,
      );
  }
});

/** The same network with a second sample at x = 2, y = 15, whose answer is 15. @type {any} */
const TWO = {
  network: PASSED.network,
  layers: [
    { z: [[3, 5]], a: [[3, 5]] },
    { z: [[9, 15]], a: [[9, 15]] },
  ],
  costs: [0.5, 0],
  cost: 0.25,
  slopes: [
    { a: [[3, 0]], z: [[3, 0]], weights: [[1.5]], biases: [1.5] },
    { a: [[1, 0]], z: [[1, 0]], weights: [[1.5]], biases: [0.5] },
  ],
};

test("a batch's derivative is the mean of its samples' products", () => {
  const input = [[1], [2]];
  for (const place of [
    { layer: 0, unit: 0, from: 0 },
    { layer: 0, unit: 0, from: null },
    { layer: 1, unit: 0, from: 0 },
    { layer: 1, unit: 0, from: null },
  ]) {
    const { weights, biases } = TWO.slopes[place.layer];
    assert.equal(slopeShown(TWO, input, place, 0), place.from === null ? biases[0] : weights[0][0]);
    const products = productsOf(TWO, input, place).map(({ value }) => value);
    assert.deepEqual(
      [1, 2].map((look) => productOf(TWO, input, place, look).value),
      products,
    );
    assert.equal((products[0] + products[1]) / 2, slopeShown(TWO, input, place, 0));
  }
});

test("of a batch it is said whether a sample or the mean is meant", () => {
  const around = { input: [[1], [2]], target: [[8], [15]], look: 2, rate: 0.1, keeps: false, costAfter: null };
  const said = (/** @type {number} */ look) =>
    stepsThrough(2).map((step) => stepSentence(step, TWO, { ...around, look }));
  assert.equal(said(2)[0], "Sample 2 of 2. The inputs are (2); the outputs shall be (15).");
  assert.match(said(2)[3], /^Sample 2 of 2 costs .* = 0; the mean over all 2 is C = 0\.25\.$/);
  assert.match(said(0)[1], /^Means over 2 samples\. Layer 1 forward: z = W a \+ b = \(4\)/);
  assert.match(said(1)[6], /the mean of its 2 derivatives/);
});

test("numbers on lines stay apart while there is room", () => {
  const lines = Array.from(
    { length: 12 },
    (_, k) =>
      /** @type {[[number, number], [number, number]]} */ ([
        [0, 100 + 100 * (k % 2)],
        [200, 30 * k],
      ]),
  );
  const size = { width: 50, height: 14 };
  const places = placesOn(lines, size);
  const shown = places.filter((place) => place !== null);
  const overlaps = shown.flatMap(([x, y], k) =>
    shown.slice(k + 1).filter(([a, b]) => Math.abs(x - a) < size.width && Math.abs(y - b) < size.height),
  );
  assert.equal(overlaps.length, 0);
  assert.ok(shown.length >= 10);
  for (const [x] of shown) assert.ok(x >= 25 && x <= 175);
  const crowded = placesOn(Array(5).fill(lines[0]), { width: 150, height: 400 }, 3);
  assert.deepEqual(
    crowded.map((place) => place !== null),
    [false, false, false, true, false],
  );
});

test("the sample that is looked at is said, and that it changes nothing before its batch is complete", () => {
  const [frame, next] = [
    /** @type {any} */ ({ step: 1, batches: 20 }),
    {
      samples: [7, 3],
      inputs: [
        [1, 2],
        [3, 4],
      ],
      targets: [[1], [-1]],
      costs: [0.25, 0.5],
    },
  ];
  assert.equal(
    sampleSentence(frame, next, 1),
    "Sample 1 of 2 in batch 2 of 20: its loss is 0.25. It adds to the gradient; the weights change after the batch.",
  );
  assert.match(
    sampleSentence(frame, next, 2),
    /The batch is complete: with the next step every weight changes by the mean of the 2 gradients/,
  );
  const alone = { samples: [3], costs: [0.5], inputs: [[1]], targets: [[1]] };
  assert.match(
    sampleSentence(frame, alone, 1),
    /The batch is complete: with the next step every weight changes by this gradient\.$/,
  );
});

test("a step on is a frame that is known already only if it is exactly one step away", () => {
  const training = new Training(/** @type {any} */ ({ send: async () => null }));
  const frame = (/** @type {number} */ epoch, step = 0) => /** @type {any} */ ({ epoch, step, batches: 3 });
  training.frames = [frame(0), frame(0, 1), frame(0, 2), frame(1), frame(3)];
  const [first, , third, fourth] = training.frames;
  assert.deepEqual(training.following(first, { stride: "epoch", seen: 0 }), frame(1));
  assert.deepEqual(training.following(first, { stride: "batch", seen: 0 }), frame(0, 1));
  assert.deepEqual(training.following(third, { stride: "batch", seen: 0 }), frame(1));
  assert.equal(training.following(fourth, { stride: "batch", seen: 0 }), undefined);
  training.next = { samples: [4, 5], inputs: [], targets: [], costs: [] };
  assert.equal(training.following(first, { stride: "sample", seen: 1 }), undefined);
  assert.deepEqual(training.following(first, { stride: "sample", seen: 2 }), frame(0, 1));
  assert.deepEqual([training.at(0, 2), training.at(2), training.before(0.5)], [frame(0, 2), frame(1), frame(0, 1)]);
});

test("a sample or a batch is taken along with the network, and the network back", () => {
  const next = {
    samples: [7, 3],
    inputs: [
      [1, 2],
      [3, 4],
    ],
    targets: [[1], [-1]],
    costs: [0.25, 0.5],
  };
  const layers = [{ weights: [[1, 2]], biases: [3], activation: "tanh" }];
  const moment = /** @type {any} */ ({ frame: { network: { layers, cost: "huber" } }, training: { next } });
  const one = samplesBeginning(stateWith({ stride: "sample", seen: 2 }), moment);
  assert.deepEqual([one.input, one.target, one.look, one.numbers], [[[3, 4]], [[-1]], 1, [1, 2, 3]]);
  const all = samplesBeginning(stateWith({ stride: "batch" }), moment);
  assert.deepEqual([all.input, all.look], [next.inputs, 0]);
  assert.ok(!("numbers" in trainingBeginning(stateWith({ ...all, view: "steps" }))));
  assert.equal(/** @type {any} */ (trainingBeginning(stateWith({ view: "steps", input: [[1, 2, 3]] }))).numbers, null);
  assert.deepEqual(trainingBeginning(stateWith({ view: "landscape", epoch: 9 })), {});
});

test("a step moves every number against its derivative, and biases only where they may", () => {
  assert.deepEqual(
    moved(PASSED, 0.1, false).layers.map(({ weights, biases }) => [weights[0][0].toFixed(6), biases[0].toFixed(6)]),
    [
      ["1.700000", "0.700000"],
      ["2.700000", "-0.100000"],
    ],
  );
  assert.deepEqual(
    moved(PASSED, 0.1, true).layers.map(({ biases }) => biases),
    [[1], [0]],
  );
});

test("steps are said with their numbers", () => {
  const around = { input: [[1]], target: [[8]], look: 1, rate: 0.1, keeps: false, costAfter: 0.125 };
  const said = stepsThrough(2).map((step) => stepSentence(step, PASSED, around));
  assert.equal(said[0], "The inputs are (1); the outputs shall be (8).");
  assert.match(said[1], /Layer 1 forward: z = W a \+ b = \(3\)/);
  assert.match(said[3], /½\|a − y\|² = 0\.5\./);
  assert.match(said[6], /becomes 0\.125, from 0\.5/);
  assert.equal(nameOf({ layer: 1, unit: 0, from: 1 }), "w²₁₂");
  assert.equal(nameOf({ layer: 0, unit: 2, from: null }), "b¹₃");
});

test("cross-entropy makes targets probabilities, and other losses leave them", () => {
  const rows = [
    [0.2, 0.9, 0.5],
    [0.25, 0.25, 0.5],
    [-1, -2, -3],
  ];
  assert.deepEqual(targetsFor("cross-entropy", rows), [
    [0, 1, 0],
    [0.25, 0.25, 0.5],
    [1, 0, 0],
  ]);
  assert.deepEqual(targetsFor("cross-entropy", [[-1], [0.3], [8]]), [[0], [0.3], [1]]);
  assert.equal(targetsFor("huber", rows), rows);
});

test("a typed probability leaves the rest to the other outputs, in their proportions", () => {
  assert.deepEqual(withTarget("cross-entropy", [0.5, 0.1, 0.4], 0, 0.75), [0.75, 0.05, 0.2]);
  assert.deepEqual(withTarget("cross-entropy", [1, 0, 0], 0, 0.5), [0.5, 0.25, 0.25]);
  assert.deepEqual(withTarget("huber", [1, 0, 0], 0, 0.5), [0.5, 0, 0]);
  for (let value = 0; value <= 1; value += 1 / 7)
    assert.equal(complaintAbout("cross-entropy", [withTarget("cross-entropy", [0.3, 0.3, 0.4], 1, value)]), "");
});

test("a typed target that is no probability is refused in words", () => {
  assert.match(
    complaintAbout("cross-entropy", [withTarget("cross-entropy", [0.3, 0.7], 0, 1.5)]),
    /from 0 to 1, and all of a sample add up to 1/,
  );
  assert.match(
    complaintAbout("cross-entropy", [withTarget("cross-entropy", [1], 0, -1)]),
    /a probability: from 0 to 1/,
  );
  assert.equal(complaintAbout("half-squared-error", [[-1, 7]]), "");
});

test("a link with targets that cross-entropy cannot take is complained of", () => {
  const { state, complaints } = fromFragment("v=1&lab=network&view=steps&input=1,2&target=1,3&cost=cross-entropy");
  assert.deepEqual([state.target, complaints.length], [[[0, 1]], 1]);
  assert.deepEqual(fromFragment("v=1&lab=network&view=steps&input=1,2&target=1,3").complaints, []);
});

test("biases that stay are said to stay", () => {
  const around = { input: [[1]], target: [[8]], look: 1, rate: 0.5, costAfter: 0.25 };
  const last = stepsThrough(2)[6];
  assert.equal(
    stepSentence(last, PASSED, { ...around, keeps: false }),
    "Every number moves by −0.5 times its derivative; the cost becomes 0.25, from 0.5.",
  );
  assert.equal(
    stepSentence(last, PASSED, { ...around, keeps: true }),
    "Every weight moves by −0.5 times its derivative; biases stay as they are; the cost becomes 0.25, from 0.5.",
  );
});

test("with cross-entropy the cost of one output names both classes, and a − y is not said to be times f′(z)", () => {
  const slopes = (/** @type {number[]} */ target) => [
    PASSED.slopes[0],
    { ...PASSED.slopes[1], z: target.map(() => [1]) },
  ];
  const passed = (/** @type {number[]} */ target) => ({
    ...PASSED,
    slopes: slopes(target),
    network: { ...PASSED.network, cost: "cross-entropy" },
  });
  const said = (/** @type {number[]} */ target) =>
    stepsThrough(2).map((step) =>
      stepSentence(step, passed(target), {
        input: [[1]],
        target: [target],
        look: 1,
        rate: 0.1,
        keeps: false,
        costAfter: null,
      }),
    );
  assert.match(said([1])[3], /−\(y log a \+ \(1 − y\) log\(1 − a\)\) = 0\.5/);
  assert.match(said([1, 0])[3], /C = −Σ y log a = 0\.5/);
  assert.match(said([1])[4], /Layer 2 back: ∂C\/∂z = a − y = \(1\), .* sigmoid/);
  assert.match(said([1, 0])[4], /Layer 2 back: ∂C\/∂z = a − y = \(1, 1\), .* softmax/);
  assert.doesNotMatch(said([1, 0])[4], /f′/);
  assert.match(said([1])[5], /Layer 1 back: ∂C\/∂a = \(3\); times f′\(z\): ∂C\/∂z = \(3\)/);
});

test("what orange and blue stand for is said as the legend has it", () => {
  const said = (/** @type {any} */ patch) =>
    notesOf(stateWith(patch), /** @type {any} */ ({ epoch: 0, step: 0, findings: [], loss: 1, testLoss: null }));
  assert.match(said({}), /from orange for −1 to blue for 1;/);
  assert.match(said({ activations: ["sigmoid", "sigmoid", "sigmoid"] }), /from orange for 0 to blue for 1;/);
  assert.match(
    said({ activations: ["sigmoid", "sigmoid", "tanh"], cost: "cross-entropy" }),
    /from orange for 0 to blue for 1;/,
  );
  assert.match(said({ cost: "cross-entropy" }), /from orange for low to blue for high;/);
  assert.match(said({ cost: "cross-entropy", data: "blobs", classes: 3 }), /from orange for −1 to blue for 1;/);
});
