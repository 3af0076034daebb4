import assert from "node:assert/strict";
import { test } from "node:test";
import { leader, spreadApart } from "../../frontend/plots/pins.js";

const distances = (places) =>
  places.flatMap((a, i) => places.slice(0, i).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1])));

test("heads that are apart stay where they are", () => {
  const places = [
    [0, 0],
    [30, 0],
    [0, 40],
  ];
  assert.deepEqual(spreadApart(/** @type {any} */ (places), 9), places);
});

test("heads in one place fan out around it, none over another", () => {
  for (const count of [2, 3, 4, 7]) {
    const spread = spreadApart(
      Array.from({ length: count }, () => [100, 50]),
      20,
    );
    assert.ok(Math.min(...distances(spread)) > 18, `${count}: ${distances(spread)}`);
    const middle = [0, 1].map((axis) => spread.reduce((sum, place) => sum + place[axis], 0) / count);
    assert.ok(Math.hypot(middle[0] - 100, middle[1] - 50) < 1e-6);
    assert.ok(spread.every(([x, y]) => Math.hypot(x - 100, y - 50) < 20 * count));
  }
});

test("a line leads from the place to a head that stands elsewhere", () => {
  assert.equal(leader([10, 10], [11, 10]), "");
  assert.equal(leader([10, 10], [20, 10]), "M10 10L20 10");
});

test("heads leave a sign free to be seen, wherever they crowd, and stay as near to it as they can", () => {
  for (const places of [
    [[50, 50]],
    [
      [52, 50],
      [49, 51],
      [50, 50],
    ],
    [[50, 80]],
  ]) {
    const spread = spreadApart(/** @type {any} */ (places), 10, [[50, 50]]);
    const off = spread.map(([x, y]) => Math.hypot(x - 50, y - 50));
    assert.ok(
      off.every((distance) => distance > 16.8 && distance < 45),
      `${off}`,
    );
  }
});

test("heads that crowd in a corner of the map fan out into it, and none is cut off", () => {
  const frame = { left: 40, right: 440, top: 10, bottom: 410 };
  const six = Array.from({ length: 6 }, () => /** @type {[number, number]} */ ([440, 10]));
  const spread = spreadApart(six, 12, [], frame);
  for (const [x, y] of spread) assert.ok(x <= 428 && y >= 22, `${x}, ${y}`);
  assert.ok(Math.min(...distances(spread)) > 20, `${distances(spread)}`);
});
