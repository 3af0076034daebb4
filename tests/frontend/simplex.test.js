import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  alongSimplex,
  isOnSimplex,
  levelLines,
  numbersAt,
  placeOf,
  simplexRows,
} from "../../frontend/labs/jacobian/map/simplex.js";
import { triangleGraph, trianglePicture } from "../../frontend/labs/jacobian/map/simplex-picture.js";
import { simplexSentence } from "../../frontend/labs/jacobian/map/words.js";
import { DEFAULT_STATE } from "../../frontend/labs/jacobian/state.js";
import { marksNamed } from "./helpers.js";

const near = (a, b, tolerance = 1e-9) =>
  a.forEach((entry, k) => assert.ok(Math.abs(entry - b[k]) <= tolerance, `${a} is not ${b}`));
const entropy = (p) => -p.reduce((sum, entry) => sum + entry * Math.log(entry), 0);

/** Entropy at a point, as the backend answers. */
function sceneAt(point) {
  const state = { ...DEFAULT_STATE, point };
  const over = simplexRows();
  const meaning = {
    source: "f(p) = -sum(p log p)",
    variables: ["p_1", "p_2", "p_3"],
    parameters: [],
    shape: [],
    mathml: null,
    jax: "",
  };
  const jacobian = [point.map((entry) => -Math.log(entry) - 1)];
  const at = {
    point,
    value: [entropy(point)],
    jacobian,
    determinant: null,
    singular_values: [1],
    singular_vectors: null,
    rank: 1,
    linearization: null,
    flags: [],
  };
  return {
    state,
    theme: "light",
    answers: {
      meaning,
      shape: [1, 3],
      formula: null,
      forms: [],
      near: at,
      around: [],
      figure: [],
      over,
      grid: over.map((row) => row.map((place) => [entropy(place)])),
    },
  };
}

test("corners, sides and the middle of the triangle lie where they should", () => {
  near(placeOf([1, 0, 0]), [0, 0]);
  near(placeOf([0, 1, 0]), [1, 0]);
  near(placeOf([0, 0, 1]), [0.5, Math.sqrt(3) / 2]);
  near(placeOf([1 / 3, 1 / 3, 1 / 3]), [0.5, Math.sqrt(3) / 6]);
});

test("a place and its numbers belong together, and add up to 1", () => {
  for (const numbers of [
    [0.2, 0.3, 0.5],
    [0.7, 0.1, 0.2],
    [0, 0.5, 0.5],
  ])
    near(numbersAt(placeOf(numbers)), numbers, 1e-6);
  for (const place of [
    [0.123456789, 0.2],
    [0.9, 0.05],
    [-1, -1],
    [2, 0.3],
    [0.5, 3],
  ])
    assert.ok(isOnSimplex(numbersAt(place)), `${place}`);
});

test("outside the triangle a hand moves the point along the rim", () => {
  near(numbersAt([-1, -0.5]), [1, 0, 0], 1e-6);
  assert.equal(numbersAt([0.4, -0.5])[2], 0);
});

test("only what leaves the sum as it is counts of a gradient", () => {
  near(alongSimplex([1, 2, 6]), [-2, -1, 3]);
  near(alongSimplex([5, 5, 5]), [0, 0, 0]);
});

test("a level line goes through places of that value, from side to side or as a ring", () => {
  const over = simplexRows();
  const places = over.map((row) => row.map(placeOf));
  const straight = levelLines(
    places,
    over.map((row) => row.map(([, , third]) => third)),
    0.33,
  );
  assert.equal(straight.length, 1);
  assert.ok(straight[0].every(([, v]) => Math.abs(v - 0.33 * (Math.sqrt(3) / 2)) < 1e-9));
  const [ring, ...more] = levelLines(
    places,
    over.map((row) => row.map(entropy)),
    1,
  );
  assert.equal(more.length, 0);
  assert.deepEqual(ring[0], ring.at(-1));
  assert.ok(ring.every((place) => Math.abs(entropy(numbersAt(place)) - 1) < 0.01));
});

test("where a function has no value there are no level lines", () => {
  const over = simplexRows();
  const places = over.map((row) => row.map(placeOf));
  assert.deepEqual(
    levelLines(
      places,
      over.map((row) => row.map(() => null)),
      1,
    ),
    [],
  );
});

const spotOf = (graph) => marksNamed(graph, "spot")[0]?.place;

test("the triangle and the graph show the point only where it lies on the triangle", () => {
  const on = sceneAt([0.2, 0.3, 0.5]);
  assert.equal(trianglePicture(on).handles.length, 1);
  assert.ok(trianglePicture(on).lines.some(({ role }) => role === "gradient"));
  near(spotOf(triangleGraph(on)).slice(2), [entropy([0.2, 0.3, 0.5])]);
  const off = sceneAt([0.2, 0.3, 0.6]);
  assert.equal(trianglePicture(off).handles.length, 0);
  assert.equal(spotOf(triangleGraph(off)), undefined);
  assert.match(simplexSentence(off), /p₁ \+ p₂ \+ p₃ is not 1 here: press on the triangle/);
});

test("the tangent plane touches the graph, and in the middle nothing changes along it", () => {
  const graph = triangleGraph(sceneAt([0.2, 0.3, 0.5]));
  const [[{ corners: patch }], point] = [marksNamed(graph, "patch"), spotOf(graph)];
  near(
    [0, 1, 2].map((axis) => patch.reduce((sum, corner) => sum + corner[axis] / 4, 0)),
    point,
  );
  const middle = sceneAt([1 / 3, 1 / 3, 1 / 3]);
  assert.ok(!trianglePicture(middle).lines.some(({ role }) => role === "gradient"));
  assert.match(simplexSentence(middle), /nothing changes/);
  assert.match(simplexSentence(sceneAt([0.2, 0.3, 0.5])), /\(0\.4406, 0\.03512, −0\.4757\)/);
});
