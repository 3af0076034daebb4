/** The reader's own functions, and their small pictures. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readSaved, withFunction, without } from "../../frontend/core/saved.js";
import { graphPath, rankPixels } from "../../frontend/plots/thumbnail.js";

const bowl = { name: "bowl", source: "x^2", parameters: {}, point: [1], domain: { x: /** @type {any} */ ([-1, 1]) } };

test("a function of the same name takes the place of the one before, and stands first", () => {
  const saved = withFunction([{ ...bowl, name: "other" }, bowl], { ...bowl, source: "2 x^2" });
  assert.deepEqual(
    saved.map(({ name, source }) => [name, source]),
    [
      ["bowl", "2 x^2"],
      ["other", "x^2"],
    ],
  );
  assert.deepEqual(without(saved, "bowl").length, 1);
});

test("what was kept is read again; what is no function is left out", () => {
  assert.deepEqual(readSaved(JSON.stringify([bowl])), [bowl]);
  const broken = [null, { ...bowl, point: ["a"] }, { ...bowl, domain: {} }, { ...bowl, parameters: { a: 1 } }, bowl];
  assert.deepEqual(readSaved(JSON.stringify(broken)), [bowl]);
  for (const text of [null, "", "{", "7", "{}"]) assert.deepEqual(readSaved(text), []);
});

test("a graph begins anew after a gap, and its heights fill the picture", () => {
  assert.equal(graphPath([0, 1, null, 2]), "M4.0 56.0L34.7 30.0M96.0 4.0");
  assert.equal(graphPath([5, 5]), "M4.0 56.0L96.0 56.0");
  assert.equal(graphPath([null]), "");
});

test("colours go by rank: one steep corner leaves the rest its differences; the first row is the lowest", () => {
  const pixels = rankPixels([
    [0, 1],
    [2, 1e9],
  ]);
  const at = (/** @type {number} */ k) => [...pixels.slice(4 * k, 4 * k + 3)];
  assert.deepEqual(at(1), [253, 231, 37]);
  assert.deepEqual(at(2), [68, 1, 84]);
  assert.notDeepEqual(at(3), at(2));
  assert.deepEqual([...rankPixels([[null]])], [0, 0, 0, 0]);
});
