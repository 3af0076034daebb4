/** A number one can type; what cannot be meant is refused in words and the old number stays in force. */

import { html } from "../core/dom.js";
import { typedNumber } from "../core/format.js";
import { say } from "../core/status.js";
import { OF_NUMBERS, t } from "../core/texts.js";

const LARGEST = 1e12;

/** A field in which a number stands as it does in functions. @param {string} label */
export function decimalInput(label) {
  const input = html("input", { type: "number", step: "any", "aria-label": label, lang: OF_NUMBERS });
  input.addEventListener("beforeinput", pointForComma);
  return input;
}

export class NumberField {
  /**
   * @param {string} label
   * @param {(value: number) => void} onChange
   * @param {(value: number) => string} [complaintAbout]  what is wrong with a number; empty: nothing
   */
  constructor(label, onChange, complaintAbout = () => "") {
    this.shown = NaN;
    this.isTyping = false;
    this.element = decimalInput(label);
    this.element.inputMode = "decimal";
    this.element.addEventListener("input", () => {
      this.isTyping = true;
      this.fit();
    });
    this.element.addEventListener("change", () => {
      this.isTyping = false;
      const value = this.element.valueAsNumber;
      const complaint = unreadable(this.element) || (Number.isFinite(value) ? complaintAbout(value) : "");
      say("number", complaint, 6_000);
      if (Number.isFinite(value) && !complaint) onChange(value);
      else this.write(this.shown);
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
    const text = typedNumber(value);
    if (this.element.value === text) return;
    this.element.value = text;
    this.element.title = t(text);
    this.fit();
  }

  /** A field is as wide as its number: one that is cut at the end passes for another. */
  fit() {
    this.element.style.setProperty("--characters", String(this.element.value.length));
  }

  /** @param {string} label */
  rename(label) {
    this.element.setAttribute("aria-label", t(label));
  }
}

/**
 * What is wrong with what is typed, if it is no number; one that is taken away is none.
 * @param {HTMLInputElement} input
 */
export function unreadable(input) {
  const name = input.getAttribute("aria-label");
  if (input.validity?.badInput) return `${name}: ${t("this is no number; write one as 0.5, with a point.")}`;
  return Math.abs(input.valueAsNumber) > LARGEST ? `${name}: ${t("a number of at most 10¹² is needed.")}` : "";
}

/** Who writes 0,5 means the same: a browser would drop the comma, and leave 05. @param {InputEvent} event */
function pointForComma(event) {
  if (!event.data?.includes(",") || !event.cancelable) return;
  event.preventDefault();
  document.execCommand("insertText", false, event.data.replace(",", "."));
}
