/** Under the picture: the chain-rule product of one number, the shapes of all of them, and the check in two other ways. */

import { html, math } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { factor, operator, signedNumber } from "../../common/number-math.js";
import { nameOf, productOf } from "./flow.js";

/**
 * @typedef {import("./flow.js").Passed} Passed
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{passed: Passed, input: number[], rate: number, keeps: boolean, selected: Place}} Shown
 */

const DIGITS = 6;

/** ∂C/∂w written out. */
export class ProductCard {
  constructor() {
    this.letters = html("div", { class: "formula-line", tabIndex: 0 });
    this.numbers = html("div", { class: "formula-line", tabIndex: 0 });
    this.shares = html("div", { class: "formula-line", tabIndex: 0 });
    this.update = html("div", { class: "formula-line", tabIndex: 0 });
    this.heading = html("h2");
    const hint = html("p", { class: "notes" }, ["Point at a line for its weight, press a unit for its bias."]);
    this.element = html("section", { class: "card half weight-product", "aria-live": "polite" }, [this.heading, this.letters, this.numbers, this.shares, this.update, hint]);
  }

  /** @param {Shown} shown */
  show({ passed, input, rate, keeps, selected }) {
    const { outer, slope, through, inner, value, shares } = productOf(passed, input, selected);
    const { layer, unit, from } = selected;
    const [of, a, z] = [nameOf(selected), `a${at(layer, unit)}`, `z${at(layer, unit)}`];
    const before = from === null ? "1" : layer === 0 ? `x${lowered(from)}` : `a${at(layer - 1, from)}`;
    this.heading.textContent = `What ${of} has to do with the cost`;
    const slopeText = math("mi", [`f′(${z})`]);
    const first = slope === null ? [partial("C", z)] : [partial("C", a), operator("·"), slopeText];
    const numbers = slope === null ? [factor(through, DIGITS)] : [factor(outer, DIGITS), operator("·"), factor(slope, DIGITS)];
    this.letters.replaceChildren(formula([partial("C", of), operator("="), ...first, operator("·"), math("mi", [before])]));
    this.numbers.replaceChildren(formula([operator("="), ...numbers, operator("·"), factor(inner, DIGITS), operator("="), ...signedNumber(value, DIGITS + 2)]));
    this.shares.hidden = shares === null;
    const sum = shares?.flatMap(({ weight, slope: each }, k) => [...(k ? [operator("+")] : []), factor(weight, 4), operator("·"), factor(each, 4)]) ?? [];
    this.shares.replaceChildren(formula([partial("C", a), operator("="), ...sum, operator("="), ...signedNumber(outer, DIGITS)]));
    const now = from === null ? passed.network.layers[layer].biases[unit] : passed.network.layers[layer].weights[unit][from];
    const isKept = keeps && from === null;
    const step = isKept ? [...signedNumber(now, 8)] : [...signedNumber(now, 8), operator("−"), factor(rate, 4), operator("·"), factor(value, DIGITS), operator("="), ...signedNumber(now - rate * value, 10)];
    this.update.replaceChildren(formula([math("mi", [`${of}′`]), operator("="), ...step]));
  }
}

/** Every derivative found in three ways. */
export class CheckCard {
  /** @param {(place: Place) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.verdict = html("p", { class: "check" });
    this.body = html("tbody");
    const head = html("thead", {}, [html("tr", {}, ["", "value", "backpropagation", "JAX autodiff", "finite differences"].map((name) => html("th", { scope: "col" }, [name])))]);
    this.element = html("section", { class: "card half" }, [html("h2", {}, ["Gradient check"]), this.verdict, html("div", { class: "scroll tall" }, [html("table", { class: "numbers" }, [head, this.body])])]);
  }

  /** @param {Shown} shown */
  show({ passed, selected }) {
    const { check, network, slopes } = passed;
    const error = (/** @type {number} */ value) => (value === 0 ? "not at all" : `by at most ${formatNumber(value, 2)}`);
    this.verdict.textContent = `Our formula differs from JAX's automatic differentiation ${error(check.autodiff_error)}, from finite differences ${error(check.differences_error)}.`;
    /** @type {HTMLElement[]} */
    const rows = [];
    network.layers.forEach(({ weights, biases }, layer) => {
      weights.forEach((row, unit) => row.forEach((value, from) => rows.push(this.row({ layer, unit, from }, [value, slopes[layer].weights[unit][from], check.autodiff[layer].weights[unit][from], check.differences[layer].weights[unit][from]], selected))));
      biases.forEach((value, unit) => rows.push(this.row({ layer, unit, from: null }, [value, slopes[layer].biases[unit], check.autodiff[layer].biases[unit], check.differences[layer].biases[unit]], selected)));
    });
    this.body.replaceChildren(...rows);
  }

  /** @param {Place} place @param {number[]} values @param {Place} selected */
  row(place, values, selected) {
    const button = html("button", { type: "button", class: "entry" }, [nameOf(place)]);
    button.setAttribute("aria-pressed", String(selected.layer === place.layer && selected.unit === place.unit && selected.from === place.from));
    button.addEventListener("click", () => this.onSelect(place));
    return html("tr", {}, [html("th", { scope: "row" }, [button]), ...values.map((value, k) => html("td", {}, [formatNumber(value, k ? 10 : 8)]))]);
  }
}

/** What has which shape, as in the formulas of the course. */
export class ShapesCard {
  constructor() {
    this.body = html("tbody");
    const head = html("thead", {}, [html("tr", {}, ["layer", "W", "b", "z = W a + b", "a = f(z)", "∂C/∂z = f′(z) ⊙ ∂C/∂a", "∂C/∂W = ∂C/∂z aᵀ", "to the layer before: Wᵀ ∂C/∂z"].map((name) => html("th", { scope: "col" }, [name])))]);
    this.element = html("section", { class: "card whole" }, [html("h2", {}, ["Shapes"]), html("div", { class: "scroll" }, [html("table", { class: "numbers shapes" }, [head, this.body])])]);
  }

  /** @param {Shown} shown */
  show({ passed }) {
    const rows = passed.network.layers.map(({ weights, activation }, layer) => {
      const [m, n] = [weights.length, weights[0].length];
      const cells = [`${layer + 1} (${activation})`, `${m} × ${n}`, `${m}`, `${m}`, `${m}`, `${m}`, `${m} × ${n} = (${m} × 1)(1 × ${n})`, layer ? `${n} = (${n} × ${m})(${m})` : "none: these are the inputs"];
      return html("tr", {}, cells.map((text) => html("td", {}, [text])));
    });
    this.body.replaceChildren(...rows);
  }
}

/** ∂C/∂w @param {string} of @param {string} by */
function partial(of, by) {
  return math("mfrac", [math("mrow", [operator("∂"), math("mi", [of])]), math("mrow", [operator("∂"), math("mi", [by])])]);
}

/** @param {Node[]} children */
function formula(children) {
  return math("math", [math("mrow", children)], { display: "block" });
}

/** ²₁ @param {number} layer @param {number} unit */
function at(layer, unit) {
  return `${[...String(layer + 1)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("")}${lowered(unit)}`;
}

/** @param {number} unit */
function lowered(unit) {
  return [...String(unit + 1)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("");
}
