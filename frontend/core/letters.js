/**
 * In which order a text's variables stand. Once that was x, y, z, t, u, v, w, s and then the alphabet; now x, y, z and
 * then as they are read. Points in links are lists in that order, so that a link says by which of the two it was made.
 */

import { CATALOGUE } from "./catalogue.js";

const FIRST = "xyz";
const USUAL = "xyztuvws";
/** A name with its arguments and =, at the beginning of the last line: there the text itself says the order. */
const HEAD = /^(\s*[^\s(=]+)\s*(\([^)]*\))?\s*=(?!=)/;
const WORD = /\p{L}{2,}/gu;
const LETTER = /\p{L}/gu;
const KNOWN = new Set(
  [...CATALOGUE.functions, ...CATALOGUE.constants].map((/** @type {{name: string}} */ { name }) => name),
);

/** Whether the two orders may differ: where in doubt, yes. @param {string} source */
export function isOrderInDoubt(source) {
  if (HEAD.exec(lines(source).last)?.[2]) return false;
  const text = source.replace(/_\{?\w+\}?/g, " ").replace(WORD, (word) => (KNOWN.has(word) ? " " : word));
  // A Greek name, or a product without gaps: the backend knows.
  if ((text.match(WORD) ?? []).some((word) => /[^xyz]/.test(word))) return true;
  const letters = [...new Set(text.match(LETTER) ?? [])].filter((letter) => letter !== "e");
  const usual = letters.filter((letter) => USUAL.includes(letter));
  if (!usual.length) return letters.length > 1;
  return usual.length > 1 && usual.some((letter) => !FIRST.includes(letter));
}

/** Names of variables as they once stood. @param {string[]} names @returns {string[]} */
export function inOldOrder(names) {
  const place = (/** @type {string} */ letter) => (USUAL.includes(letter) ? USUAL.indexOf(letter) : USUAL.length);
  return names.toSorted((a, b) => {
    const [[first, i = ""], [second, j = ""]] = [a.split("_"), b.split("_")];
    return place(first) - place(second) || byCode(first, second) || wholeOf(i) - wholeOf(j) || byCode(i, j);
  });
}

/** The text with its variables in this order, said by itself. @param {string} source @param {string[]} names */
export function withOrder(source, names) {
  const { before, last } = lines(source);
  const [head, name = "f"] = HEAD.exec(last) ?? [""];
  return `${before}${name.trim()}(${names.join(", ")}) = ${last.slice(head.length).trim()}`;
}

/** The last line that is not empty, and all before it. @param {string} source */
function lines(source) {
  const [, before, last] = /** @type {RegExpExecArray} */ (
    /^((?:[\s\S]*[\n;])?)([^\n;]*)$/.exec(source.replace(/[\s;]+$/, ""))
  );
  return { before, last };
}

/** @param {string} index */
function wholeOf(index) {
  return /^\d+$/.test(index) ? Number(index) : 0;
}

/** @param {string} a @param {string} b */
function byCode(a, b) {
  return a < b ? -1 : Number(a > b);
}
