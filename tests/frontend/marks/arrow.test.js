import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrow, arrowInPlane } from "../../../frontend/plots/marks/arrow.js";
import { assertClose } from "../helpers.js";
import { pointsOf, shapesOf } from "../fake-svg.js";
import { DAY, heightOnPlane, inSpace, mapPen, middleOf, onMap, placesOf, strokesOf, TANGENT } from "./pens.js";

const OBLONG = { x: [-3, 5], y: [10, 12] };

test("an arrow lies in the tangent plane, from the point to its tip", () => {
  const { x, y, z } = arrowInPlane({ at: [1, 11], value: 4, slopes: [0.5, -2] }, [0.3, 0.4], OBLONG);
  assertClose([x[0], y[0], x[1], y[1]], [1, 11, 1.3, 11.4]);
  x.forEach((_, k) => assertClose(z[k], 4 + 0.5 * (x[k] - 1) - 2 * (y[k] - 11)));
});

test("the head of an arrow is symmetric about its shaft on a box drawn as a square", () => {
  const { x, y } = arrowInPlane({ at: [1, 11], value: 0, slopes: [0, 0] }, [0.8, 0.3], OBLONG);
  const drawn = (k) => [(x[k] - x[1]) / 8, (y[k] - y[1]) / 2]; // the box is 8 wide and 2 high
  const [shaft, left, right] = [drawn(0), drawn(2), drawn(4)];
  const along = (barb) => (barb[0] * shaft[0] + barb[1] * shaft[1]) / Math.hypot(...shaft);
  const across = (barb) => (barb[0] * shaft[1] - barb[1] * shaft[0]) / Math.hypot(...shaft);
  assertClose([along(left), across(left)], [along(right), -across(right)]);
  assert.ok(along(left) > 0 && Math.abs(across(left)) > 0);
});

const gradient = (changes = {}) =>
  arrow({ from: [1, -0.5], step: [1, 0.5], role: "gradient", label: "∇f", tangent: TANGENT, ...changes });

test("on the map an arrow leaves its place along its step, up for larger y, in its colour", () => {
  const [shaft] = strokesOf(onMap(gradient()));
  const [foot, tip] = pointsOf(shaft);
  assertClose(foot, [400, 350]);
  assertClose(tip, [500, 300]);
  assert.equal(shaft.attributes.stroke, DAY.color("gradient"));
  assert.notEqual(DAY.color("gradient"), DAY.color("tangent"));
});

test("the name of an arrow is readable, in the frame and not on its head, wherever the arrow ends", () => {
  const [name] = shapesOf(onMap(gradient()), "text");
  assert.deepEqual([name.children[0], name.attributes.fill], ["∇f", DAY.text("gradient")]);
  for (let turn = 0; turn < 24; turn++)
    for (const from of [
      [1.9, 1.9],
      [-1.9, 0],
      [0, -1.9],
      [1.2, -1.2],
      [0, 0],
    ]) {
      const step = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)].map((each) => 0.8 * each);
      const shapes = onMap(gradient({ from, step }));
      const [[, tip]] = strokesOf(shapes).map(pointsOf);
      const [{ attributes }] = shapesOf(shapes, "text");
      const [x, y] = [Number(attributes.x), Number(attributes.y)];
      assert.ok(x >= 100 && x <= 500 && y >= 100 && y <= 500);
      const isInFrame = tip.every((each) => each > 100 && each < 500);
      if (isInFrame) assert.ok(Math.hypot(x - tip[0], y - tip[1]) >= DAY.fontSize, `${from} along ${step}`);
    }
});

test("in space an arrow lies in the tangent plane, from the place of that plane", () => {
  const [trace] = inSpace(gradient({ from: [9, 9] }));
  const places = placesOf(trace);
  assertClose(places[0], [1, -0.5, 0.75]);
  assertClose(places[1], [2, 0, heightOnPlane(2, 0)]);
  for (const [x, y, z] of places) assertClose(z, heightOnPlane(x, y));
  assert.equal(trace.line.color, DAY.color("gradient"));
});

test("an arrow without a step is not on the map, and in space it keeps its trace for when it comes back", () => {
  const gone = gradient({ step: null });
  assert.deepEqual(onMap(gone), []);
  const [trace] = inSpace(gone);
  assert.equal(new Set(placesOf(trace).map(String)).size, 1);
  assert.deepEqual(inSpace(gradient({ tangent: null })).length, 1);
});

test("an arrow of the map alone is not in space", () => {
  assert.deepEqual(inSpace(arrow({ from: [0, 0], step: [1, 0], role: "hessian", label: "out" })), []);
});

test("an arrow that turns has a handle at its tip, which turns around its foot; others have none", () => {
  const turning = gradient({ turns: true });
  assertClose(middleOf(shapesOf(onMap(turning), "circle")[0]), [500, 300]);
  assert.deepEqual(turning.kind.handles(turning), [{ does: "tip", place: [2, 0], around: [1, -0.5] }]);
  assert.deepEqual(gradient().kind.handles(gradient()), []);
  assert.equal(shapesOf(onMap(gradient()), "circle").length, 0);
});

test("two arrows to nearly one place have their names apart", () => {
  for (let turn = 0; turn < 24; turn++) {
    const step = [Math.cos((turn * Math.PI) / 12), Math.sin((turn * Math.PI) / 12)];
    const pen = mapPen();
    const two = ["−∇f", "−p"].map((label) => arrow({ ...gradient(), from: [0, 0], step, label }));
    const [one, other] = two.flatMap((each) => shapesOf(onMap(each, pen), "text")).map(({ attributes }) => attributes);
    const apart = [one.x - other.x, one.y - other.y].map(Math.abs);
    assert.ok(apart[0] > 2.25 * DAY.fontSize || apart[1] > 1.1 * DAY.fontSize, `${turn}: ${apart}`);
  }
});

test("three short arrows from one place have their names apart", () => {
  for (let turn = 0; turn < 24; turn++) {
    const pen = mapPen();
    const names = ["λ∇g", "rest", "∇f"];
    const three = names.map((label, k) => {
      const angle = (turn * Math.PI) / 12 + 1.5 * k;
      const step = [0.06 * Math.cos(angle), 0.06 * Math.sin(angle)];
      return arrow({ ...gradient(), from: [0, 0], step, label });
    });
    const places = three.flatMap((each) => shapesOf(onMap(each, pen), "text")).map(({ attributes }) => attributes);
    for (const [one, other] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      const apart = [places[one].x - places[other].x, places[one].y - places[other].y].map(Math.abs);
      // A letter is about nine tenths of its size wide, and each text stands in the middle of its place.
      const width = 0.45 * DAY.fontSize * (names[one].length + names[other].length);
      assert.ok(apart[0] > width || apart[1] > 1.1 * DAY.fontSize, `${turn}: ${apart}`);
    }
  }
});

test("the names of three arrows from one point lie over none of them, and not over the point", () => {
  for (let turn = 0; turn < 24; turn++) {
    const angle = (turn * Math.PI) / 12;
    const [normal, along] = [
      [Math.cos(angle), Math.sin(angle)].map((each) => 0.35 * each),
      [-Math.sin(angle), Math.cos(angle)].map((each) => 0.5 * each),
    ];
    const steps = [normal, along, [normal[0] + along[0], normal[1] + along[1]]];
    const three = ["λ∇g", "rest", "∇f"].map((label, k) =>
      arrow({ ...gradient(), from: [0, 0], step: steps[k], label }),
    );
    const pen = { ...mapPen(), shafts: three.flatMap((each) => each.kind.shafts(each)) };
    for (const { label, attributes } of three.flatMap((each) =>
      shapesOf(onMap(each, pen), "text").map((text) => ({ label: each.label, attributes: text.attributes })),
    )) {
      const [x, y] = [Number(attributes.x), Number(attributes.y)];
      const covers = ([u, v]) =>
        Math.abs(u - x) < 0.45 * DAY.fontSize * label.length && Math.abs(v - y) < 0.5 * DAY.fontSize;
      for (const [u, v] of steps)
        for (let part = 0; part <= 1; part += 0.02)
          assert.ok(!covers([300 + 100 * part * u, 300 - 100 * part * v]), `${label} at turn ${turn}`);
    }
  }
});

test("the name of an arrow stands nearest to its own tip, where three end close to each other", () => {
  const names = ["λ∇g", "rest", "∇f"];
  for (let turn = 0; turn < 48; turn++) {
    const steps = [-0.35, 0.35, 0].map((off) =>
      [Math.cos, Math.sin].map((part) => 0.7 * part((turn * Math.PI) / 24 + off)),
    );
    const three = names.map((label, k) => arrow({ ...gradient(), from: [0, 0], step: steps[k], label }));
    const pen = { ...mapPen(), shafts: three.flatMap((each) => each.kind.shafts(each)) };
    three.forEach((each, own) => {
      const [{ attributes }] = shapesOf(onMap(each, pen), "text");
      const far = steps.map(([u, v]) => Math.hypot(300 + 100 * u - attributes.x, 300 - 100 * v - attributes.y));
      assert.ok(far[own] <= Math.min(...far) + 1, `${names[own]} at turn ${turn}: ${far}`);
    });
  }
});

test("names of arrows that leave the frame stand apart inside it", () => {
  const pen = mapPen();
  const steps = [
    [0.1, 0.8],
    [0.3, 0.9],
    [0.2, 1.5],
  ];
  const three = steps.map((step, k) => arrow({ ...gradient(), from: [0, 1.7], step, label: ["λ∇g", "rest", "∇f"][k] }));
  const crowded = { ...pen, shafts: three.flatMap((each) => each.kind.shafts(each)) };
  const places = three.flatMap((each) => shapesOf(onMap(each, crowded), "text")).map(({ attributes }) => attributes);
  places.forEach((one, k) => {
    for (const other of places.slice(0, k)) {
      const apart = [one.x - other.x, one.y - other.y].map(Math.abs);
      assert.ok(apart[0] > 2.7 * DAY.fontSize || apart[1] > 1.3 * DAY.fontSize, `${apart}`);
    }
  });
});
