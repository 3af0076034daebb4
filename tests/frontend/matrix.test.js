import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { inverted, multiplied, projected } from "../../frontend/plots/matrix.js";
import { assertClose } from "./helpers.js";

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
const SHIFT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, -3, 5, 1]; // columns first
const QUARTER_TURN = [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]; // x to y, about z
const PERSPECTIVE = [1.5, 0, 0, 0, 0, 2, 0, 0, 0, 0, -1.02, -1, 0, 0, -0.2, 0];

test("a product of matrices applies the right one first", () => {
  assertClose(projected(multiplied(SHIFT, QUARTER_TURN), [1, 0, 0]), [2, -2, 5]);
  assertClose(projected(multiplied(QUARTER_TURN, SHIFT), [1, 0, 0]), [3, 3, 5]);
});

test("the identity changes nothing", () => {
  assertClose(multiplied(IDENTITY, PERSPECTIVE), PERSPECTIVE);
  assertClose(multiplied(PERSPECTIVE, IDENTITY), PERSPECTIVE);
  assertClose(projected(IDENTITY, [3, -1, 4]), [3, -1, 4]);
});

test("a perspective divides by the distance", () => {
  assertClose(projected(PERSPECTIVE, [1, 1, -2]).slice(0, 2), [0.75, 1]);
  assertClose(projected(PERSPECTIVE, [1, 1, -4]).slice(0, 2), [0.375, 0.5]);
});

test("a matrix times its inverse is the identity, also where pivots must be exchanged", () => {
  const camera = multiplied(PERSPECTIVE, multiplied(SHIFT, QUARTER_TURN));
  for (const matrix of [IDENTITY, SHIFT, QUARTER_TURN, PERSPECTIVE, camera]) {
    const inverse = inverted(matrix);
    // the perspective's condition number is near 100
    assertClose(multiplied(matrix, inverse), IDENTITY, 1e-10);
    assertClose(multiplied(inverse, matrix), IDENTITY, 1e-10);
  }
});

test("a matrix that flattens space has no inverse", () => {
  assert.equal(inverted([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]), null);
});
