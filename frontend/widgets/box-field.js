/** The box that is drawn over, in place: −2 ≤ x, y ≤ 2. */

import { html } from "../core/dom.js";
import { formatCoordinate, nameText } from "../core/format.js";
import { inPlace } from "./in-place.js";
import { IntervalField } from "./interval-field.js";
import { t } from "../core/texts.js";

/** @typedef {[number, number]} Interval */

export class BoxField {
  /** @param {(interval: Interval, axis: number) => void} onChange @param {number} [axes] */
  constructor(onChange, axes = 2) {
    this.fields = Array.from({ length: axes }, (_, axis) => new IntervalField((interval) => onChange(interval, axis)));
    this.rest = html("span");
    const editor = html(
      "span",
      { class: "box" },
      this.fields.map(({ element }) => element),
    );
    this.element = html("span", { class: "part" }, [`${t("on")} `, inPlace(this.rest, editor)]);
  }

  /** @param {string[]} variables  of the axes that are drawn @param {Interval[]} intervals */
  show(variables, intervals) {
    this.element.hidden = !variables.length;
    this.fields.forEach((field, axis) => {
      field.element.hidden = axis >= variables.length;
      if (axis < variables.length) field.show(variables[axis], intervals[axis]);
    });
    const parts = inequalities(variables, intervals);
    const key = JSON.stringify(parts);
    if (this.rest.dataset.key === key) return;
    this.rest.dataset.key = key;
    this.rest.replaceChildren(...parts.flatMap((part, k) => [k ? ", " : "", ...read(part)]));
  }
}

/**
 * Variables over the same interval stand together.
 * @param {string[]} variables @param {Interval[]} intervals
 * @returns {{names: string[], interval: Interval}[]}
 */
export function inequalities(variables, intervals) {
  const isOne = variables.every((_, axis) => String(intervals[axis]) === String(intervals[0]));
  if (isOne && variables.length) return [{ names: variables, interval: intervals[0] }];
  return variables.map((name, axis) => ({ names: [name], interval: intervals[axis] }));
}

/** @param {{names: string[], interval: Interval}} part */
function read({ names, interval: [low, high] }) {
  const all = names.flatMap((name, k) => [k ? ", " : "", html("span", { class: "variable" }, [nameText(name)])]);
  const [from, to] = [low, high].map((end) => formatCoordinate(end, (high - low) / 10));
  return [`${from} ≤ `, ...all, ` ≤ ${to}`];
}
