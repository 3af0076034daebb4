/** The constraints lab: places along a curve, what is drawn of a moment, and what it says. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestOn, placeAt } from "../../frontend/labs/common/along.js";
import { alongPicture, sensitivityPicture } from "../../frontend/labs/constraints/curves.js";
import { mapPicture } from "../../frontend/labs/constraints/curve/picture.js";
import { constraintOf, formulaOf, namesOf, posed } from "../../frontend/labs/constraints/constraint.js";
import { QUESTIONS, withoutName } from "../../frontend/labs/constraints/curve/requests.js";
import { sightOf } from "../../frontend/labs/constraints/curve/sight.js";
import {
  completenessSentence,
  kindText,
  proofHeadline,
  slopeSentence,
} from "../../frontend/labs/constraints/solution-words.js";
import { pointSentence } from "../../frontend/labs/constraints/curve/words.js";
import { parametersFor } from "../../frontend/labs/common/meaning.js";
import { DEFAULT_STATE } from "../../frontend/labs/constraints/state.js";

/** A square of side 2 about the origin, once round from its lower left corner. */
const SQUARE = {
  points: [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ],
  lengths: [0, 2, 4, 6, 8],
  length: 8,
  closed: true,
  values: [-2, 0, 2, 0, -2],
};
const TOP = { point: [1, 1], value: 2, multipliers: [1], kind: "maximum", active: [true], tangent_eigenvalues: [-1] };
const FOOT = { ...TOP, point: [-1, -1], value: -2, multipliers: [-1], kind: "minimum" };
const AT = {
  point: [1, 0],
  value: 1,
  gradient: [1, 1],
  constraint_gradients: [[2, 0]],
  multipliers: [0.5],
  normal: [1, 0],
  tangential: [0, 1],
};
const EXTREMA = {
  constraints: [{ formula: null, relation: "=", level: 1 }],
  points: [FOOT, TOP],
  singular: [],
  constant: [],
  topology: { minima: 1, saddles: 0, maxima: 1, total: 0, expected: 0 },
  complete: "likely",
  notes: [],
  sensitivity: [],
};
const GRID = {
  x: [-2, 2],
  y: [-2, 2],
  z: [
    [-4, 0],
    [0, 4],
  ],
  range: [-4, 4],
  gaps: { undefined: 0, lost: 0, overflowing: 0 },
};
const ANSWERS = {
  meaning: { source: "x + y", variables: ["x", "y"] },
  domain: { x: [-2, 2], y: [-2, 2] },
  grid: GRID,
  extrema: EXTREMA,
  curve: [SQUARE],
  at: AT,
  contour: [],
  sensitivity: null,
};

const sight = (changes = {}) => sightOf({ ...DEFAULT_STATE, point: [1, 0] }, { ...ANSWERS, ...changes }, "light");

test("a place beside a curve has its nearest spot on it, with the length that leads there", () => {
  assert.deepEqual(nearestOn([SQUARE], [3, 0.5]), { piece: 0, s: 3.5, place: [1, 0.5] });
  assert.equal(nearestOn([], [0, 0]), null);
});

test("of several pieces the nearer one is taken", () => {
  const far = { ...SQUARE, points: SQUARE.points.map(([x, y]) => [x + 10, y]) };
  assert.equal(nearestOn([SQUARE, far], [9, 0]).piece, 1);
});

test("so far along a curve is a place again, and round a closed one goes on", () => {
  assert.deepEqual(placeAt(SQUARE, 3.5), [1, 0.5]);
  assert.deepEqual(placeAt(SQUARE, 8 + 1), [0, -1]);
  assert.deepEqual(placeAt(SQUARE, -1), [-1, 0]);
  assert.deepEqual(placeAt({ ...SQUARE, closed: false }, 99), [-1, -1]);
});

test("a level of its own is asked for, and none where the text says it", () => {
  assert.deepEqual(constraintOf({ constraint: "x = 1", level: null }), { source: "x = 1" });
  assert.deepEqual(constraintOf({ constraint: "x = 1", level: 2 }), { source: "x = 1", level: 2 });
});

test("a function goes without its name where a name and a sign would be an equation", () => {
  assert.equal(withoutName("z = x y"), " x y");
  assert.equal(withoutName("f(x, y) = x^2 y"), " x^2 y");
  assert.equal(withoutName("r = x^2 + y^2\nz = sin(r)"), "r = x^2 + y^2\n sin(r)");
  assert.equal(withoutName("r = x^2 + y^2\nsin(r)"), "r = x^2 + y^2\nsin(r)");
  assert.equal(withoutName("if(x <= 1, x, y)"), "if(x <= 1, x, y)");
});

test("the three arrows are drawn in one scale: the parts make up the gradient", () => {
  const { marks } = mapPicture(sight());
  const step = (label) => marks.find((mark) => mark.label === label).step;
  const [whole, normal, rest] = [step("∇f"), step("λ∇g"), step("rest")];
  assert.ok(Math.hypot(...whole) > 0);
  for (const k of [0, 1]) assert.ok(Math.abs(whole[k] - normal[k] - rest[k]) < 1e-12);
});

test("along the curve the point stands at its length, with the rest as the slope of its tangent", () => {
  const { handles, lines, marks, xRange } = alongPicture(sight());
  assert.deepEqual([handles[0].x, handles[0].y, xRange], [3, 1, [0, 8]]);
  const [[s0, f0], [s1, f1]] = lines[0].points;
  // Here the curve is walked upwards, as the rest points.
  assert.ok(Math.abs((f1 - f0) / (s1 - s0) - 1) < 1e-12);
  assert.deepEqual(
    marks.map(({ x, glyph }) => [x, glyph]),
    [
      [0, "minimum"],
      [4, "maximum"],
    ],
  );
});

test("what rounding leaves of the gradient at a solution is a slope of 0", () => {
  const at = { ...AT, gradient: [1, 1], normal: [1, 1], tangential: [2e-16, -2e-16] };
  assert.equal(alongPicture(sight({ at })).lines[0].label, "slope 0");
});

test("several constraints are formulas below each other, and none where one is too long", () => {
  const shown = (...texts) => formulaOf({ constraints: texts.map((mathml) => ({ formula: mathml && { mathml } })) });
  assert.equal(shown("<math><mi>x</mi></math>"), "<math><mi>x</mi></math>");
  const both = shown('<math display="block"><mi>x</mi></math>', "<math><mi>y</mi></math>");
  assert.match(both, /^<math><mtable.*<mtd><mi>x<\/mi><\/mtd>.*<mtd><mi>y<\/mi><\/mtd>.*<\/math>$/);
  assert.equal(shown("<math></math>", null), null);
  assert.equal(shown(null), null);
});

test("a solution on another piece is not drawn on this one", () => {
  const elsewhere = { ...TOP, point: [9, 9] };
  assert.deepEqual(alongPicture(sight({ extrema: { ...EXTREMA, points: [elsewhere] } })).marks, []);
});

test("the sentence says what is left along the curve, and that nothing is at a solution", () => {
  assert.match(pointSentence(sight()), /λ = 0\.5\. The rest has length 1: that way along the curve f still rises\./);
  const solved = { ...AT, normal: [1, 1], tangential: [0, 0], multipliers: [0.7] };
  assert.match(pointSentence(sight({ at: solved })), /∇f = λ∇g with λ = 0\.7: the level line of f touches the curve\./);
  const flat = { ...AT, gradient: [0, 0], normal: [0, 0], tangential: [0, 0], multipliers: [0] };
  assert.match(pointSentence(sight({ at: flat })), /∇f is zero/);
  const singular = { ...AT, multipliers: [null], normal: [null, null], tangential: [null, null] };
  assert.match(pointSentence(sight({ at: singular })), /∇g is zero here/);
  const lost = { ...AT, point: [null, null], value: null };
  assert.match(pointSentence(sight({ at: lost })), /no way leads onto the curve/);
  assert.match(pointSentence(sight({ curve: [] })), /no curve to stand on/);
});

test("whether the list adds up is said, and whether a border holds the minimum", () => {
  assert.match(completenessSentence(EXTREMA), /2 solutions: one minimum, one maximum\. .* adds up/);
  const missing = { ...EXTREMA, topology: { ...EXTREMA.topology, total: 1 } };
  assert.match(completenessSentence(missing), /do not add up/);
  const region = (active) => ({
    ...EXTREMA,
    constraints: [{ ...EXTREMA.constraints[0], relation: "<=" }],
    points: [{ ...FOOT, active: [active] }],
  });
  assert.match(completenessSentence(region(true)), /on the border: the constraint is active, with λ = −1/);
  assert.match(completenessSentence(region(false)), /inside: the constraint is not active, λ = 0/);
});

test("a proof is a headline, and nothing is counted twice", () => {
  const proved = { ...EXTREMA, complete: "proved", left_over: [] };
  assert.equal(proofHeadline(proved, ["x", "y"]), "Both solutions, proved.");
  assert.equal(proofHeadline({ ...proved, points: [] }, ["x", "y"]), "No solution, proved.");
  assert.equal(proofHeadline(EXTREMA, ["x", "y"]), "");
  assert.match(completenessSentence(proved), /^These are one minimum, one maximum\. .* adds up/);
  assert.match(completenessSentence({ ...proved, topology: null }), /no room for another one\.$/);
});

test("singular points are what a proof leaves out, by their name, before other places", () => {
  const around = (x, y) => [
    [x - 1e-9, x + 1e-9],
    [y - 1e-9, y + 1e-9],
  ];
  const cusp = { kind: "singular", box: around(0, 0) };
  const apart = {
    ...EXTREMA,
    complete: "proved-apart",
    topology: null,
    singular: [
      [5, 5],
      [0, 0],
    ],
    left_over: [cusp],
  };
  assert.equal(proofHeadline(apart, ["x", "y"]), "Both solutions: proved, except for the singular point (0, 0).");
  assert.equal(completenessSentence(apart), "");
  const more = { ...apart, left_over: [cusp, cusp, { kind: "broken", box: around(1, 0) }] };
  assert.equal(
    proofHeadline(more, ["x", "y"]),
    "Both solutions: proved, except for 2 singular points and a place where the function or the constraint may " +
      "break or have a kink (near (x, y) = (1, 0)).",
  );
});

test("a proof is asked for whatever the constraints are, as long as solutions are shown", () => {
  const isWanted = (constraint, shown = true) =>
    QUESTIONS.proof.isWanted({
      state: { ...DEFAULT_STATE, constraint, show: { ...DEFAULT_STATE.show, solutions: shown } },
    });
  for (const text of ["x^2 + y^2 = 3", "x y - 1", "x^2 + y^2 <= 3", "x = y\nx^2 + y^2 = 3"]) {
    assert.ok(isWanted(text));
    assert.ok(!isWanted(text, false));
  }
});

test("what is neither is called so", () => {
  const relations = (...all) => all.map((relation) => ({ relation }));
  assert.equal(kindText({ ...TOP, kind: "saddle" }, relations("=")), "neither");
  assert.equal(kindText({ ...TOP, kind: "undecided", nearby: "both" }, relations("=")), "undecided, it is neither");
  assert.equal(kindText({ ...FOOT, active: [false] }, relations("<=")), "minimum, inside");
  assert.equal(kindText({ ...FOOT, active: [true, false] }, relations("=", "<=")), "minimum, inside");
  assert.equal(kindText({ ...FOOT, active: [false, true] }, relations(">=", "<=")), "minimum");
});

test("of several inequalities it is said which hold the lowest minimum, and where the proof ends", () => {
  const region = (active, relations, more = {}) => ({
    ...EXTREMA,
    constraints: relations.map((relation) => ({ ...EXTREMA.constraints[0], relation })),
    points: [{ ...FOOT, active, multipliers: [-1, -2] }],
    ...more,
  });
  const two = ["<=", "<="];
  assert.match(
    completenessSentence(region([false, true], two)),
    /the second inequality is active, with μ = −2\. Without it/,
  );
  assert.match(completenessSentence(region([true, true], two)), /both inequalities are active, with λ = −1, μ = −2\./);
  assert.match(completenessSentence(region([false, false], two)), /none of the inequalities is active/);
  assert.match(completenessSentence(region([true, false], ["=", "<="])), /the inequality is not active, μ = 0/);
  assert.match(
    completenessSentence(region([true, true], two, { complete: "unknown" })),
    /There may be more solutions\.$/,
  );
  const left = [
    {
      kind: "border",
      box: [
        [0, 1e-15],
        [0, 1e-15],
      ],
    },
  ];
  const apart = region([true], ["<="], { complete: "proved-apart", left_over: left, singular: [] });
  assert.equal(
    proofHeadline(apart, ["x", "y"]),
    "The only solution: proved, except for a place so near the border of the region that rounding does not tell on " +
      "which side it lies (near (x, y) = (0, 0)).",
  );
});

test("the multiplier is drawn as the slope of the values by the level, and said beside their difference", () => {
  const rows = [0.5, 0.9, 1.1, 1.5].map((level) => ({ level, values: [-level, 1 + level], multipliers: [[-1], [1]] }));
  const known = sight({ sensitivity: { points: [FOOT, TOP], sensitivity: rows } });
  const { curves, lines, guides } = sensitivityPicture(known);
  assert.deepEqual(curves[1].y, [1.5, 1.9, 2.1, 2.5]);
  const [[c0, f0], [c1, f1]] = lines[1].points;
  assert.ok(Math.abs((f1 - f0) / (c1 - c0) - 1) < 1e-12);
  assert.equal(guides[0].x, 1);
  assert.match(slopeSentence(known), /λ = 1: .* From c = 0\.5 to 1\.5 it grows by 1 a unit\./);
});

test("a parameter that the constraint alone has gets a slider and goes along, and a variable does not", () => {
  const slider = (value) => ({ value, min: -3, max: 3 });
  const state = {
    constraint: "x^2 + y^2 = r^2",
    level: null,
    parameters: { a: slider(2), r: slider(5), q: slider(7) },
  };
  const meaning = { source: "a x", variables: ["x", "y"], parameters: ["a"] };
  assert.deepEqual(posed(state, meaning).function.parameters, { r: 5, a: 2 });
  assert.deepEqual(namesOf(meaning, { parameters: ["a", "r"] }), ["a", "r"]);
  assert.deepEqual(namesOf(meaning, null), ["a"]);
  // What is typed for f takes no slider of the constraint away.
  assert.deepEqual(Object.keys(parametersFor({ parameters: ["b"] }, state.parameters, state.constraint)), ["b", "r"]);
});
