import "./page.js";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { CLASS_COLORS } from "../../frontend/labs/network/heat.js";

const SHEET = readFileSync(new URL("../../frontend/styles/tokens.css", import.meta.url), "utf8");
const DARK = SHEET.slice(SHEET.indexOf(':root[data-theme="dark"]'));
const RUNS = [1, 2, 3, 4, 5, 6, 7, 8].map((k) => `--color-run-${k}`);

const token = (sheet, name) => sheet.match(new RegExp(`${name}: (#[0-9a-f]{6});`))[1];

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

/** How linear sRGB looks without the cones for long, middle or short waves. Source: Machado, Oliveira & Fernandes (2009), severity 1. */
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

for (const [name, sheet] of Object.entries({ light: SHEET, dark: DARK })) {
  test(`text in the colour of a run is readable on paper and panel: ${name}`, () => {
    for (const run of RUNS)
      for (const ground of ["--paper", "--panel"])
        assert.ok(contrast(token(sheet, run), token(sheet, ground)) >= 4.5, `${run} on ${ground}`);
  });

  test(`the colours of runs stay apart for every kind of eye: ${name}`, () => {
    for (const [eye, matrix] of Object.entries(EYES)) {
      const seen = RUNS.map((run) =>
        oklab(times(matrix, linear(token(sheet, run))).map((part) => Math.min(Math.max(part, 0), 1))),
      );
      seen.forEach((one, k) =>
        seen.slice(k + 1).forEach((other, j) => {
          const distance = Math.hypot(...one.map((part, axis) => part - other[axis]));
          assert.ok(distance >= 0.07, `${eye}: ${RUNS[k]} and ${RUNS[k + 1 + j]} are ${distance} apart`);
        }),
      );
    }
  });
}

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

test("dark is dark, whether the page or the system says so", () => {
  const system = SHEET.slice(SHEET.indexOf("prefers-color-scheme: dark"), SHEET.indexOf(':root[data-theme="dark"]'));
  for (const run of RUNS) assert.equal(token(system, run), token(DARK, run));
});
