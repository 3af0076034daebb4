/** What steers a method: its learning rate, and a field for every other setting that the catalogue says it has. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { NumberField } from "../../widgets/number-field.js";
import { choice } from "./choice.js";

/**
 * @typedef {object} Setting  of the catalogue
 * @property {string} name
 * @property {string} label
 * @property {"number" | "whole" | "choice"} kind
 * @property {number | string} default
 * @property {number | null} minimum
 * @property {number | null} maximum
 * @property {string[]} choices
 * @property {"linear" | "log"} scale
 * @typedef {object} Hand  what a field changes, and of what
 * @property {string} of  "of run 2", or nothing where there is but one
 * @property {(name: string, value: number | string, kind: string | null) => void} set
 * @property {() => void} settle
 */

/** Learning rates of the slider, as powers of ten. */
const RATES = [-5, 1];

/**
 * What is wrong with a number for a setting; empty: nothing.
 * @param {Pick<Setting, "label" | "minimum" | "maximum">} setting
 * @param {number} value
 */
export function complaintOf({ label, minimum, maximum }, value) {
  const [low, high] = [minimum ?? -Infinity, maximum ?? Infinity];
  if (value >= low && value <= high) return "";
  const bounds =
    high === Infinity ? `at least ${low}` : low === -Infinity ? `at most ${high}` : `from ${low} to ${high}`;
  return `${label}: ${bounds}.`;
}

/** A learning rate, as a number and on a slider of powers of ten. */
export class RateField {
  /** @param {Setting} setting @param {Hand} hand */
  constructor(setting, { of, set, settle }) {
    const said = `Learning rate${of && ` ${of}`}`;
    this.field = new NumberField(
      said,
      (rate) => set("learning_rate", rate, null),
      (rate) => complaintOf(setting, rate),
    );
    this.slider = html("input", {
      type: "range",
      min: "0",
      max: "1000",
      step: "1",
      "aria-label": `${said}, by powers of ten`,
    });
    this.slider.addEventListener("input", () => set("learning_rate", rateOf(Number(this.slider.value)), `rate ${of}`));
    this.slider.addEventListener("change", settle);
    this.element = html("div", { class: "run-line numbers" }, [
      html("span", { class: "pair" }, [html("span", { class: "where-label" }, [t("rate")]), this.field.element]),
      this.slider,
    ]);
  }

  /** @param {number} rate */
  show(rate) {
    this.field.show(rate);
    if (document.activeElement !== this.slider) this.slider.value = String(shareOf(rate));
    this.slider.setAttribute("aria-valuetext", formatNumber(rate));
  }
}

/** Any other number or choice. */
export class SettingField {
  /** @param {Setting} setting @param {Hand} hand */
  constructor(setting, { of, set }) {
    const { name, label, kind, choices } = setting;
    this.name = name;
    const said = `${label}${of && `, ${of.replace(/^of /, "")}`}`;
    this.menu = kind === "choice" ? choice(said, choices, {}, (value) => set(name, value, null)) : null;
    this.field =
      kind === "choice"
        ? null
        : new NumberField(
            said,
            (value) => set(name, kind === "whole" ? Math.round(value) : value, null),
            (value) => complaintOf(setting, value),
          );
    const control = /** @type {HTMLElement} */ (this.menu ?? this.field?.element);
    this.element = html("label", { class: "setting" }, [html("span", {}, [label]), control]);
  }

  /** @param {number | string | undefined} value */
  show(value) {
    if (value === undefined) return;
    if (this.menu) this.menu.value = String(value);
    else this.field?.show(Number(value));
  }
}

/** @param {number} share  in thousandths of the slider */
export function rateOf(share) {
  return rateBetween(RATES, share);
}

/** @param {number} rate */
export function shareOf(rate) {
  return shareBetween(RATES, rate);
}

/** @param {number[]} powers  of ten at the slider's ends @param {number} share  in thousandths of it */
export function rateBetween([low, high], share) {
  return Number((10 ** (low + (share / 1000) * (high - low))).toPrecision(3));
}

/** @param {number[]} powers @param {number} rate */
export function shareBetween([low, high], rate) {
  return rate > 0 ? Math.round((1000 * (Math.log10(rate) - low)) / (high - low)) : 0;
}
