import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { carried, isTaken, staysBehind, subjectOf } from "../../frontend/labs/carry.js";
import * as constraints from "../../frontend/labs/constraints/state.js";
import * as derivative from "../../frontend/labs/derivative/state.js";
import * as descent from "../../frontend/labs/descent/state.js";
import * as implicit from "../../frontend/labs/implicit/state.js";
import * as jacobian from "../../frontend/labs/jacobian/state.js";
import { sliceAlong, surfaceOf } from "../../frontend/labs/common/slices.js";
import { readSaved } from "../../frontend/core/saved.js";
import { Turns } from "../../frontend/core/turns.js";
import { Journey } from "../../frontend/labs/journey.js";
import { LABS as REAL_LABS, QUESTIONS as REAL_QUESTIONS } from "../../frontend/labs/index.js";
import * as paths from "../../frontend/labs/paths/state.js";
import * as surface from "../../frontend/labs/surface/state.js";

const HELD = {
  ...surface.DEFAULT_STATE,
  source: "x y + a",
  parameters: { a: { value: 2, min: 0, max: 4 } },
  domain: { x: [-1, 3], y: [0, 5] },
  point: [0.5, 2],
  view: [1, 2, 3],
};

test("function, parameters, box and point go along, and the point is where walks begin", () => {
  const state = carried(paths.DEFAULT_STATE, subjectOf(HELD), 2);
  const { source, parameters, domain, view } = HELD;
  assert.deepEqual({ ...state, source, parameters, domain, view }, state);
  assert.ok(state.runs.length > 1 && state.runs.every(({ start }) => String(start) === "0.5,2"));
  assert.equal(state.step, 0);
});

test("methods and their settings stay the lab's own", () => {
  const state = carried(paths.DEFAULT_STATE, subjectOf(HELD), 2);
  const settings = (each) => each.runs.map(({ method, settings }) => [method, settings]);
  assert.deepEqual(settings(state), settings(paths.DEFAULT_STATE));
});

test("there and back is where one was, with the direction and the switches of before", () => {
  const left = { ...HELD, angle: 33, show: { ...HELD.show, field: true } };
  const there = carried(paths.DEFAULT_STATE, subjectOf(left), 2);
  assert.deepEqual(carried(left, subjectOf(there), 2), left);
});

test("a start that was dragged is the point one comes back with", () => {
  const there = carried(paths.DEFAULT_STATE, subjectOf(HELD), 2);
  const dragged = { ...there, runs: there.runs.map((run) => ({ ...run, start: [2, 2] })) };
  assert.deepEqual(carried(HELD, subjectOf(dragged), 2).point, [2, 2]);
});

test("a curve's point is where its walks begin", () => {
  const curve = { ...derivative.DEFAULT_STATE, source: "x^4", point: [0.25], domain: { x: [-1, 1] } };
  const state = carried(descent.DEFAULT_STATE, subjectOf(curve), 1);
  assert.deepEqual(
    [state.source, state.domain, state.runs.map(({ start }) => start)],
    ["x^4", { x: [-1, 1] }, [0.25, 0.25, 0.25]],
  );
});

test("where there was a line, a box is as wide in both directions, with the point in its middle", () => {
  const curve = { ...derivative.DEFAULT_STATE, source: "x + y", point: [1], domain: { x: [-2, 4] } };
  const { domain, point } = carried(surface.DEFAULT_STATE, subjectOf(curve), 2);
  assert.deepEqual([domain, point], [{ x: [-2, 4], y: [-2, 4] }, [1, 1]]);
});

test("a chain has no function of its own, and becomes a map where one comes", () => {
  const chain = { ...jacobian.DEFAULT_STATE, view: "chain" };
  assert.equal(subjectOf(chain), null);
  assert.equal(carried(chain, subjectOf(HELD), 2).view, "map");
});

const SURFACE = { fewest: 2, most: 2, as: "a surface" };

test("the number of variables and the kind of value decide which lab takes a function", () => {
  const of = (count, size) => ({ variables: ["x", "y", "z"].slice(0, count), shape: size ? [size] : [] });
  assert.deepEqual(
    [1, 2, 3].map((count) => isTaken(SURFACE, of(count))),
    [false, true, false],
  );
  assert.equal(isTaken({ fewest: 1, most: 1, as: "a curve" }, of(0)), true);
  assert.equal(isTaken(SURFACE, of(2, 2)), false);
  assert.equal(isTaken({ ...SURFACE, vectors: true }, of(2, 2)), true);
  assert.equal(isTaken(undefined, of(2)), false);
});

test("what stays behind is told with the way", () => {
  const told = staysBehind("Derivatives", [SURFACE], { variables: ["x", "y", "z"], shape: [] }, "Descent");
  assert.match(
    told,
    /takes up to 2 variables, and this function has 3: it stays in Descent. Give z a value .* z = 1\./,
  );
  const vector = staysBehind("Descent", [SURFACE], { variables: ["x"], shape: [3] }, "Maps");
  assert.match(vector, /needs a number, and this is a vector: it stays in Maps/);
});

const ENTRIES = [
  { codec: derivative, takes: { fewest: 1, most: 1, as: "a curve" } },
  { codec: surface, takes: SURFACE },
  { codec: paths, takes: { fewest: 2, most: 16, as: "walks" } },
  { codec: implicit, isOfEquations: true },
  { codec: { DEFAULT_STATE: { lab: "network" } } },
];
const QUESTIONS = [
  { title: "Derivatives", labs: ["derivative", "surface"] },
  { title: "Descent", labs: ["paths"] },
  { title: "Networks", labs: ["network"] },
];

/** A journey that begins somewhere, through functions with as many letters as variables. */
function journeyFrom(state) {
  const page = { state, opened: [] };
  const client = {
    send: async (_, { function: { source } }) => ({ variables: [...new Set(source.match(/[xyz]/g))], shape: [] }),
  };
  const open = async (next) => {
    page.opened.push(next);
    page.state = next;
  };
  return {
    page,
    journey: new Journey(ENTRIES, QUESTIONS, { state: () => page.state, open, client, turns: new Turns() }),
  };
}

test("the lab of a question is the one for as many variables", async () => {
  const { page, journey } = journeyFrom({ ...paths.DEFAULT_STATE, source: "x y" });
  await journey.go("Derivatives");
  assert.deepEqual([page.state.lab, page.state.source], ["surface", "x y"]);
});

test("the function in the hand waits while one looks at a network", async () => {
  const { page, journey } = journeyFrom(HELD);
  await journey.go("Networks");
  assert.equal(page.state.lab, "network");
  await journey.go("Descent");
  assert.deepEqual([page.state.lab, page.state.source], ["paths", HELD.source]);
});

test("the question that is open stays open", async () => {
  const { page, journey } = journeyFrom(HELD);
  await journey.go("Derivatives");
  assert.deepEqual(page.opened, []);
});

test("a press is not lost when the state changes while the text is read, and that change goes along", async () => {
  const { page, journey } = journeyFrom(HELD);
  const pressed = journey.go("Descent");
  page.state = { ...page.state, parameters: { a: { value: 5, min: 0, max: 6 } } };
  await pressed;
  assert.deepEqual([page.state.lab, page.state.parameters.a.value], ["paths", 5]);
});

test("a text that is typed while the one before is read goes along instead of it", async () => {
  const { page, journey } = journeyFrom({ ...derivative.DEFAULT_STATE, source: "x" });
  const pressed = journey.go("Descent");
  page.state = { ...surface.DEFAULT_STATE, source: "x - y" };
  await pressed;
  assert.deepEqual([page.state.lab, page.state.source], ["paths", "x - y"]);
});

test("of two presses the last one counts, whichever is ready first", async () => {
  const { page, journey } = journeyFrom(HELD);
  const first = journey.go("Networks");
  await Promise.all([journey.go("Descent"), first]);
  assert.deepEqual([page.opened.length, page.state.lab], [1, "paths"]);
});

test("a text that belongs elsewhere opens there, in the same question if it can", () => {
  const { page, journey } = journeyFrom({ ...derivative.DEFAULT_STATE, source: "x" });
  const cure = journey.elsewhere("x y", { variables: ["x", "y"], shape: [] });
  assert.equal(cure.name, "Open it as a surface");
  cure.run();
  assert.deepEqual([page.state.lab, page.state.source], ["surface", "x y"]);
  assert.equal(journey.elsewhere("[x, y]", { variables: ["x", "y"], shape: [2] }), null);
});

test("an equation opens as a constraint, and the lab that it was typed in is left as it was", () => {
  const { page, journey } = journeyFrom({ ...derivative.DEFAULT_STATE, source: "x" });
  journey.left.set("constraints", { ...constraints.DEFAULT_STATE, level: 2, scene: "3.1c" });
  const cure = journey.elsewhere("x y = 1", { variables: ["x", "y"], shape: [], isEquation: true });
  assert.equal(cure.name, "Open it as a constraint");
  cure.run();
  const { lab, view, constraint, level, source, scene } = page.state;
  assert.deepEqual([lab, view, constraint, level, source], ["constraints", "curve", "x y = 1", null, "x^2 y"]);
  assert.equal(scene, null);
  assert.equal(journey.left.get("derivative").source, "x");
});

test("a slice of a surface is a curve with a line before it, and leads back to the surface and its point", () => {
  const state = { source: "x^2 - a y^2", parameters: {}, point: [1, -0.5], domain: { x: [-2, 2], y: [-1, 3] } };
  const slice = sliceAlong(state, ["x", "y"], 0);
  assert.deepEqual(slice, { source: "y = -0.5\nx^2 - a y^2", parameters: {}, at: { x: 1 }, over: { x: [-2, 2] } });
  assert.deepEqual(sliceAlong(state, ["x", "y"], 1).source, "x = 1\nx^2 - a y^2");
  const curve = { source: slice.source, parameters: {}, point: [0.25], domain: { x: [-1, 1] } };
  const { source, at, over } = surfaceOf(curve, "x");
  assert.deepEqual({ source, at, over }, { source: state.source, at: { x: 0.25, y: -0.5 }, over: { x: [-1, 1] } });
});

test("a head would keep both variables, and a line that holds none is no slice", () => {
  const state = {
    source: "r = x y\nf(x, y) = r^2",
    parameters: {},
    point: [1, 1e-7],
    domain: { x: [0, 1], y: [0, 1] },
  };
  const slice = sliceAlong(state, ["x", "y"], 0);
  assert.equal(slice.source, "y = 1e-7\nr = x y\nf = r^2");
  assert.equal(surfaceOf({ ...state, source: slice.source, point: [1] }, "x").at.y, 1e-7);
  for (const text of ["x^2", "u = x^2\nsin u", "x = 2\nx^2 + x"])
    assert.equal(surfaceOf({ source: text, parameters: {}, point: [1], domain: { x: [0, 1] } }, "x"), null);
});

test("a slice opens in the lab of curves, and the way back finds the surface with both its ranges", async () => {
  const { page, journey } = journeyFrom({ ...HELD, source: "x y" });
  // The fake reader counts letters: the line before holds y.
  journey.kindOf = async (source) => ({ variables: source.includes("=") ? ["x"] : ["x", "y"], shape: [] });
  assert.equal(await journey.openAt(sliceAlong(page.state, ["x", "y"], 0)), true);
  assert.deepEqual([page.state.lab, page.state.source], ["derivative", "y = 2\nx y"]);
  assert.deepEqual([page.state.point, page.state.domain], [[0.5], { x: HELD.domain.x }]);
  page.state = { ...page.state, point: [0.75], domain: { x: [0, 1] } };
  await journey.openAt(surfaceOf(page.state, "x"));
  assert.deepEqual([page.state.lab, page.state.source, page.state.point], ["surface", "x y", [0.75, 2]]);
  assert.deepEqual(page.state.domain, { x: [0, 1], y: HELD.domain.y });
});

test("a function that was kept opens here where it can, and what cannot be read opens nowhere", async () => {
  const { page, journey } = journeyFrom({ ...paths.DEFAULT_STATE });
  await journey.take({ source: "x y", parameters: {}, point: [1, -0.5], domain: { x: [-2, 2], y: [-2, 2] } });
  assert.equal(page.state.lab, "paths");
  assert.ok(page.state.runs.every(({ start }) => String(start) === "1,-0.5"));
  assert.deepEqual(journey.current().source, "x y");
  journey.kindOf = async () => null;
  assert.equal(await journey.openAt({ source: "(", parameters: {}, at: {}, over: {} }), false);
});

test("an equation that was kept opens as the curve that it was, wherever one is", async () => {
  const { page, journey } = journeyFrom({ ...implicit.DEFAULT_STATE, source: "x y = 1", point: [0.5, 2] });
  const kept = journey.current();
  assert.deepEqual([kept.source, kept.isEquation, kept.domain], ["x y = 1", true, page.state.domain]);
  page.state = HELD;
  assert.equal(journey.current().isEquation, undefined);
  await journey.take(readSaved(JSON.stringify([{ name: "hyperbola", ...kept }]))[0]);
  assert.deepEqual([page.state.lab, page.state.source, page.state.point], ["implicit", "x y = 1", [0.5, 2]]);
});

test("a function of three variables is looked at on a surface, or walks there as before; one of two on a curve", () => {
  const three = { source: "x y z", parameters: {}, domain: HELD.domain, point: [1, 2, 3] };
  const there = carried(constraints.DEFAULT_STATE, three, 3);
  assert.deepEqual([there.view, there.start, there.point.length], ["space", [1, 2, 3], 2]);
  assert.equal(there.constraint, "x^2 + y^2 + z^2 = 1");
  assert.deepEqual(subjectOf(there).point, [1, 2, 3]);
  assert.equal(carried({ ...there, view: "surface" }, three, 3).view, "surface");
  const back = carried(there, subjectOf(HELD), 2);
  assert.deepEqual([back.view, back.point, back.constraint], ["curve", [0.5, 2], "x^2 + y^2 = 1"]);
  const own = { ...constraints.DEFAULT_STATE, constraint: "x y = 1" };
  assert.equal(carried(own, subjectOf(HELD), 2).constraint, "x y = 1");
  assert.equal(carried(own, { ...subjectOf(HELD), source: "x", point: [3] }, 1).point.length, 2);
});

test("an equation of two variables is a curve where derivatives are asked about, and a constraint elsewhere", () => {
  const nameFrom = (lab, variables, kind = {}) => {
    const state = () => ({ lab });
    const journey = new Journey(REAL_LABS, REAL_QUESTIONS, { state, open: async () => {}, turns: new Turns() });
    return journey.elsewhere("x y = 1", { variables, shape: [], isEquation: true, ...kind }).name;
  };
  assert.equal(nameFrom("surface", ["x", "y"]), "Open it as a curve");
  assert.equal(nameFrom("implicit", ["x", "y"], { isConstraint: true }), "Open it as a constraint");
  assert.equal(nameFrom("surface", ["x", "y", "z"]), "Open it as a constraint");
  assert.equal(nameFrom("jacobian", ["x", "y"]), "Open it as a constraint");
});
