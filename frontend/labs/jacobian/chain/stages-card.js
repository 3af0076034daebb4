/** Every stage in a row: its formula, its Jacobian as a formula and in numbers where the chain meets it. */

import { conditionNodes } from "../../common/formula-lines.js";
import { columnHead, html } from "../../../core/dom.js";
import { operator } from "../../common/number-math.js";
import { formula, jacobianOf, matrixMath, rightSide, rowHead, tuple } from "./notation.js";
import { valuesText } from "./words.js";

/** @typedef {import("./steps.js").Chain} Chain */

export class StagesCard {
  shown = "";

  constructor() {
    this.body = html("tbody");
    const titles = ["stage", "its Jacobian", "at", "in numbers"];
    const head = html("thead", {}, [html("tr", {}, titles.map(columnHead))]);
    this.table = html("table", { class: "numbers stages-table" }, [head, this.body]);
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["Each Jacobian where it is needed"]),
      html("div", { class: "scroll", role: "region", "aria-label": "The stages" }, [this.table]),
    ]);
  }

  /** @param {Chain} chain */
  show(chain) {
    const key = JSON.stringify(chain.stages);
    if (key === this.shown) return;
    this.shown = key;
    this.body.replaceChildren(...chain.stages.map((stage, k) => this.row(chain, stage, k)));
  }

  /** @param {Chain} chain @param {import("./names.js").Stage} stage @param {number} k */
  row({ names, wires }, { jacobian_formula: symbolic, jacobian, conditions }, k) {
    const cell = (/** @type {(Node | string)[]} */ children) => html("td", {}, children);
    const name = rowHead(names[k]);
    const written = cell([
      symbolic ? formula([jacobianOf(names[k]), operator("="), rightSide(symbolic.mathml)]) : "too long to show",
      ...(symbolic ? conditionNodes(conditions) : []),
    ]);
    const place = cell([formula([tuple(wires[k].names)]), ` = ${valuesText(wires[k].values)}`]);
    return html("tr", {}, [name, written, place, cell([formula([matrixMath(jacobian, { most: 4 })])])]);
  }
}
