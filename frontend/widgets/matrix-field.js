/** A vector or matrix of numbers, one field for each entry; arrow keys go from one to the next. */

import { html } from "../core/dom.js";
import { NumberField } from "./number-field.js";
import { Stepper } from "./stepper.js";

const TURNS = { ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const MOST = 8; // rows or columns

export class MatrixField {
  /**
   * @param {{name: string, shape: number[]}} table
   * @param {string[][]} names  of its entries, row by row
   * @param {(name: string, value: number) => void} onChange  of one entry
   * @param {(shapes: number[][]) => void} [onResize]  to the first of some shapes that can be; without it the size is
   *   fixed
   */
  constructor({ name, shape }, names, onChange, onResize) {
    this.names = names;
    this.fields = this.names.map((row) =>
      row.map((entry) => new NumberField(entry.replace("_", " "), (value) => onChange(entry, value))),
    );
    const cells = this.fields.map((row) =>
      html(
        "tr",
        {},
        row.map(({ element }) => html("td", {}, [element])),
      ),
    );
    this.grid = html("table", { class: "matrix-entries" }, [html("tbody", {}, cells)]);
    this.grid.addEventListener("keydown", (event) => this.move(/** @type {KeyboardEvent} */ (event)));
    const sizes = onResize ? [html("span", { class: "matrix-sizes" }, steppers(name, shape, onResize))] : [];
    this.element = html("div", { class: "matrix-field", role: "group", "aria-label": name }, [
      html("span", { class: "variable" }, [name]),
      "=",
      this.grid,
      ...sizes,
    ]);
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

/**
 * For rows and columns, or the entries of a vector; a matrix that must be square gets both.
 * @param {string} name
 * @param {number[]} shape
 * @param {(shapes: number[][]) => void} onResize
 */
function steppers(name, shape, onResize) {
  const words = shape.length === 1 ? ["entries"] : ["rows", "columns"];
  return shape.map((size, axis) => {
    const stepper = new Stepper(`${words[axis]} of ${name}`, words[axis], [1, MOST], (count) =>
      onResize([shape.with(axis, count), shape.map(() => count)]),
    );
    stepper.show(size);
    return stepper.element;
  });
}
