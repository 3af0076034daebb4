/** "How to walk?": the runs, each with its method, its learning rate and whatever else steers it. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { choice, ReadMenu } from "../common/choice.js";
import { group, More, whereLine } from "../common/groups.js";
import { RateField, SettingField } from "../common/setting-fields.js";
import { looksOf, METHODS, settingOf } from "../common/methods.js";
import { markRun, runButton, runName, runText, Runs } from "../walks/runs.js";
import { ranges } from "./state.js";

/**
 * @typedef {import("./state.js").PathsState} PathsState
 * @typedef {import("./state.js").Run} Run
 * @typedef {import("../common/methods.js").Method} Method
 * @typedef {{state: PathsState, selected: number, methods: Method[]}} Shown
 */

const TRAILS = { 0: "the whole walk", 5: "5 steps", 20: "20 steps", 100: "100 steps" };

/** @extends {Runs<Run>} */
export class RunsGroup extends Runs {
  /** @type {RunFields[]} */
  fields = [];
  drawn = "";

  /** @param {import("../walks/runs.js").Surroundings} surroundings @param {(k: number) => void} onSelect */
  constructor(surroundings, onSelect) {
    super(surroundings, /** @type {any} */ (ranges), onSelect);
    this.together = html("input", { type: "checkbox" });
    this.together.addEventListener("change", () => this.join(this.together.checked));
    this.trail = choice("How much of each walk is shown", Object.keys(TRAILS), TRAILS, (trail) =>
      this.change({ trail: Number(trail) }, null),
    );
    const shared = html("label", { class: "switch" }, [this.together, "All from one start"]);
    this.more = new More([shared, this.stepsLine, whereLine("Trail", this.trail)]);
    this.element = group("Who walks?", "walk", [this.list, this.adding, this.more.element]);
  }

  /** @param {boolean} together */
  join(together) {
    const { runs } = this.store.get();
    this.change({ together, runs: together ? withStart(runs, runs[0].start) : runs }, null);
  }

  /** One of a method that is not there yet. @param {Run[]} runs @returns {Run} */
  another(runs) {
    const unused = METHODS.find((name) => runs.every(({ method }) => method !== name)) ?? runs[0].method;
    return { method: unused, start: runs[0].start, settings: {} };
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

  /** One number of a start. @param {number} k @param {number} axis @param {number} value */
  changeEntry(k, axis, value) {
    this.moveStart(k, this.runs[k].start.with(axis, value), null);
  }

  /** The same run once more, after it: to change one thing about it. @param {number} k */
  duplicate(k) {
    this.add({ ...this.runs[k], settings: { ...this.runs[k].settings } }, k);
  }

  /** @param {Shown} shown */
  show(shown) {
    const { runs, together, trail } = shown.state;
    this.showList(shown.state);
    this.together.checked = together;
    this.trail.value = String(trail);
    // Which fields there are depends on the methods alone.
    const drawn = JSON.stringify([runs.map(({ method }) => method), shown.methods.length]);
    if (drawn !== this.drawn) {
      this.drawn = drawn;
      this.fields = runs.map((_, k) => new RunFields(k, this, shown));
      this.arrange(this.fields);
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
  /** What is seen of the run that is looked at alone. */
  body = html("div");

  /** @param {number} k @param {RunsGroup} group @param {Shown} shown */
  constructor(k, group, { state, methods }) {
    this.k = k;
    this.group = group;
    const { method: name } = state.runs[k];
    this.method = methods.find((method) => method.name === name);
    this.chip = runName(k, (each) => group.onSelect(each));
    const labels = Object.fromEntries(methods.map((method) => [method.name, method.label]));
    this.menu = choice(`Method of run ${k + 1}`, METHODS, labels, (chosen) =>
      group.changeRun(k, { method: /** @type {Run["method"]} */ (chosen), settings: {} }, null),
    );
    this.menu.title = t(this.method?.summary ?? "");
    this.read = new ReadMenu(this.menu);
    this.said = runText(k, (each) => group.onSelect(each));
    this.remove = runButton("Remove", "Remove this run", `Remove run ${k + 1}`, () => group.remove(k));
    const again = "The same run once more, to change one thing about it";
    this.again = runButton("Duplicate", again, `Duplicate run ${k + 1}`, () => group.duplicate(k));
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
    this.element = html("div", { class: "run" }, this.lines());
  }

  lines() {
    const head = html("div", { class: "run-line" }, [this.chip, this.said, this.read.element]);
    const update = html("p", { class: "update" }, [this.method?.update ?? ""]);
    const settings = html("details", { class: "settings" }, [
      html("summary", {}, ["Settings"]),
      ...(this.others.length ? [update] : []),
      ...this.others.map(({ element }) => element),
      html("div", { class: "run-line" }, [this.again, this.remove]),
    ]);
    this.body.append(...(this.rate ? [this.rate.element] : []), settings);
    return [head, this.body];
  }

  /** @param {Run} run @param {{looks: {role: string, dash: string}, isSelected: boolean, count: number}} place */
  show(run, { looks, isSelected, count }) {
    markRun(this.chip, `${looks.role}${looks.dash === "none" ? "" : " dashed"}`, isSelected);
    this.read.show(run.method);
    this.remove.hidden = count === 1;
    this.again.hidden = count >= ranges.runs[1];
    const rate = Number(settingOf(run, this.method, "learning_rate") ?? 0.1);
    const rateText = this.rate ? `, ${t("rate")}\u00a0${formatNumber(rate, 4)}` : "";
    this.said.textContent = `${t(this.method?.label ?? run.method)}${rateText}`;
    this.said.hidden = isSelected;
    this.read.element.hidden = this.body.hidden = !isSelected;
    this.rate?.show(rate);
    for (const field of this.others) field.show(settingOf(run, this.method, field.name));
  }
}
