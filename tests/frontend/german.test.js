/** The page in German: what is put together of parts is found in the table as a whole. */

// The language is that of the address when the first text is looked up.
globalThis.location = /** @type {any} */ ({ hash: "#lang=de" });
await import("./fake-page.js");

import assert from "node:assert/strict";
import { test } from "node:test";

const { t } = await import("../../frontend/core/texts.js");
const { Says } = await import("../../frontend/labs/common/says.js");
const { endText, rateText } = await import("../../frontend/labs/paths/words.js");
const { rateText: lineRateText } = await import("../../frontend/labs/descent/words.js");

const REASONS = [
  ...["converged", "cycling", "diverged", "left-domain", "no-derivative", "flat", "no-descent", "no-curvature"],
  ...["unbounded", "jump", "undecided", "step-limit", "time-limit"],
];

test("where nothing is drawn says so in German, in place of the sentence", () => {
  const nothing = new Says().sentence.attributes["data-nothing"];
  assert.equal(nothing, "Gezeichnet wird erst, wenn sich die Funktion lesen lässt.");
});

test("what goes wrong with a table, a start or a batch is said in German", () => {
  assert.equal(t("'data.csv' is too large: 12 MB."), "„data.csv“ ist zu groß: 12 MB.");
  assert.equal(t("'a photo.png' cannot be read as text."), "„a photo.png“ lässt sich nicht als Text lesen.");
  assert.match(t("Nothing of the set lies over (1, 2, 3): this is the place next to it."), /^Über \(1, 2, 3\) liegt/);
  assert.equal(t("stable below 66.7"), "stabil unter 66.7");
});

test("what a text says around a name is looked up as a whole, however short another one is", () => {
  assert.equal(t("Remove run 2"), "Lauf 2 entfernen");
  assert.equal(t("Remove my bowl"), "my bowl entfernen");
  assert.equal(t("1 to 10"), "1 bis 10");
});

test("whatever a walk came to has its German", () => {
  for (const reason of REASONS) {
    const english = endText({ end: null, stop: { reason } });
    assert.notEqual(t(english), english, reason);
  }
  assert.match(endText({ end: { kind: "saddle" }, stop: { reason: "converged" } }), /^\S+ Sattelpunkt$/);
});

/** A walk of so many steps. */
function walk(order, predictedRate, reason = "converged", count = 9) {
  const known = { kind: null, order: null, rate: null, limit: null, ...order };
  return { order: known, predictedRate, stop: { reason, message: "" }, points: Array(count).fill([0, 0]) };
}

test("how fast a walk was is said in German to the last word, measured and predicted", () => {
  const linear = { kind: "linear", order: 1, rate: 0.5 };
  assert.equal(t(rateText(walk(linear, 0.75))), "linear, × 0.5 je Schritt; vorhergesagt 0.75");
  assert.equal(t(lineRateText(walk(linear, 0.75))), "linear, Fehler × 0.5 je Schritt; vorhergesagt 0.75");
  const all = [
    walk(linear, null),
    walk({ kind: "quadratic", order: 2.01 }, 0),
    walk({ kind: "superlinear", order: 1.52 }, 0),
    walk({ kind: "quadratic", order: 3 }, 0),
    walk({ kind: "sublinear" }, null),
    walk({}, 0, "converged", 2),
    walk({}, 0.5, "step-limit"),
    walk({}, null, "diverged"),
    walk({}, null),
  ];
  for (const [each, said] of all.flatMap((each) => [rateText, lineRateText].map((text) => [text(each), t(text(each))])))
    assert.ok(said !== each && !/\b(order|predicted|step|none|rate|than|errors)\b/.test(said), `${each} is ${said}`);
});
