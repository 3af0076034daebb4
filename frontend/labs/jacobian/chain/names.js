/** What the stages of a chain are called, and the numbers that go from one to the next. Pure functions. */

import { nameOf } from "../../common/meaning.js";

/**
 * @typedef {object} Stage  of the answer of POST chain, the first applied first
 * @property {string} name
 * @property {string[]} variables
 * @property {[number, number]} shape  of its Jacobian
 * @property {number[]} input
 * @property {(number | null)[]} value
 * @property {string[]} notes  why a slope does not exist here
 * @property {Matrix} jacobian
 * @property {{mathml: string} | null} formula
 * @property {{mathml: string} | null} jacobian_formula
 * @property {{mathml: string}[]} [conditions]  where that formula holds
 * @typedef {(number | null)[][]} Matrix
 * @typedef {{names: string[], values: (number | null)[]}} Wire  what goes into a stage, or out of the last one
 */

/** From the outermost stage inwards, where a stage has no name of its own. */
const LETTERS = ["f", "g", "h", "k", "p", "q"];

/**
 * The name of each stage, innermost first: its own, or a letter where it has none or shares it.
 * @param {string[]} sources
 */
export function stageNames(sources) {
  const own = sources.map(nameOf);
  const last = own.length - 1;
  const isTaken = (/** @type {string} */ name, /** @type {number} */ k) =>
    own.some((other, j) => j !== k && other === name) || (name === "f" && k !== last);
  const free = LETTERS.filter((letter) => letter === "f" || !own.includes(letter));
  return own.map((name, k) => (isTaken(name, k) ? free[last - k] : name));
}

/**
 * What flows along the chain: the input, what each stage makes of it, the output.
 * @param {Stage[]} stages
 * @param {string[]} names  of the stages
 * @returns {Wire[]}
 */
export function wiresOf(stages, names) {
  const last = stages.length - 1;
  /** @type {Set<string>} */
  const taken = new Set();
  return Array.from({ length: stages.length + 1 }, (_, k) => {
    const values = k === 0 ? stages[0].input : stages[k - 1].value;
    const own = k <= last ? stages[k].variables : null;
    // What two stages call x are different numbers: the later ones are called after the stage that makes them.
    const isFree = own?.length === values.length && !own.some((name) => taken.has(name));
    const used = isFree ? /** @type {string[]} */ (own) : outputNames(names[k - 1] ?? "x", values.length);
    for (const name of used) taken.add(name);
    return { names: used, values };
  });
}

/** @param {string} name @param {number} count */
function outputNames(name, count) {
  return count === 1 ? [name] : Array.from({ length: count }, (_, k) => `${name}_${k + 1}`);
}

/** ℝ² @param {number} count */
export function spaceOf(count) {
  return count === 1 ? "ℝ" : `ℝ${"⁰¹²³⁴⁵⁶⁷⁸⁹"[count]}`;
}

/** 1 × 2 @param {Matrix} matrix @param {number} [columns]  where there are no rows to count them in */
export function shapeText(matrix, columns = matrix[0]?.length ?? 0) {
  return `${matrix.length} × ${columns}`;
}

/**
 * Which of so many rows or columns are shown: all, or the first ones and the last, with null for those between.
 * @param {number} count
 * @param {number} most
 * @returns {(number | null)[]}
 */
export function shownOf(count, most) {
  const all = Array.from({ length: count }, (_, k) => k);
  return count <= most ? all : [...all.slice(0, most - 2), null, count - 1];
}
