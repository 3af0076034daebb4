import assert from "node:assert/strict";
import { test } from "node:test";

import { Problem } from "../../frontend/core/client.js";
import { InOrder } from "../../frontend/labs/common/in-order.js";

/** @returns {{promise: Promise<any>, resolve: (value: any) => void, reject: (error: unknown) => void}} */
function deferred() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

const refused = () => assert.fail("nothing is refused here");

test("an earlier question's answer after a later one's is no answer", async () => {
  const order = new InOrder(refused);
  const [first, second] = [deferred(), deferred()];
  const answers = [order.answer(first.promise), order.answer(second.promise)];
  second.resolve("second");
  assert.equal(await answers[1], "second");
  first.resolve("first");
  assert.equal(await answers[0], null);
});

test("a longer answer waits for what was asked for before it, even if it is there first", async () => {
  const order = new InOrder(refused);
  const [picture, longer] = [deferred(), deferred()];
  /** @type {string[]} */
  const seen = [];
  const both = [
    order.answer(picture.promise).then(() => seen.push("picture")),
    order.afterwards(longer.promise).then(() => seen.push("longer")),
  ];
  longer.resolve(1);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(seen, []);
  picture.resolve(1);
  await Promise.all(both);
  assert.deepEqual(seen, ["picture", "longer"]);
});

test("a longer answer's refusal waits as well", async () => {
  const order = new InOrder(refused);
  const [picture, longer] = [deferred(), deferred()];
  /** @type {string[]} */
  const seen = [];
  const both = [
    order.answer(picture.promise).then(() => seen.push("picture")),
    order.afterwards(longer.promise, (problem) => seen.push(problem.message)),
  ];
  longer.reject(new Problem({ status: 422, detail: "no formula" }));
  picture.resolve(1);
  assert.deepEqual((await Promise.all(both))[1], null);
  assert.equal(seen[0], "picture");
  assert.equal(seen.length, 2);
});
