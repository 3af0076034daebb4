/** What is done alike wherever a constraint is typed beside the function. */

import { html } from "../../core/dom.js";
import { formatVector } from "../../core/format.js";
import { say } from "../../core/status.js";
import { t } from "../../core/texts.js";
import { Bench } from "../common/bench.js";
import { startInSpace } from "./constraint.js";
import { ConstraintField } from "./constraint-field.js";
import { placeOver } from "./on-surfaces.js";

/** @typedef {import("./state.js").ConstraintsState} ConstraintsState */

const CELLS = 24; // of a mesh along the box, at least
const READING = 8_000; // ms

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

  /** How the line begins: "f(x, y) = x y where x^2 + y^2 = 1". */
  get problem() {
    const where = html("span", { class: "part" }, [t("where")]);
    return [this.function.field.element, where, this.constraint.field.element];
  }

  /** @param {ConstraintsState} state */
  open(state) {
    super.open(state);
    this.constraint.replace(state.constraint);
  }

  /**
   * A link may tell two numbers of a point in space: the third one is the set's to say.
   * @param {number[][]} places  of the set
   */
  lift(places) {
    const { start, domain, depth } = this.store.get();
    if (start.length !== 2) return;
    const reach = (domain.x[1] - domain.x[0]) / CELLS;
    const found = placeOver(start, places, reach);
    // What the link left out is no step to undo.
    this.store.set({ start: found?.place ?? startInSpace({ start, depth }) });
    if (found?.isOver === false)
      say("start", `Nothing of the set lies over ${formatVector(start, 3)}: this is the place next to it.`, READING);
  }

  /** A refusal stands at the text that it is about. @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    if (/^(constraints|surface)/.test(problem.field ?? "")) this.constraint.complain(problem);
    else super.complain(problem);
  }

  dispose() {
    super.dispose();
    this.constraint.dispose();
  }
}
