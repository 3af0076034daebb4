import assert from "node:assert/strict";
import test from "node:test";
import { plotlyLoaded } from "../../frontend/plots/plotly.js";

/** A page that holds the script in a template; what is put into it is kept. */
function page() {
  const scripts = [];
  globalThis.document = /** @type {any} */ ({
    getElementById: () => ({ content: "template" }),
    importNode: () => ({ querySelector: () => ({ remove() {} }) }),
    head: { append: (script) => scripts.push(script) },
  });
  return scripts;
}

test("Plotly is loaded once, when it is first needed, and again after a failure", async () => {
  const scripts = page();
  const first = plotlyLoaded();
  assert.equal(plotlyLoaded(), first);
  scripts[0].onerror();
  await assert.rejects(first);
  const second = plotlyLoaded();
  scripts[1].onload();
  await second;
  assert.equal(plotlyLoaded(), second);
  assert.equal(scripts.length, 2);
});
