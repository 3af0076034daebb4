/** Descent on a surface: what is drawn of a moment, part by part of a step, and what it says. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { startInSpace } from "../../frontend/labs/constraints/constraint.js";
import { placeOver, tangentsTo } from "../../frontend/labs/constraints/on-surfaces.js";
import { completenessSentence } from "../../frontend/labs/constraints/solution-words.js";
import { DEFAULT_STATE } from "../../frontend/labs/constraints/state.js";
import {
  cursorPlace,
  gapsPicture,
  offPicture,
  spacePicture,
  valuesPicture,
} from "../../frontend/labs/constraints/surface/picture.js";
import { isChart, surfaceOf } from "../../frontend/labs/constraints/constraint.js";
import { ellipse, evenly, fittingSize } from "../../frontend/labs/constraints/ellipse.js";
import { chartPicture, ellipsesOf } from "../../frontend/labs/constraints/surface/chart-picture.js";
import { GAPS, QUESTIONS } from "../../frontend/labs/constraints/surface/requests.js";
import { placeOnChart, sightOf } from "../../frontend/labs/constraints/surface/sight.js";
import {
  endSentence,
  powerSentence,
  rateSentence,
  stepSentence,
  walkRows,
} from "../../frontend/labs/constraints/surface/words.js";

/** On the unit sphere, f = z from (1, 0, 0): two steps of rate 1 down. */
const WALK = {
  points: [
    [1, 0, 0],
    [Math.SQRT1_2, 0, -Math.SQRT1_2],
    [0.4, 0, -0.9165],
  ],
  values: [0, -Math.SQRT1_2, -0.9165],
  gradients: [
    [0, 0, 1],
    [0, 0, 1],
    [0, 0, 1],
  ],
  projected: [
    [0, 0, 1],
    [0.5, 0, 0.5],
    [0.3, 0, 0.1],
  ],
  normals: [
    [1, 0, 0],
    [Math.SQRT1_2, 0, -Math.SQRT1_2],
    [0.4, 0, -0.9165],
  ],
  steps: [
    [0, 0, -1],
    [-0.5, 0, -0.5],
  ],
  distances: [[0], [0], [0]],
  stop: "step-limit",
  kind: null,
  hessian_eigenvalues: [],
  predicted_rate: null,
  measured_rate: null,
  ways: [
    [
      [1, 0, 0],
      [Math.SQRT1_2, 0, -Math.SQRT1_2],
    ],
    [
      [Math.SQRT1_2, 0, -Math.SQRT1_2],
      [0.4, 0, -0.9165],
    ],
  ],
};
const PLAIN = { ...WALK, points: WALK.points.slice(0, 2), distances: [[0], [1]], ways: WALK.ways.slice(0, 1) };
const EXTREMA = {
  constraints: [{ formula: null, relation: "=", level: 1 }],
  points: [
    { point: [0, 0, -1], value: -1, kind: "minimum", constraint_gradients: [[0, 0, -2]], active: [true] },
    { point: [0, 0, 1], value: 1, kind: "maximum", constraint_gradients: [[0, 0, 2]], active: [true] },
  ],
  singular: [],
  mesh: {},
  topology: { minima: 1, saddles: 0, maxima: 1, total: 2, expected: 2 },
  complete: "likely",
  notes: [],
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
  walks: [WALK, PLAIN],
  gaps: [],
};
const STATE = { ...DEFAULT_STATE, view: "surface", source: "z", rate: 1, steps: 2 };

const sight = (state = {}, answers = {}) => sightOf({ ...STATE, ...state }, { ...ANSWERS, ...answers }, "light");
const show = (...names) => ({
  ...Object.fromEntries(Object.keys(STATE.show).map((name) => [name, names.includes(name)])),
});
const slow = { show: show("slow", "arrows") };
/** The lines of a role, as from where to where each goes. */
const arrows = (picture, role) =>
  picture.marks
    .find(({ kind }) => kind.name === "strokes")
    .lines.filter((line) => line.role === role)
    .map(({ strokes: [[from, to]] }) => [from, to]);

test("in slow motion the place goes from the point over the tangent plane to the next point", () => {
  assert.deepEqual(
    [0, 1, 2, 3].map((part) => cursorPlace(sight({ ...slow, part }))),
    [WALK.points[0], WALK.points[0], [1, 0, -1], WALK.points[1]],
  );
  // At another pace parts do not count, and at the end there is none.
  assert.deepEqual(cursorPlace(sight({ show: show(), part: 3 })), WALK.points[0]);
  assert.deepEqual(cursorPlace(sight({ ...slow, step: 2, part: 2 })), WALK.points[2]);
});

test("of a step those arrows have a length whose part has come", () => {
  const lengthsAt = (part) => {
    const picture = spacePicture(sight({ ...slow, part, step: 1 }));
    return ["gradient", "tangent", "constraint"].map((role) => {
      const [from, to] = arrows(picture, role).at(-1);
      return Math.hypot(...from.map((entry, k) => entry - to[k])) > 0;
    });
  };
  assert.deepEqual([0, 1, 2, 3].map(lengthsAt), [
    [true, false, false],
    [true, true, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test("−a∇f and its projection begin where the walk is, the way back ends at the next point", () => {
  const picture = spacePicture(sight({ show: show("arrows"), step: 1, rate: 2 }));
  assert.deepEqual(arrows(picture, "gradient"), [[WALK.points[1], [Math.SQRT1_2, 0, -Math.SQRT1_2 - 2]]]);
  assert.deepEqual(arrows(picture, "tangent"), [[WALK.points[1], [Math.SQRT1_2 - 1, 0, -Math.SQRT1_2 - 1]]]);
  assert.deepEqual(arrows(picture, "constraint").at(-1)[1], WALK.points[2]);
});

test("the walks are drawn up to the cursor, the plain one as far as it goes, and shines through", () => {
  const { marks } = spacePicture(sight({ step: 2 }));
  const [onSurface, plain] = marks.filter(({ kind }) => kind.name === "spots");
  assert.deepEqual([onSurface.places.length, plain.places.length, plain.shines], [3, 2, true]);
  const trails = marks.find(({ kind }) => kind.name === "strokes").lines.filter(({ role }) => role === "run-1");
  // On both sides of the surface.
  assert.equal(trails[0].strokes.length, 2);
  assert.ok(trails[0].strokes[0][0][0] > 1 && trails[0].strokes[1][0][0] < 1);
});

test("the hand takes hold of the start, and drags it over the surface", () => {
  const { held, ground, ranges } = spacePicture(sight({ step: 1 }));
  assert.deepEqual([held, ground], [WALK.points[0], SURFACE]);
  assert.deepEqual(ranges, [STATE.domain.x, STATE.domain.y, STATE.depth.z]);
});

test("the tangents of a normal are of length 1 and at right angles to it and to each other", () => {
  for (const normal of [
    [0, 0, 1],
    [0.6, 0, 0.8],
    [-0.36, 0.48, 0.8],
  ]) {
    const [first, second] = tangentsTo(normal);
    const dot = (a, b) => a.reduce((sum, entry, k) => sum + entry * b[k], 0);
    const products = [dot(first, normal), dot(second, normal), dot(first, second), dot(first, first) - 1];
    for (const each of [...products, dot(second, second) - 1]) assert.ok(Math.abs(each) < 1e-12);
  }
});

test("signs stand outside of the surface, along its normals", () => {
  const { found } = spacePicture(sight()).marks.find(({ kind }) => kind.name === "signs");
  assert.deepEqual(
    found.map(({ kind }) => kind),
    ["minimum", "maximum"],
  );
  assert.ok(found[0].place[2] < -1 && found[1].place[2] > 1);
});

test("values and distances are drawn step by step, with the lowest solution as a line", () => {
  const values = valuesPicture(sight({ step: 1 }));
  assert.deepEqual([values.curves[0].y, values.marks[1].x, values.guides[1].y], [WALK.values, 1, -1]);
  assert.deepEqual(offPicture(sight()).curves[1].y, [0, 1]);
});

test("the two ways back are drawn beside a line of slope three through the first gap", () => {
  const gaps = GAPS.map((part) => 5 * part ** 3);
  const { curves } = gapsPicture(sight({ rate: 0.5 }, { gaps }));
  assert.equal(curves[0].x.at(-1), 0.5);
  curves[0].y.forEach((y, k) => assert.ok(Math.abs(y / gaps[k] - 1) < 1e-9));
});

test("each part of a step is said in its own words, with its lengths", () => {
  const said = [0, 1, 2, 3].map((part) => stepSentence(sight({ ...slow, part })));
  for (const [k, word] of ["gradient", "project", "step", "retract"].entries())
    assert.ok(said[k].startsWith(`Step 1, ${word}`), said[k]);
  assert.match(said[3], /retract: 0\.414 back to the surface, to the point nearest by/);
  assert.match(
    stepSentence(sight({ step: 1 })),
    /Step 1: f = −0\.70711\. ∇f has length 1, .* 0\.707\. .*\|g − c\| = 1/,
  );
  const lost = { ...WALK, points: [[null, null, null]], values: [null] };
  assert.match(stepSentence(sight({}, { walks: [lost] })), /no way leads onto the surface/);
  assert.match(stepSentence(sight({}, { surface: null })), /no surface in this box/);
});

test("what a walk came to is said, and the rate that its curvatures foretell", () => {
  const arrived = {
    ...WALK,
    stop: "converged",
    kind: "minimum",
    hessian_eigenvalues: [2, 4],
    predicted_rate: 0.8,
    measured_rate: 0.79,
  };
  assert.equal(endSentence(arrived, "f"), "Arrived after 2 steps: a minimum on the surface, f = −0.9165.");
  assert.equal(endSentence(WALK, "f"), "Not there after 2 steps.");
  const known = sight({ rate: 0.1 }, { walks: [arrived] });
  assert.match(
    rateSentence(known),
    /2 and 4: near by each step leaves max \|1 − a λ\| = 0\.8 of the error, with a = 0\.1/,
  );
  assert.deepEqual(walkRows(known)[0].slice(-3), ["2, 4", "0.8", "0.79"]);
  assert.equal(walkRows(sight()).length, 2);
  const there = { ...WALK, points: [[0.6, -4.57e-16, -0.8]], values: [2] };
  assert.equal(walkRows(sight({}, { walks: [there] }))[0][3], "(0.6, 0, −0.8)");
});

test("on a closed surface solutions add up to the Euler characteristic, told as a sum", () => {
  assert.match(completenessSentence(EXTREMA), /1 − 0 \+ 1 = 2, the Euler characteristic/);
});

test("the plain walk is asked for where it is shown, and gaps where they are", async () => {
  const asked = async (names) => {
    const bodies = [];
    const moment = { state: { ...STATE, show: show(...names) }, meaning: ANSWERS.meaning };
    await QUESTIONS.walks.ask(moment, async (_path, body) => void bodies.push(body), {});
    return bodies[0];
  };
  const both = await asked(["plain", "ways"]);
  assert.deepEqual(
    both.runs.map(({ retraction }) => retraction),
    ["closest", "none"],
  );
  assert.equal(both.compare.length, GAPS.length);
  const one = await asked([]);
  assert.deepEqual([one.runs.length, one.compare, one.surface], [1, [], [{ source: STATE.constraint }]]);
});

test("plain descent begins with the other, and its heights count only while it stays in the box", () => {
  const counts = (points) => {
    const seen = sight();
    return valuesPicture({ ...seen, plain: { ...seen.plain, points } }).curves[1].counts;
  };
  assert.match(stepSentence(sight({ step: 0 })), /Plain descent begins there too\.$/);
  assert.match(stepSentence(sight({ step: 1 })), /Plain descent is off the surface: \|g − c\| = /);
  assert.equal(
    counts([
      [0, 0, 1],
      [0, 0.5, 0],
    ]),
    true,
  );
  assert.equal(
    counts([
      [0, 0, 1],
      [0, 1e6, 0],
    ]),
    false,
  );
});

const GLOBE = "[cos u cos v, sin u cos v, sin v]";
const metric = (a, c) => [
  [a, 0],
  [0, c],
];
const CHART = {
  coordinates: ["u", "v"],
  grid: { x: [0, 1, 2], y: [0, 1], z: [Float64Array.of(0, 1, 2), Float64Array.of(0, 1, 2)], range: [0, 2] },
  metrics: [
    { at: [0.5, 0.5], metric: metric(4, 1) },
    { at: [1.5, 0.5], metric: metric(1, 1) },
    { at: [2.5, 0.5], metric: metric(null, null) },
  ],
  box: { x: [0, 2], y: [0, 1] },
};
const IN_CHART = {
  ...WALK,
  coordinates: [
    [0, 0],
    [0.5, 0.5],
    [1, 1],
  ],
};
const FLAT = {
  ...WALK,
  points: WALK.points.slice(0, 2),
  coordinates: [
    [0, 0],
    [0, 0.9],
  ],
};
const onChart = (state = {}) =>
  sight({ constraint: GLOBE, start: [0, 0], ...state }, { walks: [IN_CHART], flat: FLAT, chart: CHART });
const trailsIn = (picture) => picture.marks.find(({ kind }) => kind.name === "trails").trails;

test("a vector is a surface by coordinates, with a head or without; an equation is none", () => {
  for (const text of [GLOBE, ` r(u, v) = ${GLOBE}`, `a = 2\n[a u, v, u v]`, "r = [u, v, 0]"])
    assert.ok(isChart(text), text);
  for (const text of ["x^2 + y^2 + z^2 = 1", "z = x^2", "|[x, y]| = 1", "(x) = [1"]) assert.ok(!isChart(text), text);
  assert.deepEqual(surfaceOf({ constraint: GLOBE, level: null }), { parametric: { source: GLOBE } });
  assert.deepEqual(surfaceOf({ constraint: "z = 1", level: 2 }), [{ source: "z = 1", level: 2 }]);
});

test("the chart has both walks as far as the cursor, the start, and ellipses where there is a metric", () => {
  const shown = { show: show("ellipses", "solutions") };
  const [first, second, flat, walk] = trailsIn(chartPicture(onChart({ ...shown, step: 2 }), CHART));
  assert.deepEqual([first.role, second.role, flat.role, walk.role], ["hessian", "hessian", "run-3", "run-1"]);
  assert.deepEqual(walk.places, IN_CHART.coordinates);
  // The ordinary walk has ended before.
  assert.deepEqual(flat.places, FLAT.coordinates);
  assert.equal(trailsIn(chartPicture(onChart({ show: show(), step: 1 }), CHART)).length, 2);
  assert.equal(trailsIn(chartPicture(onChart({ show: show(), step: 1 }), CHART))[1].places.length, 2);
});

test("all ellipses of the chart are equally large on the surface", () => {
  const sizes = ellipsesOf(CHART).map((places, k) => {
    const [a, c] = [CHART.metrics[k].metric[0][0], CHART.metrics[k].metric[1][1]];
    const off = places.map(([u, v]) => Math.sqrt(a * (u - CHART.metrics[k].at[0]) ** 2 + c * (v - 0.5) ** 2));
    return [Math.min(...off), Math.max(...off)];
  });
  assert.equal(sizes.length, 2);
  for (const [low, high] of sizes) assert.ok(Math.abs(high - low) < 1e-12 && Math.abs(high - sizes[0][0]) < 1e-12);
  assert.deepEqual(ellipse([0, 0], metric(null, 1), 1), []);
  assert.equal(fittingSize([metric(0, 0)], [1, 1]), 0);
  assert.deepEqual(
    evenly(
      [
        [0, 2],
        [0, 1],
      ],
      [2, 1],
    ),
    [
      [0.5, 0.5],
      [1.5, 0.5],
    ],
  );
});

test("a point of the surface has its place in the chart, between its corners", () => {
  // The plane x = 2u, y = 3v, z = 0 over u of 0, 1, 2 and v of 0, 1.
  const vertices = [0, 1].flatMap((v) => [0, 1, 2].map((u) => [2 * u, 3 * v, 0]));
  const near = placeOnChart({ vertices }, CHART.grid, [2.5, 0.6, 0]);
  assert.ok(Math.abs(near[0] - 1.25) < 1e-12 && Math.abs(near[1] - 0.2) < 1e-12, String(near));
});

test("ordinary descent in the coordinates is asked for where there are some, and told in words and rows", async () => {
  const asked = async (state) => {
    const bodies = [];
    const moment = { state: { ...STATE, ...state }, meaning: ANSWERS.meaning };
    await QUESTIONS.walks.ask(moment, async (_path, body) => void bodies.push(body), { walks: [IN_CHART] });
    return bodies[0];
  };
  const shown = { show: show("ordinary", "plain") };
  const { runs, surface } = await asked({ ...shown, constraint: GLOBE });
  assert.deepEqual(surface, { parametric: { source: GLOBE } });
  assert.deepEqual(
    runs.map(({ retraction, start }) => [retraction, start]),
    // A start in space is where it was brought to.
    ["closest", "none", "chart"].map((how) => [how, [0, 0]]),
  );
  assert.equal((await asked(shown)).runs.length, 2);
  assert.match(stepSentence(onChart({ show: show(), step: 1 })), /Ordinary descent in \(u, v\) is at f = −0\.70711\.$/);
  assert.equal(walkRows(onChart()).at(-1)[0], "ordinary in (u, v)");
  assert.deepEqual(
    valuesPicture(onChart()).curves.map(({ role }) => role),
    ["run-1", "run-3"],
  );
});

test("two numbers are a place over the plane: on the set above it, or beside where there is none", () => {
  const angles = Array.from({ length: 40 }, (_, k) => (2 * Math.PI * k) / 40);
  const heights = [-0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9];
  const sphere = heights.flatMap((z) =>
    angles.map((angle) => [Math.sqrt(1 - z * z) * Math.cos(angle), Math.sqrt(1 - z * z) * Math.sin(angle), z]),
  );
  const { place, isOver } = placeOver([0.8, 0], sphere, 0.2);
  assert.deepEqual([place, isOver], [[0.8, 0, 0.6], true]);
  const beside = placeOver([3, 0], sphere, 0.2);
  assert.deepEqual([beside.place, beside.isOver], [[1, 0, 0], false]);
  assert.equal(placeOver([0, 0], [], 0.2), null);
});

test("a start of two numbers begins in the middle of the box", () => {
  assert.deepEqual(startInSpace({ start: [1, 2], depth: { z: [-1, 4] } }), [1, 2, 1.5]);
  assert.deepEqual(startInSpace({ start: [1, 2, 3], depth: { z: [-1, 4] } }), [1, 2, 3]);
});

test("power iteration has a row, a line of its own, and the rate that it goes by", () => {
  const power = { ...WALK, stop: "converged", kind: "maximum", predicted_rate: 0.8, measured_rate: 0.8 };
  const shown = { ...sight(), power };
  assert.equal(walkRows(shown).at(-1)[0], "power iteration");
  assert.match(powerSentence(shown), /leaves \|λ₂\/λ₁\| = 0\.8 of the error, measured 0\.8\./);
  assert.match(powerSentence({ ...shown, power: { ...power, stop: "lost" } }), /needs a sphere about the origin/);
  assert.equal(powerSentence({ ...shown, power: null }), "");
  assert.deepEqual(valuesPicture(shown).curves.at(-1).role, "run-4");
});
