/** Targets that a loss can take: with cross-entropy those of each sample are probabilities. Pure functions. */

const ROUNDING = 1e-9;
const DIGITS = 12; // after the point: sums stay within rounding, and links stay short

/** The rule that some targets break, in words; empty: none. @param {string} cost @param {number[][]} rows */
export function complaintAbout(cost, rows) {
  if (cost !== "cross-entropy" || rows.every(areProbabilities)) return "";
  return rows[0].length > 1
    ? "With cross-entropy targets are probabilities: from 0 to 1, and all of a sample add up to 1."
    : "With cross-entropy a target is a probability: from 0 to 1.";
}

/**
 * The same where a loss can take them; else the nearest class for certain, or of one output the nearest probability.
 * @param {string} cost
 * @param {number[][]} rows
 */
export function targetsFor(cost, rows) {
  return complaintAbout(cost, rows) ? rows.map((row) => (areProbabilities(row) ? row : nearest(row))) : rows;
}

/**
 * The targets of a sample once one of them is typed; with cross-entropy the others keep their proportions.
 * @param {string} cost
 * @param {number[]} row
 * @param {number} place
 * @param {number} value
 */
export function withTarget(cost, row, place, value) {
  const typed = row.with(place, value);
  if (cost !== "cross-entropy" || row.length === 1 || value < 0 || value > 1) return typed;
  const others = row.reduce((sum, each, k) => sum + (k === place ? 0 : each), 0);
  const share = (/** @type {number} */ each) => (others > 0 ? each / others : 1 / (row.length - 1));
  return typed.map((each, k) => (k === place ? each : rounded((1 - value) * share(each))));
}

/** @param {number[]} row */
function areProbabilities(row) {
  const sum = row.reduce((total, each) => total + each, 0);
  return row.every((each) => each >= 0 && each <= 1) && (row.length === 1 || Math.abs(sum - 1) <= ROUNDING);
}

/** @param {number[]} row */
function nearest(row) {
  if (row.length === 1) return [Math.min(Math.max(row[0], 0), 1)];
  const largest = row.indexOf(Math.max(...row));
  return row.map((_, k) => (k === largest ? 1 : 0));
}

/** @param {number} value */
function rounded(value) {
  return Number(value.toFixed(DIGITS));
}
