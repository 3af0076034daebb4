/** What the labs ask: each question by its numbers, with a server that only notes them. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { rateBetween, rateOf, shareOf } from "../../frontend/labs/common/setting-fields.js";
import { noTangentText } from "../../frontend/labs/derivative/cards.js";
import { isOfState, QUESTIONS as STEPS } from "../../frontend/labs/network/steps/questions.js";
import { DEFAULT_STATE as NETWORK } from "../../frontend/labs/network/state.js";
import { isOfMoment, QUESTIONS as REGRESSION, seenAt } from "../../frontend/labs/regression/requests.js";
import { DEFAULT_STATE as FIT } from "../../frontend/labs/regression/state.js";
import { slopeTerms } from "../../frontend/labs/surface/formula-card.js";
import { QUESTIONS as SURFACE } from "../../frontend/labs/surface/requests.js";
import { DEFAULT_STATE as SADDLE } from "../../frontend/labs/surface/state.js";
import { assertClose } from "./helpers.js";

const MEANING = { source: "x^2 - y^2", variables: ["x", "y"], parameters: [], mathml: "", jax: "" };

/** What a question sends. */
async function sent(question, moment) {
  const bodies = [];
  await question.ask(moment, async (path, body) => void bodies.push([path, body]), {});
  return bodies;
}

test("the slope is asked for along u = (cos, sin) of its angle, counted from the x axis", async () => {
  for (const [angle, direction] of [
    [0, [1, 0]],
    [90, [0, 1]],
    [30, [Math.sqrt(3) / 2, 1 / 2]],
    [225, [-Math.SQRT1_2, -Math.SQRT1_2]],
  ])
    for (const question of [SURFACE.point, SURFACE.picture]) {
      const asked = await sent(question, { state: { ...SADDLE, angle }, meaning: MEANING });
      const [, body] = asked.find(([path]) => path === "derivatives");
      assertClose(body.direction, direction, 1e-12);
    }
});

test("the slope's formula multiplies ∂f/∂x by the cosine of the angle and ∂f/∂y by its sine", () => {
  assertClose(
    slopeTerms({ gradient: [5, 7], angle: 30 }),
    [
      [5, Math.sqrt(3) / 2],
      [7, 1 / 2],
    ],
    1e-12,
  );
  assert.deepEqual(slopeTerms({ gradient: [5, null], angle: 90 }), [
    [5, 0],
    [null, 1],
  ]);
});

test("what is told of a slope has the angle that it was asked for", () => {
  const told = SURFACE.point.told({ results: [{ value: 1 }] }, { state: { ...SADDLE, angle: 30 }, meaning: MEANING });
  assert.deepEqual(told.at, { value: 1, angle: 30 });
});

test("the slider of learning rates goes from 0.00001 to 10, a sixth of it for each power of ten", () => {
  const places = [0, 1000 / 6, 2000 / 6, 500, 4000 / 6, 5000 / 6, 1000];
  assert.deepEqual(places.map(rateOf), [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
  assert.deepEqual(
    [0, 200, 400, 1000].map((share) => rateBetween([-4, 1], share)),
    [1e-4, 1e-3, 1e-2, 10],
  );
  for (const rate of [1e-5, 0.003, 0.1, 0.5, 10]) assert.ok(Math.abs(rateOf(shareOf(rate)) / rate - 1) < 0.01);
  assert.equal(shareOf(0), 0);
});

test(
  "what the moved numbers cost is asked of the samples that passed, not of those that were " + "typed since",
  async () => {
    const state = { ...NETWORK, view: "steps", input: [[1, 2, 3]], target: [[1]] };
    const layers = [{ weights: [[1, 2]], biases: [0], activation: "sigmoid" }];
    const slopes = [{ weights: [[10, 20]], biases: [5] }];
    const passed = { network: { layers, cost: state.cost }, slopes, input: [[7, 8]], target: [[0]] };
    const [[, body]] = await sent(STEPS.after, { state, rate: 0.1, passed });
    assert.deepEqual([body.inputs, body.targets], [[[7, 8]], [[0]]]);
    assertClose(body.network.layers[0].weights, [[0, 0]]);
    assert.equal(isOfState({ state, rate: 0.1, passed }), false);
  },
);

const WALK = {
  names: ["m", "b"],
  path: [
    [0, 0],
    [2.123456, -7],
  ],
  points: { x: [1], y: [2] },
};

test("a fit is asked for only at a place of the walk that the state asks for", async () => {
  const moment = { state: { ...FIT, step: 1 }, names: ["m", "b"], points: WALK.points, window: [0, 1], domain: null };
  const walk = { ...WALK, state: moment.state };
  assert.ok(isOfMoment({ ...moment, walk }));
  const [[, body]] = await sent(REGRESSION.fit, { ...moment, walk });
  assert.deepEqual([body.model.parameters, body.steps], [{ m: 2.123456, b: -7 }, 0]);
  for (const changed of [{ source: "a x" }, { loss: "huber" }, { steps: 3 }])
    assert.ok(!isOfMoment({ ...moment, walk, state: { ...moment.state, ...changed } }));
  assert.ok(!isOfMoment({ ...moment, walk, points: { x: [1], y: [2] } }));
  assert.ok(!isOfMoment({ ...moment, walk: null }));
});

test("sliders stand at the line that is seen, and their ranges reach as far", () => {
  const sliders = {
    m: { value: 0, min: -3, max: 3 },
    b: { value: 0, min: -3, max: 3 },
    c: { value: 1, min: 0, max: 2 },
  };
  assert.deepEqual(seenAt(sliders, WALK.names, WALK.path[1]), {
    m: { value: 2.123, min: -3, max: 3 },
    b: { value: -7, min: -7, max: 3 },
    c: sliders.c,
  });
});

test("at a vertical tangent the card says that there is one, and that it has no slope", () => {
  const at = (kind) => /** @type {any} */ ({ at: { x: 0, smoothness: { kind } }, meaning: { variables: ["x_1"] } });
  assert.equal(
    noTangentText(at("vertical tangent")),
    "the tangent is vertical, x₁ = 0: it has no slope, so there is no derivative",
  );
  assert.equal(noTangentText(at("corner")), "there is no tangent here");
});
