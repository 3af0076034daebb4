import "./page.js";

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const { CATALOGUE } = await import("../../frontend/core/catalogue.js");
const { entriesOf } = await import("../../frontend/stage/entries.js");
const { indexOf, looksTyped, search } = await import("../../frontend/stage/search.js");
const { nearest, stemOf } = await import("../../frontend/stage/words.js");
const { GERMAN } = await import("../../frontend/stage/german-words.js");

const TOP = fileURLToPath(new URL("../..", import.meta.url));
const OWN = join(TOP, ".venv", "bin", "python");
const COURSE = "import json; from gradscape.course.loader import chapters; print(json.dumps(chapters()))";
const CHAPTERS = JSON.parse(
  execFileSync(process.env.PYTHON ?? (existsSync(OWN) ? OWN : "python3"), ["-c", COURSE], {
    encoding: "utf-8",
    maxBuffer: 2 ** 24,
  }),
);
const INDEX = indexOf(entriesOf(CHAPTERS, CATALOGUE, (lab) => lab));

const scenes = (text, most = 3) =>
  search(INDEX, text, 30)
    .filter(({ kind }) => kind === "scene")
    .slice(0, most)
    .map(({ id }) => id);

test("every scene is found first by its number", () => {
  for (const { id } of CHAPTERS.flatMap(({ scenes }) => scenes)) assert.equal(search(INDEX, id)[0].id, id);
});

test("a number of several scenes finds all of them, and nothing else", () => {
  assert.deepEqual(
    search(INDEX, "1.21").map(({ id }) => id),
    ["1.21a", "1.21b", "1.21c"],
  );
});

test("every scene is found first by its title", () => {
  const lost = CHAPTERS.flatMap((chapter) => chapter.scenes)
    .filter(({ title, id }) => !scenes(title, 2).includes(id))
    .map(({ title }) => title);
  assert.deepEqual(lost, []);
});

for (const [text, wanted] of Object.entries({
  "learning rate too large": ["1.13e"],
  "rate too large": ["1.13e"],
  "step size too big": ["1.13e"],
  "steps are too long": ["1.13e"],
  diverging: ["1.13e"],
  saddle: ["1.27c", "1.28a", "1.28c", "1.27d", "1.28d"],
  "saddle point": ["1.27c", "1.28a"],
  momentum: ["3.4a"],
  overfitting: ["2.2d"],
  overfit: ["2.2d"],
  "chain rule": ["1.5a", "2.5", "2.14"],
  backpropagation: ["2.14", "2.9c"],
  "tangent plane": ["1.18"],
  "steepest ascent": ["1.23"],
  outlier: ["2.2a"],
  "conjugate gradient": ["3.5a", "3.5b", "3.5c"],
  entropy: ["1.21a", "1.21b", "1.21c"],
  "vertical tangent": ["1.8c"],
  corner: ["1.8a"],
  "why does my loss explode": ["1.13e"],
  lagrange: ["3.1a"],
  KKT: ["3.1e"],
  "shadow price": ["3.1c"],
  "directional derivative": ["1.22"],
  "what is a gradient": ["1.23"],
  "Taylor polynomial": ["1.7a"],
  "implicit differentiation": ["2.6b"],
  "vanishing gradients": ["1.6a", "2.14"],
  "linear regression": ["2.2a", "2.2b", "1.26c"],
  "stochastic gradient descent": ["2.15"],
  autodiff: ["2.9c"],
  fractal: ["1.29d"],
  SVD: ["1.24b"],
  "singular values": ["1.24b", "2.10a"],
  asymptote: ["1.8d"],
  generalization: ["2.2d"],
  manifold: ["3.2a"],
  "1,13e": ["1.13e"],
  hesian: ["1.26a"],
  sadle: ["1.27c"],
  "gradiant decsent": ["1.12a"],
  backpropogation: ["2.14"],
  Sattelpunkte: ["1.27c"],
  "Lernrate zu groß": ["1.13e"],
  "partielle Ableitung": ["1.19"],
  Kettenregel: ["1.5a"],
  "Hesse-Matrix": ["1.26a", "1.20a"],
  Nebenbedingung: ["3.1a"],
  "neuronale Netze": ["2.4", "2.15"],
}))
  test(`"${text}" finds one of ${wanted.join(", ")} among the first three scenes`, () => {
    const found = scenes(text);
    assert.ok(
      wanted.some((each) => found.includes(each)),
      `${found}`,
    );
  });

test("methods, examples and functions are found by their names", () => {
  const first = (text, kind) => search(INDEX, text, 20).find((each) => each.kind === kind)?.name;
  assert.equal(first("adam", "method"), "Adam");
  assert.equal(first("himmelblau", "function"), "Himmelblau");
  assert.equal(first("monkey saddle", "function"), "Monkey saddle");
  assert.equal(first("tanh", "word"), "tanh");
  assert.equal(first("huber", "word")?.startsWith("Huber"), true);
});

test("what has no scene of its own is found by what it is called elsewhere", () => {
  for (const [text, name] of Object.entries({
    softmax: "blobs of several classes",
    XOR: "exclusive or",
    lasso: "Weight decay",
    initialization: "Xavier",
    seeds: "From many seeds",
    "paste data": "Your own data",
  }))
    assert.ok(
      search(INDEX, text).some((each) => each.name === name),
      text,
    );
});

test("words by which a scene is looked for find it among the first, and no scene lists its own title", () => {
  for (const { id, title, words } of CHAPTERS.flatMap((chapter) => chapter.scenes))
    for (const word of words) {
      assert.notEqual(word.toLowerCase(), title.toLowerCase());
      assert.ok(scenes(word, 9).includes(id), `${id} by ${word}: ${scenes(word, 9)}`);
    }
});

test("every German word is found as something", () => {
  for (const text of GERMAN) assert.ok(search(INDEX, text).length, text);
});

test("a slip of a letter or two finds what was meant, and a short word is taken as it stands", () => {
  assert.equal(nearest("hesian", ["hessian", "saddl"]), "hessian");
  assert.equal(nearest("jacboian", ["jacobian"]), "jacobian");
  assert.equal(nearest("sin", ["sip"]), null);
  assert.equal(nearest("gradient", ["radius"]), null);
});

test("what means nothing here finds nothing", () => {
  assert.deepEqual(search(INDEX, "qwertyuiop"), []);
  assert.deepEqual(search(INDEX, "  "), []);
  // A function is opened; no scene is found by its letters.
  assert.deepEqual(search(INDEX, "x^2 - y^2"), []);
});

test("functions are told from words and numbers of scenes", () => {
  for (const text of [
    "x^2 - y^2",
    "sin(x)",
    "sin x",
    "x y",
    "a x + b",
    "2x",
    "|x|",
    "x",
    "[x, y]",
    "x - y",
    "3",
    "\\frac{x}{y}",
  ])
    assert.ok(looksTyped(text), text);
  for (const text of ["1.23", "1.13e", "saddle", "learning rate too large", "step-size", "", "L1 loss", "3d surface"])
    assert.ok(!looksTyped(text), text);
});

test("endings do not matter", () => {
  assert.equal(stemOf("saddles"), stemOf("saddle"));
  assert.equal(stemOf("learning"), stemOf("learned"));
  assert.equal(stemOf("steps"), stemOf("step"));
});
