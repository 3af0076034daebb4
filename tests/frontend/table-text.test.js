import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST, readTable } from "../../frontend/core/table-text.js";

const POINTS = [
  [1, 2.5],
  [-3, 0.04],
];

/** @param {string} text */
const rowsOf = (text) => readTable(text).rows;

test("commas, tabs, semicolons and blanks all separate", () => {
  for (const text of [
    "1,2.5\n-3,0.04",
    "1\t2.5\n-3\t4e-2",
    "1;2.5\n-3;.04",
    "1 2.5\n  -3     4E-2 ",
    "1, 2.5\n-3 ,0.04",
    "1\t 2.5 \n-3\t0.04",
    "1 \t2.5\n−3 0.04",
  ])
    assert.deepEqual(readTable(text), { names: null, rows: POINTS, complaints: [] }, JSON.stringify(text));
});

test("a comma is a decimal comma where it does not separate", () => {
  for (const text of ["1;2,5\n-3;0,04", "1\t2,5\n-3\t4,0e-2", "1 2,5\n-3 ,04"])
    assert.deepEqual(rowsOf(text), POINTS, JSON.stringify(text));
  assert.deepEqual(rowsOf("1,5;2,5;0\n3,5;4,5;1"), [
    [1.5, 2.5, 0],
    [3.5, 4.5, 1],
  ]);
  assert.deepEqual(rowsOf("1,2,3\n4,5,6"), [
    [1, 2, 3],
    [4, 5, 6],
  ]);
});

test("words over numbers are the names of the columns", () => {
  assert.deepEqual(readTable("x1,x2,class\n1,2,cat\n3,4,dog"), {
    names: ["x1", "x2", "class"],
    rows: [
      [1, 2, "cat"],
      [3, 4, "dog"],
    ],
    complaints: [],
  });
  assert.deepEqual(readTable("1,2,cat\n3,4,dog").names, null);
  assert.deepEqual(readTable("height;weight").names, ["height", "weight"]);
  assert.deepEqual(readTable("one\ntwo\nthree"), { names: null, rows: [["one"], ["two"], ["three"]], complaints: [] });
});

test("quotation marks hold separators and marks together", () => {
  assert.deepEqual(rowsOf('1,"a, b"\n"2","say ""no"""'), [
    [1, "a, b"],
    [2, 'say "no"'],
  ]);
  assert.deepEqual(rowsOf('1 "big cat"\n2 dog'), [
    [1, "big cat"],
    [2, "dog"],
  ]);
  assert.deepEqual(rowsOf('1,5" pipe\n2,6" pipe'), [
    [1, '5" pipe'],
    [2, '6" pipe'],
  ]);
});

test("blank lines, comments, a byte order mark and any ends of lines are passed over", () => {
  assert.deepEqual(readTable("\uFEFF# mine\r\nx,y\r\n\r\n1,2\r\n   \r\n  # more\r\n3,4\r\n"), {
    names: ["x", "y"],
    rows: [
      [1, 2],
      [3, 4],
    ],
    complaints: [],
  });
  assert.deepEqual(rowsOf("1,2\r3,4\r"), [
    [1, 2],
    [3, 4],
  ]);
  assert.deepEqual(readTable(""), { names: null, rows: [], complaints: [] });
});

test("a separator after the last field of every line is none", () => {
  assert.deepEqual(rowsOf("x,y,\n1,2,\n3,4,"), [
    [1, 2],
    [3, 4],
  ]);
});

test("a line that does not fit is named with what is wrong, and the others stay", () => {
  const { rows, complaints } = readTable("x,y,class\n1,2,0\n3,4\n5,,1\n\n6,seven,0\n8,9,1");
  assert.deepEqual(rows, [
    [1, 2, 0],
    [8, 9, 1],
  ]);
  assert.deepEqual(complaints, [
    "line 3 has 2 fields, the others 3",
    "line 4 has nothing in field 2",
    "line 6 has 'seven' in field 2, where a number is needed",
  ]);
});

test("what is no finite decimal number is no number", () => {
  for (const word of ["nan", "inf", "Infinity", "1e999", "0x10", "1.2.3", "--1", "1e", "."])
    assert.deepEqual(
      readTable(`1,2\n3,4\n${word},5`).rows,
      [
        [1, 2],
        [3, 4],
      ],
      word,
    );
});

test("a quotation mark that stays open and names that are too few are said", () => {
  assert.ok(readTable('1,2\n3,"4').complaints[0].startsWith("line 2 opens a quotation mark"));
  const table = readTable("x,y\n1,2,0\n3,4,1");
  assert.equal(table.names, null);
  assert.deepEqual(table.complaints, ["line 1 names 2 columns, the others have 3 fields"]);
});

test("many complaints are counted, and too large a table is cut", () => {
  const bad = readTable(`${"1,2,3\n".repeat(30)}${"1,2\n".repeat(20)}`);
  assert.equal(bad.complaints.length, 7);
  assert.equal(bad.complaints[6], "and 14 more of this kind");
  const long = readTable("1,2\n".repeat(MOST.rows + 1));
  assert.equal(long.rows.length, MOST.rows);
  assert.match(long.complaints[0], /there are 5\u202f001 lines; the first 5\u202f000 lines are read/);
  assert.deepEqual(readTable("1".repeat(MOST.characters + 1)).rows, []);
});

test("no text makes it throw, and rows are equally long, of numbers that are finite", () => {
  let seed = 7;
  const draw = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  const signs = [..."0123456789.,;\t\n\r \"#-+eE−ab\uFEFF\u00a0'|"];
  for (let k = 0; k < 3000; k++) {
    const text = Array.from({ length: Math.floor(draw() * 40) }, () => signs[Math.floor(draw() * signs.length)]).join(
      "",
    );
    const { rows } = readTable(text);
    assert.ok(
      rows.every((row) => row.length === rows[0].length),
      JSON.stringify(text),
    );
    assert.ok(
      rows.flat().every((field) => typeof field === "string" || Number.isFinite(field)),
      JSON.stringify(text),
    );
  }
});
