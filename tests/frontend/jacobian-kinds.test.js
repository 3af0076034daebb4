import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { lifted, linesOnSheet, placesOver, strokesAround } from "../../frontend/labs/jacobian/map/around.js";
import { drawingsOf } from "../../frontend/labs/jacobian/map/drawings.js";
import { CAPTIONS, kindOf, LEGENDS, legendOf } from "../../frontend/labs/jacobian/map/kinds.js";
import { choices, DEFAULT_STATE } from "../../frontend/labs/jacobian/state.js";
import { joined } from "../../frontend/plots/marks/strokes.js";
import { roomyRanges } from "../../frontend/plots/space.js";
import { marksNamed } from "./helpers.js";

const named = (count) => ["x", "y", "z"].slice(0, count);

/** A linear map, so that all that is drawn of it can be said. @param {number[][]} matrix @param {number[]} point */
function sceneOf(matrix, point, changes = {}) {
  const state = { ...DEFAULT_STATE, point, reach: 0.5, domain: { x: [-1, 1], y: [-1, 1] }, ...changes };
  const meaning = {
    source: "f(x) = A x",
    variables: named(point.length),
    parameters: [],
    shape: matrix.length > 1 ? [matrix.length] : [],
    mathml: null,
    jax: "",
  };
  const image = (place) => matrix.map((row) => row.reduce((sum, entry, k) => sum + entry * place[k], 0));
  const count = Math.min(matrix.length, point.length);
  const unit = (length, k) => Array.from({ length }, (_, i) => (i === k ? 1 : 0));
  const vectors = {
    left: Array.from({ length: count }, (_, k) => unit(matrix.length, k)),
    right: Array.from({ length: count }, (_, k) => unit(point.length, k)),
  };
  const near = {
    point,
    value: image(point),
    jacobian: matrix,
    determinant: null,
    singular_values: Array(count).fill(1),
    singular_vectors: vectors,
    rank: count,
    linearization: null,
    flags: [],
    notes: [],
  };
  const kind = kindOf(meaning);
  const around = strokesAround(state, point);
  const over = placesOver(kind, state);
  const images = over.map((row) => row.map(image));
  return {
    kind,
    scene: {
      state,
      answers: {
        meaning,
        shape: [matrix.length, point.length],
        formula: null,
        forms: [],
        near,
        around,
        figure: around.map((row) => row.map(image)),
        over,
        grid: kind === "graph" ? lifted(over, images) : images,
      },
      theme: "light",
    },
  };
}

const MAPS = {
  function: [[[2]], [0.5]],
  curve: [[[1], [2]], [0.5]],
  run: [[[1], [2], [3]], [0.5]],
  graph: [[[1, 2]], [0.2, 0.3]],
  plane: [
    [
      [1, 0],
      [0, 1],
    ],
    [0.2, 0.3],
  ],
  surface: [
    [
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    [0.2, 0.3],
  ],
  space: [
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    [0.1, 0.2, 0.3],
  ],
};

test("every kind of map has its pictures, captions and legend", () => {
  for (const [name, [matrix, point]] of Object.entries(MAPS)) {
    const { kind, scene } = sceneOf(matrix, point);
    assert.equal(kind, name);
    const { input, output } = drawingsOf(kind, scene);
    assert.ok(input, name);
    assert.equal(output !== null, CAPTIONS[kind][1] !== "", name);
    assert.ok(LEGENDS[kind].length > 1, name);
  }
});

test("what cannot be drawn has no kind, and a curve in many dimensions has its entries", () => {
  assert.equal(kindOf({ variables: ["a", "b", "c", "d"], shape: [2] }), null);
  assert.equal(kindOf({ variables: ["x", "y"], shape: [4] }), null);
  assert.equal(kindOf({ variables: ["t"], shape: [5] }), "function");
});

test("of a linear map the image and the linear image are the same", () => {
  for (const kind of ["surface", "space"]) {
    const { scene } = sceneOf(...MAPS[kind]);
    const [{ lines }] = marksNamed(drawingsOf(kind, scene).output.solid, "strokes");
    const strokesOf = (role) =>
      lines
        .filter((line) => line.role === role && !line.arrow)
        .at(-1)
        .strokes.flat(2);
    const [image, linear] = [strokesOf("function"), strokesOf("tangent")];
    assert.equal(image.length, linear.length);
    image.forEach((entry, k) => assert.ok(Math.abs(entry - linear[k]) < 1e-12));
  }
});

test("the tangent plane is as large as the figure and touches at the value", () => {
  const { scene } = sceneOf(...MAPS.graph);
  const { solid } = drawingsOf("graph", scene).output;
  const [[{ corners: patch }], [{ place: point }]] = [marksNamed(solid, "patch"), marksNamed(solid, "spot")];
  assert.deepEqual(point, [0.2, 0.3, 0.8]);
  const middle = [0, 1, 2].map((axis) => patch.reduce((sum, corner) => sum + corner[axis] / 4, 0));
  middle.forEach((entry, axis) => assert.ok(Math.abs(entry - point[axis]) < 1e-12));
  assert.ok(patch.every(([x, y, z]) => Math.abs(z - (x + 2 * y)) < 1e-12));
});

test("figures in space lie on the ball or the cube of their reach", () => {
  for (const figure of choices.figure) {
    const places = strokesAround({ figure, reach: 0.5 }, [1, 2, 3])
      .flat()
      .map((place) => place.map((entry, axis) => entry - [1, 2, 3][axis]));
    if (figure === "circle") assert.ok(places.every((place) => Math.abs(Math.hypot(...place) - 0.5) < 1e-12));
    if (figure === "square")
      assert.ok(places.every((place) => Math.abs(Math.max(...place.map(Math.abs)) - 0.5) < 1e-12));
    assert.ok(places.every((place) => Math.max(...place.map(Math.abs)) <= 0.5 + 1e-12));
  }
});

test("from near by a surface is asked for around the point alone", () => {
  const { scene } = sceneOf(...MAPS.surface, { show: { ...DEFAULT_STATE.show, close: true } });
  assert.ok(
    scene.answers.over.flat().every(([x, y]) => Math.abs(x - 0.2) <= 0.85 + 1e-12 && Math.abs(y - 0.3) <= 0.85 + 1e-12),
  );
});

test("some lines of a sheet are drawn, both ways and to its rims", () => {
  const sheet = Array.from({ length: 41 }, (_, i) => Array.from({ length: 41 }, (_, j) => [i, j]));
  const lines = linesOnSheet(sheet);
  assert.equal(lines.length, 22);
  assert.deepEqual(
    [lines[10][0], lines[21][0]],
    [
      [40, 0],
      [0, 40],
    ],
  );
});

test("strokes are joined with gaps, and an arrow's head is at its tip", () => {
  const line = {
    strokes: [
      [
        [0, 0, 0],
        [0, 0, 2],
      ],
    ],
    role: "tangent",
  };
  assert.deepEqual(joined(line), [
    [0, 0, 0],
    [0, 0, 2],
    [null, null, null],
  ]);
  const head = joined({ ...line, arrow: true }).slice(3, -1);
  assert.equal(head.filter((place) => place[2] === 2).length, 3);
  assert.ok(head.every(([x, y, z]) => Math.hypot(x, y) < 0.2 && z > 1.6));
  assert.deepEqual(
    joined({
      strokes: [
        [
          [1, 1, 1],
          [1, 1, 1],
        ],
      ],
      role: "tangent",
      arrow: true,
    }).at(-2),
    [1, 1, 1],
  );
});

test("a flat thing has room above and below", () => {
  const [x, , z] = roomyRanges([
    [0, 10],
    [0, 10],
    [1, 1],
  ]);
  assert.ok(z[1] - z[0] > 3 && x[0] < 0 && x[1] > 10);
});

test("a solid's right singular vectors are sent to the half axes of its image", () => {
  // By hand: (x, y, z) -> (3z, 2x, y), so J e₃ = 3 e₁, J e₁ = 2 e₂, J e₂ = e₃.
  const unit = (axis) => [0, 1, 2].map((k) => (k === axis ? 1 : 0));
  const matrix = [
    [0, 0, 3],
    [2, 0, 0],
    [0, 1, 0],
  ];
  const { scene } = sceneOf(matrix, [1, 1, 1], { show: { ...DEFAULT_STATE.show, singular: true } });
  const vectors = { left: [0, 1, 2].map(unit), right: [2, 0, 1].map(unit) };
  scene.answers.near = { ...scene.answers.near, singular_values: [3, 2, 1], singular_vectors: vectors };
  const { input, output } = drawingsOf("space", scene);
  const alongOf = ({ solid }) =>
    marksNamed(solid, "strokes")[0]
      .lines.filter(({ arrow }) => arrow)
      .map(({ strokes: [[from, to]] }) => to.map((end, k) => end - from[k]));
  const [before, after] = [alongOf(input), alongOf(output)];
  assert.deepEqual(
    before,
    [2, 0, 1].map((axis) => unit(axis).map((entry) => 0.5 * entry)),
  );
  assert.deepEqual(
    before.map((along) => matrix.map((row) => row.reduce((sum, entry, k) => sum + entry * along[k], 0))),
    after,
  );
});

test("the legend names no colour of what is switched off", () => {
  const roles = (kind, on) => legendOf(kind, on).map(([role]) => role);
  assert.deepEqual(roles("plane", { linear: true, singular: true }), ["function", "tangent", "hessian"]);
  assert.deepEqual(roles("plane", { linear: false, singular: false }), ["function"]);
  assert.deepEqual(roles("graph", { linear: true, singular: false, grid: true }), ["function", "tangent"]);
  const told = legendOf("plane", { linear: false, singular: false, grid: true }, ["r", "t"]);
  assert.deepEqual(told.slice(1), [
    ["guide", "where r is constant"],
    ["direction", "where t is constant"],
  ]);
});
