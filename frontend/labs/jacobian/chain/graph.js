/** The computation as a graph: stages, what flows between them, and how far it has flowed. */

import { html } from "../../../core/dom.js";
import { currentTheme } from "../../../core/theme.js";
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
import { carried, momentAt } from "./steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {import("./steps.js").Moment} Moment
 * @typedef {import("./names.js").Matrix} Matrix
 */

const MOST_COLUMNS = 4;
const MOST_ROWS = 5;

/** Directions and densities to try, the best first. */
const ACROSS = [
  ["right", "wide"],
  ["right", "dense"],
];
const DOWN = [
  ["down", "wide"],
  ["down", "dense"],
];

const BARE = [
  ["right", "bare"],
  ["down", "bare"],
];
const READABLE = 0.7; // of the stage's type

/** From left to right, or from top to bottom where it would not fit. */
export class ChainGraph {
  /** @type {Wire[]} */
  wires = [];
  /** @type {Stage[]} */
  stages = [];
  isNarrow = false;

  constructor() {
    this.flow = html("div", { class: "chain-flow" });
    this.element = html(
      "div",
      {
        class: "chain-graph",
        role: "group",
        "aria-label": "The computation as a graph",
        "aria-describedby": "description",
        tabIndex: 0,
      },
      [this.flow],
    );
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.element);
  }

  /** @param {Chain} chain @param {Mode} mode @param {number} step */
  show(chain, mode, step) {
    if (this.stages.length !== chain.stages.length) this.build(chain.stages.length);
    const moment = momentAt(chain, mode, step);
    this.flow.dataset.mode = mode;
    this.wires.forEach((wire, k) => wire.show(chain, mode, moment, k));
    this.stages.forEach((stage, k) => stage.show(chain, moment, k));
    this.fit();
  }

  /** @param {number} count  of stages */
  build(count) {
    this.stages = Array.from({ length: count }, () => new Stage());
    this.wires = Array.from({ length: count + 1 }, () => new Wire());
    const elements = this.stages.flatMap(({ element }, k) => [element, this.wires[k + 1].element]);
    this.flow.replaceChildren(this.wires[0].element, ...elements);
  }

  /** Leaves the room beside it to a picture. @param {boolean} isNarrow */
  narrow(isNarrow) {
    this.isNarrow = isNarrow;
    this.element.classList.toggle("is-narrow", isNarrow);
    this.fit();
  }

  /** Chooses the direction: what flows keeps its room from the first step on, so that it does not change on the way. */
  fit() {
    // Hidden, it has no width to fit into.
    if (!this.element.clientWidth) return;
    this.flow.style.fontSize = "";
    if (currentTheme().endsWith("-stage") && !this.isNarrow) return this.fill();
    for (const [direction, density] of this.isNarrow ? DOWN : [...ACROSS, ...DOWN.slice(0, 1)]) {
      Object.assign(this.flow.dataset, { direction, density });
      if (this.flow.scrollWidth <= this.element.clientWidth && !this.isTooHigh()) break;
    }
  }

  /**
   * On the stage, where nobody scrolls: in the direction in which all can be largest, and as large as that. Where that
   * is too small to be read, without the numbers that flow.
   */
  fill() {
    const best = (/** @type {string[][]} */ ways) =>
      ways.map((way) => this.largest(way)).reduce((one, other) => (other[1] > one[1] ? other : one));
    const whole = best([ACROSS[0], DOWN[0]]);
    const [[direction, density], size] = whole[1] >= READABLE ? whole : best(BARE);
    Object.assign(this.flow.dataset, { direction, density });
    this.flow.style.fontSize = `${size}em`;
  }

  /**
   * How large it can be, of 1, in a direction: rules and rims do not shrink with the type, so a second look is needed.
   * @param {string[]} way
   * @returns {[string[], number]}
   */
  largest(way) {
    const [direction, density] = way;
    Object.assign(this.flow.dataset, { direction, density });
    const { clientWidth: width, clientHeight: height } = this.element;
    let size = 1;
    for (let look = 0; look < 3; look++) {
      this.flow.style.fontSize = `${size}em`;
      size *= Math.min(1, width / this.flow.scrollWidth, height / this.flow.scrollHeight);
    }
    return [way, size];
  }

  /** Higher than the picture that it stands beside. */
  isTooHigh() {
    const picture = this.isNarrow ? /** @type {HTMLElement | null} */ (this.element.nextElementSibling) : null;
    return (
      picture !== null && picture.offsetTop === this.element.offsetTop && this.flow.offsetHeight > picture.offsetHeight
    );
  }

  dispose() {
    this.observer.disconnect();
  }
}

/** What flows between two stages: names and numbers, and with them the derivatives. */
class Wire {
  constructor() {
    this.label = html("div", { class: "wire-label" });
    this.values = html("div", { class: "lane values" });
    this.derivatives = html("div", { class: "lane derivatives" });
    this.head = html("thead");
    this.body = html("tbody");
    const lanes = html("div", { class: "lanes" }, [this.values, this.derivatives]);
    this.element = html("div", { class: "wire" }, [
      this.label,
      lanes,
      html("table", { class: "wire-table" }, [this.head, this.body]),
    ]);
  }

  /** @param {Chain} chain @param {Mode} mode @param {Moment} moment @param {number} k */
  show(chain, mode, { values, derivatives }, k) {
    const wire = chain.wires[k];
    const derivative = derivatives[k];
    const isKnown = k < values;
    this.values.classList.toggle("is-filled", isKnown);
    this.derivatives.classList.toggle("is-filled", derivative !== null);
    this.label.replaceChildren(formula([tuple(wire.names)]), ` ∈ ${spaceOf(wire.values.length)}`);
    const columns = shownOf(carried(chain, mode), MOST_COLUMNS);
    this.head.replaceChildren(
      html("tr", {}, [
        html("td"),
        html("td"),
        ...columns.map((column) => html("td", { class: "derivative" }, [heading(chain, mode, column)])),
      ]),
    );
    this.head.classList.toggle("is-unknown", derivative === null);
    const rows = shownOf(wire.names.length, MOST_ROWS);
    this.body.replaceChildren(
      ...rows.map((row) =>
        row === null
          ? dots(columns.length)
          : this.row(
              wire,
              row,
              isKnown,
              columns.map((column) => derivativeText(derivative ?? NOTHING, mode, row, column)),
              derivative !== null,
            ),
      ),
    );
  }

  /**
   * @param {import("./names.js").Wire} wire
   * @param {number} row
   * @param {boolean} isKnown
   * @param {string[]} derivatives
   * @param {boolean} areKnown
   */
  row({ names, values }, row, isKnown, derivatives, areKnown) {
    const value = html("td", { class: isKnown ? "value" : "value is-unknown" }, [shortNumber(values[row])]);
    const entries = derivatives.map((text) =>
      html("td", { class: areKnown ? "derivative" : "derivative is-unknown" }, [text]),
    );
    return html("tr", {}, [rowHead(names[row]), value, ...entries]);
  }
}

/** In place of the rows that are not shown. @param {number} columns */
function dots(columns) {
  return html("tr", { class: "dots", "aria-hidden": "true" }, [
    html("th", {}, ["⋮"]),
    html("td", {}, ["⋮"]),
    ...Array.from({ length: columns }, () => html("td")),
  ]);
}

/** Stands for a derivative that is not known yet: its place is kept. @type {Matrix} */
const NOTHING = [];
const USUAL_WIDTH = "−0.0000";

/** Derivatives by an input, or of an output. @param {Chain} chain @param {Mode} mode @param {number | null} column */
function heading({ wires }, mode, column) {
  if (column === null) return "⋯";
  return mode === "forward"
    ? formula([partial("", wires[0].names[column])])
    : formula([partialBy(wires[wires.length - 1].names[column], "·")]);
}

/** @param {Matrix} derivative @param {Mode} mode @param {number} row @param {number | null} column */
function derivativeText(derivative, mode, row, column) {
  if (column === null) return "⋯";
  if (derivative === NOTHING) return USUAL_WIDTH;
  return shortNumber(mode === "forward" ? derivative[row][column] : derivative[column][row]);
}

/** A function with its Jacobian at what flows into it. */
class Stage {
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

  /** @param {Chain} chain @param {Moment} moment @param {number} k */
  show({ stages, names, wires }, { active, values }, k) {
    const { formula: own, jacobian, input, value } = stages[k];
    this.element.classList.toggle("is-active", k === active);
    this.name.replaceChildren(formula([identifier(names[k])]));
    this.spaces.textContent = `: ${spaceOf(input.length)} → ${spaceOf(value.length)}`;
    this.write(own?.mathml ?? null, wires[k + 1].names);
    const matrix = matrixMath(jacobian, { most: MOST_COLUMNS, digits: input.length > 2 ? 3 : 4 });
    this.jacobian.classList.toggle("is-unknown", values <= k + 1);
    this.jacobian.replaceChildren(
      formula([jacobianOf(names[k]), operator("="), matrix]),
      html("span", { class: "shape" }, [shapeText(jacobian, input.length)]),
    );
  }

  /**
   * The formula stays while its numbers change.
   * @param {string | null} mathml
   * @param {string[]} made  names of what it makes
   */
  write(mathml, made) {
    const key = `${made} ${mathml}`;
    if (key === this.written) return;
    this.written = key;
    this.formula.replaceChildren(
      mathml ? formula([tuple(made), operator("="), rightSide(mathml, MOST_ROWS)]) : "too long to show",
    );
  }
}
