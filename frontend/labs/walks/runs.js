/** The runs of a state as a list in the left column: one more, one less, another method or start. */

import { html } from "../../core/dom.js";
import { inside } from "../../core/interval.js";
import { NumberField } from "../../widgets/number-field.js";
import { whereLine } from "../common/groups.js";

/** @typedef {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change" | "settle">} Surroundings */

/** @template {object} Run */
export class Runs {
  /** @type {{element: HTMLElement}[]} */
  fields = [];

  /**
   * @param {Surroundings} surroundings
   * @param {{runs: [number, number], steps: [number, number]}} ranges
   * @param {(k: number) => void} onSelect
   */
  constructor({ store, change, settle }, ranges, onSelect) {
    /** @type {import("../../core/signal.js").Store<any>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.ranges = ranges;
    this.onSelect = onSelect;
    this.list = html("div", { class: "runs" });
    this.adding = html("button", { type: "button", class: "quiet" }, ["Add a run"]);
    this.adding.addEventListener("click", () => this.add(this.another(this.runs)));
    this.steps = new NumberField("Steps of each run", (steps) =>
      change({ steps: inside(Math.round(steps), ranges.steps), step: 0 }, null),
    );
    this.stepsLine = whereLine("Steps", html("span", { class: "pair" }, [this.steps.element]));
  }

  /** @returns {Run[]} */
  get runs() {
    return this.store.get().runs;
  }

  /** The run that is added to these. @param {Run[]} runs @returns {Run} */
  another(runs) {
    return runs[runs.length - 1];
  }

  /** @param {Run} run @param {number} [after]  the k-th; at the end, if not given */
  add(run, after = this.runs.length - 1) {
    this.change({ runs: this.runs.toSpliced(after + 1, 0, run) }, null);
    this.onSelect(after + 1);
  }

  /** @param {number} k @param {Partial<Run>} patch @param {string | null} kind */
  changeRun(k, patch, kind) {
    this.onSelect(k);
    this.change({ runs: this.runs.with(k, { ...this.runs[k], ...patch }) }, kind);
  }

  /** @param {number} k */
  remove(k) {
    this.change({ runs: this.runs.toSpliced(k, 1) }, null);
    this.onSelect(0);
    // The button that was pressed goes with its run.
    this.adding.hidden = false;
    this.adding.focus({ preventScroll: true });
  }

  /** @param {{element: HTMLElement}[]} fields  one for each run */
  arrange(fields) {
    this.list.replaceChildren(...fields.map(({ element }) => element));
  }

  /** @param {{runs: Run[], steps: number}} state */
  showList({ runs, steps }) {
    this.steps.show(steps);
    this.adding.hidden = runs.length >= this.ranges.runs[1];
  }
}

/** The number of a run, to be looked at when it is pressed. @param {number} k @param {(k: number) => void} onSelect */
export function runName(k, onSelect) {
  const title = "Look at this run (R: the next one)";
  const name = html("button", { type: "button", class: "run-name", title, "aria-label": `Run ${k + 1}` }, [
    String(k + 1),
  ]);
  name.addEventListener("click", () => onSelect(k));
  return name;
}

/** What a run does, in short, while others are looked at. @param {number} k @param {(k: number) => void} onSelect */
export function runText(k, onSelect) {
  const text = html("span", { class: "run-text" });
  text.addEventListener("click", () => onSelect(k));
  return text;
}

/** @param {HTMLElement} name @param {string} look  of the styles @param {boolean} isSelected */
export function markRun(name, look, isSelected) {
  name.className = `run-name ${look}`;
  name.setAttribute("aria-pressed", String(isSelected));
}

/** @param {string} sign @param {string} title @param {string} label @param {() => void} run */
export function runButton(sign, title, label, run) {
  const button = html("button", { type: "button", class: "icon", title, "aria-label": label }, [sign]);
  button.addEventListener("click", run);
  return button;
}
