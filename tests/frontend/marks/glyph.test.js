import "../fake-svg.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { GLYPHS, glyphOnCurve, glyphs } from "../../../frontend/plots/marks/glyph.js";
import { shapesOf } from "../fake-svg.js";
import { palette, THEMES, token } from "../tokens.js";
import { DAY, inSpace, mapPen, onMap } from "./pens.js";

const KINDS = /** @type {const} */ (["minimum", "maximum", "saddle", "undecided"]);
const ALL = glyphs(KINDS.map((kind, k) => ({ point: [k - 1, 1.5], value: k, kind })));

/** Ink, or what the sheet says of the kind. */
const colorOf = (kind, theme = "light") => token(`--color-${kind}`, theme) ?? palette(theme).ink;

test("critical points of every kind are in ink on paper, where they are, in the shape of their kind", () => {
  for (const theme of THEMES) {
    const look = palette(theme);
    onMap(ALL, { ...mapPen(), palette: look }).forEach((mark, k) => {
      const [casing, shape] = shapesOf([mark], "path");
      assert.equal(casing.attributes.stroke, look.paper);
      assert.equal(shape.attributes.stroke, colorOf(KINDS[k], theme));
      if (KINDS[k] !== "saddle") assert.equal(shape.attributes.fill, colorOf(KINDS[k], theme));
      assert.equal(mark.attributes.class, `critical ${KINDS[k]}`);
      assert.deepEqual([mark.attributes["data-x"], mark.attributes["data-y"]], [String(k - 1), "1.5"]);
    });
  }
  const outlines = onMap(ALL).map((mark) => shapesOf([mark], "path")[0].attributes.d.replace(/[\d.-]+/g, ""));
  assert.equal(new Set(outlines).size, 3);
});

test("the triangle of a minimum points down, that of a maximum up", () => {
  const heights = (mark) =>
    [...shapesOf([mark], "path")[1].attributes.d.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
  const [down, up] = onMap(ALL).slice(0, 2).map(heights);
  assert.ok(down[0] < 150 && down.at(-1) > 150 && up[0] > 150 && up.at(-1) < 150);
});

test("in space they are in ink above the surface, in the sign of their kind", () => {
  const [{ x, y, z, text, textfont }] = inSpace(ALL);
  assert.deepEqual(
    { x, y, text },
    { x: [-1, 0, 1, 2], y: Array(4).fill(1.5), text: KINDS.map((kind) => GLYPHS[kind]) },
  );
  z.forEach((height, k) => assert.ok(height > k && height < k + 0.5));
  assert.deepEqual(
    textfont.color,
    KINDS.map((kind) => colorOf(kind)),
  );
});

test("where none is found there is nothing", () => {
  assert.deepEqual([inSpace(glyphs([])), onMap(glyphs([]))], [[], []]);
});

test("a kind with a colour of its own has it in every view", () => {
  const red = { ...DAY, color: (role) => (role === "saddle" ? "#ff0000" : DAY.color(role)) };
  const [, , saddle] = onMap(ALL, { ...mapPen(), palette: red });
  assert.equal(shapesOf([saddle], "path")[1].attributes.stroke, "#ff0000");
  assert.equal(inSpace(ALL, { limits: { low: 0, high: 1 }, palette: red })[0].textfont.color[2], "#ff0000");
  assert.equal(glyphOnCurve("saddle", [0, 0], "saddle", red).attributes.stroke, "#ff0000");
});

test("on a curve a glyph stands at its pixel: filled with a casing, or lines alone", () => {
  const [minimum, saddle] = ["minimum", "saddle"].map((kind) => glyphOnCurve(kind, [10, 20], kind, DAY).attributes);
  assert.deepEqual([minimum.fill, minimum.stroke], [DAY.ink, DAY.paper]);
  assert.deepEqual([saddle.fill, saddle.stroke], ["none", colorOf("saddle")]);
  assert.match(minimum.d, /^M3.5/); // 2.6 widths of lines to the left of 10
});
