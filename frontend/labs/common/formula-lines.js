/** Lines of a formula card: a label with its colour, and what stands behind it. */

import { formulaElement, html } from "../../core/dom.js";
import { redraw } from "../../core/redraw.js";

/** @typedef {{term: HTMLElement, value: HTMLElement}} FormulaLine */

/** @param {string} label @param {string} color @returns {FormulaLine} */
export function formulaLine(label, color) {
  return {
    term: html("dt", { class: color }, [label]),
    value: html("dd", { "data-name": label }),
  };
}

/** @param {Record<string, FormulaLine>} lines */
export function formulaList(lines) {
  return html(
    "dl",
    {},
    Object.values(lines).flatMap(({ term, value }) => [term, value]),
  );
}

/**
 * @param {FormulaLine} line
 * @param {boolean} isShown
 * @param {() => (Node | string)[]} content
 */
export function writeLine({ term, value }, isShown, content) {
  term.hidden = value.hidden = !isShown;
  if (isShown) redraw(value, content);
}

/**
 * Where the formula before them holds: " where x > 0, x ≠ 1"; nothing where it holds everywhere.
 * @param {{mathml: string}[]} [conditions]
 * @returns {(Node | string)[]}
 */
export function conditionNodes(conditions = []) {
  return conditions.flatMap(({ mathml }, k) => [k ? ", " : " where ", formulaElement(mathml)]);
}
