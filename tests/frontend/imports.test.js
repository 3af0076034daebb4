/** Which part of the page may know which: the arrows of ARCHITECTURE.md. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const FRONTEND = fileURLToPath(new URL("../../frontend", import.meta.url));

/** What each room may import from, beside itself. */
const MAY_KNOW = {
  core: [],
  plots: ["core"],
  widgets: ["core", "plots"],
  stage: ["core", "plots", "widgets"],
  take: ["core", "plots", "widgets"],
  labs: ["core", "plots", "widgets"],
};

const modules = readdirSync(FRONTEND, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, text: readFileSync(join(FRONTEND, name), "utf8") }));

/** What a module imports, types included, as paths inside the frontend. @param {{name: string, text: string}} module */
function importsOf({ name, text }) {
  const found = [...text.matchAll(/(?:from |import\(|^import )"([^"]+)"/gm)].map(([, path]) => path);
  return found.map((path) => relative(FRONTEND, join(FRONTEND, dirname(name), path)));
}

/** @param {string} name */
const roomOf = (name) => name.split("/")[0];
/** @param {string} name */
const labOf = (name) => name.split("/")[1];
/** What labs share, and which of it they may import: the later may know the earlier. */
const SHARED = ["common", "walks"];

test("the reader of imports sees some of every kind", () => {
  const lab = modules.find(({ name }) => name === "labs/surface/surface-lab.js");
  assert.ok(lab && importsOf(lab).includes("labs/common/keys.js"));
  assert.ok(modules.length > 150);
});

for (const [room, known] of Object.entries(MAY_KNOW))
  test(`${room} imports from ${[...known, "itself"].join(", ")} only`, () => {
    const strange = modules
      .filter(({ name }) => roomOf(name) === room)
      .flatMap((module) => importsOf(module).map((path) => [module.name, path]))
      .filter(([, path]) => roomOf(path) !== room && !known.includes(roomOf(path)));
    assert.deepEqual(strange, []);
  });

/** Imports from one folder of labs to another. */
const acrossLabs = modules
  .filter(({ name }) => roomOf(name) === "labs" && name.split("/").length > 2)
  .flatMap((module) => importsOf(module).map((path) => [module.name, path]))
  .filter(([name, path]) => roomOf(path) === "labs" && labOf(name) !== labOf(path));

test("no lab imports from another, nor from the list of all labs", () => {
  assert.deepEqual(
    acrossLabs.filter(([name, path]) => !SHARED.includes(labOf(path)) && !SHARED.includes(labOf(name))),
    [],
  );
});

test("what labs share knows no lab, and what all share nothing of what some share", () => {
  const strange = acrossLabs.filter(([name]) => SHARED.includes(labOf(name)));
  const isLater = ([name, path]) => SHARED.indexOf(labOf(path)) < SHARED.indexOf(labOf(name));
  assert.deepEqual(
    strange.filter(([name, path]) => !SHARED.includes(labOf(path)) || !isLater([name, path])),
    [],
  );
});

test("views of a lab stand beside each other: none imports from another", () => {
  const strange = modules
    .filter(({ name }) => roomOf(name) === "labs" && name.split("/").length > 3)
    .flatMap((module) => importsOf(module).map((path) => [module.name, path]))
    .filter(([name, path]) => labOf(name) === labOf(path) && path.split("/").length > 3)
    .filter(([name, path]) => name.split("/")[2] !== path.split("/")[2]);
  assert.deepEqual(strange, []);
});

test("only plots name Plotly", () => {
  const naming = modules.filter(({ name, text }) => roomOf(name) !== "plots" && /\bPlotly\./.test(text));
  assert.deepEqual(
    naming.map(({ name }) => name),
    [],
  );
});
