import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { typedSlice } from "../../frontend/labs/network/landscape/typed-slice.js";
import { DEFAULT_STATE } from "../../frontend/labs/network/state.js";

const STATE = {
  ...DEFAULT_STATE,
  view: "landscape",
  data: "own",
  classes: 2,
  hidden: [2],
  activations: ["tanh", "tanh"],
  features: ["x1", "x1 x2"],
  typed: "",
};
const SAMPLES = {
  points: [
    [0.5, -1],
    [-0.25, 2],
    [9, 9],
  ],
  targets: [1, 0, 1],
  classes: 2,
  trained: 2,
};
/** Weights row by row, then biases, layer after layer: 2 inputs, 2 units, 1 output. */
const NUMBERS = [0.5, -0.2, 1.5, 0.7, 0.1, -0.3, 2, -1, 0.25];
const SLICE = {
  centre: [0.3, -0.1],
  directions: [
    [0.5, 0, 0, 0, 0, 0, 0, 1, 0],
    [0, 0, 0, -0.25, 0, 0, 0, 0, 1],
  ],
};

/** The text, as JavaScript reads it. */
function read(text) {
  const body = text
    .replace("f(u, v) = ", "")
    .replaceAll(/\) (?=[(uv]|tanh|sigmoid)/g, ") * ")
    .replaceAll("^", "**")
    .replaceAll("tanh", "Math.tanh");
  return new Function("u", "v", "sigmoid", `return ${body}`);
}

const sigmoid = (z) => 1 / (1 + Math.exp(-z));

/** The mean cost of what is learned, by hand. */
function loss([u, v], activation, low) {
  const [a, b] = [u - SLICE.centre[0], v - SLICE.centre[1]];
  const n = NUMBERS.map((number, k) => number + a * SLICE.directions[0][k] + b * SLICE.directions[1][k]);
  const costs = [0, 1].map((k) => {
    const [x1, x2] = SAMPLES.points[k];
    const hidden = [0, 1].map((unit) => Math.tanh(n[2 * unit] * x1 + n[2 * unit + 1] * x1 * x2 + n[4 + unit]));
    const output = activation(n[6] * hidden[0] + n[7] * hidden[1] + n[8]);
    return (output - (low + (1 - low) * SAMPLES.targets[k])) ** 2 / 2;
  });
  return (costs[0] + costs[1]) / 2;
}

test("the typed slice is the loss of the points that are learned, wherever one looks", () => {
  const f = read(typedSlice(STATE, SLICE, NUMBERS, SAMPLES));
  for (const place of [SLICE.centre, [0, 0], [2, -1.5], [-3, 0.7]])
    assert.ok(Math.abs(f(...place, sigmoid) - loss(place, Math.tanh, -1)) < 1e-5);
});

test("an output that is a probability shall be 0 or 1", () => {
  const f = read(typedSlice({ ...STATE, activations: ["tanh", "sigmoid"] }, SLICE, NUMBERS, SAMPLES));
  assert.ok(Math.abs(f(1, 1, sigmoid) - loss([1, 1], sigmoid, 0)) < 1e-5);
});

test("along two weights these are u and v themselves", () => {
  const along = [0, 1].map((axis) => NUMBERS.map((_, k) => Number(k === axis)));
  const slice = { centre: NUMBERS.slice(0, 2), directions: along };
  assert.match(
    typedSlice(STATE, slice, NUMBERS, SAMPLES),
    /^f\(u, v\) = \(\(\(tanh\(\(\(2\) \(tanh\(\(\(u\) \(\(0\.5\)\)/,
  );
});

test("what sums over many points cannot be typed, nor can the cross-entropy of several classes", () => {
  const points = Array.from({ length: 400 }, (_, k) => [k / 400, 1]);
  const many = { points, targets: points.map(() => 1), classes: 2, trained: 400 };
  assert.equal(typedSlice(STATE, SLICE, NUMBERS, many), null);
  const several = { ...STATE, classes: 3, cost: "cross-entropy" };
  assert.equal(typedSlice(several, SLICE, [...NUMBERS, 0, 0, 0, 0, 0, 0], { ...SAMPLES, classes: 3 }), null);
});
