/** The level c of the constraint, as a slider that reaches as far as the level that the text says. */

import { SliderField } from "../../widgets/slider-field.js";
import { group } from "../common/groups.js";

/** @typedef {import("./state.js").ConstraintsState} ConstraintsState */

export class LevelField {
  /** @param {import("./constraint-bench.js").ConstraintBench<any, any>} lab */
  constructor(lab) {
    this.slider = new SliderField("c", ({ slider: { value, min, max }, isSettled }) => {
      lab.change({ level: value, levels: [min, max] }, "slide c");
      if (isSettled) lab.settle();
    });
    this.element = group("Which level?", "level", [this.slider.element]);
  }

  /** @param {ConstraintsState} state @param {number} told  by the text */
  show({ level, levels: [low, high] }, told) {
    const value = level ?? told;
    this.slider.show({ value, min: Math.min(low, high, value), max: Math.max(low, high, value) });
  }

  stop() {
    this.slider.stop();
  }
}
