/** A function on a surface or a curve in space: what is drawn of a moment, what a hand takes hold of, what is said. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { levelsAround, slopesByLevel } from "../../frontend/labs/constraints/constraint.js";
import { alongPicture, sensitivityPicture } from "../../frontend/labs/constraints/curves.js";
import { partsOf, spacePicture } from "../../frontend/labs/constraints/space/picture.js";
import { sightOf } from "../../frontend/labs/constraints/space/sight.js";
import { notesOf, pointSentence } from "../../frontend/labs/constraints/space/words.js";
import { completenessSentence, shortCompleteness } from "../../frontend/labs/constraints/solution-words.js";
import * as codec from "../../frontend/labs/constraints/state.js";
import { createLinks } from "../../frontend/core/link.js";
import { nearestToRay } from "../../frontend/plots/mesh-pick.js";

const { DEFAULT_STATE } = codec;
const links = createLinks([codec], "constraints");

/** f = z on the unit sphere, at (0.6, 0, 0.8): λ∇g is z²·(…) along the point, the rest is tangent. */
const AT = {
  point: [0.6, 0, 0.8],
  levels: [1],
  value: 0.8,
  gradient: [0, 0, 1],
  constraint_gradients: [[1.2, 0, 1.6]],
  multipliers: [0.4],
  normal: [0.48, 0, 0.64],
  tangential: [-0.48, 0, 0.36],
};
const POLE = { point: [0, 0, 1], value: 1, multipliers: [0.5], kind: "maximum", active: [true] };
const SOLUTIONS = [
  { ...POLE, point: [0, 0, -1], value: -1, multipliers: [-0.5], kind: "minimum", constraint_gradients: [[0, 0, -2]] },
  { ...POLE, constraint_gradients: [[0, 0, 2]] },
];
const EXTREMA = {
  constraints: [{ formula: null, relation: "=", level: 1 }],
  points: SOLUTIONS,
  singular: [],
  mesh: {},
  topology: { minima: 1, saddles: 0, maxima: 1, total: 2, expected: 2 },
  complete: "likely",
  notes: [],
  sensitivity: [],
};
const SURFACE = {
  vertices: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  normals: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  faces: [[0, 1, 2]],
  values: [0, 0, 1],
};
const ANSWERS = {
  meaning: { source: "z", variables: ["x", "y", "z"], parameters: [] },
  box: null,
  extrema: EXTREMA,
  surface: SURFACE,
  curve: [],
  at: AT,
  sensitivity: null,
};
/** Two sides of a square in the plane z = 1. */
const BEND = {
  points: [
    [0, 0, 1],
    [1, 0, 1],
    [1, 1, 1],
  ],
  lengths: [0, 1, 2],
  length: 2,
  closed: false,
  values: [0, 1, 3],
};
const STATE = { ...DEFAULT_STATE, view: "space", source: "z", depth: { z: [-2.5, 2.5] } };

const sight = (answers = {}, state = {}) => sightOf({ ...STATE, ...state }, { ...ANSWERS, ...answers }, "light");
const marksOf = (picture, name) => picture.marks.filter(({ kind }) => kind.name === name);
const close = (one, other) => one.forEach((entry, k) => assert.ok(Math.abs(entry - other[k]) < 1e-12));

test("the arrows are drawn in one scale: what the constraint holds and the rest make up the gradient", () => {
  const [whole, holding, rest] = partsOf(sight()).map(({ step }) => step);
  assert.ok(Math.hypot(...whole) > 0.3);
  close(
    whole,
    holding.map((entry, k) => entry + rest[k]),
  );
  close(
    holding.map((entry) => entry / Math.hypot(...holding)),
    AT.point,
  );
});

test("near the border of the box arrows are drawn shorter, so that their heads are seen", () => {
  const near = sight({}, { depth: { z: [-1.1, 1.1] } });
  for (const { step } of partsOf(near)) assert.ok(0.8 + step[2] < 1.1);
});

test("of two constraints each holds a part of its own", () => {
  const both = { ...AT, constraint_gradients: [...AT.constraint_gradients, [0, 2, 0]], multipliers: [0.4, 0.5] };
  const labels = partsOf(sight({ at: both })).map(({ label }) => label);
  assert.deepEqual(labels, ["∇f", "λ∇g", "μ∇h", "rest"]);
});

test("an arrow that lies on another one, or has no length, has no name in the picture", () => {
  const namesAt = (at) =>
    marksOf(spacePicture(sight({ at })), "strokes")
      .flatMap(({ lines }) => lines)
      .flatMap(({ label }) => label ?? []);
  assert.deepEqual(namesAt(AT), ["∇f", "λ∇g", "rest"]);
  const solved = { ...AT, point: [0, 0, 1], constraint_gradients: [[0, 0, 2]], multipliers: [0.5] };
  assert.deepEqual(namesAt({ ...solved, normal: [0, 0, 1], tangential: [0, 0, 0] }), ["∇f"]);
});

test("while the point moves there are as many lines, so that nothing is built anew", () => {
  const count = (answers) => spacePicture(sight(answers)).marks.flatMap(({ lines = [] }) => lines).length;
  const flat = { ...AT, gradient: [null, null, null], normal: [null, null, null], tangential: [null, null, null] };
  assert.equal(count({ at: flat }), count({}));
  assert.equal(count({ at: { ...AT, point: [null, null, null] } }), count({}));
});

test("the level line of f through the point is drawn where f has its value on the surface", () => {
  const [ground] = marksOf(spacePicture(sight()), "strokes");
  const [line] = ground.lines.find(({ role }) => role === "point").strokes;
  const heights = line.filter(([x]) => x !== null).map(([, , z]) => z);
  assert.ok(heights.length === 2 && heights.every((z) => Math.abs(z - 0.8) < 1e-12));
});

test("the hand drags over the surface, and where two constraints meet along their curve", () => {
  const onSurface = spacePicture(sight());
  assert.deepEqual([onSurface.ground, onSurface.held], [SURFACE, AT.point]);
  const onCurve = spacePicture(sight({ surface: null, curve: [BEND] }));
  assert.deepEqual([onCurve.ground, onCurve.track], [null, [BEND.points]]);
  // Seen from above, a ray down meets the corner under it; what is nearer to the eye looks larger.
  assert.deepEqual(nearestToRay(onCurve.track, [0.9, 0.1, 5], [0.9, 0.1, -5]), [1, 0, 1]);
  assert.equal(nearestToRay([], [0, 0, 1], [0, 0, 0]), null);
});

test("along a curve in space f is drawn by the arc length, with the rest as its slope", () => {
  const at = { ...AT, point: [1, 0.5, 1], value: 2, tangential: [0, 2, 0] };
  const picture = alongPicture(sight({ surface: null, curve: [BEND], at }));
  assert.deepEqual([picture.handles[0].x, picture.handles[0].y], [1.5, 2]);
  const [[s0, f0], [s1, f1]] = picture.lines[0].points;
  assert.ok(Math.abs((f1 - f0) / (s1 - s0) - 2) < 1e-12);
});

test("the sentence has all multipliers and what is left, and says when nothing is", () => {
  assert.match(
    pointSentence(sight()),
    /∇f = λ∇g \+ rest with λ = 0\.4\. .* 0\.6: that way over the surface f still rises/,
  );
  const both = { ...AT, constraint_gradients: [...AT.constraint_gradients, [0, 2, 0]], multipliers: [0.4, 0.5] };
  const along = pointSentence(sight({ at: both, surface: null, curve: [BEND] }));
  assert.match(along, /∇f = λ∇g \+ μ∇h \+ rest with λ = 0\.4, μ = 0\.5\. .* along the curve/);
  const solved = pointSentence(sight({ at: { ...AT, tangential: [0, 0, 0] } }));
  assert.match(solved, /∇f = λ∇g with λ = 0\.4: nothing of it is left along the surface/);
  assert.match(pointSentence(sight({ surface: { ...SURFACE, vertices: [] } })), /nothing to stand on/);
  assert.match(pointSentence(sight({ at: { ...AT, multipliers: [null] } })), /normal of the constraint fails/);
});

test("whether the solutions add up is said once, at their table, and in short for the stage", () => {
  const { extrema } = sight();
  assert.doesNotMatch(notesOf(sight()), /Euler|proved/);
  assert.match(completenessSentence(extrema), /1 − 0 \+ 1 = 2, the Euler characteristic/);
  const proved = { ...extrema, complete: "proved" };
  assert.equal(shortCompleteness(proved), "Both solutions, proved: one minimum − 0 saddles + one maximum = 2.");
  assert.equal(shortCompleteness({ ...proved, mesh: null }), "Both solutions, proved: one minimum, one maximum.");
  const off = { ...extrema, topology: { ...extrema.topology, expected: 0 } };
  assert.equal(shortCompleteness(off), "2 solutions.");
  assert.equal(shortCompleteness({ ...extrema, points: [] }), "");
});

test("a link that only names a view is that view at its beginning; what it says stays", () => {
  const read = (link) => links.fromFragment(link).state;
  const family = read("lab=constraints&view=family");
  assert.deepEqual([family.domain.y[0] > 0, family.rate, family.steps], [true, 0.1, 200]);
  assert.deepEqual(read("lab=constraints&view=family&x=-1,1&y=1,2&rate=0.3").domain, { x: [-1, 1], y: [1, 2] });
  assert.equal(read("lab=constraints&view=space").source, "x y z");
  assert.equal(read("lab=constraints&view=surface").constraint, "x^2 + y^2 + z^2 = 1");
  const typed = read("lab=constraints&view=space&f=x z&x=-1,2");
  assert.deepEqual([typed.source, typed.domain.x, typed.constraint], ["x z", [-1, 2], DEFAULT_STATE.constraint]);
  for (const state of [family, { ...family, domain: DEFAULT_STATE.domain }, typed, DEFAULT_STATE])
    assert.deepEqual(read(links.toFragment(state)), state);
});

test("solutions are followed to even levels and to two next to the one that is there", () => {
  const levels = levelsAround([0, 2], 1, 5);
  assert.deepEqual(levels, [0, 0.5, 1 - 2e-3, 1, 1 + 2e-3, 1.5, 2]);
});

test("slopes by the level are those of finite differences, and none of another level", () => {
  const row = (level, ...values) => ({ level, values });
  const rows = [row(0.5, 9, 9), row(0.99, 2, 1), row(1.01, 2.02, null), row(2, 9, 9)];
  const known = { ...EXTREMA, sensitivity: rows };
  const [slope, none] = slopesByLevel(known, 1);
  assert.ok(Math.abs(slope - 1) < 1e-12 && none === null);
  assert.equal(slopesByLevel(known, 1.2), null);
  assert.equal(slopesByLevel(null, 1), null);
});

test("a saddle of a surface is called one beside its level, as what is neither on a curve is not", () => {
  const saddles = { ...EXTREMA, points: [{ ...POLE, kind: "saddle" }], sensitivity: [{ level: 1, values: [1] }] };
  assert.equal(sensitivityPicture(sight({ sensitivity: saddles })).curves[0].label, "saddle");
});
