import assert from "node:assert/strict";
import { test } from "node:test";
import "./page.js";
import { Address } from "../../frontend/core/address.js";

test("what plays on while a link is read does not write over it", async () => {
  globalThis.location = /** @type {any} */ ({ hash: "#of-the-link", href: "" });
  globalThis.history = /** @type {any} */ ({ replaceState: (_data, _title, hash) => (location.hash = hash) });
  globalThis.addEventListener = () => {};
  let arrive = () => {};
  const visited = new Promise((resolve) => (arrive = () => resolve(undefined)));
  const address = new Address(
    () => "the state before",
    () => visited,
  );
  const read = address.read(visited);
  address.follow();
  assert.equal(location.hash, "#of-the-link");
  arrive();
  await read;
  address.follow();
  assert.equal(location.hash, "#the state before");
});
