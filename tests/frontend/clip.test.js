import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { clippedPath, clippedSegment } from "../../frontend/plots/clip.js";
import { assertClose } from "./helpers.js";

const FRAME = { left: 0, right: 100, top: 0, bottom: 100 };
const FAR = 1e9;

test("a path inside the frame stays as it is, gaps included", () => {
  const path = [
    [0, 0],
    [50, 50],
    [NaN, NaN],
    [60, 10],
    [100, 100],
  ];
  assert.deepEqual(clippedPath(path, FRAME), path);
});

test("a line that runs far away keeps its direction and loses its length", () => {
  const [[x, y], [u, v]] = clippedPath(
    [
      [50, 50],
      [50 + FAR, 50 + FAR / 2],
    ],
    FRAME,
  );
  assertClose([x, y], [50, 50]);
  assertClose([(v - y) / (u - x)], [0.5], 1e-9);
  assert.ok(Math.hypot(u - x, v - y) < 200);
});

test("a walk that runs away leaves only what is near the frame", () => {
  const walk = Array.from({ length: 60 }, (_, n) => [50 + 20 * (-1.5) ** n, 50 - 20 * 2.25 ** n]);
  const length = clippedPath(walk, FRAME).reduce(
    (sum, [x, y], k, all) =>
      k && Number.isFinite(x + all[k - 1][0]) ? sum + Math.hypot(x - all[k - 1][0], y - all[k - 1][1]) : sum,
    0,
  );
  assert.ok(length < 1000, `${length}`);
});

test("what comes back into the frame is a part of its own", () => {
  const kept = clippedPath(
    [
      [50, 50],
      [50, FAR],
      [60, FAR],
      [60, 50],
    ],
    FRAME,
  );
  assert.equal(kept.filter(([x]) => Number.isNaN(x)).length, 1);
  assert.deepEqual(
    [kept[0], kept.at(-1)],
    [
      [50, 50],
      [60, 50],
    ],
  );
});

test("a line between two places outside is kept where it crosses the frame, and nowhere else", () => {
  assertClose(clippedSegment([-FAR, 30], [FAR, 30], FRAME), [0, 30, 100, 30], 1e-6);
  assert.equal(clippedSegment([-10, 0], [-10, 100], FRAME), null);
  assert.equal(clippedSegment([-50, 20], [20, -60], FRAME), null);
});

test("what is not finite is not drawn", () => {
  assert.deepEqual(
    clippedPath(
      [
        [0, 0],
        [NaN, 5],
        [10, Infinity],
        [20, 20],
      ],
      FRAME,
    ),
    [],
  );
});
