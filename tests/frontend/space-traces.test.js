import assert from "node:assert/strict";
import { test } from "node:test";
import { changesOf, isSame } from "../../frontend/plots/space-traces.js";

const line = (changes = {}) => ({
  type: "scatter3d",
  x: [0, 1],
  y: [0, 1],
  z: [0, 1],
  line: { dash: "solid" },
  ...changes,
});
const dot = (changes = {}) => ({ type: "scatter3d", x: [0], y: [0], z: [0], marker: { color: "#111111" }, ...changes });

test("what stays where it is needs nothing", () => {
  assert.deepEqual(changesOf([line(), dot()], [line(), dot()]), new Map());
});

test("only what has moved is moved, and the dashes of a line go with it", () => {
  const changes = changesOf([dot(), line(), line()], [dot(), line({ z: [0, 2] }), line({ line: { dash: "dash" } })]);
  const { x, y } = line();
  assert.deepEqual(
    changes,
    new Map([
      [1, { x, y, z: [0, 2], line: { dash: "solid" } }],
      [2, { x, y, z: [0, 1], line: { dash: "dash" } }],
    ]),
  );
  assert.deepEqual(changesOf([dot()], [dot({ x: [3] })]), new Map([[0, { x: [3], y: [0], z: [0] }]]));
});

test("another look, and one trace more or less, cannot be moved", () => {
  assert.equal(changesOf([dot()], [dot({ marker: { color: "#222222" } })]), null);
  assert.equal(changesOf([dot()], [dot(), dot()]), null);
  assert.equal(changesOf([dot(), line()], [line(), dot()]), null);
});

test("the same data are the same, to every depth, gaps and typed arrays included", () => {
  assert.ok(isSame({ a: [1, NaN, null], b: { c: "d" } }, { b: { c: "d" }, a: [1, NaN, null] }));
  assert.ok(isSame(new Float64Array([1, 2]), new Float64Array([1, 2])));
  for (const [one, other] of [
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [null, {}],
    [
      [1, null],
      [1, 0],
    ],
    [{ a: undefined }, { b: undefined }],
  ])
    assert.ok(!isSame(one, other), JSON.stringify([one, other]));
});
