import assert from "node:assert/strict";
import { test } from "node:test";
import { atMostEvery, onceAFrame } from "../../frontend/core/pace.js";

/** Lets frames come when the test says so. */
function withFrames(run) {
  const waiting = [];
  globalThis.requestAnimationFrame = (callback) => waiting.push(callback);
  run(() => waiting.splice(0).forEach((callback) => callback()));
  delete globalThis.requestAnimationFrame;
}

test("what is asked for many times in one frame is done once, and again in the next", () => {
  withFrames((nextFrame) => {
    let done = 0;
    const drawing = onceAFrame(() => done++);
    for (let k = 0; k < 3; k++) drawing.ask();
    assert.equal(done, 0);
    nextFrame();
    nextFrame();
    assert.equal(done, 1);
    drawing.ask();
    nextFrame();
    assert.equal(done, 2);
  });
});

test("what has been stopped is not done, asked before or after", () => {
  withFrames((nextFrame) => {
    let done = 0;
    const drawing = onceAFrame(() => done++);
    drawing.ask();
    drawing.stop();
    nextFrame();
    drawing.ask();
    nextFrame();
    assert.equal(done, 0);
  });
});

test("what is asked for often is done at once, and once more after a rest", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let done = 0;
  const writing = atMostEvery(80, () => done++);
  for (let k = 0; k < 5; k++) writing.ask();
  assert.equal(done, 1);
  context.mock.timers.tick(80);
  assert.equal(done, 2);
  context.mock.timers.tick(80);
  assert.equal(done, 2);
  writing.ask();
  assert.equal(done, 3);
});

test("a rest that has been stopped ends in nothing", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let done = 0;
  const writing = atMostEvery(80, () => done++);
  writing.ask();
  writing.ask();
  writing.stop();
  context.mock.timers.tick(200);
  writing.ask();
  assert.equal(done, 1);
});
