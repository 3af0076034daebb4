/** The Hessian with its numbers, its eigenvalues and what they mean. */

import { columnHead, formulaElement, html, math, renew } from "../../core/dom.js";
import { formatNumber, formatVector, withoutRounding } from "../../core/format.js";
import { redraw } from "../../core/redraw.js";
import { conditionNodes } from "../common/formula-lines.js";
import { equalTo } from "../common/number-math.js";
import { curvatureSentence } from "./words.js";

/**
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 */

export class HessianCard {
  constructor() {
    this.matrix = html("div", { class: "formula-line", role: "region", "aria-label": "Hessian" });
    this.eigen = html("table", { class: "numbers" });
    this.sentence = html("p");
    const title = html("h2", {}, [html("span", { class: "swatch hessian" }), "Curvature: the Hessian"]);
    this.element = html("section", { class: "card curvature" }, [title, this.matrix, this.eigen, this.sentence]);
  }

  /** @param {Meaning} meaning @param {PointAnswer | null} at */
  show(meaning, at) {
    redraw(this.matrix, () => matrixLine(meaning, at));
    renew(this.eigen, at ? eigenRows(at) : []);
    renew(this.sentence, [at ? curvatureSentence(at) : ""]);
  }
}

/** @param {Meaning} meaning @param {PointAnswer | null} at @returns {(Node | string)[]} */
function matrixLine({ hessian, conditions }, at) {
  const symbols = hessian ? formulaElement(hessian.mathml) : "H, whose formula is too long to show,";
  const needed = hessian ? conditionNodes(conditions) : [];
  const numbers = at ? [math("math", [equalTo(at.hessian)], { display: "block" })] : [];
  return [symbols, ...needed, ...numbers];
}

/** @param {PointAnswer} at */
function eigenRows({ eigenvalues, eigenvectors }) {
  if (!eigenvalues || !eigenvectors) return [];
  const head = ["eigenvalue", "along"].map(columnHead);
  const lines = eigenvalues.map((value, k) =>
    html("tr", {}, [
      html("td", {}, [formatNumber(value)]),
      html("td", {}, [formatVector(withoutRounding(eigenvectors[k]), 3)]),
    ]),
  );
  return [html("tr", {}, head), ...lines];
}
