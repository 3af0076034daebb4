/** Links as mail programs, hands and mischief leave them: a state like any other, and words of what was lost. */

import "./page.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createLinks } from "../../frontend/core/link.js";
import { FIRST_LAB, LABS } from "./labs.js";

const OLD = JSON.parse(readFileSync(new URL("./old-links.json", import.meta.url), "utf-8"));
const { fromFragment, toFragment } = createLinks(LABS, FIRST_LAB);
const MUTATIONS = 300;

/** What comes in between: halves of codes, names of prototypes, markup, numbers that are none, foreign signs. */
const SLIPS = [
  ...[
    "",
    "&",
    "=",
    "#",
    "%",
    "%0",
    "%zz",
    "%00",
    "%ff",
    "%F0%9F",
    "+",
    "-",
    ".",
    ",",
    ";",
    "~",
    "_",
    "e",
    "1e999",
    "-0",
    "NaN",
  ],
  ...[
    "Infinity",
    "__proto__",
    "constructor",
    "p.__proto__=1",
    "toString",
    "null",
    "undefined",
    "[object Object]",
    "[",
    "{",
  ],
  ...[
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "\u202e",
    "\u0000",
    "\ud800",
    "🙂",
    "𝑥",
    "²",
    "é",
    " ",
    "\n",
    "\t",
  ],
  ...["&lab=nothing", "&v=99", "&scene=<b>", "&point=1,2,3,4,5,6,7,8,9", "&source=", "9".repeat(400), "x".repeat(5000)],
];

/** Numbers in [0, 1) that are the same in every run. Source: Park and Miller (1988). */
function createRandom(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** One to four places where some of it is lost, said twice, or has a slip in between. */
function mutated(link, random) {
  const chosen = (count) => Math.floor(random() * count);
  let text = link;
  for (let k = chosen(4); k >= 0; k -= 1) {
    const [at, length] = [chosen(text.length + 1), chosen(6)];
    const kept = random() < 0.3 ? text.slice(at, at + length).repeat(2) : "";
    text = text.slice(0, at) + kept + SLIPS[chosen(SLIPS.length)] + text.slice(at + length);
  }
  // An address has no halves of characters: browsers put others in their place.
  return text.toWellFormed();
}

/** Links of this lab: of its first state, and those that people have. */
function linksOf({ DEFAULT_STATE: state }) {
  return [toFragment(state), ...OLD.read.filter(([, lab]) => lab === state.lab).map(([link]) => link)];
}

for (const lab of LABS)
  test(`whatever becomes of a link of ${lab.DEFAULT_STATE.lab}, a state is opened, and losses are told`, () => {
    const random = createRandom(19);
    const links = linksOf(lab);
    for (let k = 0; k < MUTATIONS; k += 1) {
      const link = mutated(links[k % links.length], random);
      const { state, complaints } = fromFragment(link);
      assert.ok(
        complaints.every((each) => typeof each === "string" && each.length > 0 && each.length < 400),
        link,
      );
      // What was opened is a state like any other: its link is read without complaint, and says the same.
      const own = toFragment(state);
      const again = fromFragment(own);
      assert.deepEqual([toFragment(again.state), again.complaints], [own, []], link);
      assert.equal(Object.getPrototypeOf(state), Object.prototype, link);
    }
    assert.deepEqual(Object.keys(Object.prototype), []);
  });
