import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatColumn,
  formatCoordinate,
  formatNumber,
  formatVector,
  formatWithin,
  roundToPixel,
  typedNumber,
  placesWithoutRounding,
  unlessRounding,
  withoutRounding,
} from "../../frontend/core/format.js";

const assertWritten = (pairs) =>
  pairs.forEach(([value, text, digits]) => assert.equal(formatNumber(value, digits), text));

test("a number is written with five significant digits, and none for show", () => {
  assertWritten([
    [Math.PI, "3.1416"],
    [0.5, "0.5"],
    [2, "2"],
    [123.456, "123.46"],
    [0.1 + 0.2, "0.3"],
    [99999.6, "100000"],
  ]);
});

test("numbers of a column have equal decimals, as many as one of them needs; powers of ten have none", () => {
  assert.deepEqual(formatColumn([3.10142, -0.011942, 0]), ["3.1014", "−0.0119", "0.0000"]);
  assert.deepEqual(formatColumn([2, 2], 5), ["2", "2"]);
  assert.deepEqual(formatColumn([0.01, 0.05, 0.12], 5), ["0.01", "0.05", "0.12"]);
  assert.deepEqual(formatColumn([-0.00001, 1.25, null, Infinity].slice(1), 3), ["1.25", "undefined", "∞"]);
  assert.deepEqual(formatColumn([1e-20, 1.5]), ["10⁻²⁰", "1.5"]);
  assert.deepEqual(formatColumn([1e9, 1.5]), ["10⁹", "1.5"]);
  assert.deepEqual(
    [-1e-9, 1e-9, -2e-9].map((each) => formatNumber(each)),
    ["−10⁻⁹", "10⁻⁹", "−2·10⁻⁹"],
  );
});

test("as many digits are written as are asked for", () => {
  assertWritten([
    [2 / 3, "0.667", 3],
    [2 / 3, "0.66666667", 8],
  ]);
});

test("no digit before the point is rounded to a zero", () =>
  assertWritten([
    [1234, "1234", 2],
    [220264.66, "220265", 4],
  ]));

test("a coordinate has the digits that tell places in its box apart", () => {
  assert.equal(formatCoordinate(1.000005, 1e-5), "1.000005");
  assert.equal(formatCoordinate(-0.27084459, 12), "−0.2708");
  assert.equal(formatCoordinate(0, 1e-5), "0");
});

test("a negative number has a true minus sign", () =>
  assertWritten([
    [-0.5, "−0.5"],
    [-123.456, "−123.46"],
  ]));

test("zero has no sign", () =>
  assertWritten([
    [0, "0"],
    [-0, "0"],
  ]));

test("long numbers are written with powers of ten", () => {
  assertWritten([
    [1e6, "10⁶"],
    [-2.5e-7, "−2.5·10⁻⁷"],
    [1.23456789e123, "1.2346·10¹²³"],
    [0.00001, "10⁻⁵"],
    [999999.9, "10⁶"],
  ]);
});

test("a long number that is nearly round is told from the round one", () => {
  assertWritten([
    [1000000009, "1000000009"],
    [1000000009, "1000000009", 3],
    [-3000000.25, "−3.0000003·10⁶"],
    [1.0000002e12, "1000000200000"],
    [51883209, "5.1883·10⁷"],
    [2.5e9, "2.5·10⁹"],
    [1e9 * (1 + 2 ** -52), "10⁹"],
  ]);
});

test("a number is written as exactly as its neighbourhood needs", () => {
  assert.equal(formatWithin(1000000000.5, 1e-3), "1.0000000005·10⁹");
  assert.equal(formatWithin(1 + 3e-8, 1e-13), "1.00000003");
  assert.equal(formatWithin(2 / 3, 1), "0.66667");
  assert.equal(formatWithin(0.1 + 0.2, 0), "0.3");
});

test("between a ten-thousandth and a million plain digits are kept", () =>
  assertWritten([
    [999990, "999990"],
    [0.0001, "0.0001"],
  ]));

test("what has no value is called undefined, and what has no end is infinite", () => {
  assertWritten([
    [null, "undefined"],
    [undefined, "undefined"],
    [NaN, "undefined"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ]);
});

test("a vector is its entries in parentheses", () => {
  assert.equal(formatVector([1, -0.5]), "(1, −0.5)");
  assert.equal(formatVector([null, 1 / 3], 2), "(undefined, 0.33)");
});

test("a dragged coordinate has the digits of a ten-thousandth of the box, or fewer", () => {
  assert.equal(roundToPixel(0.123456789, 4), 0.123);
  assert.equal(roundToPixel(0.123456789, 0.04), 0.12346);
  assert.equal(roundToPixel(123456.789, 4e6), 123457);
});

test("rounding moves a dragged point by less than a pixel of a wide screen", () => {
  for (let width = 1e-9; width < 1e9; width *= 1.7) {
    const place = 0.37123456 * width;
    assert.ok(Math.abs(roundToPixel(place, width) - place) <= width / 1900, `in a box ${width} wide`);
  }
});

test("rounding to zero leaves no negative zero", () => assert.ok(Object.is(roundToPixel(-1e-9, 4), 0)));

test("what is zero to rounding is 0 beside the numbers it came from, at every scale, and nothing else is", () => {
  for (const scale of [1e-9, 1, 1e9]) {
    assert.deepEqual(withoutRounding([2.2204e-16 * scale, 4 * scale]), [0, 4 * scale]);
    assert.deepEqual(withoutRounding([1e-12 * scale, -scale]), [1e-12 * scale, -scale]);
  }
  assert.deepEqual(withoutRounding([6.9389e-18, -6.9389e-18], 1.5), [0, 0]);
  assert.deepEqual(withoutRounding([6.9389e-18, -6.9389e-18]), [6.9389e-18, -6.9389e-18]);
  assert.deepEqual(withoutRounding([null, 0, 1]), [null, 0, 1]);
});

test("a typed number is itself in a short form, never one that a field would cut", () => {
  const texts = [999999, 1e6, -1e-6, 0.001, -1.5, 1234.5678, 1e12, 2.5e-9, 0].map(typedNumber);
  assert.deepEqual(texts, ["999999", "1e6", "-1e-6", "0.001", "-1.5", "1234.5678", "1e12", "2.5e-9", "0"]);
  for (const value of [1000001, 0.1 + 0.2, 123456.78, -0.00012345])
    assert.ok(Math.abs(Number(typedNumber(value)) - value) <= 1e-7 * Math.abs(value));
});

test("one rule settles a single number, a list and places: below 2⁻⁴⁴ of what it came from", () => {
  assert.equal(unlessRounding(-1.2e-16, 1), 0);
  assert.equal(unlessRounding(1e-12, 1), 1e-12);
  assert.equal(unlessRounding(1e-12, -1e3), 0);
  assert.deepEqual(
    placesWithoutRounding([
      [1, 0],
      [-5e-18, 6e-17],
    ]),
    [
      [1, 0],
      [0, 0],
    ],
  );
  assert.deepEqual(
    placesWithoutRounding([
      [1e9, 1e-9],
      [2, 1e-9],
    ]),
    [
      [1e9, 1e-9],
      [2, 1e-9],
    ],
  );
  assert.deepEqual(placesWithoutRounding([]), []);
});
