/** The Hessian with its numbers, its eigenvalues and what they mean. */

import { formulaElement, html } from "../../core/dom.js";
import { formatNumber, formatVector } from "../../core/format.js";
import { curvatureSentence } from "./words.js";

/**
 * @typedef {import("./picture.js").Meaning} Meaning
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 */

export class HessianCard {
  constructor() {
    this.symbols = html("div", { class: "formula-line", tabIndex: 0, "aria-label": "Hessian" });
    this.entries = html("table", { class: "matrix" });
    this.eigen = html("table", { class: "numbers" });
    this.sentence = html("p");
    const title = html("h2", {}, [html("span", { class: "swatch hessian" }), "Curvature: the Hessian"]);
    this.element = html("section", { class: "card hessian-card" }, [title, html("div", { class: "hessian-line" }, [this.symbols, this.entries]), this.eigen, this.sentence]);
  }

  /** @type {string | null | undefined} */
  shown;

  /** @param {Meaning} meaning @param {PointAnswer | null} at */
  show(meaning, at) {
    this.showSymbols(meaning.hessian.mathml);
    if (!at) return;
    const { variables } = meaning;
    const rows = at.hessian.map((row, i) => html("tr", {}, row.map((entry, j) => html("td", { title: second(variables[i], variables[j]) }, [formatNumber(entry)]))));
    this.entries.replaceChildren(html("caption", {}, ["at the point"]), ...rows);
    const { eigenvalues, eigenvectors } = at;
    const head = html("tr", {}, [html("th", { scope: "col" }, ["eigenvalue"]), html("th", { scope: "col" }, ["along"])]);
    const lines = eigenvalues && eigenvectors ? eigenvalues.map((value, k) => html("tr", {}, [html("td", {}, [formatNumber(value)]), html("td", {}, [formatVector(eigenvectors[k], 3)])])) : [];
    this.eigen.replaceChildren(...(lines.length ? [head, ...lines] : []));
    this.sentence.textContent = curvatureSentence(at);
  }

  /** @param {string | null} mathml */
  showSymbols(mathml) {
    if (this.shown === mathml) return;
    this.shown = mathml;
    this.symbols.replaceChildren(mathml ? formulaElement(mathml) : "The formula is too long to show here.");
  }
}

/** @param {string} first @param {string} then */
function second(first, then) {
  return first === then ? `∂²f/∂${first}²` : `∂²f/∂${first}∂${then}`;
}
