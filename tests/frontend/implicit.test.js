/** A curve of an equation: which place a hand means, what is drawn of slopes and tangents, and what is said. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { curvePicture, mostOf, slopesAlong } from "../../frontend/labs/implicit/picture.js";
import { caughtOn, placesOf } from "../../frontend/labs/implicit/sight.js";
import { placesNote, pointSentence } from "../../frontend/labs/implicit/words.js";
import { DEFAULT_STATE as constraints } from "../../frontend/labs/constraints/state.js";
import { asCurve } from "../../frontend/labs/carry.js";
import { DEFAULT_STATE } from "../../frontend/labs/implicit/state.js";

const CORNERS = Array.from({ length: 65 }, (_, k) => (2 * Math.PI * k) / 64);
const CIRCLE = {
  points: CORNERS.map((angle) => [Math.cos(angle), Math.sin(angle)]),
  lengths: CORNERS,
  length: 2 * Math.PI,
  closed: true,
  slopes: CORNERS.map((angle) => -1 / Math.tan(angle)),
};
const DOMAIN = { x: [-2, 2], y: [-2, 2] };
const AT = { kind: "slope", point: [0.6, 0.8], gradient: [1.2, 1.6], slope: -0.75, second: -1.953125 };
const SIGHT = {
  names: ["x", "y"],
  domain: DOMAIN,
  curve: [CIRCLE],
  point: [0.6, 0.8],
  at: { ...AT, reciprocal: -4 / 3, directions: [[0.8, -0.6]], remark: null },
  places: [{ point: [1, 0], kind: "upright" }],
  partials: [],
  show: { ...DEFAULT_STATE.show, parabola: true },
  theme: "light",
};

test("a special place holds the hand that comes near, with all its digits, and lets go further away", () => {
  const answers = { curve: [CIRCLE], places: [{ point: [1, 1e-17], kind: "upright" }], singular: [[0, 0]] };
  assert.deepEqual(caughtOn(answers, [1.02, 0.03], DOMAIN), { place: [1, 1e-17], isSpecial: true });
  const beside = caughtOn(answers, [1.02, 0.2], DOMAIN);
  assert.ok(!beside.isSpecial && Math.abs(Math.hypot(...beside.place) - 1) < 2e-3);
  assert.deepEqual(caughtOn(answers, [0.01, 0.01], DOMAIN).place, [0, 0]);
  assert.equal(placesOf(answers).length, 2);
  assert.equal(caughtOn({ curve: [], places: null, singular: [] }, [0, 0], DOMAIN), null);
});

test("slopes over x have a gap where the tangent is upright, and none elsewhere", () => {
  const places = slopesAlong(CIRCLE, mostOf([CIRCLE]));
  const gaps = places.filter(([, slope]) => slope === null);
  assert.ok(gaps.length >= 1 && gaps.every(([x]) => Math.abs(x) > 0.98));
  assert.equal(mostOf([{ slopes: [0, 0] }]), 1);
});

test("the tangent goes through the point from edge to edge, and two branches have two", () => {
  const linesOf = (sight) =>
    curvePicture(sight).marks.flatMap(({ trails = [] }) => trails.filter(({ role }) => role === "tangent"));
  const [line] = linesOf(SIGHT);
  const [[a, b], [c, d]] = line.places;
  assert.ok(Math.abs((d - b) / (c - a) + 0.75) < 1e-12 && Math.max(Math.abs(a), Math.abs(c)) > 2);
  const node = {
    ...SIGHT.at,
    directions: [
      [1, 0],
      [0, 1],
    ],
  };
  assert.equal(linesOf({ ...SIGHT, at: node }).length, 2);
});

test("the sentence has both partial derivatives, and names what has no derivative", () => {
  assert.equal(
    pointSentence(SIGHT),
    "At (x, y) = (0.6, 0.8): g_x = 1.2 and g_y = 1.6, so dy/dx = −g_x/g_y = −0.75. d²y/dx² = −1.9531: it bends down.",
  );
  const said = (change) => pointSentence({ ...SIGHT, at: { ...SIGHT.at, slope: null, second: null, ...change } });
  assert.match(said({ kind: "vertical", point: [1, 0], gradient: [2, 0] }), /upright.*no derivative by x.*dx\/dy = 0/);
  const origin = { point: [0, 0], gradient: [0, 0] };
  assert.match(
    said({
      ...origin,
      kind: "node",
      directions: [
        [1, 0],
        [0, 1],
      ],
    }),
    /no derivative here.*node.*upright/,
  );
  assert.match(said({ ...origin, kind: "cusp", directions: [[1, 0]] }), /no derivative here.*cusp.*slope 0/);
  assert.match(said({ ...origin, kind: "isolated", directions: [] }), /on its own/);
  assert.match(said({ ...origin, kind: "singular", directions: [] }), /undecided/);
  assert.match(said({ kind: "no-derivative", gradient: [1, null], remark: "a corner" }), /g has none \(a corner\)/);
  assert.equal(placesNote(SIGHT), "A search finds 1 upright tangent and no level ones in the box.");
});

test("an equation takes the box of where it was typed along, and nothing else", () => {
  const from = { ...constraints, domain: { x: [-3, 3], y: [-1, 1] } };
  const { lab, source, domain, parameters } = asCurve(DEFAULT_STATE, "x y = a", from);
  assert.deepEqual([lab, source, domain, parameters], ["implicit", "x y = a", from.domain, {}]);
});
