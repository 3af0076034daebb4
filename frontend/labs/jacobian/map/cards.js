/** What stands under the planes: the Jacobian with its numbers, the cases of derivatives, and places as a table. */

import { columnHead, formulaElement, html, math, renew } from "../../../core/dom.js";
import { formatNumber, formatVector, nameText, withoutRounding } from "../../../core/format.js";
import { nameOf } from "../../common/meaning.js";
import { conditionNodes } from "../../common/formula-lines.js";
import { equalTo } from "../../common/number-math.js";
import { CASES, caseOf } from "./cases.js";
import { entryTitles } from "./picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../state.js").JacobianState} JacobianState
 */

/** J as formula and in numbers, with what it says. */
export class JacobianCard {
  constructor() {
    this.matrix = html("div", { class: "formula-line", role: "region", "aria-label": "Jacobian" });
    this.facts = html("table", { class: "numbers" });
    this.linear = html("div", {
      class: "formula-line",
      role: "region",
      "aria-label": "Linear approximation",
    });
    const title = html("h2", {}, [html("span", { class: "swatch tangent" }), "The Jacobian"]);
    const note = html("p", { class: "hint" }, [
      "Its rows are the gradients of the entries of f; its columns say where a step along each variable leads.",
    ]);
    this.element = html("section", { class: "card half" }, [
      title,
      this.matrix,
      note,
      this.facts,
      html("h3", {}, ["Linear approximation"]),
      this.linear,
    ]);
  }

  /** @param {Scene} scene */
  show({ state, answers }) {
    const { near, formula, meaning } = answers;
    const symbols = formula ? formulaElement(formula.mathml) : "J, whose formula is too long to show,";
    const needed = formula ? conditionNodes(meaning?.conditions) : [];
    const numbers = near ? [math("math", [equalTo(near.jacobian)], { display: "block" })] : [];
    renew(this.matrix, [symbols, ...needed, ...numbers]);
    renew(this.facts, near?.singular_values ? factRows(near, state.show.field) : []);
    renew(this.linear, [near?.linearization ? formulaElement(near.linearization.mathml) : "none here"]);
  }
}

/** @param {import("./requests.js").Near} near @param {boolean} isField */
function factRows(near, isField) {
  const { determinant, rank, singular_values: sizes, singular_vectors: vectors, divergence, curl } = near;
  const row = (/** @type {string} */ name, /** @type {string} */ value) =>
    html("tr", {}, [html("th", { scope: "row" }, [name]), html("td", { class: "words" }, [value])]);
  const stretches = (sizes ?? []).map((size, k) =>
    row(
      `singular value σ${"₁₂₃₄₅₆₇₈"[k]}`,
      `${formatNumber(size)}, along ${directionText(vectors?.right[k])} to ${directionText(vectors?.left[k])}`,
    ),
  );
  return [
    row("determinant", determinant === null ? "none: not square" : formatNumber(determinant)),
    row("rank", String(rank)),
    ...(isField && divergence !== null ? [row("divergence", `${formatNumber(divergence)}, the trace of J`)] : []),
    ...(isField && curl ? [row("curl", curlText(curl))] : []),
    ...stretches,
  ];
}

/** @param {number[]} curl */
function curlText(curl) {
  if (curl.length > 1) return `${formatVector(curl)}, from what J − Jᵀ has`;
  return `${formatNumber(curl[0])} = J₂₁ − J₁₂: what is carried along turns by half of it per unit of time`;
}

/** Of length 1, where less than rounding is nothing. @param {(number | null)[]} [unit] */
function directionText(unit = []) {
  return formatVector(withoutRounding(unit, 1), 3);
}

/** The derivatives in the map's own vectors and matrices, with their numbers. */
export class MatrixCard {
  constructor() {
    this.lines = html("div", { class: "formula-lines" });
    this.check = html("p", { class: "hint" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, ["In vectors and matrices"]),
      this.lines,
      this.check,
    ]);
  }

  /** @param {Scene} scene */
  show({ answers }) {
    const { forms, meaning } = answers;
    this.element.hidden = !forms.length;
    renew(
      this.lines,
      forms.map((form) => formLine(form, meaning?.conditions)),
    );
    renew(this.check, [checkText(forms)]);
  }
}

/** @param {import("./requests.js").MatrixForm} form @param {{mathml: string}[]} [conditions] */
function formLine({ formula, values: [value] }, conditions) {
  const rows = Array.isArray(value[0]) ? value : value.map((/** @type {number | null} */ entry) => [entry]);
  return html("div", { class: "formula-line", role: "region", "aria-label": "Formula" }, [
    formulaElement(formula.mathml),
    ...conditionNodes(conditions),
    math("math", [equalTo(rows)], { display: "block" }),
  ]);
}

/**
 * How far the numbers of the formulas are from those of automatic differentiation.
 * @param {import("./requests.js").MatrixForm[]} forms
 */
function checkText(forms) {
  const known = forms.map(({ difference }) => difference).filter((difference) => difference !== null);
  if (!known.length) return "";
  const largest = Math.max(...known);
  const check = largest
    ? `Autodiff, entry by entry, differs from these numbers by ${formatNumber(largest, 2)} at most.`
    : "Autodiff, entry by entry, has exactly these numbers.";
  return forms.some(({ text }) => /\bI\b/.test(text)) ? `I is the identity matrix. ${check}` : check;
}

/** The kinds of derivatives by the kinds of functions, that of the current one filled in. */
export class CasesCard {
  /** @param {(example: Pick<JacobianState, "source" | "point" | "domain">) => void} onChoice */
  constructor(onChoice) {
    const titles = ["function", "derivative", "shape"];
    const head = html("thead", {}, [html("tr", {}, titles.map(columnHead))]);
    this.buttons = CASES.map(({ name, source, point, domain }) => {
      const button = html("button", { type: "button", class: "link", title: `Look at ${source}` }, [name]);
      button.addEventListener("click", () => onChoice({ source, point, domain }));
      return button;
    });
    this.rows = CASES.map(({ derivative, shape }, k) =>
      html("tr", {}, [
        html("th", { scope: "row" }, [this.buttons[k]]),
        html("td", { class: "words" }, [derivative]),
        html("td", {}, [shape]),
      ]),
    );
    this.here = html("td", { class: "words", colSpan: titles.length });
    this.hereRow = html("tr", { class: "here" }, [this.here]);
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, ["Which derivative is it?"]),
      html("table", { class: "numbers cases" }, [head, html("tbody", {}, this.rows)]),
    ]);
  }

  /** @param {Scene} scene */
  show({ answers }) {
    const { shape, near, meaning } = answers;
    if (!shape || !near || !meaning) return;
    const current = caseOf(shape);
    const name = nameOf(meaning.source);
    this.rows.forEach((row, k) => row.toggleAttribute("aria-current", k === current));
    this.here.textContent = hereText(name, shape, near.jacobian);
    if (this.rows[current].nextSibling !== this.hereRow) this.rows[current].after(this.hereRow);
  }
}

/** @param {string} name @param {[number, number]} shape @param {(number | null)[][]} jacobian */
function hereText(name, [m, n], jacobian) {
  const flat = jacobian.flat();
  if (m === 1 && n === 1) return `${name}′ = ${formatNumber(flat[0], 4)}`;
  if (m === 1) return `∇${name} = ${formatVector(flat, 4)}`;
  if (n === 1) return `${name}′ = ${formatVector(flat, 4)}, as a column`;
  return `J is ${m} × ${n}: ${jacobian.map((row) => formatVector(row, 3)).join(", ")}`;
}

/** The point, its image, and how far the figure's images are from the linear ones. */
export class PlacesCard {
  constructor() {
    this.table = html("table", { class: "numbers" });
    this.element = html("section", { class: "card wide" }, [
      html("h2", {}, ["Numbers"]),
      html("div", { class: "scroll", role: "region", "aria-label": "Numbers" }, [this.table]),
    ]);
  }

  /** @param {Scene} scene */
  show({ answers }) {
    const { near, meaning } = answers;
    if (!near || !meaning) return;
    const titles = [...meaning.variables.map(nameText), ...entryTitles(nameOf(meaning.source), near.value.length)];
    const numbers = [...near.point, ...near.value];
    this.table.replaceChildren(
      html("tr", {}, titles.map(columnHead)),
      html(
        "tr",
        {},
        numbers.map((number) => html("td", {}, [formatNumber(number, 6)])),
      ),
    );
  }
}
