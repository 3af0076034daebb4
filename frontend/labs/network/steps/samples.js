/** "Which samples?": what goes in and what shall come out, and which of them is looked at. */

import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { NumberField } from "../../../widgets/number-field.js";
import { Stepper } from "../../../widgets/stepper.js";
import { group, More, whereLine } from "../../common/groups.js";
import { entries, ranges } from "../state.js";
import { complaintAbout, targetsFor, withTarget } from "./targets.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 */

/** A button for the mean, and one for each sample. */
export class LookChoice {
  drawn = 0;

  /** @param {(look: number) => void} onLook */
  constructor(onLook) {
    this.onLook = onLook;
    this.element = html("div", { class: "look-choice", role: "group", "aria-label": "Which sample to look at" });
  }

  /** @param {number} look @param {number} count */
  show(look, count) {
    this.element.hidden = count === 1;
    if (count !== this.drawn)
      this.element.replaceChildren(
        html("span", { class: "where-label" }, ["Look at"]),
        ...Array.from({ length: count + 1 }, (_, k) => this.button(k)),
      );
    this.drawn = count;
    [...this.element.querySelectorAll("button")].forEach((button, k) =>
      button.setAttribute("aria-pressed", String(k === look)),
    );
  }

  /** @param {number} k */
  button(k) {
    const button = html(
      "button",
      { type: "button", class: "small", "aria-label": k ? `Sample ${k}` : "The mean over all samples" },
      [k ? String(k) : "mean"],
    );
    button.addEventListener("click", () => this.onLook(k));
    return button;
  }
}

export class SampleGroup {
  drawn = "";
  /** @type {NumberField[]} */
  fields = [];

  /**
   * @param {(patch: Partial<NetworkState>, kind?: string | null) => void} change
   * @param {() => NetworkState} current
   */
  constructor(change, current) {
    this.change = change;
    this.current = current;
    const resized = (/** @type {number[][]} */ rows, /** @type {number} */ count) =>
      rows.map((row) => Array.from({ length: count }, (_, k) => row[k] ?? 0.5));
    this.count = new Stepper("samples", "samples", ranges.input, (count) => this.resize(count));
    this.inputs = new Stepper("inputs", "inputs", entries.input, (count) =>
      change({ input: resized(current().input, count), numbers: null }),
    );
    this.outputs = new Stepper("outputs", "outputs", entries.hidden, (count) =>
      change({ target: targetsFor(current().cost, resized(current().target, count)), numbers: null }),
    );
    this.title = html("p", { class: "notes" });
    this.list = html("div", { class: "sample-fields" });
    const sizes = new More([this.count.element, this.inputs.element, this.outputs.element]);
    this.element = group("Which samples?", "sample", [this.title, this.list, sizes.element]);
  }

  /** A new sample begins as the last one, and is looked at. @param {number} count */
  resize(count) {
    const { input, target, look } = this.current();
    const resized = (/** @type {number[][]} */ rows) =>
      Array.from({ length: count }, (_, k) => rows[Math.min(k, rows.length - 1)]);
    this.change({
      input: resized(input),
      target: resized(target),
      look: count > input.length ? count : count === 1 ? 1 : Math.min(look, count),
    });
  }

  /** @param {NetworkState} state */
  show({ input, target, look }) {
    const [count, shown] = [input.length, Math.min(Math.max(look, 1), input.length)];
    this.count.show(count);
    this.inputs.show(input[0].length);
    this.outputs.show(target[0].length);
    const which = look ? `Sample ${shown} of ${count}:` : `The mean over ${count} samples is shown. Sample 1:`;
    this.title.textContent = count === 1 ? "" : t(which);
    const key = `${input[0].length},${target[0].length}`;
    if (key !== this.drawn) this.build(input[0].length, target[0].length);
    this.drawn = key;
    [...input[shown - 1], ...target[shown - 1]].forEach((value, k) => this.fields[k].show(value));
  }

  /** @param {number} inputs @param {number} outputs */
  build(inputs, outputs) {
    const field = (/** @type {"input" | "target"} */ key, /** @type {number} */ place) =>
      new NumberField(
        `${key === "input" ? "Input" : "Target"} ${place + 1}`,
        (value) => this.set(key, place, value),
        (value) => (key === "target" ? this.complaintAbout(place, value) : ""),
      );
    const [ins, outs] = [
      Array.from({ length: inputs }, (_, k) => field("input", k)),
      Array.from({ length: outputs }, (_, k) => field("target", k)),
    ];
    this.fields = [...ins, ...outs];
    const line = (/** @type {string} */ name, /** @type {NumberField[]} */ fields) =>
      whereLine(
        name,
        html(
          "span",
          { class: "pair" },
          fields.map(({ element }) => element),
        ),
      );
    this.list.replaceChildren(line("x", ins), line("y", outs));
  }

  /** @param {"input" | "target"} key @param {number} place @param {number} value */
  set(key, place, value) {
    const { [key]: rows, cost } = this.current();
    const row = rows[this.sample];
    this.change({
      [key]: rows.with(this.sample, key === "target" ? withTarget(cost, row, place, value) : row.with(place, value)),
    });
  }

  /** What is wrong with a target that was typed. @param {number} place @param {number} value */
  complaintAbout(place, value) {
    const { target, cost } = this.current();
    return complaintAbout(cost, [withTarget(cost, target[this.sample], place, value)]);
  }

  /** The place of the sample whose numbers are shown. */
  get sample() {
    const { look, input } = this.current();
    return Math.min(Math.max(look, 1), input.length) - 1;
  }
}
