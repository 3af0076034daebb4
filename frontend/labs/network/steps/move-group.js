/** "How does it move?": the loss, the learning rate, and whether biases move too. */

import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { choice } from "../../common/choice.js";
import { group, part } from "../../common/groups.js";
import { RateField } from "../../common/setting-fields.js";
import { choices } from "../state.js";
import { COST_NAMES } from "../words.js";
import { targetsFor } from "./targets.js";

/** @typedef {import("../state.js").NetworkState} NetworkState */

export const RATE = {
  name: "learning_rate",
  label: "Learning rate",
  kind: /** @type {const} */ ("number"),
  default: 0.5,
  minimum: 0,
  maximum: 100,
  choices: [],
  scale: /** @type {const} */ ("log"),
};

export class MoveGroup {
  /**
   * @param {(patch: Partial<NetworkState>, kind: string | null) => void} change
   * @param {() => void} settle
   * @param {() => NetworkState} current
   * @param {() => void} onTake
   */
  constructor(change, settle, current, onTake) {
    this.rate = new RateField(RATE, {
      of: "",
      settle,
      set: (_, value, kind) => change({ settings: { learning_rate: value } }, kind),
    });
    this.keeps = html("input", { type: "checkbox" });
    this.keeps.addEventListener("change", () => change({ keeps: this.keeps.checked }, null));
    this.cost = choice("Loss", choices.cost, COST_NAMES, (cost) =>
      change({ cost, target: targetsFor(cost, current().target) }, null),
    );
    const take = html("button", { type: "button" }, ["Take this step"]);
    take.addEventListener("click", onTake);
    this.part = part(t("with the loss"), this.cost);
    this.element = group("How does it move?", "learning", [
      html("div", { class: "run" }, [this.rate.element]),
      html("label", { class: "switch" }, [this.keeps, "Biases stay as they are"]),
      take,
    ]);
  }

  /** @param {NetworkState} state @param {number} rate */
  show({ cost, keeps }, rate) {
    this.cost.value = cost;
    this.keeps.checked = keeps;
    this.rate.show(rate);
  }
}
