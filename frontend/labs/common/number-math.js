/** Current numbers as MathML, to stand in formulas. */

import { math } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";

/** = and a matrix of numbers. @param {(number | null)[][]} rows */
export function equalTo(rows) {
  const cells = rows.map((row) =>
    math(
      "mtr",
      row.map((entry) => math("mtd", signedNumber(entry))),
    ),
  );
  return math("mrow", [operator("="), operator("("), math("mtable", cells), operator(")")]);
}

/**
 * A number, in brackets where a minus sign would follow another sign.
 * @param {number | null} value
 * @param {number} [digits]
 */
export function factor(value, digits) {
  const parts = signedNumber(value, digits);
  return parts.length > 1 ? math("mrow", [operator("("), ...parts, operator(")")]) : parts[0];
}

/** @param {number | null} value @param {number} [digits] */
export function signedNumber(value, digits = 5) {
  if (value === null) return [math("mtext", ["none"])];
  const text = formatNumber(value, digits);
  return text.startsWith("−") ? [minus(), math("mn", [text.slice(1)])] : [math("mn", [text])];
}

/** The sign of what follows: in the middle of a row it would be set like that of a difference. */
export function minus() {
  return math("mo", ["−"], { form: "prefix" });
}

/** @param {string} sign */
export function operator(sign) {
  return math("mo", [sign]);
}
