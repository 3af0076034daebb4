import { askedWhile, FakeElement } from "../fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { moveTraces } from "../../../frontend/plots/fast_update.js";
import { arrow } from "../../../frontend/plots/marks/arrow.js";
import { grips } from "../../../frontend/plots/marks/grip.js";
import { point } from "../../../frontend/plots/marks/point.js";
import { SurfaceScene } from "../../../frontend/plots/scene3d.js";
import { SpacePlot } from "../../../frontend/plots/space.js";
import { CENTER } from "../../../frontend/plots/space-view.js";
import { spot } from "../../../frontend/plots/marks/spot.js";
import { strokes } from "../../../frontend/plots/marks/strokes.js";
import { assertClose, gridOf } from "../helpers.js";
import { TANGENT } from "../marks/pens.js";
import { listening, pictureOf } from "./hands.js";

const GRID = gridOf((x, y) => x * x - y * y);
const AT = (place) => point({ place, value: null });
const UPHILL = (step) => arrow({ from: [1, -0.5], step, role: "gradient", label: "∇f", tangent: TANGENT });

const picture = (marks, changes = {}) => pictureOf(GRID, marks, changes);

/** A scene that has drawn, and what its hand has told. */
function sceneWith(marks) {
  const element = new FakeElement();
  const { told, handlers } = listening({ onDrag: "drag", onDrop: "drop", onCamera: "camera", onGrip: "grip" });
  const scene = new SurfaceScene(/** @type {any} */ (element), handlers);
  scene.draw(picture(marks));
  return { element, scene, told };
}

test("the surface comes first, then the marks as they are listed, each with the name of its kind", () => {
  const { element } = sceneWith([UPHILL([1, 0]), AT([1, -0.5])]);
  assert.deepEqual(
    element.data.map(({ name }) => name),
    ["floor", "surface", "arrow", "point", "point"],
  );
});

test("a picture that was hidden from the first has no camera to be put anywhere yet", () => {
  const element = new FakeElement();
  element.clientWidth = 0;
  const scene = new SurfaceScene(/** @type {any} */ (element), listening({ onCamera: "camera" }).handlers);
  scene.draw(picture([AT([1, -0.5])]));
  assert.deepEqual(
    askedWhile(() => scene.look([0.5, -2, 0.6])),
    [],
  );
});

test("what moves is moved, and nothing else is touched", () => {
  const { scene } = sceneWith([UPHILL([1, 0]), AT([1, -0.5])]);
  const calls = askedWhile(() => scene.draw(picture([UPHILL([1, 0]), AT([-2, 0])])));
  assert.deepEqual(
    calls.map(([what, k]) => [what, k]),
    [
      ["update", 3],
      ["update", 4],
    ],
  );
  // As parts of the box from −2 to 2.
  for (const [, , { x, y }] of calls) assertClose([x[0], y[0]], [0, 0.5]);
  assert.equal(scene.speed, "fast");
  assert.deepEqual(
    askedWhile(() => scene.draw(picture([UPHILL([1, 0]), AT([-2, 0])]))),
    [],
  );
});

test("a frame asks for no sizes: the browser would lay out the page for an answer", () => {
  const { element, scene } = sceneWith([UPHILL([1, 0]), AT([1, -0.5])]);
  const asks = [];
  for (const name of ["clientWidth", "clientHeight"])
    Object.defineProperty(element, name, { get: () => asks.push(name) && 600 });
  scene.draw(picture([UPHILL([1, 0]), AT([-2, 0])]));
  scene.onFrame();
  scene.lens([1, 1, 1]);
  assert.deepEqual(asks, []);
  scene.rebuild();
  assert.notDeepEqual(asks, []);
});

test("a derivative that comes and goes under the hand moves its mark too", () => {
  const { scene } = sceneWith([UPHILL([1, 0]), AT([1, -0.5])]);
  for (const step of [null, [0, 1]]) {
    const calls = askedWhile(() => scene.draw(picture([UPHILL(step), AT([1, -0.5])])));
    assert.deepEqual(
      calls.map(([what, k]) => [what, k]),
      [["update", 2]],
    );
  }
});

test("another surface, box, name, theme or list of marks is drawn anew", () => {
  const marks = [AT([1, -0.5])];
  for (const changes of [
    { grid: gridOf((x, y) => x + y) },
    { domain: { x: [-1, 2], y: [-2, 2] } },
    { names: { x: "u", y: "y", value: "f(x, y)" } },
    { theme: "dark" },
    { marks: [UPHILL([1, 0]), ...marks] },
    { marks: [] },
  ]) {
    const { scene } = sceneWith(marks);
    const calls = askedWhile(() => scene.draw(picture(marks, changes)));
    assert.deepEqual([calls.length, calls[0][0]], [1, "react"], JSON.stringify(Object.keys(changes)));
  }
});

// The camera looks straight down: the part 0 of an axis is in the middle of 600 px, 1 at its right or upper edge.
const pixel = ([x, y]) => ({ clientX: 300 + (300 * (x + 2)) / 4, clientY: 300 - (300 * (y + 2)) / 4 });

test("the point is dragged over the surface to where the hand is", () => {
  const { element, told } = sceneWith([AT([1, -0.5])]);
  element.hears("pointermove", pixel([1, -0.5]));
  assert.ok(element.classList.names.has("over-point"));
  element.hears("pointerdown", pixel([1, -0.5]));
  element.hears("pointermove", pixel([-1, 1.5]));
  element.hears("pointerup", pixel([-1, 1.5]));
  assert.deepEqual(
    told.map(([what]) => what),
    ["drag", "drop"],
  );
  for (const [, x, y] of told) assertClose([x, y], [-1, 1.5], 1e-6);
});

test("a second finger is no press, and ends the drag of the first one where it is", () => {
  const { element, told } = sceneWith([AT([1, -0.5])]);
  const finger = (name, pointerId, place) => {
    const isPrimary = pointerId === 1;
    element.hears(name, { ...pixel(place), pointerId, isPrimary, pointerType: "touch" });
  };
  finger("pointerdown", 1, [1, -0.5]);
  finger("pointermove", 1, [0, 0.5]);
  finger("pointerdown", 2, [-1, 1]);
  finger("pointermove", 1, [1, 1]);
  finger("pointerup", 2, [-1, 1]);
  finger("pointerup", 1, [1, 1]);
  assert.deepEqual(
    told.map(([what]) => what),
    ["drag", "drop"],
  );
  for (const [, x, y] of told) assertClose([x, y], [0, 0.5], 1e-6);
});

test("a click on the surface is a place, and a drag beside the point turns the camera", () => {
  const { element, told } = sceneWith([AT([1, -0.5])]);
  element.hears("pointerdown", pixel([-1, 1]));
  element.hears("pointerup", pixel([-1, 1]));
  assert.equal(told.length, 1);
  assertClose(told[0].slice(1), [-1, 1], 1e-6);
  element.hears("pointerdown", pixel([-1, 1]));
  element.hears("pointermove", pixel([0, 0]));
  element.hears("pointerup", pixel([0, 0]));
  assert.equal(told.length, 1);
});

test("another start than the selected one is taken up, then dragged", () => {
  const start = (place, isSelected) => ({ place, role: "run-1", label: "", isSelected });
  const { element, told } = sceneWith([grips([start([1, -0.5], true), start([-1, 1], false)])]);
  element.hears("pointerdown", pixel([-1, 1]));
  element.hears("pointermove", pixel([0, 1]));
  assert.deepEqual(told[0], ["grip", 1]);
  assert.equal(told[1][0], "drag");
  assertClose(told[1].slice(1), [0, 1], 1e-6);
});

test("where Plotly's inside is another one, traces are moved slowly", () => {
  const element = { data: [{}], _fullData: [{ uid: 0 }], _fullLayout: {} };
  const calls = askedWhile(() => assert.equal(moveTraces(element, new Map([[0, { x: [1] }]])), "slow"));
  assert.deepEqual(calls, [["restyle", 0, { x: [[1]] }]]);
});

test("in space too what moves is moved, and another sheet is drawn anew", () => {
  const element = new FakeElement();
  const plot = new SpacePlot(/** @type {any} */ (element));
  const sheet = [
    [
      [0, 0, 0],
      [1, 0, 0],
    ],
    [
      [0, 1, 0],
      [1, 1, 1],
    ],
  ];
  const ranges = /** @type {any} */ ([
    [0, 2],
    [0, 2],
    [0, 2],
  ]);
  const solid = (x, changes = {}) => ({
    marks: [
      strokes([
        {
          strokes: [
            [
              [0, 0, 0],
              [1, 1, 1],
            ],
          ],
          role: "function",
        },
      ]),
      spot([x, 1, 2]),
    ],
    sheet,
    names: /** @type {[string, string, string]} */ (["x", "y", "z"]),
    ranges,
    equal: true,
    theme: "light",
    ...changes,
  });
  plot.draw(solid(0));
  assert.equal(element.data.at(-1).name, "sheet");
  const calls = askedWhile(() => plot.draw(solid(1)));
  assert.deepEqual([calls.length, ...calls[0].slice(0, 2)], [1, "update", 1]);
  assertClose([calls[0][2].x, calls[0][2].y, calls[0][2].z], [0.5, 0.5, 1]);
  for (const changes of [{ sheet: [...sheet] }, { equal: false }, { marks: [spot([1, 1, 2])] }])
    assert.equal(askedWhile(() => plot.draw(solid(1, changes)))[0][0], "react");
  plot.destroy();
});

test("a hidden scene asks Plotly for nothing, which would refuse, and is drawn when it is seen", async () => {
  const element = new FakeElement();
  Object.assign(element, { clientWidth: 0, clientHeight: 0 });
  const handlers = { onDrag() {}, onDrop() {}, onCamera() {}, onGrip() {} };
  const scene = new SurfaceScene(/** @type {any} */ (element), handlers);
  const draw = () => scene.draw(picture([AT([1, -0.5])]));
  assert.deepEqual(askedWhile(draw), []);
  assert.deepEqual(askedWhile(draw), []);
  await scene.fit();
  Object.assign(element, { clientWidth: 600, clientHeight: 600 });
  assert.deepEqual(
    askedWhile(() => void scene.fit()).map(([what]) => what),
    ["react"],
  );
});

/** At once, as for people who do not want things to move. */
const still = (action) => {
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: true }));
  action();
  delete (/** @type {any} */ (globalThis).matchMedia);
};
const elevation = ([x, y, z]) => (Math.atan2(z - CENTER[2], Math.hypot(x, y)) * 180) / Math.PI;

test("one looks from above and back, along an axis, and as at first; that needs not be said", () => {
  const { scene, told } = sceneWith([AT([1, -0.5])]);
  still(() => {
    scene.look([0.5, -2, 0.6]);
    scene.lookFrom("above");
    scene.lookFrom("above");
    scene.lookFrom("y");
    scene.lookFrom("home");
  });
  const [above, back, along, home] = told.map(([, eye]) => eye);
  assert.ok(told.every(([what]) => what === "camera") && told.length === 4);
  assert.ok(elevation(above) > 89 && above[1] < 0);
  // At the usual distance again, in the same direction.
  assertClose(back[0] / back[1], 0.5 / -2, 1e-9);
  assert.ok(Math.abs(elevation(back) - elevation([0.5, -2, 0.6])) < 1e-9);
  assert.ok(Math.abs(along[0]) < 1e-9 && along[1] < -2);
  assert.equal(home, null);
});

test("a flight that is overtaken by another, or by a hand, goes no further", () => {
  const frames = [];
  const before = globalThis.requestAnimationFrame;
  globalThis.requestAnimationFrame = /** @type {any} */ ((run) => frames.push(run));
  globalThis.matchMedia = /** @type {any} */ (() => ({ matches: false }));
  const { element, scene, told } = sceneWith([AT([1, -0.5])]);
  scene.lookFrom("above");
  assert.equal(scene.camera.isFlying, true);
  element.hears("pointerdown", pixel([-1, 1]));
  const where = scene.camera.eye;
  frames.forEach((run) => run(performance.now() + 1000));
  assert.deepEqual([scene.camera.eye, scene.camera.isFlying, told], [where, false, []]);
  globalThis.requestAnimationFrame = before;
  delete (/** @type {any} */ (globalThis).matchMedia);
});

test("what is under the hand is read out with its height, and nothing where there is nothing", () => {
  const { element, scene } = sceneWith([AT([1, -0.5])]);
  element.hears("pointermove", pixel([-1, 1.5]));
  assert.equal(scene.overlay.readOut.textContent, "f(−1, 1.5) ≈ −1.25");
  element.hears("pointerleave", {});
  assert.equal(scene.overlay.readOut.textContent, "");
});
