import assert from "node:assert/strict";
import { test } from "node:test";
import { Work } from "../../frontend/core/work.js";

/** What is shown at which time, on a clock that is moved by hand. */
function createWork() {
  let time = 0;
  const timers = new Map();
  const clock = {
    now: () => time,
    later: (run, wait) => {
      const key = Symbol("timer");
      timers.set(key, { run, at: time + wait });
      return key;
    },
    cancel: (key) => timers.delete(key),
  };
  const shown = [];
  const work = new Work(({ stage, hidesOld }) => shown.push([time, stage, hidesOld]), clock);
  const until = (end) => {
    for (;;) {
      const [key, next] = [...timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!next || next.at > end) break;
      time = next.at;
      timers.delete(key);
      next.run();
    }
    time = end;
  };
  return { work, shown, until, timers };
}

test("nothing is shown for what is answered within 300 ms", () => {
  const { work, shown, until, timers } = createWork();
  const end = work.begin({ hidesOld: true });
  until(299);
  end();
  until(20_000);
  assert.deepEqual([shown, timers.size], [[], 0]);
});

test("a sign after 300 ms, words after two seconds, a way to give up after ten, and rest with the answer", () => {
  const { work, shown, until } = createWork();
  const end = work.begin({ hidesOld: true });
  until(11_000);
  end();
  assert.deepEqual(shown, [
    [300, "working", true],
    [2_000, "long", true],
    [10_000, "endless", true],
    [11_000, "rest", false],
  ]);
});

test("what is seen goes pale only for what takes its place", () => {
  const { work, shown, until } = createWork();
  const search = work.begin({});
  until(500);
  const picture = work.begin({ hidesOld: true });
  until(1_000);
  picture();
  search();
  assert.deepEqual(shown, [
    [300, "working", false],
    [800, "working", true],
    [1_000, "working", false],
    [1_000, "rest", false],
  ]);
});

test("many short questions one after the other are no long one", () => {
  const { work, shown, until } = createWork();
  for (let k = 1; k <= 50; k++) {
    const end = work.begin({ hidesOld: true });
    until(100 * k);
    end();
  }
  assert.deepEqual(shown, []);
});

test("nobody waits for what is asked silently", () => {
  const { work, shown, until } = createWork();
  work.begin({ isSilent: true });
  until(20_000);
  assert.deepEqual(shown, []);
});

test("stopping gives up all that can be; what is seen stays pale until something is asked anew", () => {
  const { work, shown, until } = createWork();
  const given = [];
  const begin = (name, wish) => {
    const end = work.begin({ ...wish, stop: () => [given.push(name), end()] });
  };
  begin("picture", { hidesOld: true });
  begin("search", {});
  until(3_000);
  work.stop();
  assert.deepEqual(given, ["picture", "search"]);
  assert.deepEqual(shown.at(-1), [3_000, "rest", true]);
  work.begin({ hidesOld: true })();
  assert.deepEqual(shown.at(-1), [3_000, "rest", false]);
});
