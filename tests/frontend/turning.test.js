import assert from "node:assert/strict";
import { test } from "node:test";
import { beginTurn, endTurn, grainOf, turned, turnKind } from "../../frontend/core/turning.js";
import { createHistory } from "../../frontend/core/history.js";

test("a number turns in whole grains, back to where it was by the same way, at every scale", () => {
  for (const scale of [1e-9, 1, 1e9]) {
    const grain = grainOf(4 * scale);
    assert.ok(grain <= (4 * scale) / 200 && grain > (4 * scale) / 2001);
    const there = turned(scale, 37, grain);
    assert.ok(Math.abs(there - scale - 37 * grain) <= grain);
    assert.ok(Math.abs(turned(there, -37, grain) - scale) <= 1e-9 * scale);
  }
  assert.equal(turned(0.1, 20, 0.01), 0.3);
  assert.equal(turned(-0.5, 1, 0.01), -0.49);
});

test("all that changes while a number is turned is one step to undo, and the next turn is another one", () => {
  const history = createHistory(0);
  for (const values of [
    [1, 2, 3],
    [4, 5],
  ]) {
    beginTurn();
    for (const value of values) history.note(value, turnKind());
    endTurn();
  }
  history.note(6, turnKind());
  assert.deepEqual([history.undo(), history.undo(), history.undo(), history.canUndo()], [5, 3, 0, false]);
});
