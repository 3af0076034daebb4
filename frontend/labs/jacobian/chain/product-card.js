/**
 * The product of the Jacobians written out, each of its entries as the sum it is, and autodiff of the composition
 * beside it.
 */

import { formulaElement, html, write } from "../../../core/dom.js";
import { operator } from "../../common/number-math.js";
import { shapeText } from "./names.js";
import {
  compositionOf,
  formula,
  identifier,
  jacobianOf,
  jacobianOfComposition,
  shortNumber,
  termsMath,
  tuple,
} from "./notation.js";
import { agreementText } from "./words.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./names.js").Matrix} Matrix
 */

export class ProductCard {
  /** The entry whose sum is shown: row and column. @type {[number, number]} */
  entry = [0, 0];
  /** @type {Chain | null} */
  chain = null;

  constructor() {
    this.rule = html("div", { class: "formula-line" });
    this.outer = new NumberMatrix("outer");
    this.inner = new NumberMatrix("inner");
    this.product = new NumberMatrix("product", (row, column) => this.choose(row, column));
    this.composed = new NumberMatrix("composed");
    this.terms = html("div", { class: "terms", "aria-live": "polite" });
    this.check = html("p", { class: "check" });
    this.composition = html("div", { class: "formula-line composition" });
    const after = (/** @type {string} */ sign, /** @type {NumberMatrix} */ { element }) =>
      html("div", { class: "factor" }, [html("span", { class: "sign" }, [sign]), element]);
    const written = html("div", { class: "written" }, [
      this.outer.element,
      after("·", this.inner),
      after("=", this.product),
      this.composed.element,
    ]);
    const hint = html("p", { class: "notes" }, [
      "Point at an entry of the product, or tap it, to see the row and the column that make it.",
    ]);
    this.element = html("section", { class: "card whole product-card" }, [
      html("h2", {}, ["The product written out"]),
      this.rule,
      written,
      this.terms,
      hint,
      this.check,
      this.composition,
    ]);
  }

  /** @param {Chain} chain */
  show(chain) {
    this.chain = chain;
    const { names, wires, outer_jacobian: outer, inner_jacobian: inner, product, composed_jacobian: composed } = chain;
    const innerNames = names.slice(0, -1);
    const outerName = names[names.length - 1];
    const [input, middle] = [wires[0], wires[wires.length - 2]];
    const at = (/** @type {Node} */ name, /** @type {Node} */ place) => [name, operator("("), place, operator(")")];
    const rule = [
      ...at(jacobianOfComposition(names), bare(input)),
      operator("="),
      ...at(jacobianOf(outerName), applied(innerNames, input)),
      operator("·"),
      ...at(jacobianOfComposition(innerNames), bare(input)),
    ];
    this.rule.replaceChildren(formula(rule));
    this.outer.show(outer, [jacobianOf(outerName)], middle.names.length);
    this.inner.show(inner, [jacobianOfComposition(innerNames)], input.names.length);
    this.product.show(
      product,
      [jacobianOf(outerName), operator("·"), jacobianOfComposition(innerNames)],
      input.names.length,
    );
    this.composed.element.hidden = composed === null;
    this.composed.show(
      composed ?? product,
      [jacobianOfComposition(names)],
      input.names.length,
      " by autodiff of the composition",
    );
    this.entry = [Math.min(this.entry[0], product.length - 1), Math.min(this.entry[1], input.names.length - 1)];
    write(this.check, agreementText(chain));
    this.composition.replaceChildren(...(chain.composed ? [formulaElement(chain.composed.mathml)] : []));
    this.mark();
  }

  /** @param {number} row @param {number} column */
  choose(row, column) {
    if (row === this.entry[0] && column === this.entry[1]) return;
    this.entry = [row, column];
    this.mark();
  }

  /** Marks the entry with its row and its column, and writes its sum. */
  mark() {
    const { wires, terms, product } = /** @type {Chain} */ (this.chain);
    const [row, column] = this.entry;
    this.outer.mark((i) => i === row);
    this.inner.mark((_, j) => j === column);
    this.product.mark((i, j) => i === row && j === column);
    const { letters, numbers } = termsMath({
      of: wires[wires.length - 1].names[row],
      by: wires[0].names[column],
      terms: terms[row][column],
      value: product[row][column],
      through: wires[wires.length - 2].names,
    });
    this.terms.replaceChildren(letters, numbers);
  }
}

/** (x, y), or t without brackets: they stand around it already. @param {import("./names.js").Wire} wire */
function bare({ names }) {
  return names.length === 1 ? identifier(names[0]) : unbracketed(names);
}

/** @param {string[]} names */
function unbracketed(names) {
  const whole = tuple(names);
  whole.firstChild?.remove();
  whole.lastChild?.remove();
  return whole;
}

/** g(t), or (g ∘ h)(t) @param {string[]} names @param {import("./names.js").Wire} input */
function applied(names, input) {
  const composition = compositionOf(names);
  const whole = names.length > 1 ? [operator("("), composition, operator(")")] : [composition];
  const place = document.createDocumentFragment();
  place.append(...whole, operator("("), bare(input), operator(")"));
  return place;
}

/** A matrix of numbers in brackets, over its name and its shape. Entries that can be chosen are buttons. */
class NumberMatrix {
  /**
   * @param {string} name  of its style
   * @param {(row: number, column: number) => void} [onChoice]
   */
  constructor(name, onChoice) {
    this.onChoice = onChoice;
    this.body = html("tbody");
    this.caption = html("figcaption");
    /** Where the pointer was last. @type {string | undefined} */
    this.pointer = undefined;
    this.element = html("figure", { class: `number-matrix ${name}` }, [
      html("table", { class: "bracketed" }, [this.body]),
      this.caption,
    ]);
    if (onChoice)
      for (const kind of ["pointerover", "focusin", "click"])
        this.body.addEventListener(
          kind,
          (event) => this.hasMoved(event) && this.point(/** @type {HTMLElement} */ (event.target)),
        );
  }

  /** @param {Matrix} matrix @param {Node[]} name @param {number} columns @param {string} [remark] */
  show(matrix, name, columns, remark = "") {
    if (matrix.length === this.body.rows.length && columns === this.body.rows[0].cells.length) this.rewrite(matrix);
    else
      this.body.replaceChildren(
        ...matrix.map((row, i) =>
          html(
            "tr",
            {},
            row.map((entry, j) => html("td", { "data-place": `${i},${j}` }, [this.cell(entry, i, j)])),
          ),
        ),
      );
    this.element.classList.toggle("single", matrix.length === 1 && columns === 1);
    this.caption.replaceChildren(
      formula(name),
      html("span", { class: "shape" }, [`${shapeText(matrix, columns)}${remark}`]),
    );
  }

  /** Entries stay where they are, or the focus would be lost with them. @param {Matrix} matrix */
  rewrite(matrix) {
    matrix.forEach((row, i) =>
      row.forEach(
        (entry, j) => ((this.body.rows[i].cells[j].firstChild ?? this.body).textContent = shortNumber(entry)),
      ),
    );
  }

  /** @param {number | null} entry @param {number} row @param {number} column */
  cell(entry, row, column) {
    if (!this.onChoice) return html("span", {}, [shortNumber(entry)]);
    return html("button", { type: "button", class: "entry", title: `Row ${row + 1}, column ${column + 1}` }, [
      shortNumber(entry),
    ]);
  }

  /**
   * A resting pointer comes over whatever the page moves under it, and must not take the choice back from the keys.
   * @param {Event} event
   */
  hasMoved(event) {
    if (!(event instanceof PointerEvent) || event.type === "click") return true;
    const place = `${event.screenX},${event.screenY}`;
    const before = this.pointer;
    this.pointer = place;
    return place !== before;
  }

  /** @param {HTMLElement} target */
  point(target) {
    const place = target.closest("td")?.dataset.place;
    if (!place || !this.onChoice) return;
    const [row, column] = place.split(",").map(Number);
    this.onChoice(row, column);
  }

  /** @param {(row: number, column: number) => boolean} isMarked */
  mark(isMarked) {
    [...this.body.rows].forEach((row, i) =>
      [...row.cells].forEach((cell, j) => cell.classList.toggle("is-marked", isMarked(i, j))),
    );
  }
}
