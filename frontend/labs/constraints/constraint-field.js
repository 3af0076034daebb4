/** The constraint as it is typed: in force once the backend can read it. */

import { unlessRefused } from "../../core/client.js";
import { FunctionField } from "../../widgets/function-field.js";
import { functionOf } from "../common/meaning.js";
import { isChart } from "./constraint.js";
import { chartBox } from "./state.js";

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
    this.equations = client.channel("constrained/point");
    this.charts = client.channel("manifold-descent");
    this.field.listen(() => this.draft(), settle);
  }

  /** What is typed becomes the state once it can be read; a level of its own is one of another text. */
  async draft() {
    const source = this.field.value;
    const moment = this.now();
    if (!moment) return;
    const answer = await unlessRefused(this.asked(source, moment), (problem) => this.complain(problem));
    if (!answer || source !== this.field.value) return;
    this.complain(null);
    this.change({ constraint: source, level: null, ...this.placed(source, answer) }, "type the constraint");
  }

  /**
   * What answers if the text can be read, or says what is wrong with it.
   * @param {string} source
   * @param {{state: any, meaning: import("../common/meaning.js").Meaning}} moment
   * @returns {Promise<object | null>}
   */
  asked(source, { state, meaning }) {
    const about = { function: functionOf(state, meaning) };
    if (state.view !== "surface" || !isChart(source))
      return this.equations.ask({ ...about, constraints: [{ source }], point: pointOf(state) }, source);
    const { x, y } = chartBox(state);
    const start = [x, y].map(([low, high]) => (low + high) / 2);
    const runs = [{ start, steps: 1 }];
    return this.charts.ask({ ...about, surface: { parametric: { source } }, runs }, source);
  }

  /**
   * What else changes with the text: a start of a chart is none of an equation's.
   * @param {string} source
   * @param {any} answer
   */
  placed(source, answer) {
    const { start, view } = this.now()?.state ?? {};
    if (view !== "surface" || isChart(source) || start.length === 3) return {};
    return { start: answer.point.map(Number), step: 0, part: 0 };
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
    this.field.showFormula(mathml, !isChart(source));
  }

  dispose() {
    this.equations.close();
    this.charts.close();
  }
}

/** On the plane, or in space. @param {import("./state.js").ConstraintsState} state @returns {number[]} */
function pointOf({ view, point, start, domain, depth }) {
  if (view === "curve") return point;
  const corner = [domain.x, domain.y, depth.z].map(([, high]) => high / 2);
  return start.length === 3 ? start : corner;
}
