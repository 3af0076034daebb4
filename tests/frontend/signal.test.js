import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../frontend/core/signal.js";

const turn = () => new Promise((resolve) => setTimeout(resolve));

test("a listener hears of its own keys only", async () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = [];
  store.subscribe(["a"], ({ a }) => heard.push(a));
  store.set({ b: 3 });
  await turn();
  store.set({ a: 4 });
  await turn();
  assert.deepEqual(heard, [4]);
});

test("all changes of one turn are heard of once, and together", async () => {
  const store = createStore({ a: 1, b: 2 });
  const heard = [];
  store.subscribe(["a", "b"], (state) => heard.push(state));
  store.set({ a: 10 });
  store.set({ b: 20 });
  store.set({ a: 11 });
  assert.deepEqual(heard, []);
  await turn();
  assert.deepEqual(heard, [{ a: 11, b: 20 }]);
});

test("the new state can be read at once", () => {
  const store = createStore({ a: 1, b: 2 });
  store.set({ a: 5 });
  assert.deepEqual(store.get(), { a: 5, b: 2 });
});

test("a value that stays the same, NaN included, is no change", async () => {
  const store = createStore({ a: 1, hole: NaN });
  const before = store.get();
  let times = 0;
  store.subscribe(["a", "hole"], () => times++);
  store.set({ a: 1, hole: NaN });
  await turn();
  assert.equal(times, 0);
  assert.equal(store.get(), before);
});

test("a state that was handed out never changes", () => {
  const store = createStore({ a: 1 });
  const before = store.get();
  store.set({ a: 2 });
  assert.deepEqual(before, { a: 1 });
});

test("whoever has unsubscribed hears nothing more, even of a change made before", async () => {
  const store = createStore({ a: 1 });
  let times = 0;
  const stop = store.subscribe(["a"], () => times++);
  store.set({ a: 2 });
  stop();
  await turn();
  assert.equal(times, 0);
});

test("a listener may change the state, and that is heard of too", async () => {
  const store = createStore({ celsius: 0, fahrenheit: 32 });
  const heard = [];
  store.subscribe(["celsius"], ({ celsius }) => store.set({ fahrenheit: 32 + 1.8 * celsius }));
  store.subscribe(["fahrenheit"], ({ fahrenheit }) => heard.push(fahrenheit));
  store.set({ celsius: 100 });
  await turn();
  assert.deepEqual(heard, [212]);
});
