/** "How to walk?": what is looked for, and the runs, each with its method, start and learning rate. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { inside } from "../../core/interval.js";
import { NumberField } from "../../widgets/number-field.js";
import { choice } from "../common/choice.js";
import { group, whereLine } from "../common/groups.js";
import { choices, ranges } from "./state.js";
import { METHOD_NAMES } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./state.js").Run} Run
 */

const GOAL_NAMES = { minimum: "a minimum of f", zero: "a zero of f" };
/** Learning rates of the slider, as powers of ten. */
const RATES = [-4, 1];

export class WalkGroup {
  /** @type {RunFields[]} */
  fields = [];

  /**
   * @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change" | "settle">} surroundings
   * @param {(k: number) => void} onSelect
   */
  constructor({ store, change, settle }, onSelect) {
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.onSelect = onSelect;
    this.goal = choice("What is looked for", choices.goal, GOAL_NAMES, (goal) =>
      this.setGoal(/** @type {DescentState["goal"]} */ (goal)),
    );
    this.list = html("div", { class: "runs" });
    this.adding = html("button", { type: "button", class: "quiet" }, ["Add a run"]);
    this.adding.addEventListener("click", () => this.add());
    this.steps = new NumberField("Steps of each run", (steps) =>
      change({ steps: inside(Math.round(steps), ranges.steps), step: 0 }, null),
    );
    this.element = group("How to walk?", "walk", [
      whereLine("To", this.goal),
      this.list,
      this.adding,
      whereLine("Steps", html("span", { class: "pair" }, [this.steps.element])),
    ]);
  }

  /** @param {DescentState["goal"]} goal */
  setGoal(goal) {
    const runs = this.store
      .get()
      .runs.map((/** @type {Run} */ run) => (goal === "zero" ? { ...run, method: "newton" } : run));
    this.change({ goal, runs, step: 0 }, null);
  }

  add() {
    const { runs } = this.store.get();
    const last = runs[runs.length - 1];
    this.change({ runs: [...runs, { ...last, rate: Number((last.rate * 1.5).toPrecision(2)) }] }, null);
    this.onSelect(runs.length);
  }

  /** @param {number} k @param {Partial<Run>} patch @param {string | null} kind */
  changeRun(k, patch, kind) {
    this.onSelect(k);
    this.change(
      {
        runs: this.store
          .get()
          .runs.map((/** @type {Run} */ run, /** @type {number} */ each) => (each === k ? { ...run, ...patch } : run)),
      },
      kind,
    );
  }

  /** @param {number} k */
  remove(k) {
    this.change(
      { runs: this.store.get().runs.filter((/** @type {Run} */ _, /** @type {number} */ each) => each !== k) },
      null,
    );
    this.onSelect(0);
  }

  /** @param {DescentState} state @param {number} selected */
  show({ goal, runs, steps }, selected) {
    this.goal.value = goal;
    this.steps.show(steps);
    this.adding.hidden = runs.length >= ranges.runs[1];
    if (this.fields.length !== runs.length) {
      this.fields = runs.map((_, k) => new RunFields(k, this));
      this.list.replaceChildren(...this.fields.map(({ element }) => element));
    }
    this.fields.forEach((field, k) =>
      field.show(runs[k], { goal, isSelected: k === selected, isOnly: runs.length === 1 }),
    );
  }
}

class RunFields {
  /** @param {number} k @param {WalkGroup} group */
  constructor(k, group) {
    this.select = html(
      "button",
      {
        type: "button",
        class: `run-name run-${k + 1}`,
        title: "Look at this run (R: the next one)",
        "aria-label": `Run ${k + 1}`,
      },
      [String(k + 1)],
    );
    this.select.addEventListener("click", () => group.onSelect(k));
    this.method = choice(`Method of run ${k + 1}`, choices.runs, METHOD_NAMES, (method) =>
      group.changeRun(
        k,
        {
          method: /** @type {Run["method"]} */ (method),
          rate: method === "newton" ? 1 : group.store.get().runs[k].rate,
        },
        null,
      ),
    );
    this.start = new NumberField(`Start of run ${k + 1}`, (start) => group.changeRun(k, { start }, null));
    this.rate = new NumberField(`Learning rate of run ${k + 1}`, (rate) => group.changeRun(k, { rate }, null));
    this.slider = html("input", {
      type: "range",
      min: "0",
      max: "1000",
      step: "1",
      "aria-label": `Learning rate of run ${k + 1}, by powers of ten`,
    });
    this.slider.addEventListener("input", () =>
      group.changeRun(k, { rate: rateOf(Number(this.slider.value)) }, `rate ${k}`),
    );
    this.slider.addEventListener("change", () => group.settle());
    this.remove = html(
      "button",
      { type: "button", class: "icon", title: "Remove this run", "aria-label": `Remove run ${k + 1}` },
      ["×"],
    );
    this.remove.addEventListener("click", () => group.remove(k));
    const pair = (/** @type {string} */ label, /** @type {HTMLElement} */ field) =>
      html("span", { class: "pair" }, [html("span", { class: "where-label" }, [label]), field]);
    this.ratePair = pair("rate", this.rate.element);
    const head = html("div", { class: "run-line" }, [this.select, this.method, this.remove]);
    this.element = html("div", { class: "run" }, [
      head,
      html("div", { class: "run-line numbers" }, [pair("from", this.start.element), this.ratePair]),
      this.slider,
    ]);
  }

  /** @param {Run} run @param {{goal: string, isSelected: boolean, isOnly: boolean}} place */
  show({ method, start, rate }, { goal, isSelected, isOnly }) {
    this.method.value = method;
    this.start.show(start);
    this.rate.show(rate);
    if (document.activeElement !== this.slider) this.slider.value = String(shareOf(rate));
    this.slider.setAttribute("aria-valuetext", formatNumber(rate));
    this.select.setAttribute("aria-pressed", String(isSelected));
    this.method.hidden = this.ratePair.hidden = this.slider.hidden = goal === "zero";
    this.element.classList.toggle("in-one-line", goal === "zero");
    this.remove.hidden = isOnly;
  }
}

/** @param {number} share  in thousandths of the slider */
function rateOf(share) {
  return Number((10 ** (RATES[0] + (share / 1000) * (RATES[1] - RATES[0]))).toPrecision(3));
}

/** @param {number} rate */
function shareOf(rate) {
  return rate > 0 ? Math.round((1000 * (Math.log10(rate) - RATES[0])) / (RATES[1] - RATES[0])) : 0;
}
