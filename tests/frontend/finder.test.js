/** What is typed at the front door as a formula: a function opens where it is drawn, an equation as its curve. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { createFinder } from "../../frontend/stage/finder.js";

const finder = createFinder({
  course: Promise.resolve([]),
  catalogue: CATALOGUE,
  titleOf: (lab) => lab,
  addressOf: () => "",
  addressIn: (lab, state) => JSON.stringify([lab, state]),
  parse: async (text) => {
    if (text.includes("=")) throw new Error("the character '=' cannot be read here");
    return { variables: ["x", "y"].filter((name) => text.includes(name)), shape: [] };
  },
  equation: async (text) => (text.endsWith("=") ? null : ["x", "y", "z"].filter((name) => text.includes(name))),
});

test("an equation of two variables opens as its curve, of three as a surface, and a function as ever", async () => {
  const curve = await finder.read("x^2 + y^2 = 1");
  assert.deepEqual(JSON.parse(curve.address), ["implicit", { source: "x^2 + y^2 = 1", parameters: {} }]);
  assert.equal(curve.detail, "Open as the curve of an equation");
  const [lab, state] = JSON.parse((await finder.read("x y z = 1")).address);
  assert.deepEqual(
    [lab, state.view, state.constraint, state.source],
    ["constraints", "space", "x y z = 1", "x + y + z"],
  );
  assert.equal(JSON.parse((await finder.read("x^2 y")).address)[0], "surface");
});

test("what is neither is a mistake, in the words of who reads functions", async () => {
  assert.deepEqual(await finder.read("x^2 ="), { mistake: "the character '=' cannot be read here" });
});
