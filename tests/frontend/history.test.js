import assert from "node:assert/strict";
import { test } from "node:test";
import { createHistory } from "../../frontend/core/history.js";

test("at first there is nothing to undo or redo", () => {
  const history = createHistory({ a: 0 });
  assert.deepEqual([history.canUndo(), history.canRedo(), history.undo(), history.redo()], [false, false, null, null]);
});

test("undo goes back one state at a time, and redo forward through the same ones", () => {
  const history = createHistory(0);
  for (const state of [1, 2, 3]) history.note(state);
  assert.deepEqual([history.undo(), history.undo(), history.undo(), history.undo()], [2, 1, 0, null]);
  assert.deepEqual([history.redo(), history.redo(), history.redo(), history.redo()], [1, 2, 3, null]);
});

test("a drag is one step", () => {
  const history = createHistory(0);
  for (const state of [1, 2, 3, 4]) history.note(state, "drag");
  assert.equal(history.undo(), 0);
  assert.equal(history.redo(), 4);
});

test("a drag that has settled and one that follows are two steps", () => {
  const history = createHistory(0);
  history.note(1, "drag");
  history.settle();
  history.note(2, "drag");
  assert.deepEqual([history.undo(), history.undo()], [1, 0]);
});

test("changes of two kinds are two steps", () => {
  const history = createHistory(0);
  history.note(1, "drag");
  history.note(2, "turn");
  history.note(3, "drag");
  assert.deepEqual([history.undo(), history.undo(), history.undo()], [2, 1, 0]);
});

test("changes of no kind are steps of their own", () => {
  const history = createHistory(0);
  history.note(1);
  history.note(2);
  assert.equal(history.undo(), 1);
});

test("a change after undo takes the redo away, and is a step of its own", () => {
  const history = createHistory(0);
  history.note(1, "drag");
  history.note(2, "turn");
  history.undo();
  history.note(5, "turn");
  assert.ok(!history.canRedo());
  assert.deepEqual([history.undo(), history.undo()], [1, 0]);
});

test("what changes nothing is no step, and leaves the redo in place", () => {
  const history = createHistory({ a: [1] });
  history.note({ a: [2] });
  history.undo();
  history.note({ a: [1] });
  assert.ok(!history.canUndo());
  assert.deepEqual(history.redo(), { a: [2] });
});

test("two hundred steps are kept, and of more the latest", () => {
  const history = createHistory(0);
  for (let state = 1; state <= 500; state++) history.note(state);
  let last = null;
  let steps = 0;
  for (let state = history.undo(); state !== null; state = history.undo()) [last, steps] = [state, steps + 1];
  assert.deepEqual([steps, last], [200, 300]);
});
