import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import { caseOf, MAPS } from "../../frontend/labs/jacobian/map/cases.js";
import {
  figureStrokes,
  gridLines,
  inRows,
  largestError,
  linearImage,
  squareAround,
} from "../../frontend/labs/jacobian/map/figures.js";
import { inputPicture, outputPicture } from "../../frontend/labs/jacobian/map/picture.js";
import { errorSentence, mapSentence } from "../../frontend/labs/jacobian/map/words.js";
import * as codec from "../../frontend/labs/jacobian/state.js";

const { DEFAULT_STATE } = codec;
const links = createLinks([codec], "jacobian");
const survives = (state) => assert.deepEqual(links.fromFragment(links.toFragment(state)), { state, complaints: [] });
const meaning = { source: "[x^2, y]", variables: ["x", "y"], parameters: [], shape: [2], mathml: null, jax: "" };

/** (x, y) -> (x^2, y) at a point, as the backend answers. */
function fold([x, y]) {
  const sizes = [Math.max(2 * Math.abs(x), 1), Math.min(2 * Math.abs(x), 1)];
  return {
    point: [x, y],
    value: [x * x, y],
    jacobian: [
      [2 * x, 0],
      [0, 1],
    ],
    determinant: 2 * x,
    singular_values: sizes,
    singular_vectors: {
      left: [
        [1, 0],
        [0, 1],
      ],
      right: [
        [1, 0],
        [0, 1],
      ],
    },
    rank: 2,
    linearization: null,
    flags: [],
    notes: [],
  };
}

function sceneAt(point, changes = {}) {
  const state = { ...DEFAULT_STATE, point, domain: { x: [-1, 1], y: [-1, 1] }, ...changes };
  const image = ([x, y]) => [x * x, y];
  const [around, over] = [figureStrokes(state, point), gridLines(state.domain)];
  const answers = {
    meaning,
    shape: [2, 2],
    formula: null,
    forms: [],
    near: fold(point),
    around,
    figure: around.map((stroke) => stroke.map(image)),
    over,
    grid: over.map((line) => line.map(image)),
  };
  return { state, answers, theme: "light" };
}

test("states of the Jacobian lab survive a link, each with what its view shows", () => {
  survives(DEFAULT_STATE);
  survives({
    ...DEFAULT_STATE,
    figure: "letter",
    reach: 0.25,
    point: [1, -2],
    show: { ...DEFAULT_STATE.show, close: true },
  });
  survives({
    ...DEFAULT_STATE,
    view: "chain",
    sources: ["[t, 2t]", "[u v, u]", "x + y"],
    point: [0.5],
    step: 3,
    mode: "reverse",
  });
  survives({ ...DEFAULT_STATE, source: "f(x) = A x", parameters: { A_12: { value: 0.5, min: -3, max: 3 } } });
});

test("a damaged link of the Jacobian lab says what is wrong and has the usual instead", () => {
  for (const part of ["at=1,x", "at=", "reach=-1", "figure=cat", "view=matrix", "step=1.5", "mode=sideways"]) {
    const { state, complaints } = links.fromFragment(`#lab=jacobian&${part}`);
    assert.deepEqual([state, complaints.length], [DEFAULT_STATE, 1], part);
  }
});

test("a linear image is the value and the Jacobian's part of the way", () => {
  assert.deepEqual(
    linearImage(
      [1, 2],
      [
        [3, 0],
        [0, -1],
      ],
      [1, 1],
      [2, 3],
    ),
    [4, 0],
  );
});

test("the error of the linear image of a fold is the square of the distance", () => {
  for (const reach of [0.5, 0.25]) {
    const scene = sceneAt([0.3, 0.2], { reach });
    const places = figureStrokes(scene.state, [0.3, 0.2]).flat();
    const { near, figure } = scene.answers;
    const error = largestError(
      figure.flat(),
      places.map((place) => linearImage(near.value, near.jacobian, near.point, place)),
    );
    assert.ok(Math.abs(error - reach ** 2) < 1e-12);
  }
  assert.equal(largestError([[null, 1]], [[0, 0]]), null);
});

test("rows of places come back as they went", () => {
  const rows = [[1, 2], [3], [4, 5, 6]];
  assert.deepEqual(inRows(rows.flat(), rows), rows);
});

test("a square range holds a whole image, and no single pole widens it", () => {
  const places = Array.from({ length: 400 }, (_, k) => [Math.cos(k), 2 * Math.sin(k)]);
  const { x, y } = squareAround([...places, [1e9, 0]]);
  assert.ok(y[0] < -2 && y[1] > 2 && y[1] - y[0] < 6);
  assert.ok(Math.abs(x[1] - x[0] - (y[1] - y[0])) < 1e-9);
  assert.equal(squareAround([[null, 1]]), null);
});

test("the planes show what is switched on", () => {
  const all = outputPicture(sceneAt([0.3, 0.2]));
  const roles = (picture) => new Set(picture.lines.map(({ role }) => role));
  assert.deepEqual(roles(all), new Set(["guide", "direction", "tangent", "function", "hessian"]));
  const show = { ...DEFAULT_STATE.show, grid: false, linear: false, singular: false };
  assert.deepEqual(roles(outputPicture(sceneAt([0.3, 0.2], { show }))), new Set(["function"]));
  assert.deepEqual(
    inputPicture(sceneAt([0.3, 0.2])).handles.map(({ id }) => id),
    ["reach", "point"],
  );
});

/** Images of one line of each family. */
const GRID = [
  [
    [0, 0],
    [1, 2],
  ],
  [
    [0, 1],
    [2, 1],
  ],
];

test("lines of the grid keep their looks under the map, and no other grid lies under them", () => {
  const scene = sceneAt([0.3, 0.2]);
  const [before, after] = [inputPicture(scene), outputPicture({ ...scene, answers: { ...scene.answers, grid: GRID } })];
  const upright = before.lines.filter(({ role }) => role === "guide");
  const level = before.lines.filter(({ role }) => role === "direction");
  assert.ok(upright.every(({ points }) => new Set(points.map(([x]) => x)).size === 1) && upright.length > 1);
  assert.ok(level.every(({ points }) => new Set(points.map(([, y]) => y)).size === 1) && level.length > 1);
  assert.deepEqual(
    after.lines.filter(({ role }) => ["guide", "direction"].includes(role)).map(({ role, points }) => [role, points]),
    [
      ["guide", GRID[0]],
      ["direction", GRID[1]],
    ],
  );
  assert.deepEqual([before.hasOwnGrid, after.hasOwnGrid], [true, true]);
});

test("from near by, both planes are as large as the figure", () => {
  const scene = sceneAt([0.3, 0.2], { reach: 0.1, show: { ...DEFAULT_STATE.show, close: true } });
  const width = ([low, high]) => high - low;
  assert.ok(Math.abs(width(inputPicture(scene).xRange) - 0.34) < 1e-12);
  assert.ok(Math.abs(width(outputPicture(scene).xRange) - 0.34) < 1e-12);
});

test("the sentence says stretch and area, and what becomes of left and right", () => {
  assert.match(
    mapSentence(sceneAt([1, 0])),
    /stretches most by 2, least by 1; det J = 2: areas become 2 times as large\.$/,
  );
  assert.match(mapSentence(sceneAt([-1, 0])), /areas become 2 times as large, and left and right are swapped/);
  assert.match(mapSentence(sceneAt([0, 0])), /det J = 0: it flattens/);
  assert.match(errorSentence(sceneAt([1, 0])), /off by at most 0\.25, which is 1 h²/);
});

test("where there is no Jacobian the sentence says so", () => {
  const scene = sceneAt([1, 0]);
  scene.answers.near = { ...scene.answers.near, singular_values: null, flags: ["not-differentiable"] };
  assert.match(mapSentence(scene), /no Jacobian: a slope does not exist/);
  scene.answers.near.notes = ["entry 1: no derivative in x, a corner: slope −1 on the left, slope 1 on the right"];
  assert.match(mapSentence(scene), /no Jacobian: entry 1: no derivative in x, a corner: slope −1 on the left/);
  assert.equal(errorSentence(scene), "");
});

test("every shape has its kind of derivative", () => {
  assert.deepEqual(
    [
      [1, 1],
      [1, 3],
      [3, 1],
      [2, 2],
    ].map(caseOf),
    [0, 1, 2, 3],
  );
});

test("ready maps begin inside their boxes", () => {
  for (const { box, point } of MAPS)
    point.forEach((entry, axis) => assert.ok(box[axis][0] <= entry && entry <= box[axis][1]));
});

/** (x, y) -> (-2y, x): a quarter turn, with x stretched before. By hand: J v = 2u for v = (0, 1), u = (-1, 0). */
const TURN = {
  ...fold([0.5, 0.25]),
  value: [-0.5, 0.5],
  jacobian: [
    [0, -2],
    [1, 0],
  ],
  singular_values: [2, 1],
  singular_vectors: {
    left: [
      [-1, 0],
      [0, 1],
    ],
    right: [
      [0, 1],
      [1, 0],
    ],
  },
};

test(
  "right singular vectors start the way, left ones end it: the linear map takes the ones drawn here to " +
    "those there",
  () => {
    const scene = sceneAt([0.5, 0.25], { reach: 0.5, show: { ...DEFAULT_STATE.show, singular: true } });
    scene.answers.near = TURN;
    const named = (picture, name) => picture.lines.find(({ label }) => label === name);
    for (const [before, after, tip, end] of [
      ["v₁", "σ₁ u₁", [0.5, 0.75], [-1.5, 0.5]],
      ["v₂", "σ₂ u₂", [1, 0.25], [-0.5, 1]],
    ]) {
      const [input, output] = [named(inputPicture(scene), before), named(outputPicture(scene), after)];
      assert.deepEqual(input.points, [[0.5, 0.25], tip]);
      assert.deepEqual(output.points, [[-0.5, 0.5], end]);
      assert.deepEqual(
        input.points.map((place) => linearImage(TURN.value, TURN.jacobian, TURN.point, place)),
        output.points,
      );
      assert.deepEqual([input.role, output.role], ["hessian", "hessian"]);
    }
  },
);
