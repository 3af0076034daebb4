/** The loss of a regression as a function that can be typed: of the two parameters of its model. Pure functions. */

import { CATALOGUE } from "../../core/catalogue.js";
import { put, typedNumber } from "../common/typed-text.js";
import { SHAPED_BY } from "./state.js";

/** @typedef {import("./state.js").RegressionState} RegressionState */

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
    const residual = `(${typedNumber(y[k])} - (${put(source, "x", `(${typedNumber(place)})`)}))`;
    return put(put(typed, "s", String(shape)), "r", residual);
  });
  const sum = terms.join(" + ");
  const text = `f(${names.join(", ")}) = ${reduction === "mean" ? `(${sum})/${terms.length}` : sum}`;
  return text.length <= CATALOGUE.limits.source_characters ? text : null;
}
