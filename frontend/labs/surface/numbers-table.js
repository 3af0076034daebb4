/** All numbers at the point as a table, for those who read rather than look. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";

/**
 * @typedef {import("./picture.js").Meaning} Meaning
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 */

const DIGITS = 10;

export class NumbersTable {
  constructor() {
    this.body = html("tbody");
    this.element = html("details", {}, [html("summary", {}, ["As a table of numbers"]), html("table", { class: "numbers" }, [this.body])]);
    this.element.addEventListener("toggle", () => this.write());
    /** @type {string[][]} */
    this.rows = [];
  }

  /** @param {Meaning} meaning @param {PointAnswer | null} at @param {string} name  of the function */
  show({ variables }, at, name) {
    this.rows = at ? numbersAt(variables, at, name) : [];
    this.write();
  }

  /** Writes only what is seen. */
  write() {
    if (!this.element.open) return;
    this.body.replaceChildren(...this.rows.map(([label, value]) => html("tr", {}, [html("th", { scope: "row" }, [label]), html("td", {}, [value])])));
  }
}

/**
 * @param {string[]} variables
 * @param {PointAnswer} at
 * @param {string} name
 * @returns {string[][]}
 */
export function numbersAt(variables, at, name) {
  const number = (/** @type {number | null | undefined} */ value) => formatNumber(value, DIGITS);
  return [
    ...variables.map((variable, k) => [variable, number(at.point[k])]),
    [name, number(at.value)],
    ...variables.map((variable, k) => [`∂${name}/∂${variable}`, number(at.gradient[k])]),
    [`|∇${name}|`, number(at.gradient_norm)],
    [`slope along u, ${formatNumber(at.angle)}°`, number(at.directional_derivative)],
    ...variables.flatMap((first, i) => variables.slice(i).map((second, j) => [first === second ? `∂²${name}/∂${first}²` : `∂²${name}/∂${first}∂${second}`, number(at.hessian[i][i + j])])),
  ];
}
