/**
 * Under the picture: the derivatives of a layer as one product of matrices, the shapes of all of them, and the check in
 * two other ways.
 */

import { agreement } from "../../common/agreement.js";
import { columnHead, html, math } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { operator, signedNumber } from "../../common/number-math.js";
import { nameOf } from "../numbers.js";
import { answersOf } from "./flow.js";
import { formula, partial, raised } from "./notation.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("./flow.js").Passed} Passed
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{passed: Passed, input: number[][], look: number, rate: number, keeps: boolean, selected: Place}} Shown
 */

/** ∂C/∂W of a whole layer as one product of matrices: every sample is a column of the first and a row of the second. */
export class MatrixCard {
  constructor() {
    this.heading = html("h2");
    this.shapes = html("p", { class: "notes" });
    this.formula = html("div", { class: "formula-line scroll" });
    this.element = html("section", { class: "card whole weight-matrix" }, [this.heading, this.shapes, this.formula]);
  }

  /** @param {Shown} shown */
  show({ passed, input, look, selected: { layer, unit, from } }) {
    const { z, weights } = passed.slopes[layer];
    const [units, inputs, count] = [weights.length, weights[0].length, input.length];
    const below = weights[0].map((_, k) => answersOf(passed, input, layer - 1, k));
    const name = layer === 0 ? "X" : `A${raised(layer - 1)}`;
    this.heading.textContent = t(`∂C/∂W${raised(layer)} of the whole layer`);
    this.shapes.textContent =
      `Δ has a row for each unit and a column for each sample; ${name}ᵀ a row for each ` +
      `sample and a column for each input: (${units} × ${count})(${count} × ` +
      `${inputs})${count > 1 ? ` / ${count}` : ""} = ${units} × ${inputs}.`;
    const share = count > 1 ? [math("mfrac", [math("mn", ["1"]), math("mn", [String(count)])])] : [];
    const samples = input.map((_, k) => below.map((row) => row[k]));
    const isLooked = (/** @type {number} */ sample) => look === 0 || sample === look - 1;
    const deltas = matrix(z, (row, sample) => row === unit && isLooked(sample));
    const transposed = matrix(samples, (sample, column) => column === from && isLooked(sample));
    const product = matrix(weights, (row, column) => row === unit && column === from);
    this.formula.replaceChildren(
      formula([
        partial("C", `W${raised(layer)}`),
        operator("="),
        ...share,
        math("mi", [`Δ${raised(layer)}`]),
        math("msup", [math("mi", [name]), math("mi", ["T"])]),
        operator("="),
        ...share,
        deltas,
        transposed,
        operator("="),
        product,
      ]),
    );
  }
}

/** @param {number[][]} rows @param {(row: number, column: number) => boolean} isMarked */
function matrix(rows, isMarked) {
  const cells = rows.map((row, k) =>
    math(
      "mtr",
      row.map((value, j) => math("mtd", signedNumber(value, 3), isMarked(k, j) ? { class: "is-marked" } : {})),
    ),
  );
  return math("mrow", [operator("["), math("mtable", cells), operator("]")]);
}

/** Every derivative found in three ways. */
export class CheckCard {
  /** @param {(place: Place) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.verdict = html("p", { class: "check" });
    this.body = html("tbody");
    const head = html("thead", {}, [
      html("tr", {}, ["", "value", "backpropagation", "JAX autodiff", "finite differences"].map(columnHead)),
    ]);
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, ["Gradient check"]),
      this.verdict,
      html("div", { class: "scroll tall" }, [html("table", { class: "numbers check-table" }, [head, this.body])]),
    ]);
  }

  /** @param {Shown} shown */
  show({ passed, selected }) {
    const { check, network, slopes } = passed;
    const error = (/** @type {number} */ value) =>
      value === 0 ? "not at all" : `by at most ${formatNumber(value, 2)}`;
    this.verdict.textContent =
      `Our formula differs from JAX's automatic differentiation ` +
      `${error(check.autodiff_error)}, from finite differences ` +
      `${error(check.differences_error)}${agreement(check.verdict)}`;
    /** @type {HTMLElement[]} */
    const rows = [];
    network.layers.forEach(({ weights, biases }, layer) => {
      weights.forEach((row, unit) =>
        row.forEach((value, from) =>
          rows.push(
            this.row(
              { layer, unit, from },
              [
                value,
                slopes[layer].weights[unit][from],
                check.autodiff[layer].weights[unit][from],
                check.differences[layer].weights[unit][from],
              ],
              selected,
            ),
          ),
        ),
      );
      biases.forEach((value, unit) =>
        rows.push(
          this.row(
            { layer, unit, from: null },
            [
              value,
              slopes[layer].biases[unit],
              check.autodiff[layer].biases[unit],
              check.differences[layer].biases[unit],
            ],
            selected,
          ),
        ),
      );
    });
    this.body.replaceChildren(...rows);
  }

  /** @param {Place} place @param {number[]} values @param {Place} selected */
  row(place, values, selected) {
    const button = html("button", { type: "button", class: "entry" }, [nameOf(place)]);
    button.setAttribute(
      "aria-pressed",
      String(selected.layer === place.layer && selected.unit === place.unit && selected.from === place.from),
    );
    button.addEventListener("click", () => this.onSelect(place));
    return html("tr", {}, [
      html("th", { scope: "row" }, [button]),
      ...values.map((value, k) => html("td", {}, [formatNumber(value, k ? 8 : 6)])),
    ]);
  }
}

/** What has which shape, as in the formulas of the course. */
export class ShapesCard {
  constructor() {
    this.body = html("tbody");
    const head = html("thead", {}, [
      html(
        "tr",
        {},
        [
          "layer",
          "W",
          "b",
          "z = W a + b",
          "a = f(z)",
          "∂C/∂z = f′(z) ⊙ ∂C/∂a",
          "∂C/∂W = ∂C/∂z aᵀ",
          "to the layer before: Wᵀ ∂C/∂z",
        ].map(columnHead),
      ),
    ]);
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["Shapes"]),
      html("div", { class: "scroll", role: "region", "aria-label": "Shapes" }, [
        html("table", { class: "numbers shapes" }, [head, this.body]),
      ]),
    ]);
  }

  /** @param {Shown} shown */
  show({ passed, input }) {
    const count = input.length;
    const rows = passed.network.layers.map(({ weights, activation }, layer) => {
      const [m, n] = [weights.length, weights[0].length];
      // A column for each sample, where there are several.
      const [here, below] = count > 1 ? [`${m} × ${count}`, `${n} × ${count}`] : [`${m}`, `${n}`];
      // With cross-entropy the output is a probability, and what comes back needs no f′.
      const isProbability = passed.network.cost === "cross-entropy" && layer === passed.network.layers.length - 1;
      const [name, back] = isProbability ? [m > 1 ? "softmax" : "logistic", `${here} (a − y)`] : [activation, here];
      const cells = [
        `${layer + 1} (${name})`,
        `${m} × ${n}`,
        `${m}`,
        here,
        here,
        back,
        `${m} × ${n} = (${m} × ${count})(${count} × ${n})${count > 1 ? ` / ${count}` : ""}`,
        layer ? `${below} = (${n} × ${m})(${here})` : "none: these are the inputs",
      ];
      return html(
        "tr",
        {},
        cells.map((text) => html("td", {}, [text])),
      );
    });
    this.body.replaceChildren(...rows);
  }
}
