/** "How to walk?": the runs, each with its method, its learning rate and whatever else steers it. */

import { html } from "../../core/dom.js";
import { inside } from "../../core/interval.js";
import { NumberField } from "../../widgets/number-field.js";
import { choice } from "../common/choice.js";
import { group, whereLine } from "../common/groups.js";
import { RateField, SettingField } from "../common/setting-fields.js";
import { looksOf, METHODS, settingOf } from "../common/methods.js";
import { ranges } from "./state.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/methods.js").Method} Method
 * @typedef {{state: PathsState, selected: number, variables: string[], methods: Method[]}} Shown
 */

const TRAILS = { 0: "the whole walk", 5: "5 steps", 20: "20 steps", 100: "100 steps" };

export class RunsGroup {
  /** @type {RunFields[]} */
  fields = [];
  drawn = "";

  /**
   * @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change" | "settle">} surroundings
   * @param {(k: number) => void} onSelect
   */
  constructor({ store, change, settle }, onSelect) {
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.onSelect = onSelect;
    this.list = html("div", { class: "runs" });
    this.adding = html("button", { type: "button", class: "quiet" }, ["Add a run"]);
    this.adding.addEventListener("click", () => this.add());
    this.together = html("input", { type: "checkbox" });
    this.together.addEventListener("change", () => this.join(this.together.checked));
    this.steps = new NumberField("Steps of each run", (steps) =>
      change({ steps: inside(Math.round(steps), ranges.steps), step: 0 }, null),
    );
    this.trail = choice("How much of each walk is shown", Object.keys(TRAILS), TRAILS, (trail) =>
      change({ trail: Number(trail) }, null),
    );
    const shared = html("label", { class: "switch" }, [this.together, "All from one start"]);
    const lines = [
      whereLine("Steps", html("span", { class: "pair" }, [this.steps.element])),
      whereLine("Trail", this.trail),
    ];
    this.element = group("How to walk?", "walk", [shared, this.list, this.adding, ...lines]);
  }

  /** @param {boolean} together */
  join(together) {
    const { runs } = this.store.get();
    this.change({ together, runs: together ? withStart(runs, runs[0].start) : runs }, null);
  }

  add() {
    const { runs } = this.store.get();
    const unused = METHODS.find((name) => runs.every((/** @type {Run} */ { method }) => method !== name)) ?? "momentum";
    this.change({ runs: [...runs, { method: unused, start: runs[0].start, settings: {} }] }, null);
    this.onSelect(runs.length);
  }

  /** @param {number} k @param {Partial<Run>} patch @param {string | null} kind */
  changeRun(k, patch, kind) {
    this.onSelect(k);
    const { runs } = this.store.get();
    this.change(
      {
        runs: runs.map((/** @type {Run} */ run, /** @type {number} */ each) =>
          each === k ? { ...run, ...patch } : run,
        ),
      },
      kind,
    );
  }

  /** @param {number} k @param {string} name @param {number | string} value @param {string | null} kind */
  set(k, name, value, kind) {
    this.changeRun(k, { settings: { ...this.store.get().runs[k].settings, [name]: value } }, kind);
  }

  /** The start of a run, or of all of them. @param {number} k @param {number[]} start @param {string | null} kind */
  moveStart(k, start, kind) {
    const { runs, together } = this.store.get();
    if (together) this.change({ runs: withStart(runs, start) }, kind);
    else this.changeRun(k, { start }, kind);
  }

  /** The same run once more, after it: to change one thing about it. @param {number} k */
  duplicate(k) {
    const { runs } = this.store.get();
    this.change(
      {
        runs: runs.flatMap((/** @type {Run} */ run, /** @type {number} */ each) =>
          each === k ? [run, { ...run, settings: { ...run.settings } }] : [run],
        ),
      },
      null,
    );
    this.onSelect(k + 1);
  }

  /** @param {number} k */
  remove(k) {
    this.change(
      { runs: this.store.get().runs.filter((/** @type {Run} */ _, /** @type {number} */ each) => each !== k) },
      null,
    );
    this.onSelect(0);
  }

  /** @param {Shown} shown */
  show(shown) {
    const { runs, steps, together, trail } = shown.state;
    this.together.checked = together;
    this.steps.show(steps);
    this.trail.value = String(trail);
    this.adding.hidden = runs.length >= ranges.runs[1];
    // Which fields there are depends on the methods alone, and on the variables.
    const drawn = JSON.stringify([runs.map(({ method }) => method), together, shown.variables, shown.methods.length]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.fields = runs.map((_, k) => new RunFields(k, this, shown));
      this.list.replaceChildren(...this.fields.map(({ element }) => element));
    }
    const looks = looksOf(runs);
    this.fields.forEach((field, k) =>
      field.show(runs[k], { looks: looks[k], isSelected: k === shown.selected, count: runs.length }),
    );
  }
}

/** @param {Run[]} runs @param {number[]} start */
function withStart(runs, start) {
  return runs.map((run) => ({ ...run, start }));
}

class RunFields {
  /** @param {number} k @param {RunsGroup} group @param {Shown} shown */
  constructor(k, group, { state, variables, methods }) {
    this.k = k;
    this.group = group;
    const { method: name } = state.runs[k];
    this.method = methods.find((method) => method.name === name);
    this.chip = html(
      "button",
      { type: "button", class: "run-name", title: "Look at this run (R: the next one)", "aria-label": `Run ${k + 1}` },
      [String(k + 1)],
    );
    this.chip.addEventListener("click", () => group.onSelect(k));
    const labels = Object.fromEntries(methods.map((method) => [method.name, method.label]));
    this.menu = choice(`Method of run ${k + 1}`, METHODS, labels, (chosen) =>
      group.changeRun(k, { method: /** @type {Run["method"]} */ (chosen), settings: {} }, null),
    );
    this.menu.title = this.method?.summary ?? "";
    this.remove = html(
      "button",
      { type: "button", class: "icon", title: "Remove this run", "aria-label": `Remove run ${k + 1}` },
      ["×"],
    );
    this.remove.addEventListener("click", () => group.remove(k));
    this.again = html(
      "button",
      {
        type: "button",
        class: "icon",
        title: "The same run once more, to change one thing about it",
        "aria-label": `Duplicate run ${k + 1}`,
      },
      ["+"],
    );
    this.again.addEventListener("click", () => group.duplicate(k));
    const settings = this.method?.settings ?? [];
    const rate = settings.find((setting) => setting.name === "learning_rate");
    /** @type {import("../common/setting-fields.js").Hand} */
    const hand = {
      of: `of run ${k + 1}`,
      set: (name, value, kind) => group.set(k, name, value, kind),
      settle: () => group.settle(),
    };
    this.rate = rate ? new RateField(rate, hand) : null;
    this.others = settings
      .filter((setting) => setting.name !== "learning_rate")
      .map((setting) => new SettingField(setting, hand));
    this.starts =
      state.together && k > 0 ? [] : variables.map((variable, axis) => this.startField(variable, axis, state.together));
    this.element = html("div", { class: "run" }, this.lines(variables, state.together));
  }

  /** @param {string[]} variables @param {boolean} together */
  lines(variables, together) {
    const head = html("div", { class: "run-line" }, [this.chip, this.menu, this.again, this.remove]);
    const pairs = this.starts.map((field, axis) =>
      html("span", { class: "pair" }, [html("span", { class: "variable" }, [variables[axis]]), "=", field.element]),
    );
    const from = pairs.length
      ? [
          html("div", { class: "run-line numbers starts" }, [
            html("span", { class: "where-label" }, [together ? "all from" : "from"]),
            ...pairs,
          ]),
        ]
      : [];
    const more = this.others.length
      ? [
          html("details", { class: "settings" }, [
            html("summary", {}, ["Settings"]),
            html("p", { class: "update" }, [this.method?.update ?? ""]),
            ...this.others.map(({ element }) => element),
          ]),
        ]
      : [];
    return [head, ...from, ...(this.rate ? [this.rate.element] : []), ...more];
  }

  /** @param {string} variable @param {number} axis @param {boolean} together */
  startField(variable, axis, together) {
    const { group, k } = this;
    return new NumberField(`${variable} of the start of ${together ? "all runs" : `run ${k + 1}`}`, (value) => {
      const { start } = group.store.get().runs[k];
      group.moveStart(
        k,
        start.map((/** @type {number} */ entry, /** @type {number} */ each) => (each === axis ? value : entry)),
        null,
      );
    });
  }

  /** @param {Run} run @param {{looks: {role: string, dash: string}, isSelected: boolean, count: number}} place */
  show(run, { looks, isSelected, count }) {
    this.chip.className = `run-name ${looks.role}${looks.dash === "none" ? "" : " dashed"}`;
    this.chip.setAttribute("aria-pressed", String(isSelected));
    this.menu.value = run.method;
    this.remove.hidden = count === 1;
    this.again.hidden = count >= ranges.runs[1];
    this.starts.forEach((field, axis) => field.show(run.start[axis] ?? 0));
    this.rate?.show(Number(settingOf(run, this.method, "learning_rate") ?? 0.1));
    for (const field of this.others) field.show(settingOf(run, this.method, field.name));
  }
}
