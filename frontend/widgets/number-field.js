/** A number one can type; what cannot be meant is refused in words and the old number stays in force. */

import { html } from "../core/dom.js";
import { say } from "../core/status.js";

const LARGEST = 1e12;

export class NumberField {
  /**
   * @param {string} label
   * @param {(value: number) => void} onChange
   * @param {(value: number) => string} [complaintAbout]  what is wrong with a number; empty: nothing
   */
  constructor(label, onChange, complaintAbout = () => "") {
    this.shown = NaN;
    this.isTyping = false;
    this.element = html("input", { type: "number", step: "any", "aria-label": label, inputMode: "decimal" });
    this.element.addEventListener("input", () => {
      this.isTyping = true;
    });
    this.element.addEventListener("change", () => {
      this.isTyping = false;
      const value = this.element.valueAsNumber;
      const isNumber = Number.isFinite(value) && Math.abs(value) <= LARGEST;
      const complaint = isNumber ? complaintAbout(value) : "";
      say("number", complaint, 6_000);
      if (isNumber && !complaint) onChange(value);
      else this.element.value = String(this.shown);
    });
  }

  /** @param {number} value */
  show(value) {
    this.shown = value;
    // Nobody's typing is overwritten; the focus alone is none: it stays while the hand drags something else.
    if (!this.isTyping || document.activeElement !== this.element) this.write(value);
  }

  /** @param {number} value */
  write(value) {
    const text = String(Number(value.toPrecision(8)));
    if (this.element.value === text) return;
    this.element.value = text;
    // Narrow fields show the first digits only.
    this.element.title = text;
  }

  /** @param {string} label */
  rename(label) {
    this.element.setAttribute("aria-label", label);
  }
}
