import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  axesOf,
  fits,
  functionOf,
  nameOf,
  noNumber,
  openShapes,
  parametersFor,
  tooMany,
  withLength,
  withoutEntries,
} from "../../frontend/labs/common/meaning.js";

const plane = (variables) => axesOf(variables, 2);

test("a function of two variables is drawn over them, in its own order", () => {
  assert.deepEqual(plane(["x", "y"]), ["x", "y"]);
  assert.deepEqual(plane(["y", "x"]), ["y", "x"]);
  assert.deepEqual(plane(["u", "v"]), ["u", "v"]);
});

test("a function of fewer variables is drawn over two different ones, its own among them", () => {
  assert.deepEqual(plane([]), ["x", "y"]);
  assert.deepEqual(plane(["x"]), ["x", "y"]);
  assert.deepEqual(plane(["y"]), ["x", "y"]);
  assert.deepEqual(plane(["z"]), ["z", "x"]);
  assert.deepEqual(plane(["t"]), ["t", "x"]);
});

test("in space x, y and z stand where they belong, whichever of them the function has", () => {
  assert.deepEqual(axesOf(["z"], 3), ["x", "y", "z"]);
  assert.deepEqual(axesOf(["z", "x"], 3), ["x", "y", "z"]);
  assert.deepEqual(axesOf(["u", "v", "w"], 3), ["u", "v", "w"]);
});

test("a function is called what its last line calls it", () => {
  assert.equal(nameOf("g(x, y) = x^2"), "g");
  assert.equal(nameOf("z = x^2 + y^2"), "z");
  assert.equal(nameOf("  h_1 (u, v)=u v  \n\n"), "h_1");
  assert.equal(nameOf("r = x^2 + y^2\nw = exp(-r)"), "w");
  assert.equal(nameOf("a = 2; Φ(x) = a x;"), "Φ");
});

test("a function without a name is called f", () => {
  for (const source of [
    "x^2 - y^2",
    "r = x^2 + y^2\nexp(-r)",
    "if(x <= 1, x, y)",
    "if(x >= y, 1, 0) + 2",
    "(x >= 0) * x",
    "",
  ])
    assert.equal(nameOf(source), "f");
});

test("a function of one variable is a curve over it, and a constant one over x", () => {
  assert.deepEqual(axesOf(["t"], 1), ["t"]);
  assert.deepEqual(axesOf([], 1), ["x"]);
});

test("what has too many variables is refused with a remedy, as a whole", () => {
  const problem = tooMany(["x", "y"], "x + y 🙂", { count: 1, what: "a curve has one variable" });
  assert.equal(problem.message, "a curve has one variable, and this has 2: x, y");
  assert.equal(problem.hint, "give y a value on a line before, for example y = 1");
  assert.deepEqual(problem.span, [0, 7]);
});

const SLIDER = { value: 2, min: 0, max: 5 };

test("a parameter keeps its slider, and a new one gets one", () => {
  const sliders = parametersFor({ parameters: ["a", "b"] }, { a: SLIDER, c: SLIDER });
  assert.deepEqual(sliders, { a: SLIDER, b: { value: 1, min: -3, max: 3 } });
});

test("where no parameter came or went, the sliders are the very same", () => {
  const known = { a: SLIDER };
  assert.equal(parametersFor({ parameters: ["a"] }, known), known);
});

test("the backend gets the function with the values of its own sliders", () => {
  const meaning = { source: "a x", variables: ["x"], parameters: ["a"] };
  assert.deepEqual(functionOf({ parameters: { a: SLIDER, old: SLIDER } }, meaning), {
    source: "a x",
    variables: ["x"],
    parameters: { a: 2 },
  });
});

const WITH_TABLES = {
  source: "x . A x + b . x",
  variables: ["x_1", "x_2"],
  parameters: ["c"],
  tables: [
    { name: "A", shape: [2, 2] },
    { name: "b", shape: [2] },
  ],
};

test("entries of matrices begin as those of the identity, of vectors as 1, and are kept", () => {
  const fresh = parametersFor(WITH_TABLES, {});
  assert.deepEqual(
    Object.entries(fresh).map(([name, { value }]) => [name, value]),
    [
      ["c", 1],
      ["A_11", 1],
      ["A_12", 0],
      ["A_21", 0],
      ["A_22", 1],
      ["b_1", 1],
      ["b_2", 1],
    ],
  );
  const moved = { ...fresh, A_12: { value: 5, min: -3, max: 9 } };
  assert.equal(parametersFor(WITH_TABLES, moved), moved);
});

test("a function goes to the backend with its matrices row by row", () => {
  const parameters = { ...parametersFor(WITH_TABLES, {}), A_12: { value: 5, min: -3, max: 9 } };
  assert.deepEqual(functionOf({ parameters }, WITH_TABLES).parameters, {
    c: 1,
    A: [
      [1, 5],
      [0, 1],
    ],
    b: [1, 1],
  });
});

test("a map where a number belongs is refused, with what it is elsewhere", () => {
  const problem = noNumber(["x", "y"], "[x, y]", 2);
  assert.match(problem.message, /a vector of 2 entries/i);
  assert.match(problem.hint, /norm, or one entry/);
  assert.deepEqual(problem.kind, { variables: ["x", "y"], shape: [2] });
});

const entries = (...names) => Object.fromEntries(names.map((name) => [name, { value: 1, min: -3, max: 3 }]));
const FREE = { parameters: [], tables: [{ name: "A", shape: [2, 2] }], inputs: [{ name: "x", shape: [2] }] };

test("vectors and matrices are as large as their entries in the state, and the variable as the point", () => {
  assert.deepEqual(openShapes(FREE, { parameters: {}, point: [1, 2] }), {});
  assert.deepEqual(
    openShapes(FREE, { parameters: entries("A_11", "A_12", "A_21", "A_22", "A_31", "A_32"), point: [1, 2] }),
    { A: [3, 2] },
  );
  assert.deepEqual(openShapes(FREE, { parameters: {}, point: [1, 2, 3] }), { x: [3] });
  assert.deepEqual(
    openShapes(
      { ...FREE, tables: [{ name: "b", shape: [2] }] },
      { parameters: entries(...Array.from({ length: 11 }, (_, k) => `b_${k + 1}`)), point: [] },
    ),
    { b: [11] },
  );
});

test("the point says nothing about several variables, and one number nothing about a vector", () => {
  assert.ok(
    fits(
      {
        ...FREE,
        inputs: [
          { name: "x", shape: [] },
          { name: "y", shape: [] },
        ],
      },
      { parameters: {}, point: [1, 2, 3] },
    ),
  );
  assert.ok(fits(FREE, { parameters: {}, point: [1] }));
  assert.ok(!fits(FREE, { parameters: {}, point: [1, 2, 3] }));
});

test("a capital letter is a matrix, other letters are numbers", () => {
  assert.deepEqual(openShapes({ parameters: ["K", "k", "Km"] }, { parameters: {} }), { K: [2, 2] });
  assert.deepEqual(openShapes({ parameters: ["K"] }, { parameters: entries("K_11", "K_12", "K_13") }), { K: [1, 3] });
});

test("another size leaves the entries of others alone", () => {
  assert.deepEqual(Object.keys(withoutEntries(entries("A_11", "A_12", "AB_11", "a", "A_x"), "A")), [
    "AB_11",
    "a",
    "A_x",
  ]);
  assert.deepEqual(withLength([3, 4], 3), [3, 4, 1]);
  const point = [3, 4];
  assert.equal(withLength(point, 2), point);
});
