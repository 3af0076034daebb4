import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeArray, encodeArray } from "../../frontend/core/client.js";
import { createLinks } from "../../frontend/core/link.js";
import { roleOf } from "../../frontend/labs/common/methods.js";
import { among, longName, placesOf } from "../../frontend/labs/network/landscape/places.js";
import {
  listOf,
  planeOf,
  sharpnessQuestion,
  sliceQuestion,
  spread,
  walkTo,
} from "../../frontend/labs/network/landscape/questions.js";
import {
  lossesPicture,
  numbersAt,
  pictureOf,
  sharpnessPicture,
  sliceOf,
} from "../../frontend/labs/network/landscape/slice.js";
import { boundOf, edgeText, notesOf, sentenceOf } from "../../frontend/labs/network/landscape/words.js";
import { indexOf, layersOf, numbersOf } from "../../frontend/labs/network/numbers.js";
import * as network from "../../frontend/labs/network/state.js";
import { assertClose, marksNamed } from "./helpers.js";

const { choices, countOf, DEFAULT_STATE, sizesOf } = network;
const { toFragment, fromFragment } = createLinks([network], "network");

/** @param {any} patch @returns {import("../../frontend/labs/network/state.js").NetworkState} */
const stateWith = (patch) => ({ ...DEFAULT_STATE, view: "landscape", ...patch });

/** The default network with all its numbers alike, as it might be at an epoch. @returns {any} */
function frameAt(epoch, number = epoch / 10) {
  const layers = layersOf(Array(25).fill(number), [2, 4, 2, 1], ["tanh", "tanh", "tanh"]);
  return {
    epoch,
    network: { layers, cost: "half-squared-error" },
    memory: null,
    loss: 1,
    testLoss: 1,
    accuracy: 1,
    testAccuracy: 1,
  };
}

/** An answer of the backend about a walk of three frames. */
function answer(changes = {}) {
  return {
    loss: 0.25,
    numbers: 25,
    slice: {
      axes: ["weight", "bias"],
      directions: encodeArray([
        [1, ...Array(24).fill(0)],
        [0, 2, ...Array(23).fill(0)],
      ]),
      x: flat([-1, 0, 1]),
      y: flat([-2, 0, 2]),
      losses: encodeArray([
        [1, 0.5, 1],
        [0.5, 0.25, 0.5],
        [1, 0.5, 2],
      ]),
      range: [0.25, 2],
      centre: [0, 0],
      path: encodeArray([
        [-1, 0.5],
        [-0.5, 0.5],
        [0, 0],
      ]),
      path_losses: [0.5, 0.375, 0.25],
      slice_losses: [0.75, 0.5, 0.25],
      variances: [0.8, 0.1],
      explained: 0.9,
      ...changes,
    },
    curvature: {
      eigenvalues: [6, 2, 1],
      residuals: [1e-14, 1e-14, 2e-3],
      least: -0.5,
      least_residual: 1e-14,
      products: 25,
    },
  };
}

/** A single row of numbers is one of them. */
const flat = (numbers) => ({ ...encodeArray([numbers]), shape: String(numbers.length) });

const WALK = [frameAt(0), frameAt(10), frameAt(20)];
const slice = (changes = {}, kind = "path", state = stateWith({})) =>
  sliceOf(answer(changes), WALK, { kind }, state, sizesOf(state));

test("a link holds which slice is seen", () => {
  const states = [
    stateWith({}),
    stateWith({ plane: "weights", axes: [24, 3], reach: 0.25, fine: true, epoch: 30 }),
    stateWith({
      plane: "random",
      directions: 77,
      method: "natural-gradient",
      settings: { learning_rate: 0.1, damping: 0.01 },
      batch: 1000,
    }),
  ];
  for (const state of states) assert.deepEqual(fromFragment(toFragment(state)), { state, complaints: [] });
});

test("two numbers that are one, or that are not there, are no slice", () => {
  for (const part of [
    "axes=3,3",
    "axes=3,25",
    "axes=1",
    "axes=1,2.5",
    "reach=0",
    "plane=loss",
    "directions=-1",
    "grid=coarse",
  ]) {
    const { state, complaints } = fromFragment(`v=1&lab=network&view=landscape&seed=7&${part}`);
    assert.equal(complaints.length, 1, part);
    assert.deepEqual([state.seed, state.axes, state.plane], [7, [0, 1], "path"]);
  }
});

test("every number has its place, and its name", () => {
  for (const sizes of [
    [2, 4, 2, 1],
    [1, 1],
    [3, 8, 6],
  ]) {
    const places = placesOf(sizes);
    assert.equal(places.length, countOf(sizes));
    places.forEach((place, k) => assert.equal(indexOf(sizes, place), k));
  }
  assert.equal(longName(placesOf([2, 4, 2, 1])[1], stateWith({})), "w¹₁₂: weight from x₂ to unit 1 of layer 1");
  assert.equal(longName(placesOf([2, 4, 2, 1])[24], stateWith({})), "b³₁: bias of the output");
});

test("of two numbers there are always two, also after the network has become smaller", () => {
  assert.deepEqual(among([3, 24], 25), [3, 24]);
  assert.deepEqual(among([3, 24], 9), [3, 8]);
  assert.deepEqual(among([20, 24], 9), [0, 1]);
});

test("numbers go to the backend and back as they are", () => {
  const rows = [
    [0.5, -1.25],
    [3, 1e-3],
    [0, 7],
  ];
  const decoded = decodeArray(/** @type {any} */ (encodeArray(rows)));
  assertClose(
    decoded.map((row) => [...row]),
    rows,
    1e-9,
  );
  assert.equal(encodeArray([]).shape, "0,0");
});

test("a list is thinned evenly, with its ends", () => {
  assert.deepEqual(spread([1, 2, 3], 5), [1, 2, 3]);
  assert.deepEqual(spread([0, 1, 2, 3, 4, 5, 6, 7, 8], 3), [0, 4, 8]);
});

test("the walk that is asked about ends at the cursor and fits into a question", () => {
  const frames = Array.from({ length: 1000 }, (_, k) => frameAt(k));
  const walk = walkTo(frames, frames[600]);
  assert.equal(walk.length, 200);
  assert.deepEqual([walk[0].epoch, walk[199].epoch], [0, 600]);
  assert.ok(JSON.stringify(sliceQuestion(stateWith({}), walk, true)).length < 100_000);
  // The largest network that there is.
  const layers = layersOf(
    Array(countOf([9, 8, 8, 8, 8, 8, 8, 6])).fill(0.123456789),
    [9, 8, 8, 8, 8, 8, 8, 6],
    Array(7).fill("tanh"),
  );
  const large = frames.map((frame) => ({ ...frame, network: { layers, cost: "huber" } }));
  assert.ok(JSON.stringify(sliceQuestion(stateWith({}), walkTo(large, large[999]), false)).length < 256 * 1024);
});

test("a walk that has not moved is looked at along random directions", () => {
  const state = stateWith({ directions: 5 });
  assert.deepEqual(planeOf(state, [frameAt(0)]), { kind: "random", seed: 5 });
  assert.deepEqual(planeOf(state, [frameAt(0, 1), frameAt(3, 1)]), { kind: "random", seed: 5 });
  assert.deepEqual(planeOf(state, WALK), { kind: "path" });
  assert.deepEqual(planeOf(stateWith({ plane: "weights", axes: [7, 2] }), WALK), {
    kind: "weights",
    first: 7,
    second: 2,
  });
});

test("while the network learns the slice is coarser", () => {
  const resolution = (patch, isPlaying) => sliceQuestion(stateWith(patch), WALK, isPlaying).resolution;
  assert.ok(resolution({}, true) < resolution({}, false));
  assert.ok(resolution({}, false) < resolution({ fine: true }, false));
  assert.deepEqual(Object.keys(sharpnessQuestion(stateWith({}), WALK[0])), [
    "network",
    "data",
    "features",
    "curvature",
  ]);
});

test("surface and map show the walk, and the network at its end or in the hand", () => {
  const picture = pictureOf(slice(), stateWith({}), null, "light");
  assert.deepEqual(picture.domain, { x: [-1, 1], y: [-2, 2] });
  assert.deepEqual(marksNamed(picture, "trails")[0].trails[0].places, [
    [-1, 0.5],
    [-0.5, 0.5],
    [0, 0],
  ]);
  const held = (place) => marksNamed(pictureOf(slice(), stateWith({}), place, "light"), "grips")[0].grips[0].place;
  assert.deepEqual(
    [held(null), held([0.5, 1])],
    [
      [0, 0],
      [0.5, 1],
    ],
  );
  assert.deepEqual(picture.names, { x: "1st direction", y: "2nd direction", value: "C" });
  assert.equal(
    pictureOf(slice({}, "weights", stateWith({ plane: "weights", axes: [0, 24] })), stateWith({}), null, "light").names
      .y,
    "b³₁",
  );
});

test("every method has a hue for its walk", () => {
  for (const method of choices.method) assert.match(roleOf(method), /^run-\d+$/);
});

test("where the network is let go it has the numbers of that place", () => {
  const numbers = numbersAt(slice(), Array(25).fill(1), [0.5, -1]);
  assertClose(numbers, [1.5, -1, ...Array(23).fill(1)]);
  // Of two weights the coordinates are their values.
  const weights = slice({ centre: [1, 1] }, "weights");
  assertClose(numbersAt(weights, Array(25).fill(1), [1, 1.5]).slice(0, 2), [1, 2]);
  assertClose(listOf(WALK[1].network), numbersOf(WALK[1].network));
});

test("the plot of losses has the true ones beside those of the slice", () => {
  const scene = { slice: slice(), role: "run-1", sharpness: new Map(), bound: null, epoch: 20, theme: "light" };
  const { curves } = lossesPicture(scene);
  assert.deepEqual(
    curves.map(({ y }) => y),
    [
      [0.75, 0.5, 0.25],
      [0.5, 0.375, 0.25],
    ],
  );
  assert.deepEqual(curves[0].x, [0, 10, 20]);
  assert.equal(lossesPicture(scene).yScale, undefined);
  // Of several sizes, they are told apart by powers of ten.
  const wide = slice({ path_losses: [3, 1e-2, 1e-4], slice_losses: [3, null, 1e-4] });
  assert.equal(lossesPicture({ ...scene, slice: wide }).yScale, "log");
});

test("the plot of sharpness has the bound, unless it is out of all proportion", () => {
  const scene = (bound) => ({
    slice: slice(),
    role: "run-1",
    sharpness: new Map([
      [20, 6],
      [0, 1],
      [10, null],
    ]),
    bound,
    epoch: 20,
    theme: "light",
  });
  const { curves, guides, yRange } = sharpnessPicture(scene(8));
  assert.deepEqual(
    [curves[0].x, curves[0].y],
    [
      [0, 20],
      [1, 6],
    ],
  );
  assert.equal(guides?.[1].y, 8);
  assert.equal(guides?.[1].label, "stable below 8");
  assert.ok(/** @type {any} */ (yRange)[1] > 8);
  assert.ok(/** @type {any} */ (sharpnessPicture(scene(800)).yRange)[1] < 10);
  assert.equal(sharpnessPicture(scene(null)).guides?.length, 1);
});

test("the sentence says how much of the walk one sees", () => {
  assert.equal(
    sentenceOf(slice()),
    "Epoch 20: loss C = 0.25; the slice along two principal directions shows 90 % of the walk's variance (80 % and " +
      "10 %). The largest curvature is 6.",
  );
  assert.match(
    sentenceOf(slice({ variances: null, explained: 0.125 }, "weights", stateWith({ plane: "weights", axes: [0, 1] }))),
    /the slice over w¹₁₁ and w¹₁₂ shows 12.5 % of the walk's variance/,
  );
  assert.match(
    sentenceOf(slice({ variances: null, explained: null }, "random")),
    /along two random directions, before the first step/,
  );
});

test("notes tell where the slice is not the walk", () => {
  assert.match(notesOf(stateWith({}), slice({ variances: null, explained: null }, "random")), /not moved yet/);
  assert.match(notesOf(stateWith({}), slice({ variances: [1, 0], explained: 1 })), /straight line/);
  assert.match(
    notesOf(stateWith({ plane: "random" }), slice({ variances: null, explained: 0.2 }, "random")),
    /only its shadow/,
  );
  assert.match(notesOf(stateWith({}), slice()), /off from its true losses by up to 0.25, at epoch 0/);
  assert.match(notesOf(stateWith({}), slice({ slice_losses: [0.5, 0.375, 0.25] })), /the losses that it had/);
  assert.match(notesOf(stateWith({ l2: 0.1 }), slice()), /without the part that L1 or L2 add/);
});

test("bounds are those at which the steps on a parabola begin to grow", () => {
  const growth = (method, rate, beta, curvature) => {
    let [x, v] = [1, 0];
    for (let step = 0; step < 4000; step++) {
      const slope = curvature * x;
      v = beta * v + slope;
      x -= rate * (method === "nesterov" ? slope + beta * v : v);
      if (!(Math.abs(x) < 1e9)) return Infinity;
    }
    return Math.abs(x);
  };
  for (const [method, beta] of /** @type {[string, number][]} */ ([
    ["gradient-descent", 0],
    ["momentum", 0.9],
    ["nesterov", 0.9],
    ["momentum", 0.5],
    ["nesterov", 0.3],
  ])) {
    const bound = /** @type {number} */ (boundOf(method, 0.3, beta));
    assert.ok(growth(method, 0.3, beta, 0.98 * bound) < 1, method);
    assert.ok(growth(method, 0.3, beta, 1.02 * bound) > 1, method);
  }
  for (const method of ["adam", "rmsprop", "natural-gradient"]) assert.equal(boundOf(method, 0.3, 0), null);
  assert.equal(boundOf("gradient-descent", -1, 0), null);
});

test("the edge of stability is spoken of where it holds only", () => {
  const at = (sharpest) => ({ sharpest, bound: 20, trained: 200, rate: 0.1 });
  const whole = stateWith({ batch: 200 });
  assert.match(edgeText(whole, at(5)), /λ₁ = 5 is below 2\/a = 20 with a = 0.1/);
  assert.match(edgeText(whole, at(20.5)), /at the edge of stability/);
  assert.match(edgeText(whole, at(30)), /is above 2\/a = 20/);
  assert.match(edgeText(stateWith({ batch: 10 }), at(5)), /Batches of 10 shake the network/);
  assert.match(edgeText(stateWith({ batch: 200, settings: { schedule: "cosine" } }), at(5)), /by the schedule/);
  assert.match(edgeText(stateWith({ batch: 200, l2: 0.1 }), at(5)), /L2 adds/);
  assert.match(edgeText(stateWith({ method: "adam" }), { ...at(5), bound: null }), /no single bound/);
  assert.match(
    edgeText(stateWith({ method: "natural-gradient" }), { ...at(5), bound: null }),
    /Natural gradient measures/,
  );
});
