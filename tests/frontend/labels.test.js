import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { inkOf, Labels, spotsAlong, spotsAround, textBox } from "../../frontend/plots/labels.js";
import { assertClose } from "./helpers.js";

const FRAME = { left: 0, right: 400, top: 0, bottom: 300 };
const FONT = 13;
const SIZE = { fontSize: FONT, lineWidth: 2.5 };

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
const boxesOf = (placed) => placed.filter(Boolean).map((each) => textBox(each.text, each, FONT));

test("texts at marks in one place neither collide nor leave the frame", () => {
  for (const place of [
    [200, 150],
    [1, 1],
    [399, 299],
    [399, 1],
  ]) {
    const labels = new Labels(FRAME, FONT);
    const boxes = boxesOf(
      [0, 1, 2].map((k) => labels.place({ key: `${k}`, text: `mark ${k}`, spots: spotsAround(place, SIZE, FRAME) })),
    );
    assert.ok(boxes.length >= 2);
    boxes.forEach((box, k) => {
      assert.ok(box.left >= 0 && box.right <= 400 && box.top >= 0 && box.bottom <= 300);
      for (const other of boxes.slice(k + 1)) assert.ok(!overlap(box, other));
    });
  }
});

test("a text for which there is no room is left out", () => {
  const labels = new Labels(FRAME, FONT);
  labels.keepFree(FRAME);
  assert.equal(labels.place({ key: "a", text: "a", spots: spotsAround([200, 150], SIZE, FRAME) }), null);
});

test("a text stands at its curve, near the right end, and on no curve", () => {
  const ink = inkOf(
    [
      [0, 250],
      [400, 50],
    ],
    FRAME,
  );
  const placed = new Labels(FRAME, FONT, ink).place({
    key: "f",
    text: "f(x)",
    spots: spotsAlong(ink, "f(x)", FONT, FRAME),
  });
  const [box] = boxesOf([placed]);
  assert.ok(placed.x > 300);
  assert.ok(ink.every(([x, y]) => !(x > box.left && x < box.right && y > box.top && y < box.bottom)));
});

test("curves that end together have their texts apart", () => {
  const inks = [10, 12, 14].map((height) =>
    inkOf(
      [
        [0, 280],
        [400, height],
      ],
      FRAME,
    ),
  );
  const labels = new Labels(FRAME, FONT, inks.flat());
  const boxes = boxesOf(
    inks.map((ink, k) =>
      labels.place({ key: `${k}`, text: `run ${k}`, spots: spotsAlong(ink, `run ${k}`, FONT, FRAME) }),
    ),
  );
  assert.equal(boxes.length, 3);
  boxes.forEach((box, k) => boxes.slice(k + 1).forEach((other) => assert.ok(!overlap(box, other))));
});

test("a text stays at its spot while another is hardly better", () => {
  const habits = new Map();
  const spots = spotsAround([200, 150], SIZE, FRAME);
  const [first, second] = spots;
  new Labels(FRAME, FONT, [[first.x + 2, first.y]], habits).place({ key: "x", text: "xy", spots });
  assert.equal(habits.get("x"), 1);
  new Labels(FRAME, FONT, [[second.x - 2, second.y]], habits).place({ key: "x", text: "xy", spots });
  assert.equal(habits.get("x"), 1);
  const much = Array.from({ length: 9 }, (_, k) => [second.x - 2 - k, second.y]);
  new Labels(FRAME, FONT, much, habits).place({ key: "x", text: "xy", spots });
  assert.equal(habits.get("x"), 0);
});

test("places taken in a copy are free in the next one", () => {
  const labels = new Labels(FRAME, FONT);
  const wanted = { key: "a", text: "a", spots: spotsAround([200, 150], SIZE, FRAME) };
  assert.deepEqual(labels.with([]).place(wanted), labels.with([]).place(wanted));
});

test("places along a path are equally far apart, none in a gap or outside the frame", () => {
  const ink = inkOf(
    [
      [0, 10],
      [60, 10],
      [NaN, NaN],
      [100, 10],
      [160, 10],
      [900, 10],
    ],
    FRAME,
  );
  assertClose(
    ink.slice(0, 11).map(([x]) => x),
    Array.from({ length: 11 }, (_, k) => 6 * k),
  );
  assert.ok(ink.every(([x]) => (x <= 60 || x >= 100) && x <= 400));
});
