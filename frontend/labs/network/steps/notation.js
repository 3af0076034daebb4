/** Derivatives and numbers of a network as formulas: what stands where, and by what it is derived. Pure functions. */

import { math } from "../../../core/dom.js";
import { operator } from "../../common/number-math.js";

/** ∂C/∂w @param {string} of @param {string} by */
export function partial(of, by) {
  return math("mfrac", [
    math("mrow", [operator("∂"), math("mi", [of])]),
    math("mrow", [operator("∂"), math("mi", [by])]),
  ]);
}

/** @param {Node[]} children */
export function formula(children) {
  return math("math", [math("mrow", children)], { display: "block" });
}

/** ²₁ @param {number} layer @param {number} unit */
export function at(layer, unit) {
  return `${raised(layer)}${lowered(unit)}`;
}

/** @param {number} layer */
export function raised(layer) {
  return [...String(layer + 1)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");
}

/** @param {number} unit */
export function lowered(unit) {
  return [...String(unit + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
