import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  angleOf,
  ascentSentence,
  completenessSentence,
  curvatureSentence,
  eigenvaluesText,
  pointSentence,
  proofHeadline,
  surfaceNotes,
  undecidedNote,
} from "../../frontend/labs/surface/words.js";
import { answerAtSaddle, gridOf, saddleSight, toggles } from "./helpers.js";

test("an angle counts from the first axis against the clock, from 0 to 359 whole degrees", () => {
  const angles = [
    [1, 0],
    [1, 1],
    [0, 2],
    [-3, 0],
    [0, -1],
    [1, -1],
    [1, -1e-9],
    [3, 4],
  ].map(angleOf);
  assert.deepEqual(angles, [0, 45, 90, 180, 270, 315, 0, 53]);
});

test("the sentence says where, how high, which way it climbs fastest, and how steeply", () => {
  const picture = saddleSight({ show: toggles([]) });
  // x² − y² at (1, −0.5) has the value 3/4 and the gradient (2, 1): √5 = 2.236, at arctan 1/2 = 26.6°.
  assert.equal(
    pointSentence(picture, answerAtSaddle()),
    "At (x, y) = (1, −0.5): f = 0.75. It climbs fastest at 27°, with slope 2.236.",
  );
});

test("the slope along u is said while u is shown, with the angle it was asked for", () => {
  const at = answerAtSaddle({ angle: 180, directional_derivative: -2 });
  assert.match(pointSentence(saddleSight(), at), / Along u \(180°\) the slope is −2\.$/);
  assert.doesNotMatch(pointSentence(saddleSight({ show: toggles(["gradient"]) }), at), /Along u/);
});

test("a slope of zero along u is said too", () => {
  assert.match(pointSentence(saddleSight(), answerAtSaddle({ directional_derivative: 0 })), /the slope is 0\./);
});

test("a slope along u is said as the server has settled it: small beside the gradient is not zero", () => {
  const said = (/** @type {number} */ slope) =>
    pointSentence(saddleSight(), answerAtSaddle({ gradient: [1e9, 1e-9], directional_derivative: slope }));
  assert.match(said(0), /the slope is 0\./);
  assert.match(said(1e-9), /the slope is 10⁻⁹\./);
});

test("a small slope beside a small gradient is no rounding", () => {
  const at = answerAtSaddle({ gradient: [1e-8, 0], gradient_norm: 1e-8, directional_derivative: 5e-9 });
  assert.match(pointSentence(saddleSight(), at), /the slope is 5·10⁻⁹\./);
});

test("a slope along u that does not exist is not said", () => {
  for (const missing of [null, undefined])
    assert.doesNotMatch(pointSentence(saddleSight(), answerAtSaddle({ directional_derivative: missing })), /Along u/);
});

test("where the gradient is zero the sentence says that it is level", () => {
  const at = answerAtSaddle({ point: [0, 0], value: 0, gradient: [0, 0], gradient_norm: 0, directional_derivative: 0 });
  assert.match(
    pointSentence(saddleSight(), at),
    /^At \(x, y\) = \(0, 0\): f = 0\. It is level here: the gradient is zero\./,
  );
});

test("where there is no value the sentence gives the reason instead", () => {
  const at = answerAtSaddle({
    value: null,
    gradient: [null, null],
    gradient_norm: null,
    flags: [{ kind: "undefined", message: "the logarithm of a negative number" }],
  });
  assert.equal(
    pointSentence(saddleSight({ names: { x: "u", y: "v", value: "h(u, v)" } }), at),
    "At (u, v) = (1, −0.5) h has no value. The logarithm of a negative number.",
  );
});

test("a value that the machine cannot tell is not said to be none", () => {
  for (const kind of ["cancellation", "overflow"]) {
    const flags = [{ kind, message: "no digits" }];
    const at = answerAtSaddle({ value: null, gradient: [null, null], eigenvalues: null, eigenvectors: null, flags });
    assert.equal(pointSentence(saddleSight(), at), "At (x, y) = (1, −0.5) no value of f can be shown. No digits.");
    assert.match(curvatureSentence(at), /too few digits/i);
  }
  const nothing = { value: null, gradient: [null, null], flags: [{ kind: "undefined", message: "none" }] };
  assert.match(pointSentence(saddleSight(), answerAtSaddle(nothing)), /f has no value/);
});

test("that there is no value is said once", () => {
  const nothing = { value: null, gradient: [null, null], gradient_norm: null };
  const said = (/** @type {string} */ kind, /** @type {string} */ message) =>
    pointSentence(saddleSight(), answerAtSaddle({ ...nothing, flags: [{ kind, message }] }));
  assert.equal(said("undefined", "the function has no value here"), "At (x, y) = (1, −0.5) f has no value.");
});

test("where there is a value and no gradient the sentence gives the value and the reason", () => {
  const at = answerAtSaddle({
    gradient: [null, 1],
    gradient_norm: null,
    flags: [{ kind: "not-differentiable", message: "there is a kink" }],
  });
  assert.equal(pointSentence(saddleSight(), at), "At (x, y) = (1, −0.5): f = 0.75. There is a kink.");
});

const withGaps = (/** @type {object} */ gaps, /** @type {object} */ more = {}) => ({
  ...gridOf(() => 1, undefined, 10),
  gaps: { undefined: 0, lost: 0, overflowing: 0, ...gaps },
  ...more,
});

test("the note on gaps gives the share of the box without a value, and at least one percent", () => {
  assert.match(surfaceNotes(withGaps({ undefined: 25 }), false), /no value on 25 % of the box/);
  assert.match(
    surfaceNotes({ ...withGaps({ undefined: 1 }), ...gridOf(() => 1) }, false),
    /no value on 1 % of the box/,
  );
  assert.match(surfaceNotes(withGaps({ undefined: 100 }), false), /no value anywhere/);
  assert.equal(surfaceNotes(withGaps({}), false), "");
});

test("of heights that are there, though they cannot be told, no note says that there are none", () => {
  const lost = surfaceNotes(withGaps({ lost: 30 }), false);
  assert.match(lost, /^Nearly equal numbers cancel, .* fewer than six digits on 30 % of the box: gaps, not peaks\.$/);
  const huge = surfaceNotes(withGaps({ overflowing: 100 }), false);
  assert.match(huge, /^Values, .* are too large for the machine anywhere in this box: gaps there\.$/);
});

test("where units cannot be equal it is said that angles do not look what they are", () => {
  const over = (/** @type {number[]} */ y) => surfaceNotes({ ...withGaps({}), x: [0, 1], y }, false);
  assert.match(over([-1000, 1000]), /perpendicular to level lines, but does not look so/);
  assert.equal(over([0, 2]), "");
});

test("a function that outruns the grid is told before anything else", () => {
  const note = surfaceNotes(withGaps({ undefined: 25 }, { unresolved: true }), false);
  assert.match(note, /^The function goes up and down faster than the points .* zoom in\. .* on 25 % of the box/);
});

test("of nearly all heights it is not said that they are missing everywhere", () => {
  const grid = { ...gridOf(() => 1, undefined, 100), gaps: { undefined: 9999, lost: 0, overflowing: 0 } };
  assert.match(surfaceNotes(grid, false), /no value on 99 % of the box/);
});

test("heights that differ in their last digits only are steps of rounding", () => {
  assert.match(surfaceNotes(withGaps({}, { range: [1e10, 1e10 + 2e-6] }), false), /steps of rounding/);
  assert.equal(surfaceNotes(withGaps({}, { range: [1e10, 1e10 + 1] }), false), "");
  assert.equal(surfaceNotes(withGaps({}, { range: [5, 5] }), false), "");
});

test("the note on heights that are cut off says how far the function reaches", () => {
  assert.match(surfaceNotes(withGaps({}, { range: [-3, 1e7] }), true), /from −3 to 10⁷\.$/);
});

const CURVATURES = [
  [[2, 1], /upwards in every direction/],
  [[-1, -3], /downwards in every direction/],
  [[2, -2], /like a saddle/],
  [[3, 0], /One eigenvalue is zero: it curves up one way/],
  [[0, -3], /One eigenvalue is zero: it curves down one way/],
  [[0, 0], /Both eigenvalues are zero/],
  [[1e6, 1e-9], /upwards in every direction/], // of 1e6 x² + 1e-9 y²: the server says 0 where it is rounding
  [[3e-12, 1e-12], /upwards in every direction/],
  [[3e-12, 0], /One eigenvalue is zero: it curves up one way/],
];

for (const [eigenvalues, sentence] of CURVATURES)
  test(`eigenvalues ${eigenvalues.join(" and ")} are read as: ${sentence.source}`, () =>
    assert.match(curvatureSentence(answerAtSaddle({ eigenvalues })), sentence));

test("without a Hessian, or without a value, nothing is read into it", () => {
  assert.equal(
    curvatureSentence(answerAtSaddle({ eigenvalues: null, eigenvectors: null })),
    "No Hessian to read here.",
  );
  assert.equal(curvatureSentence(answerAtSaddle({ value: null })), "");
});

const found = (count, changes = {}) => ({
  points: Array(count).fill({}),
  starts: 256,
  complete: "likely",
  continuum: null,
  notes: [],
  ...changes,
});

test("the list of critical points says how many there are and how sure that is", () => {
  assert.equal(
    completenessSentence(found(1)),
    "One critical point found by Newton's method from 256 starts; a second search brought no more, so this is " +
      "likely all.",
  );
  assert.match(completenessSentence(found(0)), /^No isolated critical point found/);
  assert.match(
    completenessSentence(found(3, { complete: "unknown" })),
    /^3 critical points found .*; there may be more\.$/,
  );
});

test("a curve of critical points and other notes follow as sentences", () => {
  const sentence = completenessSentence(
    found(0, { continuum: { message: "a whole curve is critical" }, notes: ["the edge was left out"] }),
  );
  assert.match(sentence, /\. A whole curve is critical\. The edge was left out\.$/);
});

test("what lies around an undecided point is said if it is known", () => {
  assert.deepEqual(["higher", "lower", "both"].map(undecidedNote), [
    "values around it are higher",
    "values around it are lower",
    "values around it are higher and lower",
  ]);
  assert.deepEqual([null, undefined, "flat"].map(undecidedNote), ["", "", ""]);
});

const ascent = (gradient, slopeAngle, slope) =>
  ascentSentence(saddleSight({ gradient, direction: { angle: 0, slope, slopeAngle } }));

test("the slope along u is the gradient's length times the cosine between them", () => {
  // (3, 4) has the length 5 and stands at 53.13°: 36.87° from the second axis, whose cosine is 0.8.
  assert.equal(ascent([3, 4], 90, 4), "u stands 36.9° from ∇f: slope = |∇f| cos 36.9° = 5 · 0.8 = 4.");
  assert.equal(ascent([3, 4], 270, -4), "u stands 143° from ∇f: slope = |∇f| cos 143° = 5 · (−0.8) = −4.");
});

test("the angle between u and the gradient is the smaller one, from either side and across 0°", () => {
  const between = (gradient, angle) => Number(/stands ([\d.]+)°/.exec(ascent(gradient, angle, 1))[1]);
  assert.deepEqual(
    [
      between([1, 0], 350),
      between([1, 0], 10),
      between([0, -1], 0),
      between([-1, 0], 0),
      between([-1, -1], 90),
      between([0, 1], 360),
    ],
    [10, 10, 90, 180, 135, 90],
  );
});

test("across the gradient the slope is zero", () => assert.match(ascent([0, 2], 0, 0), /stands 90° .* = 2 · 0 = 0\.$/));

test("no rounding shows where u points along the gradient or across it", () => {
  for (let angle = 0; angle < 360; angle++) {
    const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    assert.match(ascent([c, s], angle, 1), /stands 0° .* cos 0° = 1 · 1 = 1\.$/);
    assert.match(ascent([-s, c], angle, c * -s + s * c), /stands 90° .* = 1 · 0 = 0\.$/);
  }
});

test("where the gradient is zero every direction is level", () => {
  assert.equal(ascent([0, 0], 10, 0), "The gradient is zero: the slope is 0 in every direction.");
});

test("without a gradient or a slope nothing is said about the ascent", () => {
  assert.deepEqual([ascent(null, 0, 1), ascent([1, 0], 0, null)], ["", ""]);
});

test("a proof is a headline: all of them, the only one, or none", () => {
  const points = (/** @type {number} */ count) => ({
    points: Array(count).fill({}),
    left_over: [],
    complete: "proved",
  });
  const said = [9, 1, 0].map((count) => proofHeadline(points(count), ["x", "y"]));
  assert.deepEqual(said, [
    "All 9 critical points, proved.",
    "The only critical point, proved.",
    "No critical point, proved.",
  ]);
  assert.equal(proofHeadline({ ...points(9), complete: "likely" }, ["x", "y"]), "");
  assert.equal(
    completenessSentence({ ...points(9), continuum: null, notes: [] }),
    "Interval arithmetic leaves no room for another one.",
  );
});

test("where f is constant only isolated critical points are counted: of others there are as many as one likes", () => {
  const constant = {
    kind: "constant",
    box: [
      [-1, 1],
      [-1, 1],
    ],
  };
  const found = { points: [], left_over: [constant], complete: "proved", continuum: null, notes: [] };
  assert.equal(proofHeadline(found, ["x", "y"]), "No isolated critical point, proved.");
  assert.match(completenessSentence(found), /no room for another isolated one\.$/);
  const curve = { ...found, left_over: [], points: [{}], continuum: { message: "whole curves of critical points" } };
  assert.equal(proofHeadline(curve, ["x", "y"]), "The only isolated critical point, proved.");
});

test("what is proved apart from a place does not claim that there is no room left", () => {
  const found = { points: [{}], left_over: [], complete: "proved-apart", continuum: null, notes: [] };
  assert.equal(completenessSentence(found), "");
});

test("what a proof leaves over is named, with the place", () => {
  const kink = {
    kind: "broken",
    box: [
      [-1e-13, 1e-13],
      [0.5, 0.5],
    ],
  };
  const found = { points: [{}, {}], left_over: [kink], complete: "proved-apart" };
  assert.equal(
    proofHeadline(found, ["x", "y"]),
    "Both critical points: proved, except for a place where the function may break or have a kink (near (x, y) = " +
      "(0, 0.5)).",
  );
  const flat = {
    kind: "flat",
    box: [
      [2, 4],
      [2, 4],
    ],
  };
  const several = proofHeadline({ ...found, left_over: [flat, kink, kink] }, ["x", "y"]);
  assert.match(several, /except for 3 places, such as one too flat to tell \(x from 2 to 4, y from 2 to 4\)\.$/);
  const line = {
    kind: "broken",
    box: [
      [-1e-4, 4e-4],
      [-1, 1],
    ],
  };
  assert.match(
    proofHeadline({ ...found, left_over: [line] }, ["x", "y"]),
    /may break or have a kink \(x near 0, y from −1 to 1\)\.$/,
  );
});

test("of an eigenvalue that is known to its sign only no digits are shown", () => {
  assert.equal(eigenvaluesText({ eigenvalues: [null, 2e8], index: 0 }), "(> 0, 2·10⁸)");
  assert.equal(eigenvaluesText({ eigenvalues: [null, 3], index: 1 }), "(< 0, 3)");
  assert.equal(eigenvaluesText({ eigenvalues: [0, 2], index: 0 }), "(0, 2)");
});
