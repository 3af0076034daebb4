/** What a chain's graph is made of: wires with what flows through them, and stages with their Jacobians. */

import { html } from "../../../core/dom.js";
import { operator } from "../../common/number-math.js";
import { shapeText, shownOf, spaceOf } from "./names.js";
import {
  formula,
  identifier,
  jacobianOf,
  matrixMath,
  partial,
  partialBy,
  rightSide,
  rowHead,
  shortNumber,
  tuple,
} from "./notation.js";
import { carried } from "./steps.js";
import { countText } from "./words.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {import("./steps.js").Moment} Moment
 * @typedef {import("./names.js").Matrix} Matrix
 * @typedef {object} Look  how much of rows, columns and numbers is shown
 * @property {number} rows
 * @property {number} columns
 * @property {number} digits
 * @property {boolean} isLean
 */

/** @type {Look} */
export const FULL = { rows: 5, columns: 4, digits: 4, isLean: false };
/** @type {Look} */
export const LEAN = { rows: 3, columns: 3, digits: 3, isLean: true };
/** @type {Look} */
export const BARE = { ...LEAN, digits: 2 };

/** What flows between two stages: names and numbers, and with them the derivatives. */
export class Wire {
  constructor() {
    this.name = html("span");
    this.space = html("span", { class: "wire-space" });
    this.label = html("div", { class: "wire-label" }, [this.name, this.space]);
    this.count = html("div", { class: "wire-count" });
    this.values = html("div", { class: "lane values" });
    this.derivatives = html("div", { class: "lane derivatives" });
    this.head = html("thead");
    this.body = html("tbody");
    const lanes = html("div", { class: "lanes" }, [this.values, this.derivatives]);
    this.element = html("div", { class: "wire" }, [
      this.label,
      lanes,
      html("table", { class: "wire-table" }, [this.head, this.body]),
      this.count,
    ]);
  }

  /**
   * @param {Chain} chain @param {Mode} mode @param {Moment} moment @param {number} k @param {Look} look
   * @param {Matrix | null} derivative  once all is known
   */
  show(chain, mode, { values, derivatives }, k, look, derivative) {
    const wire = chain.wires[k];
    const isKnown = k < values;
    const hasDerivatives = derivatives[k] !== null;
    this.values.classList.toggle("is-filled", isKnown);
    this.derivatives.classList.toggle("is-filled", hasDerivatives);
    this.name.replaceChildren(formula([tuple(wire.names)]));
    this.space.textContent = ` ∈ ${spaceOf(wire.values.length)}`;
    this.count.textContent = countText(carried(chain, mode), mode === "forward" ? "column" : "row");
    this.count.classList.toggle("is-unknown", !hasDerivatives);
    const columns = shownOf(carried(chain, mode), look.columns);
    this.head.replaceChildren(
      html("tr", {}, [
        html("td"),
        html("td"),
        ...columns.map((column) => html("td", { class: "derivative" }, [heading(chain, mode, column)])),
      ]),
    );
    this.head.classList.toggle("is-unknown", !hasDerivatives);
    const text = (/** @type {number} */ row) => (/** @type {number | null} */ column) =>
      derivativeText(/** @type {Matrix} */ (derivative), mode, row, column, look.digits);
    this.body.replaceChildren(
      ...shownOf(wire.names.length, look.rows).map((row) =>
        row === null
          ? dots(columns.length)
          : rowOf(wire, row, isKnown, columns.map(text(row)), hasDerivatives, look.digits),
      ),
    );
  }
}

/**
 * @param {import("./names.js").Wire} wire
 * @param {number} row
 * @param {boolean} isKnown
 * @param {string[]} derivatives
 * @param {boolean} areKnown
 * @param {number} digits
 */
function rowOf({ names, values }, row, isKnown, derivatives, areKnown, digits) {
  const value = html("td", { class: isKnown ? "value" : "value is-unknown" }, [shortNumber(values[row], digits)]);
  const entries = derivatives.map((text) =>
    html("td", { class: areKnown ? "derivative" : "derivative is-unknown" }, [text]),
  );
  return html("tr", {}, [rowHead(names[row]), value, ...entries]);
}

/** In place of the rows that are not shown. @param {number} columns */
function dots(columns) {
  return html("tr", { class: "dots", "aria-hidden": "true" }, [
    html("th", {}, ["⋮"]),
    html("td", {}, ["⋮"]),
    ...Array.from({ length: columns }, () => html("td")),
  ]);
}

/** Derivatives by an input, or of an output. @param {Chain} chain @param {Mode} mode @param {number | null} column */
function heading({ wires }, mode, column) {
  if (column === null) return "⋯";
  return mode === "forward"
    ? formula([partial("", wires[0].names[column])])
    : formula([partialBy(wires[wires.length - 1].names[column], "·")]);
}

/**
 * @param {Matrix} derivative @param {Mode} mode @param {number} row @param {number | null} column
 * @param {number} digits
 */
function derivativeText(derivative, mode, row, column, digits) {
  if (column === null) return "⋯";
  return shortNumber(mode === "forward" ? derivative[row][column] : derivative[column][row], digits);
}

/** A function with its Jacobian at what flows into it. */
export class Stage {
  written = "";

  constructor() {
    this.name = html("span", { class: "stage-name" });
    this.spaces = html("span", { class: "stage-spaces" });
    this.formula = html("div", { class: "stage-formula" });
    this.jacobian = html("div", { class: "stage-jacobian" });
    this.element = html("div", { class: "stage-node" }, [
      html("div", { class: "stage-head" }, [this.name, this.spaces]),
      this.formula,
      this.jacobian,
    ]);
  }

  /** @param {Chain} chain @param {Moment} moment @param {number} k @param {Look} look */
  show({ stages, names, wires }, { active, values }, k, look) {
    const { formula: own, jacobian, input, value } = stages[k];
    this.element.classList.toggle("is-active", k === active);
    this.name.replaceChildren(formula([identifier(names[k])]));
    this.spaces.textContent = `: ${spaceOf(input.length)} → ${spaceOf(value.length)}`;
    this.write(own?.mathml ?? null, look.isLean ? identifier(names[k]) : tuple(wires[k + 1].names), look.rows);
    const matrix = matrixMath(jacobian, {
      most: look.columns,
      digits: Math.min(look.digits, input.length > 2 ? 3 : 4),
    });
    this.jacobian.classList.toggle("is-unknown", values <= k + 1);
    this.jacobian.replaceChildren(
      formula([jacobianOf(names[k]), operator("="), matrix]),
      html("span", { class: "shape" }, [shapeText(jacobian, input.length)]),
    );
  }

  /**
   * The formula stays while its numbers change.
   * @param {string | null} mathml
   * @param {Element} left  what it makes, or its name
   * @param {number} rows  the most that are shown
   */
  write(mathml, left, rows) {
    const key = `${left.outerHTML} ${rows} ${mathml}`;
    if (key === this.written) return;
    this.written = key;
    this.formula.replaceChildren(mathml ? formula([left, operator("="), rightSide(mathml, rows)]) : "too long to show");
  }
}
