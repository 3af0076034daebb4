/** A vector or matrix of numbers, one field for each entry; arrow keys go from one to the next. */

import { html } from "../core/dom.js";
import { NumberField } from "./number-field.js";

const TURNS = { ArrowUp: [-1, 0], ArrowDown: [1, 0] };

export class MatrixField {
  /**
   * @param {string} label
   * @param {string[][]} names  of its entries, row by row
   * @param {(name: string, value: number) => void} onChange  of one entry
   */
  constructor(label, names, onChange) {
    this.names = names;
    this.fields = this.names.map((row) => row.map((name) => new NumberField(name.replace("_", " "), (value) => onChange(name, value))));
    const cells = this.fields.map((row) => html("tr", {}, row.map(({ element }) => html("td", {}, [element]))));
    this.grid = html("table", { class: "matrix-entries" }, [html("tbody", {}, cells)]);
    this.grid.addEventListener("keydown", (event) => this.move(/** @type {KeyboardEvent} */ (event)));
    this.element = html("div", { class: "matrix-field", role: "group", "aria-label": label }, [html("span", { class: "variable" }, [label]), "=", this.grid]);
  }

  /** Up and down go to another row; in a field of numbers they would count. @param {KeyboardEvent} event */
  move(event) {
    const [down, right] = TURNS[/** @type {keyof typeof TURNS} */ (event.key)] ?? [0, 0];
    if (!down && !right) return;
    const row = this.fields.findIndex((fields) => fields.some(({ element }) => element === event.target));
    const column = this.fields[row]?.findIndex(({ element }) => element === event.target);
    const next = this.fields[row + down]?.[column + right]?.element;
    event.preventDefault();
    event.stopPropagation();
    next?.focus();
    next?.select();
  }

  /** @param {Record<string, import("../core/link.js").Slider>} entries */
  show(entries) {
    this.fields.forEach((row, i) => row.forEach((field, j) => field.show(entries[this.names[i][j]]?.value ?? 0)));
  }
}
