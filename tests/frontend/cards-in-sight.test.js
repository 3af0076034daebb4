import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { CardsInSight } from "../../frontend/labs/common/cards-in-sight.js";

/** Cards that are watched, what is written of them, and a word for where they are. */
function watched(...names) {
  const sight = new CardsInSight();
  const cards = Object.fromEntries(names.map((name) => [name, { element: /** @type {any} */ (name) }]));
  const written = [];
  const told = (name, isIntersecting) => sight.note([{ target: cards[name].element, isIntersecting }]);
  const write = (name, what) => sight.write(cards[name], () => written.push(`${name} ${what}`));
  return { sight, told, write, written };
}

test("what is seen is written at once, and what is not yet known to be out of sight", () => {
  const { told, write, written } = watched("formula", "slices");
  write("formula", 1);
  told("slices", true);
  write("slices", 1);
  assert.deepEqual(written, ["formula 1", "slices 1"]);
});

test("out of sight, what moves is written as it begins and once it rests, as it is then", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { told, write, written } = watched("formula");
  told("formula", false);
  for (const k of [1, 2, 3, 4]) {
    write("formula", k);
    mock.timers.tick(150);
  }
  assert.deepEqual(written, ["formula 1"]);
  mock.timers.tick(50);
  assert.deepEqual(written, ["formula 1", "formula 4"]);
  mock.timers.tick(1000);
  write("formula", 5);
  assert.deepEqual(written, ["formula 1", "formula 4", "formula 5"]);
  mock.timers.reset();
});

test("what comes into sight is written at once, and once", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { told, write, written } = watched("formula", "slices");
  for (const name of ["formula", "slices"]) {
    told(name, false);
    write(name, 0);
    write(name, 1);
  }
  written.length = 0;
  told("formula", true);
  assert.deepEqual(written, ["formula 1"]);
  write("formula", 2);
  mock.timers.tick(1000);
  assert.deepEqual(written, ["formula 1", "formula 2", "slices 1"]);
  mock.timers.reset();
});

test("a lab that is closed writes nothing more", () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const { sight, told, write, written } = watched("formula");
  told("formula", false);
  write("formula", 1);
  write("formula", 2);
  sight.dispose();
  mock.timers.tick(1000);
  assert.deepEqual(written, ["formula 1"]);
  mock.timers.reset();
});
