import assert from "node:assert/strict";
import test from "node:test";
import { bandsOf } from "../../frontend/stage/bands.js";
import { depthsOf, planOf } from "../../frontend/stage/course-plan.js";
import { tableAt } from "../../frontend/stage/marks.js";
import { nextOf, withScene } from "../../frontend/stage/seen.js";
import { labelAt } from "../../frontend/stage/tiles/basins.js";
import { arrowOf, nearestPlace, saidOf } from "../../frontend/stage/tiles/constraint.js";
import { curveAt } from "../../frontend/stage/tiles/curve.js";
import { TILES } from "../../frontend/stage/tiles/index.js";
import { fitted } from "../../frontend/stage/tiles/line.js";
import { mapAt } from "../../frontend/stage/tiles/map.js";
import { answersAt } from "../../frontend/stage/tiles/network.js";
import { surfaceAt } from "../../frontend/stage/tiles/plane.js";
import { leader } from "../../frontend/stage/tiles/race.js";

const SIZE = { width: 60, height: 24 };
const range = (count) => Array.from({ length: count }, (_, k) => k);
const close = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

/** Small numbers of every picture, each from a formula. */
const NUMBERS = {
  curve: {
    x: [-2, 2],
    values: range(9).map((k) => (k / 2 - 2) ** 3),
    slopes: range(9).map((k) => 3 * (k / 2 - 2) ** 2),
  },
  plane: {
    x: [0, 2],
    y: [0, 2],
    z: range(3).map((j) => range(3).map((i) => -i * i - j)),
    slopes: range(3).map(() => range(3).map((i) => [-2 * i, -1])),
  },
  pits: {
    x: [-1, 1],
    y: [-1, 1],
    z: range(5).map((j) => range(5).map((i) => (i - 2) ** 2 + (j - 2) ** 2)),
    points: [
      { point: [0, 0], kind: "minimum" },
      { point: [0.9, 0.9], kind: "saddle" },
    ],
  },
  race: {
    x: [0, 3],
    y: [0, 1],
    z: [
      [0, 1],
      [2, 3],
    ],
    walks: [
      { label: "Slow", role: "run-1", points: range(4).map((k) => [k / 2, 0]), values: [4, 3, 2, 1] },
      { label: "Quick", role: "run-2", points: range(4).map((k) => [k, 0]), values: [4, 5, 0, 0] },
    ],
  },
  basins: {
    x: [0, 1],
    y: [0, 1],
    labels: ["aab", "a.b"],
    attractors: [
      { point: [0, 0], kind: "minimum" },
      { point: [1, 1], kind: "saddle" },
    ],
  },
  // x + y on the circle of radius 1.
  constraint: {
    x: [-2, 2],
    y: [-2, 2],
    z: range(3).map((j) => range(3).map((i) => 2 * (i + j) - 4)),
    curve: range(9).map((k) => [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)]),
    gradients: range(9).map(() => [1, 1]),
    slopes: range(9).map((k) => Math.cos((k * Math.PI) / 4) - Math.sin((k * Math.PI) / 4)),
    points: [
      { point: [-Math.SQRT1_2, -Math.SQRT1_2], kind: "minimum" },
      { point: [Math.SQRT1_2, Math.SQRT1_2], kind: "maximum" },
    ],
  },
  map: {
    x: [0, 2],
    y: [0, 2],
    images: range(3).map((j) => range(3).map((i) => [i * i - j * j, 2 * i * j])),
    jacobians: range(3).map((j) =>
      range(3).map((i) => [
        [2 * i, -2 * j],
        [2 * j, 2 * i],
      ]),
    ),
  },
  line: {
    points: [
      [0, 0],
      [1, 1],
      [2, 2],
    ],
    line: [1, 0],
    answers: [
      [-1 / 2, 5 / 6],
      [0, 1 / 3],
      [1 / 2, -1 / 6],
    ],
  },
  network: {
    x: [-1, 1],
    y: [-1, 1],
    points: [[0, 0]],
    classes: [1],
    epochs: [0, 10],
    answers: [
      [
        [0, 100],
        [0, 100],
      ],
      [
        [100, 0],
        [100, 0],
      ],
    ],
  },
};

for (const [name, tile] of Object.entries(TILES)) {
  test(`${name}: marks are places of the picture, wherever the hand is`, () => {
    for (const x of [0, 0.3, 1])
      for (const y of [0, 0.7, 1]) {
        const { marks, says } = tile.seen(NUMBERS[name], { x, y }, SIZE);
        assert.ok(marks.length && says.length);
        const places = [...tile.ground(NUMBERS[name], SIZE), ...marks].flatMap(
          (mark) => mark.points ?? [mark.at ?? [0, 0]],
        );
        assert.ok(places.flat().every(Number.isFinite));
      }
  });

  test(`${name}: the hand moves something`, () => {
    const seen = (x, y) => JSON.stringify(tile.seen(NUMBERS[name], { x, y }, SIZE));
    assert.notEqual(seen(0, 0), seen(1, 1));
  });

  test(`${name}: what nobody moves comes back to where it began, inside the picture`, () => {
    for (const turn of [0, 0.2, 0.5, 0.9]) {
      const { x, y } = tile.path(turn);
      assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
    }
  });
}

test("between its samples a cubic is itself", () => {
  const { x, value, slope } = curveAt(NUMBERS.curve, 0.83);
  close(value, x ** 3);
  close(slope, 3 * x ** 2);
});

test("a surface is read between its places", () => {
  const { value, fx, fy } = surfaceAt(NUMBERS.plane, 0.5, 0.25);
  close(value, -1.5);
  close(fx, -2);
  close(fy, -1);
  close(
    tableAt(
      [
        [0, 1],
        [2, 3],
      ],
      0.5,
      0.5,
    ),
    1.5,
  );
});

test("a point of a curve is the one that is seen nearest, with what the function does there", () => {
  const { curve } = NUMBERS.constraint;
  assert.equal(nearestPlace(curve, [0.1, 5]), 2);
  assert.equal(saidOf(NUMBERS.constraint, 0), "Along the curve the slope is 1.00 here");
  assert.match(saidOf(NUMBERS.constraint, 1), /^A maximum on the curve/);
  assert.match(saidOf(NUMBERS.constraint, 5), /^A minimum on the curve/);
});

test("an arrow ends at its tip with two barbs of one length, and none is drawn of no length", () => {
  const [foot, tip, left, again, right] = arrowOf([0, 0], [30, 40]);
  assert.deepEqual(
    [foot, tip, again],
    [
      [0, 0],
      [30, 40],
      [30, 40],
    ],
  );
  const length = ([x, y]) => Math.hypot(x - 30, y - 40);
  close(length(left), length(right));
  // Both lie behind the tip.
  for (const [x, y] of [left, right]) assert.ok(0.6 * x + 0.8 * y < 50);
  assert.deepEqual(arrowOf([1, 1], [1, 1]), []);
});

test("the leader of a race is who is lowest at that step", () => {
  assert.equal(leader(NUMBERS.race.walks, 1), "Slow");
  assert.equal(leader(NUMBERS.race.walks, 2), "Quick");
});

test("a start leads where its letter says, and nowhere where there is none", () => {
  assert.equal(labelAt(["aab", "a.b"], { x: 1, y: 0 }), 1);
  assert.equal(labelAt(["aab", "a.b"], { x: 0.5, y: 1 }), null);
});

test("a map's Jacobian is read between its places", () => {
  const { jacobian } = mapAt(NUMBERS.map, { x: 0.25, y: 0.75 });
  assert.deepEqual(jacobian, [
    [1, -3],
    [3, 1],
  ]);
});

test("the line answers a lifted point as least squares do", () => {
  // y = 2.4 at x = 2, by hand: slope 1.2, intercept 1/15 less than 0.
  const lifted = { ...NUMBERS.line };
  const { held, line, points } = fitted(lifted, { x: 1, y: 1 });
  assert.equal(held, 2);
  const lift = points[2][1] - 2;
  close(line[0], 1 + lift / 2);
  close(line[1], -lift / 6);
});

test("between two epochs a network's answers are mixed", () => {
  const { epoch, rows } = answersAt(NUMBERS.network, 0.5);
  assert.equal(epoch, 5);
  assert.deepEqual(rows[0], [50, 50]);
});

test("bands are darker below, and lines are lighter than what they part", () => {
  const { pixels, columns } = bandsOf([range(9), range(9)], { width: 90, height: 4 });
  const light = (i) => pixels[4 * i] + pixels[4 * i + 1] + pixels[4 * i + 2];
  assert.equal(columns, 90);
  assert.ok(light(1) < light(88));
  assert.ok(range(88).some((i) => light(i + 1) > light(i) && light(i + 1) > light(i + 2)));
});

const CHAPTERS = [
  { id: "a", title: "A", needs: [], scenes: [{ id: "1" }, { id: "2" }] },
  { id: "b", title: "B", needs: ["a"], scenes: [{ id: "3" }] },
  { id: "c", title: "C", needs: ["a"], scenes: range(40).map((k) => ({ id: `c${k}` })) },
  { id: "d", title: "D", needs: ["b", "c"], scenes: [{ id: "4" }] },
];

test("a chapter stands behind all that it needs", () => {
  assert.deepEqual([...depthsOf(CHAPTERS).values()], [0, 1, 1, 2]);
  const { stops, lines } = planOf(CHAPTERS, 900, [0, 300, 600]);
  assert.deepEqual(
    stops.map(({ x }) => x),
    [0, 300, 300, 600],
  );
  assert.equal(lines.length, 4);
});

test("dots stay in their columns, and apart from each other", () => {
  for (const lefts of [[0], [0, 300, 600]])
    for (const { dots } of planOf(CHAPTERS, 900, lefts).stops) {
      const places = new Set(dots.map(({ x, y }) => `${x} ${y}`));
      assert.equal(places.size, dots.length);
      assert.ok(dots.every(({ x }) => lefts.length === 1 || x - dots[0].x < 280));
    }
});

test("where there is one column there are no lines, and no chapter over another", () => {
  const { stops, lines, height } = planOf(CHAPTERS, 300, [0]);
  assert.deepEqual(lines, []);
  const tops = stops.map(({ y }) => y);
  assert.deepEqual(
    [...tops].sort((a, b) => a - b),
    tops,
  );
  assert.ok(height > Math.max(...stops.flatMap(({ dots }) => dots.map(({ y }) => y))));
});

test("one goes on after the last scene that was opened", () => {
  const scenes = CHAPTERS.flatMap((chapter) => chapter.scenes);
  assert.equal(nextOf(scenes, [])?.id, "1");
  assert.equal(nextOf(scenes, ["1"])?.id, "2");
  assert.equal(nextOf(scenes, ["1", "3"])?.id, "c0");
  assert.equal(nextOf(scenes, ["1", "4"])?.id, "2");
  assert.equal(
    nextOf(
      scenes,
      scenes.map(({ id }) => id),
    ),
    null,
  );
  assert.deepEqual(withScene(["1", "2"], "1"), ["2", "1"]);
});
