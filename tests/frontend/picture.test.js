import "./fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ascentPicture, slicePicture } from "../../frontend/labs/surface/curve-pictures.js";
import { fieldPoints, pictureOf } from "../../frontend/labs/surface/picture.js";
import { sightOf } from "../../frontend/labs/surface/sight.js";
import { DEFAULT_STATE } from "../../frontend/labs/surface/state.js";
import { sliceAlong } from "../../frontend/plots/geometry.js";
import { answerAtSaddle, assertClose, gridOf, marksNamed, saddleSight, toggles } from "./helpers.js";

const MEANING = {
  source: "h(x, y) = x^2 - y^2",
  variables: ["x", "y"],
  parameters: [],
  mathml: null,
  jax: "",
  gradient: null,
  hessian: null,
};
const NOTHING = {
  meaning: MEANING,
  domain: null,
  grid: null,
  at: null,
  critical: null,
  field: null,
  isSearching: false,
};

test("before any answer no more is known than the state", () => {
  const sight = sightOf(DEFAULT_STATE, NOTHING, "dark");
  assert.deepEqual(sight.names, { x: "x", y: "y", value: "h(x, y)" });
  assert.deepEqual([sight.domain, sight.base, sight.theme], [DEFAULT_STATE.domain, DEFAULT_STATE.point, "dark"]);
  for (const missing of ["grid", "value", "gradient", "hessian", "eigen", "critical", "field"])
    assert.equal(sight[missing], null, missing);
  assert.deepEqual(sight.direction, { angle: 120, slope: null, slopeAngle: 120 });
});

test("what was answered for a point is drawn at that point, while the dragged one is ahead", () => {
  const sight = sightOf({ ...DEFAULT_STATE, point: [9, 9], angle: 45 }, { ...NOTHING, at: answerAtSaddle() }, "light");
  assert.deepEqual([sight.point, sight.base, sight.value, sight.gradient], [[9, 9], [1, -0.5], 0.75, [2, 1]]);
  assert.deepEqual(sight.direction, { angle: 45, slope: 2, slopeAngle: 0 });
});

test("a grid is drawn over the box it was asked for", () => {
  const domain = { x: [0, 1], y: [0, 1] };
  assert.equal(sightOf(DEFAULT_STATE, { ...NOTHING, domain, grid: gridOf(() => 1, domain) }, "light").domain, domain);
});

test("where a partial derivative is missing there is a point and no gradient", () => {
  const sight = sightOf(
    DEFAULT_STATE,
    { ...NOTHING, at: answerAtSaddle({ gradient: [2, null], eigenvalues: null, eigenvectors: null }) },
    "light",
  );
  assert.deepEqual([sight.value, sight.gradient, sight.hessian, sight.eigen], [0.75, null, null, null]);
});

test("where the function is not differentiable its partial derivatives make no gradient", () => {
  const flags = [{ kind: "not-differentiable", message: "" }];
  assert.equal(sightOf(DEFAULT_STATE, { ...NOTHING, at: answerAtSaddle({ flags }) }, "light").gradient, null);
});

test("the value zero is a value", () => {
  const sight = sightOf(
    DEFAULT_STATE,
    { ...NOTHING, at: answerAtSaddle({ value: 0, directional_derivative: 0 }) },
    "light",
  );
  assert.deepEqual([sight.value, sight.direction.slope], [0, 0]);
});

test("the gradient field is asked for at places spread evenly inside the box", () => {
  const points = fieldPoints({ x: [-2, 4], y: [10, 11] });
  const count = Math.sqrt(points.length);
  assert.ok(Number.isInteger(count));
  assert.equal(new Set(points.map(String)).size, count * count);
  assertClose([points[0][0] + 2, 4 - points.at(-1)[0]], [3 / count, 3 / count]); // half a step from the edges
  const mean = (axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  assertClose([mean(0), mean(1)], [1, 10.5]);
});

const sliced = (sight, axis) => slicePicture(sight, axis, (along, at) => sliceAlong(sight.grid, along, at));

test("the slice along x goes through the point, with the other variable held", () => {
  const { curves, marks, xLabel, yLabel, xRange } = sliced(saddleSight(), 0);
  assertClose(
    curves[0].y,
    curves[0].x.map((x) => x * x - 0.25),
  );
  assert.deepEqual(marks, [{ x: 1, y: 0.75, role: "point" }]);
  assert.deepEqual([xLabel, yLabel, xRange], ["x", "f(x, −0.5): ∂f/∂x = 2", [-2, 2]]);
});

test("the slice along y goes through the point, with x held", () => {
  const { curves, marks, xLabel, yLabel } = sliced(saddleSight(), 1);
  assertClose(
    curves[0].y,
    curves[0].x.map((y) => 1 - y * y),
  );
  assert.deepEqual(marks, [{ x: -0.5, y: 0.75, role: "point" }]);
  assert.deepEqual([xLabel, yLabel], ["y", "f(1, y): ∂f/∂y = 1"]);
});

test("the tangent of a slice touches it at the point, with the partial derivative as its slope", () => {
  for (const axis of [0, 1]) {
    const { x, y, role } = sliced(saddleSight(), axis).curves[1];
    const at = [1, -0.5][axis];
    assert.equal(role, "tangent");
    assertClose([(y[1] - y[0]) / (x[1] - x[0]), (x[0] + x[1]) / 2, (y[0] + y[1]) / 2], [[2, 1][axis], at, 0.75]);
  }
});

test("a slice names variables as the function does", () => {
  const { xLabel, yLabel } = sliced(saddleSight({ names: { x: "u", y: "v", value: "h(u, v)" } }), 1);
  assert.deepEqual([xLabel, yLabel], ["v", "h(1, v): ∂h/∂v = 1"]);
});

test("a hole in the surface is a hole in the slice", () => {
  const sight = saddleSight({ grid: gridOf((x, y) => (Math.abs(x) < 0.55 ? NaN : x * x - y * y)) });
  const [{ x, y }] = sliced(sight, 0).curves;
  x.forEach((at, k) => assert.equal(y[k] === null, Math.abs(at) < 0.55));
});

test("without a gradient a slice has no tangent, and says no slope", () => {
  const { curves, yLabel } = sliced(saddleSight({ gradient: null }), 0);
  assert.deepEqual([curves.length, yLabel], [1, "f(x, −0.5)"]);
});

test("all slices of one surface have its heights as their range, with a little room", () => {
  const ranges = [
    [1, -0.5],
    [0, 0],
    [-2, 2],
  ].map((base) => sliced(saddleSight({ base }), 0).yRange);
  for (const range of ranges) assertClose(range, [-4.4, 4.4]); // from −4 to 4, and a twentieth of that
});

test("the slope against the angle is a cosine with its top at the gradient", () => {
  const { curves, marks, xRange } = ascentPicture(
    saddleSight({ gradient: [3, 4], direction: { angle: 90, slope: 4, slopeAngle: 90 } }),
  );
  const [{ x, y }] = curves;
  const top = (Math.atan2(4, 3) * 180) / Math.PI;
  assertClose(
    y,
    x.map((angle) => 5 * Math.cos(((angle - top) * Math.PI) / 180)),
  );
  assert.deepEqual([x[0], x.at(-1), xRange], [0, 360, [0, 360]]);
  const [gradient, direction] = marks;
  assertClose([gradient.x, gradient.y], [top, 5]);
  assert.deepEqual([gradient.role, direction], ["gradient", { x: 90, y: 4, role: "direction", label: "u" }]);
});

test("the gradient's place among the angles lies between 0° and 360°, whichever way it points", () => {
  for (const [gradient, angle] of [
    [[0, -2], 270],
    [[-1, -1], 225],
    [[1, 0], 0],
  ])
    assertClose(ascentPicture(saddleSight({ gradient })).marks[0].x, angle);
});

test("the whole cosine is in the picture", () => {
  const { yRange } = ascentPicture(saddleSight({ gradient: [30, -40] }));
  assert.ok(yRange[0] < -50 && yRange[1] > 50);
});

test("a gradient of zero is level in all directions, and has no mark", () => {
  const { curves, marks, yRange } = ascentPicture(saddleSight({ gradient: [0, 0] }));
  assertClose(curves[0].y, Array(curves[0].y.length).fill(0));
  assert.deepEqual([marks.map(({ role }) => role), yRange], [["direction"], [-1, 1]]);
});

test("without a gradient there is no cosine", () => {
  const { curves, marks } = ascentPicture(saddleSight({ gradient: null }));
  assert.ok(curves[0].y.every((slope) => slope === null));
  assert.deepEqual(
    marks.map(({ role }) => role),
    ["direction"],
  );
});

const ALL = ["tangent", "gradient", "field", "direction", "slices", "quadratic", "eigenvectors", "critical"];
const shown = (names, changes = {}) => pictureOf(saddleSight({ show: toggles(names), ...changes }));
const namesOf = ({ marks }) => marks.map(({ kind }) => kind.name);

test("what is switched off is not in the picture, and the point always is", () => {
  assert.deepEqual(namesOf(shown([])), ["point"]);
  assert.deepEqual(namesOf(shown(["tangent"])), ["plane", "point"]);
  assert.deepEqual(namesOf(shown(["slices"])), ["slice", "slice", "slope", "slope", "point"]);
});

test("marks stay in number while the point is dragged to where there are no derivatives", () => {
  const names = ALL.filter((name) => name !== "field" && name !== "critical");
  const [smooth, corner] = [{}, { gradient: null, hessian: null, eigen: null }].map((each) => shown(names, each));
  assert.deepEqual(namesOf(corner), namesOf(smooth));
  assert.deepEqual(
    [...marksNamed(corner, "bar"), ...marksNamed(corner, "arrow").slice(1)].map(({ step }) => step),
    [null, null, null],
  );
});

test("eigenvectors are dashed where the function curves downwards, and only there", () => {
  const dashed = (values) => {
    const vectors = [
      [1, 0],
      [0, 1],
    ];
    return marksNamed(shown(["eigenvectors"], { eigen: { values, vectors } }), "bar").map(({ isDashed }) => isDashed);
  };
  assert.deepEqual(
    [dashed([2, -2]), dashed([-1, 3]), dashed([0, 1])],
    [
      [false, true],
      [true, false],
      [false, false],
    ],
  );
  const [first, second] = marksNamed(shown(["eigenvectors"]), "bar");
  assert.ok(first.step[0] > 0 && first.step[1] === 0 && second.step[0] === 0 && second.step[1] > 0);
});

test("each arrow has its direction and the colour of its concept; only u can be turned", () => {
  const picture = shown(["direction", "gradient"], { direction: { angle: 120, slope: 0, slopeAngle: 120 } });
  const [direction, gradient] = marksNamed(picture, "arrow");
  assertClose((Math.atan2(direction.step[1], direction.step[0]) * 180) / Math.PI, 120);
  assertClose(gradient.step[1] / gradient.step[0], 0.5);
  assert.ok(gradient.step[0] > 0);
  assert.deepEqual([direction.role, direction.label, direction.turns], ["direction", "u", true]);
  assert.deepEqual([gradient.role, gradient.label, gradient.turns], ["gradient", "∇f", undefined]);
});

test("what was answered is drawn at its place; u, slices and the point follow the hand", () => {
  const picture = shown(ALL, { point: [0, 1], critical: [{ point: [0, 0], value: 0, kind: "saddle" }] });
  const [direction, gradient] = marksNamed(picture, "arrow");
  assert.deepEqual(
    [direction.from, gradient.from, gradient.tangent.at],
    [
      [0, 1],
      [1, -0.5],
      [1, -0.5],
    ],
  );
  assert.deepEqual(marksNamed(picture, "slice")[0].through, [0, 1]);
  const [point] = marksNamed(picture, "point");
  assert.deepEqual([point.place, point.value], [[0, 1], null]);
  assert.equal(marksNamed(shown([]), "point")[0].value, 0.75);
});

test("critical points lie over the point, which they would otherwise be hidden by", () => {
  const critical = [{ point: [1, -0.5], value: 0, kind: "saddle" }];
  assert.equal(namesOf(shown(ALL, { critical })).at(-1), "glyphs");
});
