/** An input of one's own: typed, tried on the data at every key, and in force once it has a value at each point. */

import { unlessRefused } from "../../core/client.js";
import { html } from "../../core/dom.js";
import { typeset } from "../../core/format.js";
import { FunctionField } from "../../widgets/function-field.js";
import { dataOf } from "./questions.js";
import { outputsOf, ranges } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("../../core/client.js").Problem} Problem
 */

export class TypedInput {
  /**
   * @param {import("../../core/client.js").Client} client
   * @param {(patch: Partial<NetworkState>, kind: string | null) => void} change
   * @param {() => NetworkState} current
   * @param {() => void} settle
   */
  constructor(client, change, current, settle) {
    this.change = change;
    this.current = current;
    this.channel = client.channel("network/train");
    this.field = new FunctionField("An input of your own, a function of x₁ and x₂", "typed-input-message", false);
    this.field.listen(() => this.draft(), settle);
    this.element = html("div", { class: "typed-input" }, [
      html("span", { class: "where-label" }, ["your own input"]),
      this.field.element,
    ]);
  }

  async draft() {
    const typed = this.field.value.trim();
    if (typed.length > ranges.typed[1])
      return this.field.showMistake({
        message: `this is longer than ${ranges.typed[1]} characters`,
        hint: null,
        span: null,
      });
    if (typed && !(await unlessRefused(this.tried(typed), (problem) => this.complain(problem)))) return;
    if (typed !== this.field.value.trim()) return;
    this.field.showMistake(null);
    const { features } = this.current();
    if (typed !== this.current().typed)
      this.change({ typed, numbers: null, ...(features.length || typed ? {} : { features: ["x1", "x2"] }) }, "type");
  }

  /** Whether a network can be told this of every point. @param {string} source */
  tried(source) {
    const state = this.current();
    // One's own points may not be there yet.
    const data = state.data === "own" && !state.points.length ? { points: [[1, 1]], targets: [0] } : dataOf(state);
    return this.channel.ask({ network: { sizes: [1, outputsOf(state)] }, data, features: [{ source }], epochs: 0 });
  }

  /** @param {Problem} problem */
  complain({ message, hint, span }) {
    this.field.showMistake({ message: ofInput(message, "this"), hint, span });
  }

  /** @param {NetworkState} state */
  show({ view, typed }) {
    this.element.hidden = view === "steps";
    // Nobody's typing is overwritten.
    if (document.activeElement !== this.field.input && !this.isWrong) this.field.value = typed;
  }

  get isWrong() {
    return this.field.input.getAttribute("aria-invalid") === "true";
  }

  /** Another state takes the place of what was typed. @param {string} typed */
  replace(typed) {
    this.field.value = typed;
    this.field.showMistake(null);
  }

  dispose() {
    this.channel.close();
  }
}

/** A refusal with a name that people use for the input. @param {string} message @param {string} name */
export function ofInput(message, name) {
  return typeset(message.replace(/^features\[\d+\](\.source)? /, `${name} `));
}
