import assert from "node:assert/strict";
import { test } from "node:test";
import { cutAtSpan } from "../../frontend/core/span.js";

test("a text is cut before and after the span", () => {
  assert.deepEqual(cutAtSpan("x + sine(y)", [4, 8]), ["x + ", "sine", "(y)"]);
});

test("characters beyond the first plane count as one", () => {
  assert.deepEqual(cutAtSpan("🙂 + 𝑥 + y", [4, 5]), ["🙂 + ", "𝑥", " + y"]);
});

test("the three parts make up the whole text, wherever the span lies", () => {
  const text = "a🙂b𝑥²";
  for (let start = 0; start <= 7; start++)
    for (let end = start; end <= 9; end++) assert.equal(cutAtSpan(text, [start, end]).join(""), text);
});

test("an empty span takes the character before it", () => {
  assert.deepEqual(cutAtSpan("(x + 1", [6, 6]), ["(x + ", "1", ""]);
  assert.deepEqual(cutAtSpan("x + 🙂", [5, 5]), ["x + ", "🙂", ""]);
});

test("an empty span at the beginning takes the first character", () => {
  assert.deepEqual(cutAtSpan("x + 1", [0, 0]), ["", "x", " + 1"]);
});

test("an empty text has nothing to underline", () => assert.deepEqual(cutAtSpan("", [0, 0]), ["", "", ""]));

test("a span beyond the end of the text stops there", () => {
  assert.deepEqual(cutAtSpan("x + y", [4, 99]), ["x + ", "y", ""]);
});
