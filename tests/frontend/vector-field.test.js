/** A map of the plane as a field: arrows, the flow line, and what is said of both. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { onConstraint } from "../../frontend/labs/carry.js";
import { equationIn } from "../../frontend/labs/common/equation.js";
import * as constraints from "../../frontend/labs/constraints/state.js";
import { arrowsOf, fieldRanges, isInside, latticeOver } from "../../frontend/labs/jacobian/map/field.js";
import { fieldPicture } from "../../frontend/labs/jacobian/map/field-picture.js";
import { arrowsSentence, fieldSentence } from "../../frontend/labs/jacobian/map/field-words.js";
import { kindShown } from "../../frontend/labs/jacobian/map/kinds.js";
import { QUESTIONS } from "../../frontend/labs/jacobian/map/requests.js";
import { DEFAULT_STATE } from "../../frontend/labs/jacobian/state.js";
import { fieldArrows } from "../../frontend/plots/marks/field.js";
import { fieldNumbers } from "../../frontend/plots/numbers.js";
import { Problem } from "../../frontend/core/client.js";

const meaning = { source: "[-y, x]", variables: ["x", "y"], parameters: [], shape: [2], mathml: null, jax: "" };
const show = { ...DEFAULT_STATE.show, field: true };
const LINE = { points: [[1, 0]], times: [0], end: "left-box", period: null };
const CIRCLE = {
  points: [
    [1, 0],
    [0, 1],
    [1, 0],
  ],
  times: [0, 1.57, 2 * Math.PI],
  end: "closed",
  period: 2 * Math.PI,
};

function sceneAt(point, { forward = CIRCLE, backward = CIRCLE, changes = {}, near = {} } = {}) {
  const state = { ...DEFAULT_STATE, source: "[-y, x]", point, domain: { x: [-2, 2], y: [-2, 2] }, show, ...changes };
  const [x, y] = point;
  const known = {
    point,
    value: [-y, x],
    jacobian: [
      [0, -1],
      [1, 0],
    ],
    divergence: 0,
    curl: [2],
    flags: [],
    notes: [],
  };
  const places = latticeOver(fieldRanges(state));
  const arrows = arrowsOf(
    places,
    places.map(([u, v]) => [-v, u]),
  );
  const answers = { meaning, near: { ...known, ...near }, arrows, flow: { point, forward, backward } };
  return { state, answers, theme: "light" };
}

test("only a map of the plane to the plane is looked at as a field, and only where one wants to", () => {
  assert.equal(kindShown(meaning, { field: true }), "field");
  assert.equal(kindShown(meaning, { field: false }), "plane");
  assert.equal(kindShown({ variables: ["x", "y"], shape: [3] }, { field: true }), "surface");
});

test("arrows stand all over the picture, half a step from its edges", () => {
  const places = latticeOver({ x: [0, 19], y: [100, 119] });
  assert.equal(places.length, 19 * 19);
  assert.deepEqual(
    [places[0], places.at(-1)],
    [
      [0.5, 100.5],
      [18.5, 118.5],
    ],
  );
});

test("beside a pole the other arrows keep their lengths, and where there is no value there is no arrow", () => {
  const points = Array.from({ length: 100 }, (_, k) => [k, 0]);
  const images = points.map((_, k) => (k === 99 ? [1e9, 0] : k === 98 ? [null, 1] : [1, 0]));
  const arrows = arrowsOf(points, images);
  assert.equal(arrows.largest, 1);
  const drawn = fieldArrows(arrows, 1);
  assert.equal(drawn.length, 99);
  assert.ok(drawn.every(({ step }) => Math.abs(step[0] - 0.85) < 1e-12));
});

test("without a pole the longest arrow is the strongest place", () => {
  const points = [0, 1, 2].map((k) => [k, 0]);
  assert.equal(
    arrowsOf(
      points,
      points.map(([x]) => [x, 0]),
    ).largest,
    2,
  );
});

test("a closed flow line is drawn once, another one dashed where it comes from", () => {
  const closed = fieldPicture(sceneAt([1, 0]));
  assert.equal(closed.lines.length, 1);
  const rest = {
    ...LINE,
    points: [
      [1, 0],
      [0, 0],
    ],
    times: [0, null],
    end: "rest",
  };
  const open = fieldPicture(sceneAt([1, 0], { forward: rest, backward: LINE }));
  assert.deepEqual(
    open.lines.map(({ dash }) => Boolean(dash)),
    [true, false],
  );
  assert.deepEqual(open.marks, [{ x: 0, y: 0, role: "tangent", label: "at rest" }]);
  assert.deepEqual(open.handles, [{ id: "point", x: 1, y: 0, role: "point" }]);
});

test("the field, its divergence, its curl and a closed line are told", () => {
  assert.equal(
    fieldSentence(sceneAt([1, 0])),
    "At (x, y) = (1, 0) the field is (0, 1), its divergence 0, its curl 2. " +
      "Its flow line comes back to it: once round takes a time of 6.283.",
  );
});

test("each end of a flow line has its words", () => {
  const rest = {
    ...LINE,
    points: [
      [1, 0],
      [1e-17, 0.5],
    ],
    times: [0, null],
    end: "rest",
  };
  const left = { ...LINE, times: [-0.25] };
  assert.match(
    fieldSentence(sceneAt([1, 0], { forward: rest, backward: left })),
    /comes to rest at \(0, 0\.5\), in no finite time; backward, it came into the picture a time of 0\.25 before\.$/,
  );
  const cycle = { ...LINE, end: "cycle", period: 6.6633 };
  const ends = { ...LINE, end: "no-value" };
  assert.match(
    fieldSentence(sceneAt([1, 0], { forward: cycle, backward: ends })),
    /winds towards a closed line, once round which takes a time of 6\.663; backward, it begins where/,
  );
  const still = { ...LINE, end: "rest" };
  assert.match(fieldSentence(sceneAt([0, 0], { forward: still, backward: still })), /What is here stays here\.$/);
});

test("a flow line of another point, or of one outside, is not told", () => {
  const scene = sceneAt([1, 0]);
  scene.answers.flow.point = [0.5, 0];
  assert.match(fieldSentence(scene), /its curl 2\.$/);
  const outside = sceneAt([9, 0]);
  assert.equal(isInside(outside.state), false);
  assert.match(fieldSentence(outside), /The point lies outside of the picture\.$/);
  assert.equal(QUESTIONS.flow.isWanted({ state: outside.state, meaning }), false);
});

test("a corner of the field has no divergence, with the reason", () => {
  const near = { divergence: null, curl: null, notes: ["entry 1: a corner"] };
  assert.match(fieldSentence(sceneAt([1, 0], { near })), /it has no Jacobian there: entry 1: a corner\./);
});

test("it is said how long arrows are", () => {
  const scene = sceneAt([1, 0]);
  // At a corner of the lattice, √2 · 2.16 · 18/19.
  assert.match(arrowsSentence(scene), /square root of \|f\|: the longest have \|f\| = 2\.89\.$/);
  scene.answers.arrows = arrowsOf([[0, 0]], [[0, 0]]);
  assert.match(arrowsSentence(scene), /0 wherever/);
});

test("a field asks for its arrows and its flow line, and a map for neither", async () => {
  const { state } = sceneAt([1, 0]);
  const asked = [];
  const send = async (path, question) => void asked.push([path, question]);
  const moment = { state, meaning };
  await QUESTIONS.flow.ask(moment, send);
  assert.equal(asked[0][0], "flow");
  const { x, y } = fieldRanges(state);
  assert.deepEqual(
    [asked[0][1].point, asked[0][1].box],
    [
      [1, 0],
      [x, y],
    ],
  );
  await QUESTIONS.arrows.ask(moment, send);
  assert.equal(asked[1][1].images_of.length, 19 * 19);
  await QUESTIONS.near.ask(moment, send);
  assert.equal(asked[2][1].images_of.length, 0);
  assert.equal(QUESTIONS.grid.isWanted(moment), false);
  const plain = { state: { ...state, show: { ...show, field: false } }, meaning };
  assert.deepEqual(
    ["arrows", "flow", "grid"].map((name) => QUESTIONS[name].isWanted(plain)),
    [false, false, true],
  );
});

test("the numbers of a field can be taken along", () => {
  const picture = fieldPicture(sceneAt([1, 0]));
  const [{ columns, rows }] = fieldNumbers(picture);
  assert.deepEqual([columns, rows.length], [["x", "y", "along x", "along y"], 361]);
  assert.ok(rows.every(([x, y, u, v]) => u === -y && v === x));
  assert.deepEqual(fieldNumbers({ ...picture, field: null }), []);
});

test("an equation is known by its variables, and a text that is none is not asked about in vain", async () => {
  const asked = [];
  const client = {
    async send(path, question) {
      asked.push([path, question.box.length]);
      if (question.box.length === 2) throw new Problem({ status: 422, detail: "three variables" });
      return { variables: ["x", "y", "z"] };
    },
  };
  assert.deepEqual(await equationIn(client, "x^2 + y^2 + z^2 = 1"), ["x", "y", "z"]);
  assert.deepEqual(asked, [
    ["implicit", 2],
    ["implicit", 3],
  ]);
  assert.equal(await equationIn(client, "x^2 +"), null);
  assert.equal(asked.length, 2);
});

test("an equation is opened as a constraint, with the function that is there if it has the same variables", () => {
  const { DEFAULT_STATE: before } = constraints;
  const circle = onConstraint({ ...before, level: 2 }, "x^2 + y^2 = 1", ["x", "y"]);
  assert.deepEqual(
    [circle.view, circle.constraint, circle.level, circle.source],
    ["curve", "x^2 + y^2 = 1", null, before.source],
  );
  const sphere = onConstraint(before, "x^2 + y^2 + z^2 = 1", ["x", "y", "z"]);
  assert.deepEqual([sphere.view, sphere.source], ["space", "x + y + z"]);
  assert.equal(onConstraint(before, "u v = 1", ["u", "v"]).source, "u + v");
});
