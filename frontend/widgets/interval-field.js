/** An interval: two numbers of which the first must be the smaller. */

import { html } from "../core/dom.js";
import { nameText } from "../core/format.js";
import { complaintAbout } from "../core/interval.js";
import { grainOf } from "../core/turning.js";
import { NumberField } from "./number-field.js";
import { t } from "../core/texts.js";

export class IntervalField {
  /** @param {(interval: [number, number]) => void} onChange */
  constructor(onChange) {
    this.onChange = onChange;
    /** Which it is told of. @type {string | null} */
    this.variable = null;
    /** @type {[number, number]} */
    this.interval = [0, 1];
    /** @type {[number, number]} what the two fields say: the one may be typed before the other has been answered */
    this.typed = this.interval;
    this.low = new NumberField(t("from"), (value) => this.type([value, this.typed[1]]));
    this.high = new NumberField(t("to"), (value) => this.type([this.typed[0], value]));
    this.name = html("span", { class: "variable" });
    this.message = html("p", { class: "field-message", role: "status" });
    const line = html("div", { class: "interval" }, [
      this.name,
      t("from"),
      this.low.element,
      t("to"),
      this.high.element,
    ]);
    this.element = html("div", {}, [line, this.message]);
  }

  /** @param {string} name @param {[number, number]} interval */
  show(name, interval) {
    if (name !== this.variable) this.rename(name);
    if (interval === this.interval) return;
    this.interval = interval;
    this.typed = interval;
    this.element.dataset.grain = String(grainOf(interval[1] - interval[0]));
    this.complain("");
    this.low.show(interval[0]);
    this.high.show(interval[1]);
  }

  /** @param {string} name  of the variable */
  rename(name) {
    this.variable = name;
    this.name.textContent = nameText(name);
    this.low.rename(`${name} from`);
    this.high.rename(`${name} to`);
  }

  /** @param {[number, number]} wanted */
  type(wanted) {
    this.typed = wanted;
    const complaint = complaintAbout(wanted);
    this.complain(complaint);
    if (!complaint) this.onChange(wanted);
  }

  /** @param {string} complaint */
  complain(complaint) {
    this.message.textContent = complaint;
    for (const field of [this.low, this.high]) field.element.setAttribute("aria-invalid", String(complaint !== ""));
  }
}
