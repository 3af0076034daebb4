import assert from "node:assert/strict";
import { test } from "node:test";
import { axesSeen, roomForLetters } from "../../frontend/plots/space-axes.js";
import * as view from "../../frontend/plots/space-view.js";

const FLOOR = -0.49;
const axis = (title, texts) => ({ title, texts, places: texts.map((_, k) => k / (texts.length - 1)) });
const AXES = /** @type {any} */ ([
  axis("x", ["−2", "−1", "0", "1", "2"]),
  axis("y", ["−2", "−1", "0", "1", "2"]),
  axis("f", ["0", "2", "4", "6", "8"]),
]);

/** What is seen from a direction, by the definition of perspective. */
function seenFrom(direction, SIZE = { width: 560, height: 520 }) {
  const { right, up, back } = view.lensAt(view.eyeAt(direction));
  const half = view.fittingLens(direction, SIZE, roomForLetters(AXES, 13));
  const [low, high] = view.SHOWN;
  const toPixel = ([x, y, z]) => {
    const height = ((z - (low + high) / 2) / (high - low)) * view.boxHeight(direction.elevation);
    const at = [x - 0.5, y - 0.5, height].map((part, k) => part - view.CENTER[k]);
    const dot = (each) => each[0] * at[0] + each[1] * at[1] + each[2] * at[2];
    const scale = SIZE.height / 2 / half / (view.DISTANCE * view.FURTHER - dot(back));
    return /** @type {[number, number]} */ ([SIZE.width / 2 + scale * dot(right), SIZE.height / 2 - scale * dot(up)]);
  };
  const flatness = view.flatnessAt(direction.elevation);
  const seen = { azimuth: direction.azimuth, flatness, floor: FLOOR, toPixel, fontSize: 13, ...SIZE };
  return { ...axesSeen(AXES, seen), toPixel };
}

const numbers = ({ labels }) => labels.filter(({ kind }) => kind === "tick");

test("at first all three axes have their numbers, free of each other and of the floor", () => {
  const seen = seenFrom(view.HOME);
  assert.deepEqual(
    numbers(seen).map(({ text }) => text),
    AXES.flatMap(({ texts }) => texts),
  );
  const corners = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ].map(([x, y]) => seen.toPixel([x, y, FLOOR]));
  const isOnFloor = ([u, v]) =>
    corners.every(([a, b], k) => {
      const [c, d] = corners[(k + 1) % 4];
      return (c - a) * (v - b) - (d - b) * (u - a) < 0;
    });
  assert.ok(isOnFloor(seen.toPixel([0.5, 0.5, FLOOR])));
  for (const { at, text } of seen.labels.filter(({ text }) => text !== "f")) assert.ok(!isOnFloor(at), text);
});

test("from above numbers stand as on the map: those of x below it, those of y at its left, none of heights", () => {
  const seen = seenFrom(view.ABOVE);
  const [left, bottom] = seen.toPixel([0, 0, FLOOR]);
  const [x, y] = [numbers(seen).slice(0, 5), numbers(seen).slice(5)];
  assert.deepEqual([x.length, y.length], [5, 5]);
  assert.ok(x.every(({ at }) => at[1] > bottom));
  assert.ok(y.every(({ at }) => at[0] < left));
  // Each beside its place.
  x.forEach(({ at }, k) => assert.ok(Math.abs(at[0] - seen.toPixel([k / 4, 0, FLOOR])[0]) < 2));
  y.forEach(({ at }, k) => assert.ok(Math.abs(at[1] - seen.toPixel([0, k / 4, FLOOR])[1]) < 2));
});

test("from wherever one looks, no two letters cover each other, and numbers are evenly left out", () => {
  for (let azimuth = -180; azimuth < 180; azimuth += 15)
    for (const elevation of [2, 10, 31, 60, 85]) {
      const { labels } = seenFrom({ azimuth, elevation });
      assert.ok(labels.length >= 4, `${azimuth}, ${elevation}`);
      labels.forEach((one, i) =>
        labels.slice(0, i).forEach((other) => {
          const wide = 0.5 * 0.56 * 13 * (one.text.length + other.text.length);
          const isFree = Math.abs(one.at[0] - other.at[0]) > wide || Math.abs(one.at[1] - other.at[1]) > 13;
          assert.ok(isFree, `${one.text} on ${other.text} from ${azimuth}, ${elevation}`);
        }),
      );
    }
});

test("along an axis there is no room for its numbers, and the other has all of them", () => {
  const seen = seenFrom({ azimuth: -90, elevation: 0.5 });
  assert.ok(numbers(seen).filter(({ at }) => at[1] > seen.toPixel([0.5, 0.5, FLOOR])[1]).length >= 5);
});

test("all letters are within the picture, wide or narrow, from wherever one looks", () => {
  for (const size of [
    { width: 460, height: 480 },
    { width: 390, height: 330 },
    { width: 700, height: 620 },
  ])
    for (const direction of [view.HOME, view.ABOVE, view.ALONG.x, view.ALONG.y, { azimuth: 130, elevation: 40 }])
      for (const { at, text } of seenFrom(direction, size).labels) {
        const half = (0.56 * 13 * text.length) / 2;
        const isWithin = at[0] >= half && at[0] <= size.width - half && at[1] >= 7 && at[1] <= size.height - 7;
        assert.ok(isWithin, `${text} at ${at} of ${size.width} × ${size.height}, ${JSON.stringify(direction)}`);
      }
});

test("the name of an axis stays in the picture, however long it is", () => {
  const named = AXES.map((axis) => ({ ...axis, title: "a direction that is long" }));
  const toPixel = ([x, y, z]) => /** @type {[number, number]} */ ([10 + 280 * x, 290 - 200 * y - 60 * z]);
  const seen = { azimuth: -60, flatness: 0, floor: FLOOR, toPixel, fontSize: 13, width: 300, height: 320 };
  const titles = axesSeen(/** @type {any} */ (named), seen).labels.filter(({ kind }) => kind === "title");
  assert.ok(titles.length);
  const half = (0.56 * 24 * 1.15 * 13) / 2;
  for (const { at } of titles) assert.ok(at[0] >= half - 1e-9 && at[0] <= 300 - half + 1e-9, `${at}`);
});
