/** What can be chosen is told once, in its row of the catalogue: the page goes by no name that stands there. */

import "./page.js";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { METHODS, methodOf, traitsOf } from "../../frontend/labs/common/methods.js";

const FRONTEND = fileURLToPath(new URL("../../frontend", import.meta.url));
const modules = readdirSync(FRONTEND, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js"))
  .map((name) => ({ name, text: readFileSync(join(FRONTEND, name), "utf8") }));

const rows = [...CATALOGUE.methods, ...CATALOGUE.training_methods];
const settings = new Set(rows.flatMap((method) => method.settings.map(({ name }) => name)));
const names = [...new Set(rows.map(({ name }) => name))];

/**
 * Every method that a text names. A setting may be called like a method; what is compared with a method is one. A rule,
 * which several methods may have, may be called like its first one, and so may what is asked of the backend.
 */
function named(whole) {
  const text = whole.replace(/\brule === "\w+"|\bsend\("[\w-]+"/g, "");
  return names.filter((name) =>
    settings.has(name) ? new RegExp(`method\\s*[!=]==\\s*"${name}"`).test(text) : text.includes(`"${name}"`),
  );
}

test("methods are found where they are named", () => {
  assert.deepEqual(named(`if (method === "momentum") settingOf(run, "adam")`), ["momentum", "adam"]);
  assert.deepEqual(named(`settingOf(run, "momentum")`), []);
  assert.deepEqual(named(`rule === "nesterov" || method === "nesterov"`), ["nesterov"]);
});

test("no method's name is written in the page: what its step is made of stands in its row", () => {
  const found = modules.flatMap(({ name, text }) => named(text).map((method) => `${name}: ${method}`));
  assert.deepEqual(found, []);
});

for (const table of ["methods", "families", "activations", "initialisations", "losses", "data_sets", "scatter_data"])
  test(`no list of ${table} is written in the page`, () => {
    const all = CATALOGUE[table].map(({ name }) => name);
    // Words such as "line" and "steps" mean something else too: three of one table in one list are that list.
    const lists = (text) => text.match(/[[{][^[\]{}]*[\]}]/g) ?? [];
    const isList = (text) => all.filter((name) => text.includes(`"${name}"`)).length > 2;
    const found = modules.filter(({ text }) => lists(text).some(isList)).map(({ name }) => name);
    assert.deepEqual(found, []);
  });

test("no limit of the catalogue is written in the page by its name and its number", () => {
  const found = modules.flatMap(({ name, text }) =>
    Object.entries(CATALOGUE.limits)
      .filter(([limit, value]) => new RegExp(`\\b${limit.toUpperCase()}\\w* = ${value}\\b`).test(text))
      .map(([limit]) => `${name}: ${limit}`),
  );
  assert.deepEqual(found, []);
});

test("what a step is made of is read off the row", () => {
  const having = (trait) => METHODS.filter((name) => traitsOf(name)[trait]);
  assert.deepEqual(having("hasMomentum"), ["momentum", "nesterov"]);
  assert.deepEqual(having("looksAhead"), ["nesterov"]);
  assert.deepEqual(having("isPlain"), ["gradient-descent", "perturbed-gradient-descent"]);
  assert.deepEqual(having("isKicked"), ["perturbed-gradient-descent"]);
  assert.deepEqual(having("squares"), ["adagrad", "rmsprop", "adam", "adamw"]);
  assert.deepEqual(having("hasMoments"), ["adam", "adamw"]);
  assert.deepEqual(having("decaysWeights"), ["adamw"]);
  assert.deepEqual(having("isTrusted"), ["trust-newton"]);
  assert.deepEqual(having("isCurved"), ["newton", "damped-newton", "trust-newton", "newton-cg"]);
  const together = having("goesTogether");
  assert.deepEqual(
    together.filter((name) => methodOf(name).family !== "first-order"),
    ["newton", "damped-newton"],
  );
  assert.ok(!together.includes("perturbed-gradient-descent"));
});
