/** The page inside another one: who may show it, what is answered to whom, and what may be given of a state. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { givenIn, readGiven } from "../../frontend/core/given.js";
import { createLinks } from "../../frontend/core/link.js";
import { readShowing, withShowing } from "../../frontend/core/showing.js";
import { FIRST_LAB, LABS } from "../../frontend/labs/index.js";
import { firstState } from "../../frontend/labs/opening.js";
import { frameOf } from "../../frontend/stage/share.js";
import { Embedded, mayShow } from "../../frontend/stage/embedded.js";

const OWN = "https://gradscape.example";
const links = createLinks(
  LABS.map(({ codec }) => codec),
  FIRST_LAB,
);

test("who may show the page is whom frame-ancestors lists, to the letter", () => {
  const may = (origin, ...sources) => mayShow(origin, sources, OWN);
  assert.ok(may(OWN, "'self'"));
  assert.ok(!may("https://other.example", "'self'"));
  assert.ok(!may(OWN, "'none'"));
  assert.ok(may("http://any.example:81", "*") && !may("null", "*"));
  assert.ok(may("https://moodle.example", "'self'", "https://moodle.example"));
  for (const origin of ["http://moodle.example", "https://moodle.example:8443", "https://moodleXexample"])
    assert.ok(!may(origin, "https://moodle.example"), origin);
  for (const origin of ["https://moodle.example.evil", "https://evil-moodle.example"])
    assert.ok(!may(origin, "https://moodle.example"), origin);
  assert.ok(may("https://a.b.example.org", "https://*.example.org"));
  assert.ok(!may("https://example.org", "https://*.example.org"));
  assert.ok(!may("https://evil.org/.example.org", "https://*.example.org"));
  assert.ok(may("http://localhost:8888", "http://localhost:*") && may("http://localhost", "http://localhost:*"));
  assert.ok(!may("http://localhost.evil:8888", "http://localhost:*"));
  assert.ok(may("https://a.example", "https://a.example:443"));
  assert.ok(may("vscode-webview://1a2b", "vscode-webview:") && !may("http://vscode-webview:", "vscode-webview:"));
});

/** A page in a frame whose parent has that origin; and how the parent asks. */
function framed(open) {
  const posted = [];
  const parent = { postMessage: (message, to) => posted.push({ ...message, to }) };
  let hear;
  const page = { parent, location: { origin: OWN }, addEventListener: (_, listener) => (hear = listener) };
  const embedded = new Embedded({ state: () => ({ lab: "surface" }), change: async () => {}, ...open }, page);
  const ask = (data, origin = OWN, source = parent) => hear({ data, origin, source });
  return { embedded, posted, ask };
}
globalThis.document.querySelector ??= () => null;
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("who calls is told when there is something to see, and what changes; nobody else is told anything", async () => {
  const { embedded, posted, ask } = framed({});
  embedded.changed({ lab: "surface" });
  embedded.passOn({ key: "ArrowRight", code: "ArrowRight", keyCode: 39, shiftKey: false });
  ask({ gradscape: "hello" }, "https://evil.example");
  ask({ gradscape: "hello" }, OWN, {});
  embedded.ready();
  assert.deepEqual(posted, []);
  ask({ gradscape: "hello" });
  embedded.changed({ lab: "paths" });
  embedded.passOn({ key: "ArrowRight", code: "ArrowRight", keyCode: 39, shiftKey: false });
  assert.deepEqual(posted, [
    { gradscape: "ready", told: { lab: "surface" }, to: OWN },
    { gradscape: "change", told: { lab: "paths" }, to: OWN },
    { gradscape: "key", told: { key: "ArrowRight", code: "ArrowRight", keyCode: 39, shiftKey: false }, to: OWN },
  ]);
});

test("each question has its answer, refusals in words", async () => {
  const change = async (given) => {
    if (!given.point) throw new Error("no point");
  };
  const { posted, ask } = framed({ change });
  ask({ gradscape: "get", id: 1 });
  ask({ gradscape: "set", id: 2, told: { point: [1, 2] } });
  ask({ gradscape: "set", id: 3, told: {} });
  ask({ gradscape: "dance", id: 4 });
  ask("text");
  await settled();
  assert.deepEqual(
    posted.map(({ gradscape, id, told, problem }) => [gradscape, id, told?.lab ?? problem]),
    [
      ["answer", 1, "surface"],
      ["answer", 2, "surface"],
      ["answer", 3, "no point"],
      ["answer", 4, "there is no 'dance' to ask for: get, set or image"],
    ].sort((a, b) => posted.findIndex(({ id }) => id === a[1]) - posted.findIndex(({ id }) => id === b[1])),
  );
});

test("what is given of a state is read as strictly as a link, and the rest stays", () => {
  const usual = { ...firstState("surface"), angle: 30 };
  const read = (given) => readGiven(given, usual, links);
  assert.deepEqual(read({ point: [0.25, 1e-9] }), { ...usual, point: [0.25, 1e-9] });
  assert.deepEqual(read({ source: "a x & y = 1%" }).source, "a x & y = 1%");
  assert.throws(() => read({ point: ["x", 1] }), /is not/);
  assert.throws(() => read({ point: 3 }), /another form/);
  assert.throws(() => read({ points: [1, 2] }), /'surface' has no 'points'/);
  assert.throws(() => read({ __proto__: null, constructor: 1 }), /has no 'constructor'/);
});

test("a link may give a state as JSON", () => {
  const given = { lab: "surface", source: "x & y = 50%", point: [1, 2] };
  assert.deepEqual(givenIn(`#view=embed&state=${encodeURIComponent(JSON.stringify(given))}`), given);
  assert.equal(givenIn("#lab=surface&f=x"), null);
  assert.throws(() => givenIn("#state=%7B"), /no JSON/);
});

test("a link says by day or by night, and whose the keys are", () => {
  const { showing, rest } = readShowing("#lab=surface&view=embed&theme=dark&keys=off");
  assert.deepEqual(showing, { view: "embed", hidden: [], theme: "dark", keys: "off" });
  assert.equal(rest, "lab=surface");
  assert.equal(withShowing("lab=surface", showing), "lab=surface&view=embed&theme=dark&keys=off");
  assert.deepEqual(readShowing("theme=pink&keys=on").showing, { view: "page", hidden: [] });
  const known = LABS.flatMap(({ codec }) => codec.pairsOf(codec.DEFAULT_STATE).map(([key]) => key));
  assert.ok(!known.some((key) => ["theme", "keys", "state", "hide", "lang"].includes(key)));
});

test("the code for another page shows the picture alone, leaves the keys, and no text of a link ends it", () => {
  const code = frameOf('https://g.example/#v=1&f=x<y"&view=stage&theme=dark&hide=cards');
  const [, source] = /^<iframe src="([^"]*)" [^<>]*><\/iframe>$/.exec(code) ?? [];
  const read = source.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  assert.equal(read, 'https://g.example/#v=1&f=x<y"&view=embed&hide=controls,cards&theme=dark&keys=off');
});
