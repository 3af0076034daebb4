/** What is taken along as a program, where there is none. */

import "./fake-page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem } from "../../frontend/core/client.js";
import { saveProgram } from "../../frontend/take/menu.js";

/** What is said where a program fails so. */
async function said(problem) {
  const texts = [];
  const subject = { program: () => Promise.reject(problem), say: (text) => texts.push(text) };
  await saveProgram(/** @type {any} */ (subject), "py");
  return texts;
}

test("a program that cannot be made says why", async () => {
  assert.deepEqual(await said(new Problem({ status: 422, detail: "unknown name 'sine'" })), ["unknown name 'sine'"]);
  assert.deepEqual(await said(new TypeError("Failed to fetch")), ["The server does not answer."]);
});
