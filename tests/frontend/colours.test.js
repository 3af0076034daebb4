import "./page.js";
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { CLASS_COLORS } from "../../frontend/labs/network/heat.js";
import { roleOf } from "../../frontend/labs/common/methods.js";
import * as palettes from "../../frontend/plots/palette.js";
import { BASINS, CONCEPTS, palette, RUNS, SIGNS, THEMES, token } from "./tokens.js";

/** Of the sRGB colour, by the formulas of WCAG 2.2. */
function linear(hex) {
  const parts = [1, 3, 5].map((k) => Number.parseInt(hex.slice(k, k + 2), 16) / 255);
  return parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
}

function contrast(one, other) {
  const [low, high] = [one, other]
    .map((hex) => linear(hex).reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0))
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, entry, k) => sum + entry * vector[k], 0));

/** Björn Ottosson's OKLab, of linear sRGB. */
function oklab(rgb) {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt),
  );
}

/**
 * How linear sRGB looks without the cones for long, middle or short waves. Source: Machado, Oliveira & Fernandes
 * (2009), severity 1.
 */
const EYES = {
  all: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const DISTINCT = 0.07; // in OKLab
const READABLE = 4.5; // WCAG 2.2, 1.4.3
const VISIBLE = 3; // WCAG 2.2, 1.4.11

/** By how much two colours differ for the eye to which they are most alike. */
function distance(one, other) {
  const seen = (hex, eye) => oklab(times(eye, linear(hex)).map((part) => Math.min(Math.max(part, 0), 1)));
  return Math.min(
    ...Object.values(EYES).map((eye) => {
      const [a, b] = [seen(one, eye), seen(other, eye)];
      return Math.hypot(...a.map((part, axis) => part - b[axis]));
    }),
  );
}

/** Pairs of roles whose colours are not apart. @param {[string, string][]} pairs */
function alike(pairs, { color }) {
  return pairs
    .filter(([one, other]) => !(distance(color(one), color(other)) >= DISTINCT))
    .map(([one, other]) => `${one} and ${other}: ${distance(color(one), color(other)).toFixed(3)}`);
}

const pairsOf = (roles) => roles.flatMap((one, k) => roles.slice(k + 1).map((other) => [one, other]));
const between = (some, others) => some.flatMap((one) => others.map((other) => [one, other]));

test("all concepts, runs and basins have colours, and each is read from one place", () => {
  assert.deepEqual(CONCEPTS, ["function", "point", "tangent", "gradient", "hessian", "direction", "constraint"]);
  assert.equal(RUNS.length, 11);
  assert.equal(BASINS.length, 12);
  for (const theme of THEMES)
    for (const role of [...CONCEPTS, ...RUNS, ...BASINS]) assert.match(palette(theme).color(role), /^#[0-9a-f]{6}$/);
});

for (const theme of THEMES) {
  const { color, text, ink, inkSoft } = palette(theme);
  const grounds = ["--paper", "--panel"].map((name) => token(name, theme));

  test(`text about a concept or a run is readable on paper and panel, and its marks are seen: ${theme}`, () => {
    for (const ground of grounds)
      for (const role of [...CONCEPTS, ...RUNS]) {
        assert.ok(contrast(text(role), ground) >= READABLE, `text about ${role} on ${ground}`);
        assert.ok(contrast(color(role), ground) >= VISIBLE, `${role} on ${ground}`);
      }
    for (const role of SIGNS) assert.ok(contrast(color(role), grounds[0]) >= VISIBLE, role);
    for (const ground of grounds) for (const each of [ink, inkSoft]) assert.ok(contrast(each, ground) >= READABLE);
  });

  test(`what is written on a colour, or in one, is readable there: ${theme}`, () => {
    // Numbers in the heads of walks are paper on the run's colour, those of the others the other way round.
    for (const role of RUNS) assert.ok(contrast(palette(theme).paper, color(role)) >= READABLE, role);
    for (const [words, ground] of [
      ...grounds.flatMap((each) => [
        [token("--accent", theme), each],
        [token("--warning", theme), each],
      ]),
      [token("--on-accent", theme), token("--accent", theme)],
      [token("--warning", theme), token("--warning-paper", theme)],
      [ink, token("--warning-paper", theme)],
    ])
      assert.ok(contrast(words, ground) >= READABLE, `${words} on ${ground}`);
  });

  test(`the colours of runs stay apart for every kind of eye: ${theme}`, () => {
    assert.deepEqual(alike(pairsOf(RUNS), palette(theme)), []);
  });

  test(`the colours of concepts stay apart for every kind of eye: ${theme}`, () => {
    assert.deepEqual(alike(pairsOf(CONCEPTS), palette(theme)), []);
  });

  test(`walks are told from the curve and the point they lie over: ${theme}`, () => {
    // The descent lab, where walks lie over a curve, has six at most.
    assert.deepEqual(alike(between(RUNS.slice(0, 6), ["function", "point"]), palette(theme)), []);
  });

  test(`the colour of a basin is that of no walk, and of no other basin: ${theme}`, () => {
    assert.deepEqual(alike([...between(RUNS, BASINS), ...pairsOf(BASINS)], palette(theme)), []);
  });
}

/** In degrees around OKLab's circle. */
function hueDistance(one, other) {
  const [from, to] = [one, other]
    .map((hex) => oklab(linear(hex)))
    .map(([, a, b]) => (Math.atan2(b, a) * 180) / Math.PI);
  return Math.abs(((from - to + 540) % 360) - 180);
}

/** For eyes that see all colours: one hue, or nearly, and not much lighter or darker. */
function areOfOneKind(one, other) {
  const [from, to] = [one, other].map((hex) => oklab(linear(hex)));
  return hueDistance(one, other) < 40 && Math.hypot(...from.map((part, k) => part - to[k])) < 0.3;
}

for (const theme of THEMES)
  test(`nobody takes the strip's colours for those of the walks and tangents over it: ${theme}`, () => {
    const { color } = palette(theme);
    // The descent lab has six walks at most, and strips rarely more than three colours.
    const pairs = between(BASINS.slice(0, 3), [...RUNS.slice(0, 6), "tangent"]);
    assert.deepEqual(
      pairs.filter(([one, other]) => areOfOneKind(color(one), color(other))),
      [],
    );
  });

test("marks over heights and their legends have the colours of the day, and nothing else says another hour", () => {
  const styles = new URL("../../frontend/styles/", import.meta.url);
  const byDay = [];
  for (const name of readdirSync(styles)) {
    const rules = readFileSync(new URL(name, styles), "utf-8").matchAll(/([^{}]+)\{[^{}]*color-scheme/g);
    const other = [...rules].filter(([, rule]) => !/:root(\[data-theme="(light|dark)"\])?$/.test(rule.trim()));
    byDay.push(...other.map(([, rule]) => [name, rule]));
  }
  assert.deepEqual(
    byDay.map(([name]) => name),
    ["plots.css"],
  );
  // The same pictures as those whose palette is the day's.
  const { HEIGHTS } = palettes;
  assert.ok(byDay[0][1].includes(`:has(${HEIGHTS})`), byDay[0][1]);
});

test("a mark's colour of the day is seen within its white casing by night, and its number is read", () => {
  const day = palette("light");
  for (const role of [...CONCEPTS, ...RUNS]) assert.ok(contrast(day.color(role), "#ffffff") >= VISIBLE, role);
  for (const role of RUNS) assert.ok(contrast(day.color(role), day.rim) >= READABLE, role);
  for (const ground of ["--paper", "--panel"]) assert.ok(contrast("#ffffff", token(ground, "dark")) >= VISIBLE, ground);
});

test("words in pictures are written in ink, in the text colour of what they are about, or as paper on its mark", () => {
  const folder = new URL("../../frontend/plots/", import.meta.url);
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const words = /"font-size"[^}]*?\bfill: ([^,}]+)|\bfill: ([^,}]+)[^}]*?"font-size"/g;
  const found = modules.flatMap((name) => [...readFileSync(new URL(name, folder), "utf8").matchAll(words)]);
  const colours = found.map(([, ...each]) => each.find(Boolean).trim());
  assert.ok(colours.length >= 4);
  for (const each of colours)
    assert.match(each, /^(palette\.)?ink(Soft)?$|\.text\(|^isSelected \? rim : palette\.text|^palette\.rim$/);
});

test("the number of a run is readable on its disc, by day and by night", () => {
  for (const theme of THEMES) {
    const { paper, color } = palette(theme);
    for (const role of RUNS) assert.ok(contrast(paper, color(role)) >= READABLE, `${theme}: ${role}`);
  }
});

test("text on a run's own colour, and on white paper, is readable", () => {
  for (const role of [...RUNS, ...CONCEPTS]) assert.ok(contrast(palette("light").text(role), "#ffffff") >= READABLE);
});

test("gradient descent and Newton's method are not of one hue", () => {
  const hue = (hex) => {
    const [, a, b] = oklab(linear(hex));
    return (Math.atan2(b, a) * 180) / Math.PI;
  };
  for (const theme of THEMES) {
    const [one, other] = ["gradient-descent", "newton"].map((method) => hue(palette(theme).color(roleOf(method))));
    assert.ok(Math.abs(((one - other + 540) % 360) - 180) > 60, `${theme}: ${one}° and ${other}°`);
  }
});

test("the colours of classes stay apart for every kind of eye", () => {
  const asHex = (color) => `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  for (const [eye, matrix] of Object.entries(EYES)) {
    const seen = CLASS_COLORS.map((color) =>
      oklab(times(matrix, linear(asHex(color))).map((part) => Math.min(Math.max(part, 0), 1))),
    );
    seen.forEach((one, k) =>
      seen.slice(k + 1).forEach((other, j) => {
        const distance = Math.hypot(...one.map((part, axis) => part - other[axis]));
        assert.ok(distance >= 0.07, `${eye}: classes ${k} and ${k + 1 + j} are ${distance} apart`);
      }),
    );
  }
});

test("plots have no colours of their own but those of viridis: all others are tokens", () => {
  const folder = new URL("../../frontend/plots/", import.meta.url);
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));
  const literal = /#[0-9a-f]{3,8}\b|\b(rgb|hsl)a?\(\s*\d(?!,0,0,0\))/i;
  const found = modules.filter((name) => literal.test(readFileSync(new URL(name, folder), "utf8")));
  assert.deepEqual(found.sort(), []);
});
