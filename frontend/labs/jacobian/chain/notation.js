/** Names, partial derivatives and matrices of numbers as MathML. */

import { formulaElement, html, math } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { factor, operator, signedNumber } from "../../common/number-math.js";
import { shownOf } from "./names.js";

/** @typedef {import("./names.js").Matrix} Matrix */

/** x, or x with its index below it. @param {string} name */
export function identifier(name) {
  const [letter, index] = name.split("_");
  if (index === undefined) return math("mi", [letter]);
  return math("msub", [math("mi", [letter]), math(/^\d+$/.test(index) ? "mn" : "mi", [index])]);
}

/** The head of a row with such a name, read aloud where MathML is not known. @param {string} name */
export function rowHead(name) {
  const written = formula([identifier(name)]);
  written.setAttribute("aria-label", name.replace("_", " "));
  return html("th", { scope: "row" }, [written]);
}

/** J with the name of its function. @param {string} name */
export function jacobianOf(name) {
  return math("msub", [math("mi", ["J"]), identifier(name)]);
}

/** h, or g after h @param {string[]} names  the first applied first */
export function compositionOf(names) {
  return math(
    "mrow",
    names.toReversed().flatMap((name, k) => (k === 0 ? [identifier(name)] : [operator("∘"), identifier(name)])),
  );
}

/** J of several functions, one after the other. @param {string[]} names  the first applied first */
export function jacobianOfComposition(names) {
  return math("msub", [math("mi", ["J"]), compositionOf(names)]);
}

/** ∂ of one name by another; of or by nothing where it is left out. @param {string} of @param {string} by */
export function partial(of, by) {
  const side = (/** @type {string} */ name) => math("mrow", [operator("∂"), ...(name ? [identifier(name)] : [])]);
  return math("mfrac", [side(of), side(by)]);
}

/** @param {string} name @param {string} placeholder */
export function partialBy(name, placeholder) {
  return math("mfrac", [
    math("mrow", [operator("∂"), identifier(name)]),
    math("mrow", [operator("∂"), math("mo", [placeholder])]),
  ]);
}

/** (a, b) @param {string[]} names */
export function tuple(names) {
  if (names.length === 1) return identifier(names[0]);
  const inner = shownOf(names.length, 3).flatMap((k, place) => [
    ...(place ? [operator(",")] : []),
    k === null ? math("mo", ["…"]) : identifier(names[k]),
  ]);
  return math("mrow", [operator("("), ...inner, operator(")")]);
}

/**
 * A matrix of numbers; of a large one the first and the last rows and columns.
 * @param {Matrix} matrix
 * @param {{most?: number, digits?: number}} [options]
 */
export function matrixMath(matrix, { most = 8, digits = 4 } = {}) {
  const columns = shownOf(matrix[0]?.length ?? 0, most);
  const rows = shownOf(matrix.length, most);
  const cell = (/** @type {number | null} */ i, /** @type {number | null} */ j) => {
    if (i !== null && j !== null) return signedNumber(matrix[i][j], digits);
    return [math("mo", [i === null ? (j === null ? "⋱" : "⋮") : "⋯"])];
  };
  if (matrix.length === 1 && columns.length === 1) return math("mrow", signedNumber(matrix[0][0], digits));
  const table = math(
    "mtable",
    rows.map((i) =>
      math(
        "mtr",
        columns.map((j) => math("mtd", cell(i, j))),
      ),
    ),
  );
  return math("mrow", [operator("("), table, operator(")")]);
}

/**
 * The right side of a formula of the backend, to stand in another one; of a tall column only the first and the last
 * rows.
 * @param {string} mathml
 * @param {number} [most]  rows
 */
export function rightSide(mathml, most = 8) {
  const whole = /** @type {Element} */ (formulaElement(mathml));
  const sign = [...whole.querySelectorAll("mo")].find(({ textContent }) => textContent === "=");
  if (sign) {
    const left = document.createRange();
    left.setStart(whole, 0);
    left.setEndAfter(sign);
    left.deleteContents();
  }
  for (const table of whole.querySelectorAll("mtable")) shorten(table, most);
  return math("mrow", [...whole.childNodes]);
}

/** @param {Element} table @param {number} most  rows */
function shorten(table, most) {
  const rows = [...table.children];
  const shown = shownOf(rows.length, most);
  const dots = () => math("mtr", [math("mtd", [math("mo", ["⋮"])])]);
  table.replaceChildren(...shown.map((k) => (k === null ? dots() : rows[k])));
}

/** @param {(Node | string)[]} children @param {Record<string, string>} [attributes] */
export function formula(children, attributes = {}) {
  return math("math", children, attributes);
}

/** A small number beside a name. @param {number | null} value @param {number} [digits] */
export function shortNumber(value, digits = 4) {
  return value === null ? "none" : formatNumber(value, digits);
}

/**
 * One entry of a product as the sum it is: in letters, then in numbers.
 * @param {object} entry
 * @param {string} entry.of    the output
 * @param {string} entry.by    the input
 * @param {import("./steps.js").Term[]} entry.terms
 * @param {number | null} entry.value
 * @param {string[]} entry.through  names of the variables between
 */
export function termsMath({ of, by, terms, value, through }) {
  const plus = (/** @type {number} */ k) => (k ? [operator("+")] : []);
  const times = operator("·");
  const letters = through.flatMap((name, k) => [
    ...plus(k),
    partial(of, name),
    times.cloneNode(true),
    partial(name, by),
  ]);
  const numbers = terms.flatMap(({ outer, inner }, k) => [
    ...plus(k),
    factor(outer, 4),
    times.cloneNode(true),
    factor(inner, 4),
  ]);
  return {
    letters: formula([partial(of, by), operator("="), ...letters]),
    numbers: formula([operator("="), ...numbers, operator("="), math("mrow", signedNumber(value, 5))]),
  };
}
