/** Where one stands, in place: x = 1.4, or (1, −0.5), or several such points. */

import { html } from "../core/dom.js";
import { formatCoordinate, nameText } from "../core/format.js";
import { inPlace } from "./in-place.js";
import { NumberField } from "./number-field.js";

/**
 * @typedef {object} Entry
 * @property {string} label  the name of its field
 * @property {string} variable
 * @property {number} value
 * @property {number} [width]  of the box, in which places are told apart
 */

export class PointField {
  /** @type {NumberField[][]} */
  fields = [];
  labels = "";

  /**
   * @param {string} word  before it: "at", or "from"
   * @param {(value: number, axis: number, k: number) => void} onEntry  of the k-th point
   */
  constructor(word, onEntry) {
    this.onEntry = onEntry;
    this.rest = html("span");
    this.editor = html("span", { class: "pairs" });
    this.element = html("span", { class: "part" }, [`${word} `, inPlace(this.rest, this.editor)]);
  }

  /**
   * One point, named by its variables.
   * @param {string[]} variables
   * @param {number[]} point
   * @param {[number, number][]} [box]
   */
  showPoint(variables, point, box = []) {
    const entry = (/** @type {number} */ value, /** @type {number} */ axis) => {
      const [low, high] = box[axis] ?? [];
      return { label: `${variables[axis]} of the point`, variable: variables[axis], value, width: high - low };
    };
    this.show([point.map(entry)]);
  }

  /** @param {Entry[][]} points */
  show(points) {
    const labels = JSON.stringify(points.map((point) => point.map(({ label }) => label)));
    if (labels !== this.labels) this.arrange(points);
    this.labels = labels;
    points.forEach((point, k) => point.forEach(({ value }, axis) => this.fields[k][axis].show(value)));
    this.read(points);
  }

  /** @param {Entry[][]} points */
  arrange(points) {
    this.fields = points.map((point, k) =>
      point.map(({ label }, axis) => new NumberField(label, (value) => this.onEntry(value, axis, k))),
    );
    const pairs = points.flatMap((point, k) =>
      point.map(({ variable }, axis) =>
        html("span", { class: "pair" }, [name(variable), "=", this.fields[k][axis].element]),
      ),
    );
    this.editor.replaceChildren(...pairs);
  }

  /** @param {Entry[][]} points */
  read(points) {
    const texts = points.map((point) => point.map(read).join(", "));
    const isNumber = points[0]?.length === 1;
    // Several starts may be one.
    const own = [...new Set(texts)];
    const parts = isNumber ? [name(points[0][0].variable), ` = ${own.join(", ")}`] : [`(${own.join("), (")})`];
    const key = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
    if (this.rest.dataset.key === key) return;
    this.rest.dataset.key = key;
    this.rest.replaceChildren(...parts);
  }
}

/** @param {Entry} entry */
const read = ({ value, width }) => formatCoordinate(value, width || Math.abs(value));

/** @param {string} variable */
function name(variable) {
  return html("span", { class: "variable" }, [nameText(variable)]);
}
