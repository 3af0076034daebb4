/** Sentences with mathematics in them, typeset. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces, plainProse } from "../../frontend/core/prose.js";

const written = (text) =>
  pieces(text)
    .map(({ text: part, as }) => (as ? `<${as}>${part}</${as}>` : part))
    .join("");

test("exponents and indices are set above and below the line, without the brackets that held them together", () => {
  for (const [typed, set] of [
    ["e^(−t²) and e^x, or x^-1", "e<sup>−t²</sup> and e<sup>x</sup>, or x<sup>-1</sup>"],
    ["dy/dx = −g_x/g_y.", "dy/dx = −g<sub>x</sub>/g<sub>y</sub>."],
    ["2 (λ_j − λ), w_12 and w_{12}", "2 (λ<sub>j</sub> − λ), w<sub>12</sub> and w<sub>12</sub>"],
    ["∂f/∂x_1 at x_1^2", "∂f/∂x<sub>1</sub> at x<sub>1</sub><sup>2</sup>"],
  ])
    assert.equal(written(typed), set);
});

test("names of several letters, and texts without mathematics, stay as they are", () => {
  for (const text of ["no power", "learning_rate and log_x_y", "a _ b", ""]) assert.equal(written(text), text);
});

test("plain text has the small signs of Unicode where there are any", () => {
  assert.equal(plainProse("λ_j, x_12, x^2 and x^(-1)"), "λⱼ, x₁₂, x² and x⁻¹");
  assert.equal(plainProse("g_y and e^(−t²)"), "g_y and e^(−t²)");
});
