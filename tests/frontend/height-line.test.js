import assert from "node:assert/strict";
import { test } from "node:test";
import { pointsOf } from "./fake-svg.js";
import { heightLine, scaleOfWalks } from "../../frontend/labs/walks/height-line.js";

const walk = (...values) => ({ values });
const partsOf = (line) => Object.fromEntries(line.children.map((each) => [each.attributes.class ?? "dot", each]));

test("the scale of small lines goes from the lowest height to the highest start, over the longest walk", () => {
  assert.deepEqual(scaleOfWalks([walk(4, 1, -2), walk(3, 900)]), { low: -2, high: 4, last: 2 });
  assert.deepEqual(scaleOfWalks([walk(1, 2, 3)]), { low: 1, high: 3, last: 2 });
  assert.deepEqual(scaleOfWalks([walk(null)]), { low: Infinity, high: -Infinity, last: 1 });
});

test("what is walked ends at the dot, where what is to come begins; a walk that is thrown up leaves at the top", () => {
  const values = [4, 2, 100, -2];
  const { walked, "to-come": coming, zero, dot } = partsOf(heightLine({ values }, 1, scaleOfWalks([walk(...values)])));
  const [before, after] = [pointsOf(walked), pointsOf(coming)];
  assert.equal(before.length, 2);
  assert.deepEqual(before.at(-1), after[0]);
  const { cx, cy } = dot.attributes;
  assert.deepEqual(
    [cx, cy].map((each) => Math.round(each * 100) / 100),
    after[0],
  );
  assert.equal(after[1][1], before[0][1]); // at the top, as the highest start
  assert.ok(after[2][1] > before[1][1]); // lower down
  const [, level] = zero.attributes.d.match(/M0 ([\d.]+)H/);
  assert.ok(Number(level) > before[1][1] && Number(level) < after[2][1]);
});

test("a long walk has no more points than are seen, and its last one", () => {
  const values = Array.from({ length: 5001 }, (_, k) => 5000 - k);
  const { walked } = partsOf(heightLine({ values }, 5000, scaleOfWalks([{ values }])));
  const points = pointsOf(walked);
  assert.ok(points.length <= 114);
  assert.equal(points.at(-1)[0], 108);
});

test("without heights there is no dot, and nothing fails", () => {
  assert.equal(partsOf(heightLine(walk(null), 0, scaleOfWalks([walk(null)]))).dot, undefined);
});
