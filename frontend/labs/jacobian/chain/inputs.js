/** The numbers that a chain begins with: a slider for each of one or two, a field for each of more. */

import { html } from "../../../core/dom.js";
import { NumberField } from "../../../widgets/number-field.js";
import { Sliders } from "../../../widgets/slider-field.js";
import { formula, identifier } from "./notation.js";

/** @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings */

const AXES = /** @type {const} */ (["x", "y"]);

export class Inputs {
  /** @type {string[]} */
  names = [];
  /** @type {NumberField[]} */
  fields = [];

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.surroundings = surroundings;
    this.sliders = new Sliders((moved) => this.slide(moved), "inputs");
    this.pairs = html("div", { class: "pairs" });
    this.element = html("div", {}, [this.sliders.element, this.pairs]);
  }

  /** @param {string[]} names @param {import("../state.js").JacobianState} state */
  show(names, { point, domain }) {
    if (names.join() !== this.names.join()) this.build(names);
    if (point.length !== names.length) return;
    this.fields.forEach((field, k) => field.show(point[k]));
    this.sliders.fields.forEach((slider, k) =>
      slider.show({
        value: point[k],
        min: Math.min(domain[AXES[k]][0], point[k]),
        max: Math.max(domain[AXES[k]][1], point[k]),
      }),
    );
  }

  /** @param {string[]} names */
  build(names) {
    this.names = names;
    const isFew = names.length <= AXES.length;
    this.fields = isFew ? [] : names.map((name, k) => new NumberField(name, (value) => this.put(k, value, {}, null)));
    const pairs = this.fields.map(({ element }, k) =>
      html("label", { class: "pair" }, [formula([identifier(names[k])]), "=", element]),
    );
    this.sliders.arrange(isFew ? names : []);
    this.pairs.replaceChildren(...pairs);
    this.pairs.hidden = isFew;
  }

  /** @param {import("../../../widgets/slider-field.js").Moved} moved */
  slide({ name, slider: { value, min, max }, isSettled }) {
    const k = this.names.indexOf(name);
    const { domain } = this.surroundings.store.get();
    const axis = AXES[k];
    const isSame = domain[axis][0] === min && domain[axis][1] === max;
    this.put(k, value, isSame ? {} : { domain: { ...domain, [axis]: [min, max] } }, `slide input ${name}`);
    if (isSettled) this.surroundings.settle();
  }

  /** @param {number} k @param {number} value @param {object} more @param {string | null} kind */
  put(k, value, more, kind) {
    const { store, change } = this.surroundings;
    change({ point: store.get().point.with(k, value), ...more }, kind);
  }

  /** Sweeps the first input, or stops. */
  play() {
    this.sliders.play();
  }
}
