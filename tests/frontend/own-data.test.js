import "./page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable } from "../../frontend/core/table-text.js";
import { ownDataOf, tableOf } from "../../frontend/labs/network/own-data.js";
import { classesOf, converted } from "../../frontend/labs/network/own-group.js";

/** @param {string} text */
const read = (text) => ownDataOf(readTable(text));

test("whole numbers are classes, in their order", () => {
  const { points, classes, understood, mistakes } = read("x1,x2,class\n1,2,-1\n3,4,1\n5,-6,1");
  assert.deepEqual(
    [points, classes, mistakes],
    [
      [
        [1, 2, 0],
        [3, 4, 1],
        [5, -6, 1],
      ],
      2,
      [],
    ],
  );
  assert.equal(understood, "3 points of 2 classes: -1 (orange), 1 (blue)");
});

test("words are classes as they come", () => {
  const { points, classes, understood } = read("1,2,dog\n3,4,cat\n0,0,bird\n1,1,cat");
  assert.deepEqual([points.map((point) => point[2]), classes], [[0, 1, 2, 1], 3]);
  assert.match(understood, /dog \(orange\), cat \(blue\), bird \(green\)/);
});

test("broken or many different numbers are heights, within what an answer can reach", () => {
  assert.deepEqual(read("0 0 0.5\n1 1 -0.25").points, [
    [0, 0, 0.5],
    [1, 1, -0.25],
  ]);
  const { points, classes, understood } = read(Array.from({ length: 11 }, (_, k) => `0 0 ${k}`).join("\n"));
  assert.equal(classes, 0);
  assert.deepEqual([points[0][2], points[5][2], points[10][2]], [-1, 0, 1]);
  assert.match(understood, /with heights from 0 to 10, which are learned as −1 to 1/);
});

test("coordinates beyond the square are scaled into it, both of them, and it is said", () => {
  const { points, understood } = read("140,1,0\n200,2,1\n170,1.5,1");
  assert.deepEqual(points, [
    [-5, -5, 0],
    [5, 5, 1],
    [0, 0, 1],
  ]);
  assert.match(understood, /x₁ from 140 to 200 is shown as −5 to 5\. x₂ from 1 to 2 is shown as −5 to 5/);
  assert.deepEqual(read("6,-6,0\n0,0,1").points[0], [6, -6, 0]);
});

test("of more columns the first two of numbers and the last are taken, and named", () => {
  const { points, understood } = read("id;len;wid;kind\na;1;2;x\nb;3;4;y");
  assert.deepEqual(points, [
    [1, 2, 0],
    [3, 4, 1],
  ]);
  assert.match(understood, /x₁ is “len”, x₂ “wid”, and what shall be learned “kind”/);
});

test("what cannot be points is refused in words", () => {
  assert.match(read("1,2\n3,4").mistakes[0], /three columns are needed.*here are two/);
  assert.match(read("1,2,3").mistakes[0], /at least two lines/);
  assert.match(read("").mistakes[0], /at least two lines/);
  assert.match(read("a,b,0\nc,d,1").mistakes[0], /two of numbers/);
  assert.match(
    read(
      "abcdefg"
        .split("")
        .map((each) => `0,0,${each}`)
        .join("\n"),
    ).mistakes[0],
    /7 classes; at most 6/,
  );
  for (const text of ["1,2", "", "a,b,0\nc,d,1"]) assert.deepEqual(read(text).points, []);
});

test("a line that does not fit is named, and the others are taken", () => {
  const { points, mistakes } = read("1,2,0\n3,4\n5,6,1");
  assert.equal(points.length, 2);
  assert.deepEqual(mistakes, ["line 2 has 2 fields, the others 3"]);
});

test("of very many lines some are taken, from the first to nearly the last", () => {
  const { points, understood } = read(
    Array.from({ length: 1000 }, (_, k) => `${k / 1000} 0 ${k < 500 ? 0 : 1}`).join("\n"),
  );
  assert.equal(points.length, 400);
  assert.equal(points.filter(([, , group]) => group === 0).length, 200);
  assert.match(understood, /of 1000 lines 400 are taken/i);
});

test("points are the same after they were written as a table and read", () => {
  const { points, classes } = read("1,2,0\n3,4,1\n5,-6,2");
  assert.deepEqual(read(tableOf(points, classes)).points, points);
  const heights = read("1,2,0.5\n3,4,-1");
  assert.deepEqual(read(tableOf(heights.points, 0)).points, heights.points);
});

test("points tell whether they have classes or heights", () => {
  assert.equal(classesOf([]), 2);
  assert.equal(
    classesOf([
      [0, 0, 0],
      [1, 1, 3],
    ]),
    4,
  );
  assert.equal(
    classesOf([
      [0, 0, 0.5],
      [1, 1, 1],
    ]),
    0,
  );
  assert.equal(
    classesOf([
      [0, 0, -1],
      [1, 1, 1],
    ]),
    0,
  );
});

test("classes become heights and the other way round", () => {
  const state = /** @type {any} */ ({
    points: [
      [0, 0, 0],
      [1, 1, 2],
      [2, 2, 1],
    ],
    classes: 3,
  });
  const heights = converted(state, 0);
  assert.deepEqual(
    heights.points?.map((point) => point[2]),
    [-1, 1, 0],
  );
  assert.deepEqual(
    converted(/** @type {any} */ (heights), 2).points?.map((point) => point[2]),
    [0, 1, 0],
  );
});

test("numbers as large and as small as there are fit the square too", () => {
  assert.deepEqual(
    read("-1e308,0,0\n1e308,1,1\n0,2,1").points.map(([x1]) => x1),
    [-5, 5, 0],
  );
  assert.deepEqual(
    read("0,1.7e308,0\n1,-1.7e308,1\n1,0.85e308,1").points.map((point) => point[1]),
    [5, -5, 2.5],
  );
  assert.deepEqual(
    read("9,1e-323,0\n0,0,1").points.map((point) => point[1]),
    [5, -5],
  );
  const heights = Array.from({ length: 11 }, (_, k) => `0 0 ${k - 5}e307`).join("\n");
  assert.deepEqual(
    read(heights).points.map((point) => point[2]),
    [-1, -0.8, -0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8, 1],
  );
});
