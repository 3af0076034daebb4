/** One parameter of the function: a slider, its number, its range, and a button that sweeps it. */

import { html } from "../core/dom.js";
import { formatNumber, nameText } from "../core/format.js";
import { say } from "../core/status.js";
import { t } from "../core/texts.js";
import { decimalInput, unreadable } from "./number-field.js";

/** @typedef {import("../core/link.js").Slider} Slider */
/** @typedef {{name: string, slider: Slider, isSettled: boolean}} Moved */

const SWEEP = 6_000; // ms from one end to the other and back

export class SliderField {
  /** @type {Slider} */
  slider = { value: 0, min: 0, max: 1 };
  timer = 0;

  /** @param {string} name @param {(moved: Moved) => void} onSlide */
  constructor(name, onSlide) {
    this.name = name;
    this.onSlide = onSlide;
    this.range = html("input", { type: "range", min: "0", max: "1000", step: "1", "aria-label": `Parameter ${name}` });
    this.value = decimalInput(`Value of ${name}`);
    this.low = decimalInput(`Smallest value of ${name}`);
    this.high = decimalInput(`Largest value of ${name}`);
    this.play = html(
      "button",
      { type: "button", class: "icon", title: `Sweep ${name}`, "aria-label": `Sweep ${name}` },
      ["▶"],
    );
    const label = html("span", { class: "slider-name" }, [nameText(name)]);
    const line = html("div", { class: "slider-line" }, [label, "=", this.value, this.play]);
    const range = html("div", { class: "slider-range" }, [this.low, this.range, this.high]);
    this.element = html("div", { class: "slider-field" }, [line, range]);
    this.range.addEventListener("input", () =>
      this.change({ value: this.fromShare(Number(this.range.value) / 1000) }, false),
    );
    this.range.addEventListener("change", () => this.settle());
    for (const [key, input] of /** @type {const} */ ([
      ["value", this.value],
      ["min", this.low],
      ["max", this.high],
    ]))
      input.addEventListener("change", () => this.type(key, input));
    this.play.addEventListener("click", () => this.togglePlay());
  }

  /** @param {Slider} slider @param {boolean} [isRefused]  whether what is being typed goes */
  show(slider, isRefused = false) {
    this.slider = slider;
    const { value, min, max } = slider;
    this.range.value = String(Math.round((1000 * (value - min)) / (max - min || 1)));
    this.range.setAttribute("aria-valuetext", formatNumber(value));
    for (const [input, number] of /** @type {const} */ ([
      [this.value, value],
      [this.low, min],
      [this.high, max],
    ]))
      if (isRefused || document.activeElement !== input) input.value = String(Number(number.toPrecision(6)));
  }

  /** @param {number} share */
  fromShare(share) {
    const { min, max } = this.slider;
    // A thousandth of the range is as fine as a slider is.
    const digits = Math.max(0, Math.ceil(3 - Math.log10(max - min)));
    return Number((min + share * (max - min)).toFixed(Math.min(digits, 15)));
  }

  /** @param {"value" | "min" | "max"} key @param {HTMLInputElement} input */
  type(key, input) {
    const { slider } = this;
    const number = input.valueAsNumber;
    const wanted = { ...slider, [key]: number };
    if (key === "value")
      Object.assign(wanted, { min: Math.min(wanted.min, number), max: Math.max(wanted.max, number) });
    const isEmpty = wanted.min >= wanted.max;
    const complaint = unreadable(input) || (isEmpty ? t("The smallest value must be below the largest one.") : "");
    say("number", complaint, 6_000);
    if (complaint || !Number.isFinite(number)) return this.show(slider, true);
    wanted.value = Math.min(Math.max(wanted.value, wanted.min), wanted.max);
    this.change(wanted, true);
  }

  /** @param {Partial<Slider>} patch @param {boolean} isSettled */
  change(patch, isSettled) {
    this.slider = { ...this.slider, ...patch };
    this.onSlide({ name: this.name, slider: this.slider, isSettled });
  }

  settle() {
    this.change({}, true);
  }

  togglePlay() {
    if (this.timer) return this.stop();
    const { value, min, max } = this.slider;
    const share = (value - min) / (max - min || 1);
    const start = performance.now() - (share * SWEEP) / 2;
    const step = () => {
      const turn = ((performance.now() - start) / SWEEP) % 1;
      this.change({ value: this.fromShare(turn < 0.5 ? 2 * turn : 2 - 2 * turn) }, false);
      this.timer = requestAnimationFrame(step);
    };
    this.play.textContent = "❚❚";
    this.timer = requestAnimationFrame(step);
  }

  stop() {
    if (!this.timer) return;
    cancelAnimationFrame(this.timer);
    this.timer = 0;
    this.play.textContent = "▶";
    this.settle();
  }
}

/** A slider for each of some parameters. */
export class Sliders {
  /** @type {SliderField[]} */
  fields = [];

  /** @param {(moved: Moved) => void} onSlide @param {string} [look]  of the styles */
  constructor(onSlide, look = "") {
    this.onSlide = onSlide;
    this.element = html("div", { class: `sliders ${look}`.trim() });
  }

  /** @param {string[]} names */
  arrange(names) {
    if (names.join() === this.fields.map(({ name }) => name).join()) return;
    this.stop();
    this.fields = names.map((name) => new SliderField(name, this.onSlide));
    this.element.replaceChildren(...this.fields.map(({ element }) => element));
  }

  /** @param {Record<string, Slider>} sliders */
  show(sliders) {
    for (const field of this.fields) if (sliders[field.name]) field.show(sliders[field.name]);
  }

  /** Sweeps the first of them, or stops. */
  play() {
    this.fields[0]?.togglePlay();
  }

  stop() {
    for (const field of this.fields) field.stop();
  }
}
