/** The derivative by its rules, step by step, with the numbers at the point; every step can be opened. */

import { formulaElement, html, write } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { conditionNodes } from "../common/formula-lines.js";

/**
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {{rule: string, explanation: string, depth: number, mathml: string, chain: Chain | null}} Step
 * @typedef {{letter: string, outer: string, inner: string, mathml: string, inner_value: number | null, outer_slope:
 *   number | null, inner_slope: number | null}} Chain
 */

const OPEN_DEPTH = 2; // deeper steps are folded away at first

export class DerivationCard {
  /** @type {string} */
  drawn = "";
  /** @type {HTMLElement[]} where the numbers of each chain stand, in the order of the steps */
  chainLines = [];

  constructor() {
    this.steps = html("div", { class: "steps" });
    this.result = html("div", { class: "formula-line" });
    this.check = html("p");
    this.element = html("section", { class: "card wide derivation" }, [
      html("h2", {}, [html("span", { class: "swatch gradient" }), "The derivative, step by step"]),
      this.steps,
      this.result,
      this.check,
    ]);
  }

  /** @param {Answers} answers */
  show({ derivation, refusal, at, meaning }) {
    if (!derivation) {
      this.drawn = "";
      this.steps.replaceChildren(refusal ? `There is no formula to show: ${refusal}.` : "…");
      this.result.replaceChildren();
      this.check.textContent = "";
      return;
    }
    this.build(derivation);
    const chains = derivation.steps
      .filter((/** @type {Step} */ { chain }) => chain)
      .map((/** @type {Step} */ { chain }) => chain);
    this.chainLines.forEach((line, k) => (line.textContent = chainSentence(chains[k])));
    write(this.check, checkSentence(derivation, meaning?.variables[0] ?? "x", at?.x ?? 0));
  }

  /** Elements are made anew only for another derivation: numbers change in every frame. @param {any} derivation */
  build({ steps, result, conditions = [] }) {
    const key = steps.map((/** @type {Step} */ { mathml }) => mathml).join();
    if (key === this.drawn) return;
    this.drawn = key;
    this.chainLines = [];
    this.steps.replaceChildren(...this.nested(steps, 0));
    this.result.replaceChildren(formulaElement(result.mathml), ...conditionNodes(conditions));
  }

  /**
   * Steps of one depth, each with its parts inside.
   * @param {Step[]} steps
   * @param {number} depth
   * @returns {HTMLElement[]}
   */
  nested(steps, depth) {
    const starts = steps.flatMap((step, k) => (step.depth === depth ? [k] : []));
    return starts.map((start, k) => this.step(steps[start], steps.slice(start + 1, starts[k + 1] ?? steps.length)));
  }

  /** @param {Step} step @param {Step[]} parts */
  step(step, parts) {
    const line = html("summary", {}, [html("span", { class: "rule" }, [step.rule]), formulaElement(step.mathml)]);
    const chain = step.chain ? html("p", { class: "chain" }) : null;
    if (chain) this.chainLines.push(chain);
    const about = html("p", { class: "explanation" }, [step.explanation]);
    return html("details", { class: "derivation-step", open: step.depth < OPEN_DEPTH && parts.length > 0 }, [
      line,
      about,
      chain,
      ...this.nested(parts, step.depth + 1),
    ]);
  }
}

/** @param {Chain} chain */
function chainSentence({ letter, outer, inner, inner_value: value, outer_slope: outside, inner_slope: inside }) {
  const names = `Outer ${outer}, inner ${letter} = ${inner}`;
  if (value === null || outside === null || inside === null) return `${names}.`;
  const product = `${bracketed(outside)} · ${bracketed(inside)} = ${formatNumber(outside * inside)}`;
  return `${names} = ${formatNumber(value)} here. Slope of the outer times slope of the inner: ${product}.`;
}

/** @param {number} value */
function bracketed(value) {
  return value < 0 ? `(${formatNumber(value)})` : formatNumber(value);
}

/** The formula's number beside autodiff's. @param {any} derivation @param {string} variable @param {number} x */
function checkSentence({ value, autodiff, difference, cancellation, conditions = [] }, variable, x) {
  const place = `At ${variable} = ${formatNumber(x)}`;
  const broken = conditions.find((/** @type {{holds: boolean | null}} */ { holds }) => holds === false);
  if (value === null && broken) return `${place} the formula is no derivative: there ${broken.source} does not hold.`;
  if (cancellation) return `${place} nearly equal numbers cancel${hiddenParts(value, autodiff)}.`;
  if (value === null && autodiff === null) return `${place} neither the formula nor autodiff has a value.`;
  const both = `the formula gives ${formatNumber(value, 10)}, autodiff ${formatNumber(autodiff, 10)}`;
  return difference === null ? `${place} ${both}.` : `${place} ${both}; they differ by ${formatNumber(difference, 2)}.`;
}

/** What rounding hides, and what it leaves. @param {number | null} value @param {number | null} autodiff */
function hiddenParts(value, autodiff) {
  if (value !== null) return `, and rounding hides autodiff's number; the formula gives ${formatNumber(value, 10)}`;
  if (autodiff !== null)
    return `, and rounding hides the formula's number; autodiff gives ${formatNumber(autodiff, 10)}`;
  return ": rounding hides the formula's number and autodiff's";
}
