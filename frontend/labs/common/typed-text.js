/** Pieces of texts that are typed for the reader: a loss as a function of two of its numbers. Pure functions. */

const DIGITS = 6;

/** A letter that stands alone, replaced. @param {string} text @param {string} letter @param {string} by */
export function put(text, letter, by) {
  return text.replace(new RegExp(`(?<![\\p{L}_])${letter}(?![\\p{L}\\p{N}_])`, "gu"), () => by);
}

/** @param {number} value */
export function typedNumber(value) {
  return String(Number(value.toPrecision(DIGITS)));
}
