import "./fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { SpaceOverlay } from "../../frontend/plots/space-overlay.js";
import { svg } from "../../frontend/plots/svg.js";
import { FakeElement } from "./fake-page.js";
import { palette } from "./tokens.js";

const DAY = palette("light");
const pin = (look, standsApart = false) => ({
  place: /** @type {[number, number]} */ ([0, 0]),
  value: 0,
  look,
  shapes: () => [svg("circle", { r: 5 })],
  standsApart,
});
const at = (x, y, more = {}) => ({
  at: /** @type {[number, number]} */ ([x, y]),
  isThere: true,
  isHidden: false,
  ...more,
});
const overlay = () => {
  const made = new SpaceOverlay(/** @type {any} */ (new FakeElement()));
  made.dress(DAY);
  return made;
};
const looks = (made) =>
  [...made.signs.children].map(({ attributes: { transform, opacity, visibility } }) => [
    transform,
    opacity,
    visibility,
  ]);

test("signs stand at their places; what is hidden is faint, never absent; what has no place is not there", () => {
  const made = overlay();
  made.drawPins(
    [pin("minimum"), pin("saddle"), pin("run-1 1", true)],
    [at(10, 20), at(30, 40, { isHidden: true }), at(50, 60, { isThere: false })],
    DAY,
  );
  assert.deepEqual(looks(made), [
    ["translate(10.0 20.0)", "1", "visible"],
    ["translate(30.0 40.0)", "0.55", "visible"],
    ["translate(50.0 60.0)", "1", "hidden"],
  ]);
});

test("shapes are kept while they look the same, and made anew when they do not", () => {
  const made = overlay();
  made.drawPins([pin("minimum")], [at(1, 1)], DAY);
  const [first] = made.signs.children;
  made.drawPins([pin("minimum")], [at(2, 2)], DAY);
  assert.equal(made.signs.children[0], first);
  made.drawPins([pin("maximum")], [at(2, 2)], DAY);
  assert.notEqual(made.signs.children[0], first);
});

test("heads in one place stand apart, with lines that lead to it; other signs stay", () => {
  const made = overlay();
  made.drawPins([pin("a 1", true), pin("a 2", true), pin("minimum")], [at(100, 100), at(100, 100), at(100, 100)], DAY);
  const [one, two, sign] = looks(made).map(([transform]) => transform);
  assert.notEqual(one, two);
  assert.equal(sign, "translate(100.0 100.0)");
  assert.match(made.leaders.attributes.d, /^M100 100L.*M100 100L/);
});

test("letters of axes are moved, and those that are not needed are hidden", () => {
  const made = overlay();
  const label = (text, x) => ({
    at: /** @type {[number, number]} */ ([x, 10]),
    text,
    kind: /** @type {const} */ ("tick"),
  });
  made.drawAxes({ lines: [], labels: [label("0", 5), label("1", 50)] });
  made.drawAxes({ lines: [], labels: [label("2", 7)] });
  assert.deepEqual(
    made.texts.map(({ attributes, textContent }) => [textContent, attributes.x, attributes.visibility]),
    [
      ["2", "7.0", "visible"],
      ["1", "50.0", "hidden"],
    ],
  );
});

test("a frame in which nothing has moved tells the browser nothing", () => {
  const made = overlay();
  const drawn = (x) => {
    made.drawAxes({
      lines: [
        [
          [0, 0],
          [x, 0],
        ],
      ],
      labels: [{ at: [x, 10], text: "0", kind: "tick" }],
    });
    made.drawPins([pin("minimum")], [at(x, 20)], DAY);
  };
  drawn(5);
  /** @type {string[]} */
  const told = [];
  const watched = /** @type {any[]} */ ([made.lines, made.leaders, made.texts[0], made.signs.children[0]]);
  for (const element of watched) element.setAttribute = (/** @type {string} */ name) => told.push(name);
  drawn(5);
  assert.deepEqual(told, []);
  drawn(6);
  assert.deepEqual(told, ["d", "x", "transform"]);
});
