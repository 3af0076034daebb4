/** The loss of a regression as a function that can be typed: of the two parameters of its model. Pure functions. */

import { CATALOGUE } from "../../core/catalogue.js";
import { SHAPED_BY } from "./state.js";

/** @typedef {import("./state.js").RegressionState} RegressionState */

const DIGITS = 6;

/**
 * f(m, b) = ((2.1 - (m (1) + b))^2 + ...)/20; null where it is too long, or not of two parameters.
 * @param {RegressionState} state
 * @param {string[]} names  of the parameters
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} points
 */
export function typedLoss(state, names, { x, y }) {
  const { source, loss, reduction } = state;
  if (names.length !== 2 || source.includes("\n") || source.includes("=")) return null;
  const { typed } = CATALOGUE.losses.find((/** @type {{name: string}} */ { name }) => name === loss);
  const shape = loss in SHAPED_BY ? state[SHAPED_BY[/** @type {keyof typeof SHAPED_BY} */ (loss)]] : 1;
  const terms = Array.from(x, (place, k) => {
    const residual = `(${number(y[k])} - (${put(source, "x", `(${number(place)})`)}))`;
    return put(put(typed, "s", String(shape)), "r", residual);
  });
  const sum = terms.join(" + ");
  const text = `f(${names.join(", ")}) = ${reduction === "mean" ? `(${sum})/${terms.length}` : sum}`;
  return text.length <= CATALOGUE.limits.source_characters ? text : null;
}

/** A letter that stands alone, replaced. @param {string} text @param {string} letter @param {string} by */
function put(text, letter, by) {
  return text.replace(new RegExp(`(?<![\\p{L}_])${letter}(?![\\p{L}\\p{N}_])`, "gu"), by);
}

/** @param {number} value */
function number(value) {
  return String(Number(value.toPrecision(DIGITS)));
}
