/** Small pictures of menus: which functions are maps, and where a grid's images begin and end. */

import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { hasPicture, isMap, piecesOf, strokesOver } from "../../frontend/labs/common/small-pictures.js";

test("a text whose last line lists entries is a map, whatever it is called and computed from", () => {
  for (const source of ["[x, y]", "f(r, t) = [r cos t, r sin t]", "r = x^2 + y^2\ng = [r, x]"])
    assert.ok(isMap(source), source);
  for (const source of ["x^2 y", "f(x) = x . A x", "v = [x, y]\nv . v", "(x - [1, 2] . [1, 1])^2"])
    assert.ok(!isMap(source), source);
});

test("a vector whose matrices have no numbers has no picture, nor have three variables", () => {
  const square = [[-2, 2]];
  assert.ok(hasPicture({ box: [...square, ...square], variables: ["x", "y"] }));
  assert.ok(!hasPicture({ box: [...square, ...square], variables: ["x_1", "x_2"] }));
  assert.ok(!hasPicture({ box: [...square, ...square, ...square], variables: ["x", "y", "z"] }));
  assert.ok(!hasPicture({}));
});

test("the lines of a grid reach from side to side of the box, both ways", () => {
  const strokes = strokesOver([
    [-1, 3],
    [0, 1],
  ]);
  const ends = strokes.map((stroke) => [stroke[0], stroke.at(-1)]);
  assert.equal(strokes.length, 14);
  assert.deepEqual(ends[0], [
    [-1, 0],
    [3, 0],
  ]);
  assert.deepEqual(ends[13], [
    [3, 0],
    [3, 1],
  ]);
  assert.deepEqual(strokesOver([[0, 2]])[0].at(-1), [2]);
});

test("images belong to their lines, break where there are none, and in space are seen aslant", () => {
  const strokes = [Array(4).fill([0]), Array(3).fill([0])];
  const images = [
    [0, 1],
    [1, 1],
    [null, 2],
    [3, 3],
    [4, 0, 1],
    [4, 2, 1],
    [5, 4, 1],
  ];
  assert.deepEqual(piecesOf(images, strokes), [
    [
      [0, 1],
      [1, 1],
    ],
    [
      [4, 1],
      [3, 0],
      [3, -1],
    ],
  ]);
});
