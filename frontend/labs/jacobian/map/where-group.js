/** The point and the ranges that are drawn, on the page's line, and the figure around the point. */

import { html } from "../../../core/dom.js";
import { BoxField } from "../../../widgets/box-field.js";
import { NumberField } from "../../../widgets/number-field.js";
import { PointField } from "../../../widgets/point-field.js";
import { Stepper } from "../../../widgets/stepper.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { withLength } from "../../common/meaning.js";
import { choices, ranges } from "../state.js";
import { kindShown } from "./kinds.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 */

const FIGURE_TEXTS = { circle: "a circle", square: "a square", letter: "a letter F" };

export class WhereGroup {
  /** @param {import("../../../core/laboratory.js").Surroundings} surroundings */
  constructor({ store, change }) {
    this.store = store;
    const set = (/** @type {Partial<JacobianState>} */ patch) => change(patch, null);
    this.set = set;
    this.point = new PointField(t("at"), (value, axis) => set({ point: store.get().point.with(axis, value) }));
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
    this.box = new BoxField((interval, axis) =>
      set({ domain: { ...store.get().domain, [axis === 0 ? "x" : "y"]: interval } }),
    );
    this.parts = [this.point.element, this.box.element];
    this.figureLine = whereLine("Figure", html("span", { class: "pair" }, [this.figure]));
    this.drawn = html("div", {}, [
      this.figureLine,
      whereLine("Size", html("span", { class: "pair" }, [this.reach.element])),
    ]);
    this.element = group("Which figure?", "where", [this.entries.element, this.drawn]);
  }

  /** @param {JacobianState} state @param {Meaning | null} meaning */
  show(state, meaning) {
    const variables = meaning?.variables ?? [];
    const widths = [state.domain.x, state.domain.y].map(([low, high]) => high - low);
    const entry = (/** @type {string} */ variable, /** @type {number} */ axis) => ({
      label: variable,
      variable,
      value: state.point[axis] ?? 0,
      width: widths[axis],
    });
    this.point.show([variables.map(entry)]);
    this.entries.element.hidden = !(meaning?.inputs?.length === 1 && meaning.inputs[0].shape.length);
    this.entries.show(state.point.length);
    this.showRanges(state, meaning);
    this.element.hidden = this.drawn.hidden && this.entries.element.hidden;
  }

  /**
   * What is drawn around the point, and over which ranges.
   * @param {JacobianState} state
   * @param {Meaning | null} meaning
   */
  showRanges({ figure, reach, domain, show }, meaning) {
    const kind = meaning && kindShown(meaning, show);
    const count = meaning?.variables.length ?? 0;
    this.drawn.hidden = !kind || kind === "field";
    this.figureLine.hidden = count < 2 || kind === "simplex";
    this.figure.value = figure;
    this.reach.show(reach);
    this.box.show(kind && count <= 2 ? (meaning?.variables ?? []) : [], [domain.x, domain.y]);
  }
}
