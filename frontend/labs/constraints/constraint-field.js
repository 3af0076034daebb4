/** The constraint as it is typed: in force once the backend can read it. */

import { unlessRefused } from "../../core/client.js";
import { FunctionField } from "../../widgets/function-field.js";
import { functionOf } from "../common/meaning.js";

/** @typedef {import("../../core/client.js").Problem} Problem */

export class ConstraintField {
  /**
   * @param {import("../../core/laboratory.js").Surroundings} surroundings
   * @param {() => {state: any, meaning: import("../common/meaning.js").Meaning} | null} now
   */
  constructor({ change, settle, client }, now) {
    this.field = new FunctionField("Constraint", "constraint-message");
    /** The text in force. */
    this.shown = "";
    this.change = change;
    this.now = now;
    this.channel = client.channel("constrained/point");
    this.field.listen(() => this.draft(), settle);
  }

  /** What is typed becomes the state once it can be read; a level of its own is one of another text. */
  async draft() {
    const source = this.field.value;
    const moment = this.now();
    if (!moment) return;
    const { state, meaning } = moment;
    const body = { function: functionOf(state, meaning), constraints: [{ source }], point: pointOf(state) };
    const answer = await unlessRefused(this.channel.ask(body, source), (problem) => this.complain(problem));
    if (!answer || source !== this.field.value) return;
    this.complain(null);
    this.change({ constraint: source, level: null }, "type the constraint");
  }

  /** @param {Problem | null} problem */
  complain(problem) {
    this.field.showMistake(problem && { message: problem.message, hint: problem.hint, span: problem.span });
  }

  /** Another text takes the place of what was typed. @param {string} source */
  replace(source) {
    this.field.value = source;
    this.complain(null);
  }

  /** @param {string | null} mathml  as it is in force @param {string} source */
  show(mathml, source) {
    // An example, or one step back, brings another text; what is being typed is nobody else's.
    if (source !== this.shown && document.activeElement !== this.field.input) this.replace(source);
    this.shown = source;
    this.field.showFormula(mathml);
  }

  dispose() {
    this.channel.close();
  }
}

/** Beside the curve, or beside the surface. @param {import("./state.js").ConstraintsState} state @returns {number[]} */
function pointOf({ view, point, start }) {
  return view === "surface" ? start : point;
}
