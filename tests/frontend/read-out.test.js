/** What is said of the place under the pointer is true of f, not of the grid that it is drawn by. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightLimits } from "../../frontend/plots/geometry.js";
import { readOut } from "../../frontend/plots/read-out.js";

const N = 100;

/** A grid as the page has it, and what is said of places of it. */
function looked(f, [left, right] = [-2, 2], [bottom, top] = [left, right]) {
  const side = (low, high) => Array.from({ length: N }, (_, k) => low + ((high - low) * k) / (N - 1));
  const [x, y] = [side(left, right), side(bottom, top)];
  const z = y.map((v) => x.map((u) => f(u, v)));
  const heights = z.flat().filter(Number.isFinite);
  const grid = /** @type {any} */ ({ x, y, z, range: [Math.min(...heights), Math.max(...heights)] });
  const domain = /** @type {any} */ ({ x: [left, right], y: [bottom, top] });
  const limits = heightLimits(grid);
  // Places beside the lines of the grid, all over the box.
  const places = Array.from({ length: 40 }, (_, k) => [
    left + (right - left) * ((0.137 + 0.618034 * k) % 1),
    bottom + (top - bottom) * ((0.411 + 0.754878 * k) % 1),
  ]);
  const said = (place) => readOut(grid, place, { name: "f", domain, limits });
  return { places, said, span: limits.high - limits.low };
}

/** The height that is said, of a power of ten too. */
function heightOf(text) {
  const [, sign, lead, power] = text.match(/≈ (−?)(?:([\d.]+)·?)?(?:10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/);
  const digits = [...(power ?? "⁰")].map((each) => (each === "⁻" ? "-" : "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(each)));
  return (sign ? -1 : 1) * Number(lead ?? 1) * 10 ** Number(digits.join(""));
}

const FUNCTIONS = {
  saddle: [(x, y) => x * x - y * y],
  tiny: [(x, y) => 1e-9 * (x * x + y * y)],
  huge: [(x, y) => 1e9 * (x * x - 3 * y)],
  lifted: [(x, y) => 1e6 + 1e-3 * (x * x + y * y)],
  far: [(x, y) => (x - 1e6) ** 2 + y * y, [1e6, 1e6 + 1], [0, 1]],
  oblong: [(x, y) => x * x + y / 1000, [0, 1], [-1000, 1000]],
  valley: [(x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-2, 2], [-1, 3]],
  waves: [(x, y) => Math.sin(x) * Math.cos(y), [-6, 6]],
  ridge: [(x, y) => Math.exp(-100 * (x - y) ** 2)],
  corner: [(x, y) => Math.abs(x) + Math.abs(y)],
  log: [(x, y) => (x > 0 ? Math.log(x) + y * y : NaN)],
  constant: [() => 5],
};

for (const [name, [f, ...box]] of Object.entries(FUNCTIONS))
  test(`of the ${name} the height under the pointer is said to a hundredth of all heights`, () => {
    const { places, said, span } = looked(f, ...box);
    const heard = places.filter((place) => said(place) !== "");
    assert.ok(heard.length > places.length / 3);
    for (const place of heard) {
      const text = said(place);
      const [, digits = ""] = /≈ −?[\d]*\.?(\d*)/.exec(text) ?? [];
      const step = Math.max(0.01 * span, /10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(text) ? 0 : 10 ** -digits.length);
      assert.ok(Math.abs(heightOf(text) - f(...place)) <= step, `${text}, but ${f(...place)}`);
    }
  });

test("on steps no height is said that f never has; on the wall that a pole is drawn by, none at all", () => {
  const steps = looked((x, y) => Math.floor(x) + Math.floor(y));
  for (const place of [...steps.places, [0.01, 0.5], [-0.013, 0.5]])
    assert.ok(Number.isInteger(heightOf(steps.said(place))), steps.said(place));
  const pole = looked((x, y) => Math.tan(x) + y, [-4, 4]);
  assert.equal(pole.said([Math.PI / 2, 1]), "");
  assert.match(pole.said([0.5, 1]), /≈ 1\.5/);
});

test("far from 0 places and heights have the digits that differ", () => {
  assert.equal(looked(...FUNCTIONS.far).said([1e6 + 0.25, 0.5]), "f(1.00000025·10⁶, 0.5) ≈ 0.313");
  assert.match(looked(...FUNCTIONS.lifted).said([1, 1]), /f\(1, 1\) ≈ 1\.00000000\d+·10⁶$/);
});
