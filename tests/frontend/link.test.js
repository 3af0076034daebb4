import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import * as derivative from "../../frontend/labs/derivative/state.js";
import * as descent from "../../frontend/labs/descent/state.js";
import * as surface from "../../frontend/labs/surface/state.js";
import { toggles } from "./helpers.js";

const { DEFAULT_STATE, choices } = surface;
const { fromFragment, toFragment } = createLinks([derivative, descent, surface], "surface");

const returned = (state) => fromFragment(`#${toFragment(state)}`);
const assertSurvives = (state) => assert.deepEqual(returned(state), { state, complaints: [] });

const RICH = {
  lab: "surface",
  source: "f(x, y) = a·x^2 + b y²\n 100% & #1 = 'π' + \"ü\" 🙂",
  parameters: {
    a: { value: 0.1, min: -3, max: 3 },
    b_12: { value: -1e-7, min: -1e-7, max: 1e9 },
    alpha: { value: 2, min: 0, max: 2 },
  },
  domain: { x: [-0.1, 1 / 3], y: [-1e6, 1e-11] },
  point: [1 / 7, -5e-324],
  angle: 359.5,
  show: toggles(["field", "slices", "eigenvectors"]),
  view: [1.25, -1.4, 0.05],
  scene: "saddle-and-bowl",
};

/** Numbers in [0, 1) that are the same in every run. Source: Park and Miller (1988). */
function createRandom(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

test("the first state of the lab survives a link", () => assertSurvives(DEFAULT_STATE));

test("a state with scene, view and parameters survives a link", () => assertSurvives(RICH));

test("a link without # says the same as one with it", () => {
  assert.deepEqual(fromFragment(toFragment(RICH)), fromFragment(`#${toFragment(RICH)}`));
});

test("a state that shows nothing survives a link", () => assertSurvives({ ...DEFAULT_STATE, show: toggles([]) }));

test("every switch survives a link by itself", () => {
  for (const name of choices.show) assertSurvives({ ...DEFAULT_STATE, show: toggles([name]) });
});

test("an empty text survives a link", () => assertSurvives({ ...DEFAULT_STATE, source: "" }));

test("every printable character of a text survives a link", () => {
  const ascii = Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k)).join("");
  assertSurvives({ ...DEFAULT_STATE, source: `${ascii}\t\n√x₁·y² ≤ ∇ 🙂 %41 %2C &amp;` });
});

test("numbers survive a link to their last bit", () => {
  const random = createRandom(7);
  for (let round = 0; round < 300; round++) {
    const number = () => (random() - 0.5) * 10 ** (24 * random() - 12);
    // A box can be drawn up to a thousand million.
    const low = (random() - 0.5) * 10 ** (20 * random() - 12);
    const slider = { value: low, min: low - random(), max: low + random() };
    assertSurvives({
      ...DEFAULT_STATE,
      point: [number(), number()],
      angle: 360 * random(),
      domain: { x: [low, low + 1], y: [low - 1, low] },
      parameters: { a: slider },
    });
  }
});

test("where the camera stands is kept to a hundredth", () => {
  assert.deepEqual(
    returned({ ...DEFAULT_STATE, view: [1.234, -0.005, 100] }).state.view.map((place) => Math.round(100 * place)),
    [123, -1, 10000],
  );
});

test("a link can be read by a person", () => {
  assert.equal(
    toFragment(DEFAULT_STATE),
    "v=1&lab=surface&f=x^2%20-%20y^2&x=-2,2&y=-2,2&at=1,-0.5&u=120&show=tangent,gradient,critical",
  );
});

test("half of a character in a text does not break its link", () => {
  assert.equal(returned({ ...DEFAULT_STATE, source: "x\ud83d + y\ude42" }).state.source, "x\ufffd + y\ufffd");
});

test("an empty fragment is the first state, without complaint", () => {
  for (const fragment of ["", "#"]) assert.deepEqual(fromFragment(fragment), { state: DEFAULT_STATE, complaints: [] });
});

test("what a link does not say takes its default", () => {
  assert.deepEqual(fromFragment("#f=x*y"), { state: { ...DEFAULT_STATE, source: "x*y" }, complaints: [] });
});

test("where a link gives no point, the point lies in its box", () => {
  assert.deepEqual(fromFragment("#x=10,20&y=-4,-2").state.point, [15, -3]);
  assert.deepEqual(fromFragment("#x=0,2&y=-1,1").state.point, [1, -0.5]);
});

const DAMAGED = {
  "f=%E0%A4%A": "text in broken encoding",
  "x=2,-2": "box from right to left",
  "y=1,1": "box without height",
  "x=1": "box with one end",
  "at=1": "point with one coordinate",
  "at=1,2,3": "point with three coordinates",
  "at=,": "point of two empty texts",
  "u=north": "angle in words",
  "u=Infinity": "endless angle",
  "x=-1e13,1e13": "box beyond all limits",
  "at=NaN,0": "point that is not a number",
  "view=1,2": "camera of two coordinates",
  "p.a=1": "parameter without its range",
  "p.a=1,2,x": "parameter of no number",
};

for (const [part, what] of Object.entries(DAMAGED))
  test(`a ${what} (${part}) is complained about once, and the default takes its place`, () => {
    const { state, complaints } = fromFragment(`#v=1&${part}`);
    assert.deepEqual(state, DEFAULT_STATE);
    assert.equal(complaints.length, 1);
    assert.ok(complaints[0].includes(part.split("=")[0]));
  });

test("one damaged part leaves the others in force", () => {
  const { state, complaints } = fromFragment("#f=x*y&x=oops&y=-1,5&at=%FF");
  assert.deepEqual([state.source, state.domain.x, state.domain.y], ["x*y", [-2, 2], [-1, 5]]);
  assert.equal(complaints.length, 2);
});

test("a link of another version says so", () => {
  assert.deepEqual(fromFragment("#v=2&f=x").complaints, ["this link was made by another version"]);
});

test("a complaint quotes no more than a line of what it complains about", () => {
  assert.ok(fromFragment(`#x=${"9".repeat(10_000)}`).complaints[0].length < 100);
});

test("unknown parts and unknown switches of a link are passed over", () => {
  const { state, complaints } = fromFragment("#colour=red&show=gradient,everything,__proto__,constructor&&=&%");
  assert.deepEqual(state, { ...DEFAULT_STATE, show: toggles(["gradient"]) });
  assert.deepEqual(complaints, []);
});

test("a parameter's name is letters with at most one index; others are no parameters", () => {
  const { state } = fromFragment("#p.__proto__=1,0,2&p.=1,0,2&p.a b=1,0,2&p.a_=1,0,2&p.1=1,0,2&p.x_1=1,0,2");
  assert.deepEqual(Object.keys(state.parameters), ["x_1"]);
  assert.equal(Object.getPrototypeOf(state.parameters), Object.prototype);
});

test("a parameter called like something every object has is one like any other", () => {
  const { state } = fromFragment("#p.constructor=1,0,2");
  assert.deepEqual(Object.entries(state.parameters), [["constructor", { value: 1, min: 0, max: 2 }]]);
  assertSurvives(state);
});

test("a parameter outside its range widens the range", () => {
  assert.deepEqual(fromFragment("#p.a=5,-1,1&p.b=-5,-1,1").state.parameters, {
    a: { value: 5, min: -1, max: 5 },
    b: { value: -5, min: -5, max: 1 },
  });
});

test("an angle beyond a full turn is the direction it points in", () => {
  for (const [angle, direction] of [
    [-90, 270],
    [480, 120],
    [-600, 120],
    [0, 0],
    [360, 360],
  ])
    assert.equal(fromFragment(`#u=${angle}`).state.angle, direction);
});

test("reading links never changes the first state", () => {
  const before = JSON.stringify(DEFAULT_STATE);
  fromFragment("#x=0,1&at=5,5&p.a=1,0,2&show=field");
  assert.equal(JSON.stringify(DEFAULT_STATE), before);
});

test("a link that names no lab, as all did at first, is one of the surface lab", () => {
  assert.equal(fromFragment("#v=1&f=x y&at=1,1").state.lab, "surface");
});

test("a link to a lab that does not exist says so, and opens the first state", () => {
  assert.deepEqual(fromFragment("#v=1&lab=volume&at=1,2,3"), {
    state: DEFAULT_STATE,
    complaints: ["there is no lab called 'volume'"],
  });
});

const READABLE = {
  derivative: "v=1&lab=derivative&f=x^3%20-%20x&x=-2,2&at=1&h=0.8&order=2&taylor=3&show=tangent",
  descent:
    "v=1&lab=descent&f=(x^2%20-%203)^2&x=-3,3&goal=minimum&runs=" +
    "gradient-descent:2:0.01;gradient-descent:2:0.05;gradient-descent:2:0.12&steps=60&step=0&show=iterates",
};

for (const {
  DEFAULT_STATE: first,
  choices: { show: names },
} of [derivative, descent]) {
  test(`the first state of the ${first.lab} lab survives a link, which can be read by a person`, () => {
    assertSurvives(first);
    assert.equal(toFragment(first), READABLE[first.lab]);
  });

  test(`every switch of the ${first.lab} lab survives a link by itself`, () => {
    for (const on of names)
      assertSurvives({ ...first, show: Object.fromEntries(names.map((name) => [name, name === on])) });
  });

  test(`a link that names the ${first.lab} lab alone is its first state`, () => {
    assert.deepEqual(fromFragment(`#lab=${first.lab}`), { state: first, complaints: [] });
  });
}

test("a state of the derivative lab with scene and parameters survives a link", () => {
  assertSurvives({
    ...derivative.DEFAULT_STATE,
    source: "a·sin(k t)\n",
    parameters: { a: { value: 1, min: 0, max: 3 } },
    domain: { x: [-1e-3, 1 / 3] },
    point: [1 / 7],
    h: -1e-9,
    order: 6,
    taylor: 0,
    scene: "1.1",
  });
});

test("where a link to the derivative lab gives no point, the point lies in its interval", () => {
  assert.equal(fromFragment("#lab=derivative&x=10,20").state.point[0], 15);
  assert.equal(fromFragment("#lab=derivative&x=0,2").state.point[0], 1);
});

test("a state of the descent lab with several runs survives a link", () => {
  const runs = [
    { method: "gradient-descent", start: -1.5, rate: 1e-7 },
    { method: "newton", start: 1 / 3, rate: 1 },
  ];
  assertSurvives({
    ...descent.DEFAULT_STATE,
    runs,
    steps: 10_000,
    step: 10_000,
    parameters: { b: { value: 0, min: -1, max: 1 } },
    scene: "1.13",
  });
  assertSurvives({ ...descent.DEFAULT_STATE, goal: "zero", runs: [{ method: "newton", start: 0, rate: 1 }] });
});

test("every walk to a zero is Newton's", () => {
  const { state } = fromFragment("#lab=descent&goal=zero&runs=gradient-descent:2:0.1;newton:1:1");
  assert.deepEqual(state.runs, [
    { method: "newton", start: 2, rate: 0.1 },
    { method: "newton", start: 1, rate: 1 },
  ]);
});

test("the cursor stands on a step that is taken", () => {
  assert.equal(fromFragment("#lab=descent&steps=20&step=50").state.step, 20);
});

const DAMAGED_IN_OTHERS = {
  "lab=derivative&at=1,2": "point of a curve with two coordinates",
  "lab=derivative&h=wide": "secant in words",
  "lab=derivative&order=7": "derivative beyond the sixth",
  "lab=derivative&order=1.5": "derivative of half an order",
  "lab=derivative&taylor=-1": "polynomial of negative degree",
  "lab=derivative&taylor=": "polynomial of no degree",
  "lab=descent&goal=maximum": "goal that is none",
  "lab=descent&steps=0": "walk without steps",
  "lab=descent&steps=10001": "walk without end",
  "lab=descent&step=-1": "step before the first",
  "lab=descent&runs=": "list of no runs",
  "lab=descent&runs=newton:1": "run without a learning rate",
  "lab=descent&runs=newton:1:1:1": "run of four parts",
  "lab=descent&runs=newton:1:1;adam:1:1": "run by an unknown method",
  "lab=descent&runs=newton:x:1": "run from nowhere",
  [`lab=descent&runs=${Array(7).fill("newton:1:1").join(";")}`]: "crowd of seven runs",
};

for (const [part, what] of Object.entries(DAMAGED_IN_OTHERS))
  test(`a ${what} (${part.slice(0, 60)}) is complained about once, and the default takes its place`, () => {
    const { state, complaints } = fromFragment(`#v=1&${part}`);
    assert.deepEqual(state, { derivative, descent }[state.lab].DEFAULT_STATE);
    assert.equal(complaints.length, 1);
    assert.ok(complaints[0].includes(part.split("&")[1].split("=")[0]));
  });

test("a link to a scene and nothing else is told from one that holds a state", () => {
  const { sceneAlone } = createLinks([derivative, descent, surface], "surface");
  assert.deepEqual(
    ["#scene=2.16", "v=1&lab=surface&scene=1.20a", "#v=1&lab=surface&scene=1.20a&f=x", "#", "", "#lab=descent"].map(
      sceneAlone,
    ),
    ["2.16", "1.20a", null, null, null, null],
  );
});

test("a link that says nothing is told as such", () => {
  for (const fragment of ["#hello", "#a=1&b=2", "#%F0%9F"])
    assert.ok(fromFragment(fragment).complaints.includes("nothing in this link is known here"), fragment);
  for (const fragment of ["", "#", "#f=x", "#v=1", "#p.a=1,0,2"])
    assert.deepEqual(fromFragment(fragment).complaints, [], fragment);
});
