/** What is done alike wherever a constraint is typed beside the function. */

import { Bench } from "../common/bench.js";
import { ConstraintField } from "./constraint-field.js";

/** @typedef {import("./state.js").ConstraintsState} ConstraintsState */

/**
 * @template {{state: ConstraintsState, meaning: import("../common/meaning.js").Meaning}} Moment
 * @template {object} Answers
 * @extends {Bench<ConstraintsState, Moment, Answers>}
 */
export class ConstraintBench extends Bench {
  /**
   * @param {import("../../core/laboratory.js").Surroundings} surroundings
   * @param {import("../common/bench.js").Description<any, Moment, Answers>} description
   */
  constructor(surroundings, description) {
    super(surroundings, description);
    this.constraint = new ConstraintField(surroundings, () => this.moment);
  }

  /** @param {ConstraintsState} state */
  open(state) {
    super.open(state);
    this.constraint.replace(state.constraint);
  }

  /** A refusal stands at the text that it is about. @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    if (/^(constraints|surface)/.test(problem.field ?? "")) this.constraint.complain(problem);
    else super.complain(problem);
  }
}
