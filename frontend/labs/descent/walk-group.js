/** "How to walk?": what is looked for, and the runs, each with its method, start and learning rate. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { NumberField } from "../../widgets/number-field.js";
import { choice, ReadMenu } from "../common/choice.js";
import { group, More, whereLine } from "../common/groups.js";
import { traitsOf } from "../common/methods.js";
import { rateBetween, shareBetween } from "../common/setting-fields.js";
import { markRun, runButton, runName, runText, Runs } from "../walks/runs.js";
import { roleOf } from "./picture.js";
import { choices, methodOfZeros, ranges } from "./state.js";
import { METHOD_NAMES } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 */

const GOAL_NAMES = { minimum: "a minimum of f", zero: "a zero of f" };
/** Learning rates of the slider, as powers of ten. */
const RATES = [-4, 1];

/** @extends {Runs<Run>} */
export class WalkGroup extends Runs {
  /** @type {RunFields[]} */
  fields = [];

  /** @param {import("../walks/runs.js").Surroundings} surroundings @param {(k: number) => void} onSelect */
  constructor(surroundings, onSelect) {
    super(surroundings, /** @type {any} */ (ranges), onSelect);
    this.goal = choice("What is looked for", choices.goal, GOAL_NAMES, (goal) =>
      this.setGoal(/** @type {DescentState["goal"]} */ (goal)),
    );
    this.more = new More([whereLine("To", this.goal), this.stepsLine]);
    this.element = group("Who walks?", "walk", [this.list, this.adding, this.more.element]);
  }

  /** @param {DescentState["goal"]} goal */
  setGoal(goal) {
    const runs = goal === "zero" ? this.runs.map((run) => ({ ...run, method: methodOfZeros() })) : this.runs;
    this.change({ goal, runs, step: 0 }, null);
  }

  /** The last one with a larger step. @param {Run[]} runs @returns {Run} */
  another(runs) {
    const last = runs[runs.length - 1];
    return { ...last, rate: Number((last.rate * 1.5).toPrecision(2)) };
  }

  /** @param {DescentState} state @param {number} selected */
  show(state, selected) {
    const { goal, runs } = state;
    this.goal.value = goal;
    this.more.show(goal === "zero" ? 1 : 0);
    this.showList(state);
    if (this.fields.length !== runs.length) this.arrange((this.fields = runs.map((_, k) => new RunFields(k, this))));
    this.fields.forEach((field, k) =>
      field.show(runs[k], { goal, isSelected: k === selected, isOnly: runs.length === 1 }),
    );
  }
}

class RunFields {
  /** @param {number} k @param {WalkGroup} group */
  constructor(k, group) {
    this.k = k;
    this.name = runName(k, (each) => group.onSelect(each));
    this.method = choice(`Method of run ${k + 1}`, choices.runs, METHOD_NAMES, (method) =>
      group.changeRun(k, { method, rate: traitsOf(method).isCurved ? 1 : group.runs[k].rate }, null),
    );
    this.read = new ReadMenu(this.method);
    this.rate = new NumberField(`Learning rate of run ${k + 1}`, (rate) => group.changeRun(k, { rate }, null));
    this.slider = html("input", {
      type: "range",
      min: "0",
      max: "1000",
      step: "1",
      "aria-label": `Learning rate of run ${k + 1}, by powers of ten`,
    });
    this.slider.addEventListener("input", () =>
      group.changeRun(k, { rate: rateBetween(RATES, Number(this.slider.value)) }, `rate ${k}`),
    );
    this.slider.addEventListener("change", () => group.settle());
    this.remove = runButton("×", "Remove this run", `Remove run ${k + 1}`, () => group.remove(k));
    const pair = (/** @type {string} */ label, /** @type {HTMLElement} */ field) =>
      html("span", { class: "pair" }, [html("span", { class: "where-label" }, [label]), field]);
    this.ratePair = pair(t("rate"), this.rate.element);
    this.said = runText(k, (each) => group.onSelect(each));
    const head = html("div", { class: "run-line" }, [this.name, this.said, this.read.element]);
    this.numbers = html("div", { class: "run-line numbers" }, [this.ratePair, this.remove, this.slider]);
    this.element = html("div", { class: "run" }, [head, this.numbers]);
  }

  /** @param {Run} run @param {{goal: string, isSelected: boolean, isOnly: boolean}} place */
  show({ method, rate }, { goal, isSelected, isOnly }) {
    this.read.show(method);
    this.rate.show(rate);
    if (document.activeElement !== this.slider) this.slider.value = String(shareBetween(RATES, rate));
    this.slider.setAttribute("aria-valuetext", formatNumber(rate));
    markRun(this.name, roleOf(this.k), isSelected);
    const isZero = goal === "zero";
    this.said.textContent = isZero
      ? METHOD_NAMES[method]
      : `${t(METHOD_NAMES[method])}, ${t("rate")}\u00a0${formatNumber(rate, 4)}`;
    this.said.hidden = isSelected && !isZero;
    this.read.element.hidden = this.numbers.hidden = isZero || !isSelected;
    this.remove.hidden = isOnly;
  }
}
