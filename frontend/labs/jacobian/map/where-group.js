/** "Where?": the numbers of the point, the figure around it, and the ranges that are drawn. */

import { html } from "../../../core/dom.js";
import { nameText } from "../../../core/format.js";
import { IntervalField } from "../../../widgets/interval-field.js";
import { NumberField } from "../../../widgets/number-field.js";
import { Stepper } from "../../../widgets/stepper.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { withLength } from "../../common/meaning.js";
import { choices, ranges } from "../state.js";
import { kindOf } from "./kinds.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 */

const FIGURE_TEXTS = { circle: "a circle", square: "a square", letter: "a letter F" };

export class WhereGroup {
  /** @type {NumberField[]} */
  fields = [];

  /** @param {import("../../../core/laboratory.js").Surroundings} surroundings */
  constructor({ store, change }) {
    this.store = store;
    const set = (/** @type {Partial<JacobianState>} */ patch) => change(patch, null);
    this.set = set;
    this.coordinates = html("div", { class: "pairs" });
    // A vector with more or fewer entries.
    this.entries = new Stepper("entries", "entries", [2, ranges.point[1]], (count) =>
      set({ point: withLength(store.get().point, count) }),
    );
    this.figure = choice("The figure around the point", choices.figure, FIGURE_TEXTS, (figure) =>
      set(/** @type {any} */ ({ figure })),
    );
    this.reach = new NumberField(
      "How far the figure reaches",
      (reach) => set({ reach }),
      (reach) => (reach > 0 ? "" : "A figure reaches farther than 0."),
    );
    this.intervals = /** @type {const} */ (["x", "y"]).map(
      (axis) => new IntervalField((interval) => set({ domain: { ...store.get().domain, [axis]: interval } })),
    );
    this.figureLine = whereLine("Figure", html("span", { class: "pair" }, [this.figure]));
    this.drawn = html("div", {}, [
      this.figureLine,
      whereLine("Size", html("span", { class: "pair" }, [this.reach.element])),
      ...this.intervals.map(({ element }) => element),
    ]);
    this.element = group("Where?", "where", [this.coordinates, this.entries.element, this.drawn]);
  }

  /** @param {JacobianState} state @param {Meaning | null} meaning */
  show(state, meaning) {
    this.showCoordinates(state.point, meaning?.variables ?? []);
    this.entries.element.hidden = !(meaning?.inputs?.length === 1 && meaning.inputs[0].shape.length);
    this.entries.show(state.point.length);
    this.showRanges(state, meaning);
  }

  /**
   * What is drawn around the point, and over which ranges.
   * @param {JacobianState} state
   * @param {Meaning | null} meaning
   */
  showRanges({ figure, reach, domain }, meaning) {
    const kind = meaning && kindOf(meaning);
    const count = meaning?.variables.length ?? 0;
    this.drawn.hidden = !kind;
    this.figureLine.hidden = count < 2 || kind === "simplex";
    this.figure.value = figure;
    this.reach.show(reach);
    this.intervals.forEach((field, axis) => {
      field.element.hidden = count > 2 || axis >= count;
      field.show(meaning?.variables[axis] ?? "", domain[axis === 0 ? "x" : "y"]);
    });
  }

  /** A field for each number of the point. @param {number[]} point @param {string[]} variables */
  showCoordinates(point, variables) {
    if (this.coordinates.dataset.variables !== variables.join()) {
      this.coordinates.dataset.variables = variables.join();
      this.fields = variables.map(
        (name, k) => new NumberField(name, (value) => this.set({ point: this.store.get().point.with(k, value) })),
      );
      this.coordinates.replaceChildren(
        ...this.fields.map(({ element }, k) =>
          html("label", { class: "pair" }, [
            html("span", { class: "variable" }, [nameText(variables[k])]),
            "=",
            element,
          ]),
        ),
      );
    }
    this.fields.forEach((field, k) => field.show(point[k] ?? 0));
  }
}
