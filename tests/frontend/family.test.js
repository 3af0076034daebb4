/** Distributions that walk towards data: what is asked, what is drawn of a moment, and what it says. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { beginningOf } from "../../frontend/labs/constraints/beginnings.js";
import { admitted } from "../../frontend/labs/constraints/family/family-view.js";
import {
  densitiesPicture,
  ellipseAround,
  linePicture,
  planePicture,
  progressPicture,
} from "../../frontend/labs/constraints/family/picture.js";
import {
  drawnOf,
  heldOf,
  placesAt,
  QUESTIONS,
  rangeOf,
  spread,
  waysOf,
  wholeOf,
} from "../../frontend/labs/constraints/family/requests.js";
import { lookOf, sightOf } from "../../frontend/labs/constraints/family/sight.js";
import { endSentence, stepSentence, walkRows } from "../../frontend/labs/constraints/family/words.js";
import { DEFAULT_STATE } from "../../frontend/labs/constraints/state.js";

const STATE = { ...DEFAULT_STATE, view: "family", domain: { x: [-1, 3], y: [0, 2] }, steps: 3, rate: 0.5 };
const WALK = {
  points: [
    [0, 1],
    [1, 1.3],
    [2, 0.7],
  ],
  values: [3, 2, 1],
  divergences: [0.5, 0.25],
  stop: "converged",
  made: 2,
};
const LEFT = {
  ...WALK,
  points: [
    [0, 1],
    [0.5, -0.2],
  ],
  values: [3, null],
  divergences: [0.5],
  stop: "left-domain",
  made: 1,
};
const way = (natural, more = {}) => ({ natural, coordinates: null, unit: 1, ...more });
const GROUND = {
  axes: [
    [-1, 3],
    [0, 2],
  ],
  heights: [
    [null, null],
    [5, 4],
  ],
  metrics: [
    {
      at: [1, 2],
      metric: [
        [0.25, 0],
        [0, 0.5],
      ],
    },
  ],
};
const ANSWERS = {
  parameters: ["m", "s"],
  box: null,
  ground: GROUND,
  walks: [
    { walk: WALK, way: way(true) },
    { walk: LEFT, way: way(false) },
  ],
  distance: 1.5,
  shortest: [
    [0, 1],
    [2, 0.7],
  ],
  densities: null,
};
const show = (...names) => Object.fromEntries(Object.keys(STATE.show).map((name) => [name, names.includes(name)]));
const sight = (state = {}, answers = {}) => sightOf({ ...STATE, ...state }, { ...ANSWERS, ...answers }, "light");

test("walks beside each other: by both methods, in three kinds of parameters, in three units", () => {
  const ways = (changes) => waysOf({ ...STATE, show: show("ordinary"), ...changes });
  assert.deepEqual(ways({}), [way(true), way(false)]);
  assert.deepEqual(
    ways({ compare: "units" }).map(({ natural, unit }) => [natural, unit]),
    [
      [true, 0.1],
      [true, 1],
      [true, 10],
      [false, 0.1],
      [false, 1],
      [false, 10],
    ],
  );
  assert.equal(new Set(ways({ compare: "parameters" }).map(({ coordinates }) => coordinates)).size, 3);
  assert.equal(ways({ compare: "units", show: show() }).length, 3);
  // Other distributions have no such kinds of parameters.
  assert.equal(ways({ compare: "parameters", family: "poisson" }).length, 2);
});

test("a unit of its own and other parameters are asked for, and one's own density with its parameters", async () => {
  const asked = async (changes) => {
    const bodies = [];
    const state = { ...STATE, show: show(), ...changes };
    await QUESTIONS.walks.ask({ state }, async (_path, body) => void bodies.push(body), {});
    return bodies[0];
  };
  const { runs } = await asked({ compare: "units" });
  assert.deepEqual(
    runs.map(({ unit }) => unit),
    [0.1, undefined, 10],
  );
  const own = await asked({ family: "own", density: "-x/b - log(b)", names: ["b"], support: "positive", theta: [2] });
  assert.deepEqual(own.family, { source: "-x/b - log(b)", parameters: ["b"], support: "positive" });
  assert.deepEqual([own.start, own.data], [[2], STATE.data]);
});

test("the densities are those at the cursor, of the first walk of each kind, where it has a place", () => {
  assert.deepEqual(placesAt(ANSWERS.walks, 1), [
    [1, 1.3],
    [0.5, -0.2],
  ]);
  assert.deepEqual(placesAt(ANSWERS.walks, 9)[0], [2, 0.7]);
  assert.deepEqual(placesAt([{ walk: { ...WALK, points: [[null, 1]] }, way: way(true) }], 0), []);
});

test("every place of an ellipse is as far from its middle by the metric", () => {
  const metric = [
    [2, 0.7],
    [0.7, 1],
  ];
  const rim = ellipseAround([1, -1], metric);
  for (const [x, y] of rim) {
    const [u, v] = [x - 1, y + 1];
    const half = (metric[0][0] * u * u + 2 * metric[0][1] * u * v + metric[1][1] * v * v) / 2;
    assert.ok(Math.abs(half - 0.006) < 1e-12);
  }
  assert.deepEqual(
    ellipseAround(
      [0, 0],
      [
        [1, 2],
        [2, 1],
      ],
    ),
    [],
  );
});

test("places for ellipses lie inside of the box, in rows where there are two parameters", () => {
  assert.deepEqual(spread([[0, 7]]).flat(), [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
  const all = spread([
    [0, 7],
    [0, 6],
  ]);
  assert.deepEqual([all.length, all[0], all.at(-1)], [42, [0.5, 0.5], [6.5, 5.5]]);
});

test("on the plane walks reach to the cursor, over ellipses and the shortest way, where these are shown", () => {
  const trailsOf = (names) => {
    const { marks } = planePicture(sight({ step: 1, show: show(...names) }));
    return marks[0].trails.map(({ role, places }) => [role, places.length]);
  };
  assert.deepEqual(trailsOf([]), [
    ["run-1", 2],
    ["run-2", 2],
  ]);
  assert.deepEqual(
    trailsOf(["ellipses", "shortest"]).map(([role]) => role),
    ["hessian", "direction", "run-1", "run-2"],
  );
  const { marks, grid } = planePicture(sight());
  assert.deepEqual([grid.range, marks[1].found[0].point, marks[2].place], [[4, 5], [3, 2], STATE.theta]);
});

test("one parameter is walked along its axis", () => {
  const one = { walk: { ...WALK, points: [[3], [2], [1]] }, way: way(true) };
  const ground = { axes: [[0, 1, 2]], heights: [5, 4, null], metrics: [] };
  const { curves, lines, handles } = linePicture(
    sight({ theta: [3], step: 1 }, { walks: [one], ground, parameters: ["r"] }),
  );
  assert.deepEqual(curves[0].y, [5, 4, null]);
  assert.deepEqual(lines[0].points, [
    [3, 3],
    [2, 2],
  ]);
  assert.deepEqual([handles[0].x, handles[0].y], [3, 3]);
});

test("the data can be taken hold of under the densities; probabilities of counts have dots", () => {
  const densities = {
    x: [0, 1, 2],
    p: [
      [0.5, 0.3, 0.2],
      [1, 0, 0],
    ],
  };
  const { curves, handles, yLabel } = densitiesPicture(sight({ data: [0, 2] }, { densities }));
  assert.deepEqual(
    handles.map(({ x, y }) => [x, y]),
    [
      [0, 0],
      [2, 0],
    ],
  );
  assert.deepEqual([curves.length, curves[0].dots, yLabel], [2, true, "probability"]);
  // Densities of another moment are not shown under this one's names.
  assert.deepEqual(densitiesPicture(sight({}, { densities: { x: [0], p: [[1]] } })).curves, []);
  assert.deepEqual(rangeOf([1, 3]), [-1, 5]);
});

test("progress is measured from the lowest value of all walks", () => {
  assert.deepEqual(progressPicture(sight()).curves[0].y, [2, 1, null]);
});

test("walks have their names and dashes by what they differ in", () => {
  assert.equal(lookOf(way(true, { coordinates: "normal-by-logarithm" })).name, "natural in (m, log s)");
  assert.equal(lookOf(way(false, { unit: 10 })).name, "ordinary, data × 10");
  const dashes = [0.1, 1, 10].map((unit) => lookOf(way(true, { unit })).dash);
  assert.equal(new Set(dashes).size, 3);
});

test("the sentence says where both are and what the next step changes, the notes what they came to", () => {
  assert.equal(
    stepSentence(sight({ step: 1 })),
    "Step 1: natural (1, 1.3), −log p 2, next step changes p by 0.25; " +
      "ordinary (0.5, −0.2), −log p without a value.",
  );
  assert.match(endSentence(sight()), /^Natural: there after 2 steps\. Ordinary: left where .* at step 1\.$/);
  const three = [0.1, 1, 10].map((unit) => ({ walk: WALK, way: way(true, { unit }) }));
  assert.match(endSentence(sight({}, { walks: three })), /Natural: each time there after 2 steps\./);
  assert.match(endSentence(sight({ show: show("shortest") })), /distance from the start to the best is 1\.5\./);
  assert.deepEqual(walkRows(sight())[1].cells.slice(0, 4), [
    "ordinary",
    "left where there are distributions at step 1",
    "(0.5, −0.2)",
    "–",
  ]);
});

test("every family begins where it can walk, and its data are such as it may have", () => {
  for (const { name, parameters } of CATALOGUE.families) {
    const begin = beginningOf(name);
    assert.equal(begin.theta.length, parameters.length);
    assert.deepEqual(
      begin.data.map((x) => admitted(name, x)),
      begin.data,
    );
  }
  assert.deepEqual([admitted("poisson", 2.6), admitted("bits", 0.4), admitted("positive", -1)], [3, 0, 1e-3]);
});

test("of three parameters two are drawn, the third is held where it is, and walks are seen from there", async () => {
  const three = { ...STATE, family: "own", names: ["m", "s", "n"], theta: [0, 1, 4], plane: "13" };
  assert.deepEqual([drawnOf(three), heldOf(three)], [[0, 2], { k: 1, value: 1 }]);
  assert.deepEqual(wholeOf([7, 8], three), [7, 1, 8]);
  assert.deepEqual([drawnOf(STATE), heldOf(STATE)], [[0, 1], null]);
  const bodies = [];
  await QUESTIONS.picture.ask({ state: three }, async (_path, body) => void bodies.push(body), {});
  assert.deepEqual(
    [bodies[0].map.of, bodies[0].start],
    [
      [0, 2],
      [0, 1, 4],
    ],
  );
  assert.ok(bodies[0].ellipses.every(([, held]) => held === 1));
  const metric = [
    [1, 2, 3],
    [2, 4, 5],
    [3, 5, 6],
  ];
  const ground = { ellipses: bodies[0].ellipses.map(() => metric), map: GROUND, parameters: three.names };
  const told = QUESTIONS.picture.told({ ground, walked: { runs: [], distance: null, way: null } }, { state: three });
  assert.deepEqual(told.ground.metrics[0].metric, [
    [1, 3],
    [3, 6],
  ]);
  const walk = {
    ...WALK,
    points: [
      [0, 1, 4],
      [1, 2, 3],
    ],
  };
  const seen = sight({ ...three, step: 1 }, { ...told, walks: [{ walk, way: way(true) }] });
  const [{ trails }, , point] = planePicture(seen).marks;
  assert.deepEqual(trails.at(-1).places, [
    [0, 4],
    [1, 3],
  ]);
  assert.deepEqual([point.place, planePicture(seen).names.y], [[0, 4], "n"]);
  assert.match(endSentence(seen), /the slice at s = 1: walks change s, too/);
});
