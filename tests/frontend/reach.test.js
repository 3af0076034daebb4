/** Which modules the tests of this folder reach: all pictures are to be tested where they are made. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const FRONTEND = join(HERE, "../../frontend");

/** @param {string} folder */
const modulesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));

/** What a module runs of others: types are imported in comments, which do not count. @param {string} path */
function imported(path) {
  const code = readFileSync(path, "utf8").replace(/\/\*.*?\*\//gs, "");
  return [...code.matchAll(/(?:from|import) "(\.[^"]+)"/g)].map(([, name]) => join(dirname(path), name));
}

/** Whether there is anything to run. @param {string} path */
const isTypesOnly = (path) => /^\s*export \{\};\s*$/.test(readFileSync(path, "utf8").replace(/\/\*.*?\*\//gs, ""));

/**
 * All that some modules run, themselves included.
 * @param {string[]} paths
 * @param {string} [barred]  a room through which nothing counts as reached
 */
function reached(paths, barred = "none") {
  const found = new Set(paths);
  const isOpen = (/** @type {string} */ path) => !path.startsWith(join(FRONTEND, barred));
  for (const path of found) for (const next of imported(path).filter(isOpen)) found.add(next);
  return found;
}

const all = modulesIn(FRONTEND).filter((path) => !isTypesOnly(path));
const tests = modulesIn(HERE).filter((path) => path.endsWith(".test.js"));
test("the reader of imports finds modules through others, and no types", () => {
  const known = reached([join(HERE, "signal.test.js")]);
  assert.ok(known.has(join(FRONTEND, "core/signal.js")) && known.size < 5);
  assert.ok(isTypesOnly(join(FRONTEND, "plots/picture.js")) && !isTypesOnly(join(FRONTEND, "plots/frame.js")));
});

test("tests reach all of plots, and not only because a lab draws them", () => {
  const known = reached(tests, "labs");
  const missing = all.filter((path) => path.startsWith(join(FRONTEND, "plots")) && !known.has(path));
  assert.deepEqual(
    missing.map((path) => relative(FRONTEND, path)),
    [],
  );
});

test("tests reach nine of ten modules, and what every lab says of itself", () => {
  const known = reached(tests);
  assert.ok(known.size > 250 && all.filter((path) => known.has(path)).length >= 0.9 * all.length);
  const describes = (/** @type {string} */ path) => readFileSync(path, "utf8").includes(".Description<");
  assert.ok(all.filter(describes).length >= 11);
  const missing = all.filter((path) => describes(path) && !known.has(path));
  assert.deepEqual(
    missing.map((path) => relative(FRONTEND, path)),
    [],
  );
});
