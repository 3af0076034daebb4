/** The weight or bias that was taken in hand: its name, its number and a slider to move it. */

import { html } from "../../core/dom.js";
import { NumberField } from "../../widgets/number-field.js";

const REACH = 5;

export class NumberInHand {
  /**
   * @param {(value: number, kind: string | null) => void} onChange
   * @param {() => void} settle
   * @param {(() => void) | null} onClose  null where a number is always in hand
   */
  constructor(onChange, settle, onClose) {
    this.name = html("span", { class: "name" });
    this.field = new NumberField("Value of the chosen weight or bias", (value) => onChange(value, null));
    this.slider = html("input", {
      type: "range",
      min: String(-REACH),
      max: String(REACH),
      step: "0.01",
      "aria-label": "Value of the chosen weight or bias, by hand",
    });
    this.slider.addEventListener("input", () => onChange(Number(this.slider.value), "move a weight"));
    this.slider.addEventListener("change", settle);
    const close = html("button", { type: "button", class: "icon", title: "Let go", "aria-label": "Let go" }, ["×"]);
    close.addEventListener("click", () => onClose?.());
    // In place of what is in hand, so that nothing below it moves when something is taken.
    this.hint = html("span", { class: "notes" }, ["Press a line or a unit to take its weight or bias in hand."]);
    this.held = [this.name, this.field.element, this.slider, ...(onClose ? [close] : [])];
    this.element = html("div", { class: "number-in-hand" }, [this.hint, ...this.held]);
    this.show(null, 0);
  }

  /** @param {string | null} name @param {number} value */
  show(name, value) {
    this.hint.hidden = name !== null;
    for (const part of this.held) part.hidden = name === null;
    if (name === null) return;
    this.name.textContent = `${name} =`;
    this.field.show(value);
    if (document.activeElement !== this.slider) this.slider.value = String(value);
  }
}
