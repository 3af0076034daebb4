/** What the page's line says: points, boxes, networks, as they are read. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { dataText, networkText } from "../../frontend/labs/network/words.js";
import { DEFAULT_STATE as network } from "../../frontend/labs/network/state.js";
import { startsOf } from "../../frontend/labs/paths/starts.js";
import { inequalities } from "../../frontend/widgets/box-field.js";

test("variables over the same interval stand together, others apart", () => {
  assert.deepEqual(
    inequalities(
      ["x", "y"],
      [
        [-2, 2],
        [-2, 2],
      ],
    ),
    [{ names: ["x", "y"], interval: [-2, 2] }],
  ); // prettier-ignore
  assert.deepEqual(
    inequalities(
      ["r", "t"],
      [
        [0, 3],
        [-1, 1],
      ],
    ),
    [
      { names: ["r"], interval: [0, 3] },
      { names: ["t"], interval: [-1, 1] },
    ],
  );
  assert.deepEqual(inequalities([], [[-2, 2]]), []);
});

test("runs that share a start say it once, others each their own", () => {
  const runs = [{ start: [1, 2] }, { start: [3, 4] }];
  const labels = (/** @type {boolean} */ together) =>
    startsOf(/** @type {any} */ ({ runs, together }), ["x", "y"]).map((start) => start.map(({ label }) => label));
  assert.deepEqual(labels(true), [["x of the start of all runs", "y of the start of all runs"]]);
  assert.deepEqual(labels(false)[1], ["x of the start of run 2", "y of the start of run 2"]);
});

test("a network is read layer by layer, and its data by their number", () => {
  const state = { ...network, hidden: [4, 2], activations: ["tanh", "relu", "linear"], features: ["x1"], typed: "" };
  assert.equal(networkText(state), "1 input → 4 tanh → 2 relu → 1 linear");
  assert.equal(networkText({ ...state, cost: "cross-entropy" }), "1 input → 4 tanh → 2 relu → 1 probability");
  assert.equal(dataText({ ...state, data: "own", points: [[1, 2, 0]] }), "1 point");
  assert.equal(dataText({ ...state, count: 300, noise: 0.1 }), "300 points, noise 0.1");
});
