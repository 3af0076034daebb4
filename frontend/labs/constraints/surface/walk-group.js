/** How the walk goes: its rate, momentum, way back and steps. */

import { html } from "../../../core/dom.js";
import { NumberField } from "../../../widgets/number-field.js";
import { choice } from "../../common/choice.js";
import { group, More } from "../../common/groups.js";
import { RateField } from "../../common/setting-fields.js";
import { choices, ranges } from "../state.js";

/** @typedef {import("../state.js").ConstraintsState} ConstraintsState */

const BACK = { closest: "to the closest point", geodesic: "along a geodesic" };

export class WalkGroup {
  /** @param {import("../../../core/laboratory.js").Surroundings} surroundings */
  constructor({ change, settle }) {
    const [, most] = ranges.steps;
    const rate = { name: "rate", label: "Learning rate", kind: "number", default: 0.1, minimum: 1e-12, maximum: 1e6 };
    this.rate = new RateField(/** @type {any} */ ({ ...rate, choices: [], scale: "log" }), {
      of: "",
      set: (_, value, kind) => change({ rate: Number(value) }, kind),
      settle,
    });
    this.momentum = new NumberField(
      "Momentum",
      (momentum) => change({ momentum }, null),
      (value) => (value >= 0 && value <= 0.99 ? "" : "Momentum: from 0 to 0.99."),
    );
    this.back = choice("Back to the surface", choices.retraction, BACK, (retraction) => change({ retraction }, null));
    this.steps = new NumberField(
      "Steps",
      (steps) => change({ steps: Math.round(steps) }, null),
      (value) => (value >= 1 && value <= most ? "" : `Steps: from 1 to ${most}.`),
    );
    const setting = (/** @type {string} */ name, /** @type {HTMLElement} */ control) =>
      html("label", { class: "setting" }, [html("span", {}, [name]), control]);
    this.more = new More([setting("Momentum", this.momentum.element), setting("Steps", this.steps.element)]);
    this.element = group("How does it walk?", "walk", [
      this.rate.element,
      setting("Back to the surface", this.back),
      this.more.element,
    ]);
  }

  /** @param {ConstraintsState} state */
  show({ rate, momentum, retraction, steps }) {
    this.rate.show(rate);
    this.momentum.show(momentum);
    this.back.value = retraction;
    this.steps.show(steps);
    this.more.show(momentum ? 1 : 0);
  }
}
