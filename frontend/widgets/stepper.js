/** A whole number with a button to make it smaller and one to make it larger. */

import { allow } from "../core/allowed.js";
import { html } from "../core/dom.js";

export class Stepper {
  /**
   * @param {string} label  what is counted: "rows of A"
   * @param {string} shown  the same beside its grid: "rows"
   * @param {[number, number]} limits
   * @param {(value: number) => void} onChange
   */
  constructor(label, shown, limits, onChange) {
    this.limits = limits;
    this.value = limits[0];
    this.less = this.button("−", `Fewer ${label}`, () => onChange(this.value - 1));
    this.more = this.button("+", `More ${label}`, () => onChange(this.value + 1));
    this.count = html("span", { class: "stepper-count" });
    this.element = html("span", { class: "stepper", role: "group", "aria-label": label }, [
      this.less,
      this.count,
      this.more,
      html("span", {}, [shown]),
    ]);
  }

  /** @param {string} sign @param {string} title @param {() => void} run */
  button(sign, title, run) {
    const button = html("button", { type: "button", class: "small", title, "aria-label": title }, [sign]);
    button.addEventListener("click", run);
    return button;
  }

  /** @param {number} value */
  show(value) {
    this.value = value;
    this.count.textContent = String(value);
    allow(this.less, value > this.limits[0]);
    allow(this.more, value < this.limits[1]);
  }
}
