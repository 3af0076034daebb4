/** The page in other languages: every text of its controls has its place in every table, and no table has another. */

import "./page.js";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { CATALOGUE } from "../../frontend/core/catalogue.js";
import { readShowing, withShowing } from "../../frontend/core/showing.js";
import { asked, LANGUAGES, patternOf, t, TABLES } from "../../frontend/core/texts.js";
import { CURVE } from "../../frontend/labs/constraints/curve/curve-view.js";
import { FAMILY } from "../../frontend/labs/constraints/family/family-view.js";
import { SPACE } from "../../frontend/labs/constraints/space/space-view.js";
import { SURFACE_WALK } from "../../frontend/labs/constraints/surface/surface-view.js";
import { DERIVATIVE } from "../../frontend/labs/derivative/derivative-lab.js";
import { DESCENT } from "../../frontend/labs/descent/descent-lab.js";
import { IMPLICIT } from "../../frontend/labs/implicit/implicit-lab.js";
import { CHAIN } from "../../frontend/labs/jacobian/chain/chain-view.js";
import { MAP } from "../../frontend/labs/jacobian/map/map-view.js";
import { LANDSCAPE } from "../../frontend/labs/network/landscape/landscape-view.js";
import { STEPS } from "../../frontend/labs/network/steps/steps-view.js";
import { TRAINING } from "../../frontend/labs/network/training/training-view.js";
import { PATHS } from "../../frontend/labs/paths/paths-lab.js";
import { FIT } from "../../frontend/labs/regression/fit-view.js";
import { NORMS } from "../../frontend/labs/regression/norms-view.js";
import { SURFACE } from "../../frontend/labs/surface/surface-lab.js";

const FRONTEND = fileURLToPath(new URL("../../frontend", import.meta.url));
const DESCRIPTIONS = [
  CURVE,
  SPACE,
  SURFACE_WALK,
  FAMILY,
  DERIVATIVE,
  IMPLICIT,
  DESCENT,
  CHAIN,
  MAP,
  LANDSCAPE,
  STEPS,
  TRAINING,
  PATHS,
  FIT,
  NORMS,
  SURFACE,
];
const SHIFT = " (with Shift: a tenth as far)";

const modules = readdirSync(FRONTEND, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".js") && !name.startsWith("core/texts"))
  .map((name) => readFileSync(join(FRONTEND, name), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""));
const index = readFileSync(join(FRONTEND, "index.html"), "utf8");

/** Where a text of a control is written. */
const PLACES = [
  /"aria-label": "([^"]+)"/g,
  /\btitle: "([^"]+)"/g,
  /html\(\s*"(?:button|label|summary|h2|legend)",\s*(?:\{[^{}]*\}|\w+),\s*\[\s*"([^"]+)",?\s*\]/g,
  /\bgroup\(\s*"([^"]+)"/g,
  /whereLine\(\s*"([^"]+)"/g,
  /iconButton\("[^"]*", "([^"]+)"/g,
  /\bt\(\s*"([^"]+)"/g,
  /html\(\s*"(?:h3|th|td|p|span|option|caption|figcaption|li|dt|dd|strong)",\s*(?:\{[^{}]*\}|\w+),\s*\[\s*"([^"]+)"/g,
  /\b(?:placeholder|[xy]Label|yLabel): "([^"]+)"/g,
  /\b(?:PlotCard|NumberField|FunctionField|columnHead|formulaLine|bounded|choice|part|legendLine)\(\s*"([^"]+)"/g,
  /\brunButton\(\s*"([^"]+)"/g,
  /\bsay\("\w+", "([^"]+)"/g,
];
/** What can be chosen, and the settings of methods. */
const chosen = [
  ...["losses", "data_sets", "scatter_data", "costs", "initialisations", "families", "methods", "training_methods"],
].flatMap((list) => CATALOGUE[list].map(({ label }) => label));
const settings = [...CATALOGUE.methods, ...CATALOGUE.training_methods].flatMap((method) =>
  method.settings.flatMap(({ label, choices }) => [label, ...choices]),
);
const examples = CATALOGUE.examples.flatMap(({ name, note }) => [name, note]);
/** Signs, formulas and names are the same in every language. */
const NAMES = ["L-BFGS", "Taylor", "Gradscape", "ReLU", "Huber", "Xavier", "He", "AdaGrad", "RMSProp", "Adam", "AdamW"];
const isName = (text) => !/[a-z]{3}/.test(text) || [...NAMES, "Himmelblau", "Rosenbrock", "log-cosh"].includes(text);

const described = DESCRIPTIONS.flatMap(({ switches = {}, keys, gestures }) => [
  ...Object.values(switches).map(([label]) => label),
  ...keys.map(({ does }) => does.replace(SHIFT, "")),
  ...gestures.flat(),
]);
const written = modules.flatMap((text) => PLACES.flatMap((place) => [...text.matchAll(place)].map(([, said]) => said)));
const inIndex = [
  ...index.matchAll(/(?:title|aria-label)="([^"]+)"|>([^<>\n]*[a-z]{3}[^<>\n]*)<\/(?:button|h2|a)>/g),
].map(([, name, text]) => name ?? text);
const used = [...new Set([...described, ...written, ...inIndex, ...chosen, ...settings, ...examples])].filter(
  (text) => !isName(text),
);

/** What texts with numbers or names in them look like. */
const made = modules
  .flatMap((text) => [...text.matchAll(/`([^`]*?[a-z]{3}[^`]*)`/g)].map(([, said]) => said))
  .filter((said) => said.includes("${"))
  .map((said) => patternOf(said.replace(/\$\{[^}]*\}/g, "{1}")));
const isPlaced = (text) => text.includes("{1}");

test("texts are found where controls have them", () => {
  for (const text of ["Tangent plane", "Which norm?", "play or pause", "Share", "Drag the point"])
    assert.ok(used.includes(text));
  assert.ok(used.length > 200);
});

for (const [language, table] of Object.entries(TABLES)) {
  test(`every text of a control is in the table: ${language}`, () => {
    assert.deepEqual(
      used.filter((text) => !Object.hasOwn(table, text)),
      [],
    );
  });

  test(`no text of the table is used nowhere, and none is empty: ${language}`, () => {
    const everywhere = [...modules, index, JSON.stringify(CATALOGUE)].join("\n");
    const isWritten = (text) => [`"${text}"`, `>${text}<`, `"${text} (`].some((each) => everywhere.includes(each));
    const isMade = (text) => made.some((each) => each.test(text));
    /** What a text says around the places for others. */
    const isSaid = (text) =>
      text.split(/\{\d\}/).every((part) => [part, part.trim()].some((each) => everywhere.includes(each)));
    const isUsed = (text) =>
      [used.includes(text), isWritten(text), isMade(text), isPlaced(text) && isSaid(text)].some(Boolean);
    assert.deepEqual(
      Object.keys(table).filter((text) => !isUsed(text) || !table[text].trim()),
      [],
    );
  });
}

test("what no table has stays as it is, and so does English", () => {
  assert.equal(t("Course"), "Course");
  assert.equal(t("toString"), "toString");
});

test("a link says a language that we have, beside everything else", () => {
  assert.equal(asked("#v=1&lab=surface&lang=de"), "de");
  assert.equal(asked("#lang=en"), "en");
  for (const fragment of ["#v=1&lab=surface", "#lang=toString", "#lang=", ""]) assert.equal(asked(fragment), null);
  assert.deepEqual(readShowing("#lab=paths&lang=de"), { showing: null, rest: "lab=paths" });
  assert.equal(withShowing("lab=paths", { view: "stage", hidden: [] }, "lang=de"), "lab=paths&view=stage&lang=de");
  for (const code of Object.keys(TABLES)) assert.ok(code in LANGUAGES);
});
