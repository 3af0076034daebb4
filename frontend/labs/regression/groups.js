/** Which points and which loss, on the page's line, and how to walk, in the left column. */

import { html } from "../../core/dom.js";
import { nameText } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { Fold } from "../../widgets/fold.js";
import { bounded } from "../common/bounded.js";
import { choice } from "../common/choice.js";
import { group, part, whereLine } from "../common/groups.js";
import { MethodFields } from "../common/method-fields.js";
import { axesOf } from "./requests.js";
import { choices, ranges, SHAPED_BY } from "./state.js";
import { DATA_NAMES, LOSS_NAMES, pointsText, REDUCTION_NAMES, SHAPE_NAMES, SHORT_NAMES } from "./words.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("../common/methods.js").Method} Method
 * @typedef {(patch: Partial<RegressionState>, kind?: string | null) => void} Change
 */

export class PointsGroup {
  /**
   * @param {Change} change
   * @param {{remove: () => void, clear: () => void, table: HTMLElement}} hands  what the buttons do, and the field for
   *   tables
   */
  constructor(change, { remove, clear, table }) {
    this.menu = choice("Points", choices.data, DATA_NAMES, (data) =>
      change({ data: /** @type {RegressionState["data"]} */ (data), domain: null }),
    );
    this.count = bounded("Number of points", ranges.count, true, (count) => change({ count }));
    this.outliers = bounded("Outliers", ranges.outliers, true, (outliers) => change({ outliers }));
    this.noise = html("input", { type: "range", min: "0", max: "0.5", step: "0.02", "aria-label": "Noise" });
    this.noise.addEventListener("input", () => change({ noise: Number(this.noise.value) }, "noise"));
    this.noiseText = html("span", { class: "number" });
    this.again = button("Draw other points", () => change({ sample: this.sample + 1 }));
    this.sample = 0;
    this.removing = button("Remove the chosen point", remove);
    this.clearing = button("Take all points away", clear);
    this.made = [
      whereLine("Count", this.count.element),
      whereLine("Outliers", this.outliers.element),
      whereLine("Noise", html("span", { class: "ranged" }, [this.noise, this.noiseText])),
      this.again,
    ];
    const hint = html("p", { class: "notes" }, [
      "Drag points; press anywhere to add one; press a point to choose it, Delete takes it away.",
    ]);
    this.fold = new Fold([group("Which points?", "data", [...this.made, hint, table])]);
    this.parts = [part(t("fitted to"), this.menu), html("span", { class: "part" }, [this.fold.element])];
    // In sight while points are placed.
    this.element = group("Points", "own-points", [html("div", { class: "buttons" }, [this.removing, this.clearing])]);
  }

  /** @param {RegressionState} state @param {number} held  how many points there are @param {number | null} selected */
  show({ data, count, noise, outliers, sample }, held, selected) {
    this.sample = sample;
    this.menu.value = data;
    this.count.show(count);
    this.outliers.show(outliers);
    this.noise.value = String(noise);
    this.noiseText.textContent = `${Math.round(100 * noise)} %`;
    for (const element of this.made) element.hidden = data === "own";
    this.removing.hidden = selected === null;
    this.clearing.hidden = data !== "own" || held === 0;
    this.element.hidden = this.removing.hidden && this.clearing.hidden;
    this.fold.show(pointsText(held, data === "own" ? 0 : outliers));
  }
}

/** @param {string} text @param {() => void} run */
function button(text, run) {
  const element = html("button", { type: "button", class: "quiet" }, [text]);
  element.addEventListener("click", run);
  return element;
}

export class LossGroup {
  /** @param {Change} change @param {() => void} settle @param {() => RegressionState} current */
  constructor(change, settle, current) {
    this.menu = choice("Loss", choices.loss, LOSS_NAMES, (loss) =>
      change({ loss: /** @type {RegressionState["loss"]} */ (loss), domain: null }),
    );
    this.shape = html("input", { type: "range", "aria-label": "Shape of the loss" });
    this.shape.addEventListener("input", () => change({ [this.shaped]: Number(this.shape.value) }, "shape"));
    this.shape.addEventListener("change", settle);
    this.shapeName = html("span", { class: "where-label" });
    this.shapeText = html("span", { class: "number" });
    this.shapeLine = html("div", { class: "where-line" }, [
      this.shapeName,
      html("span", { class: "ranged" }, [this.shape, this.shapeText]),
    ]);
    /** @type {"p" | "delta" | "tau"} */
    this.shaped = "p";
    this.reduction = choice("Of all points", choices.reduction, REDUCTION_NAMES, (reduction) =>
      change({ reduction: /** @type {RegressionState["reduction"]} */ (reduction), domain: null }),
    );
    this.boxes = choices.loss.map((name) => {
      const box = html("input", { type: "checkbox", name: `compare-${name}` });
      box.addEventListener("change", () =>
        change({
          compare: choices.loss.filter((each) => (each === name ? box.checked : current().compare.includes(each))),
        }),
      );
      return box;
    });
    const compared = html(
      "div",
      { class: "features", role: "group", "aria-label": "Compare with the best fits of other losses" },
      choices.loss.map((name, k) => html("label", {}, [this.boxes[k], SHORT_NAMES[name]])),
    );
    this.compared = html("div", {}, [html("p", { class: "where-label" }, ["Best fits to compare with"]), compared]);
    this.inside = group("Which loss?", "loss", [this.shapeLine, whereLine("Of all", this.reduction), this.compared]);
    this.fold = new Fold([this.inside]);
    this.parts = [part(t("by"), this.fold.element), part(t("of"), this.menu)];
  }

  /** @param {RegressionState} state */
  show(state) {
    const { loss, compare, reduction, show } = state;
    this.menu.value = loss;
    this.reduction.value = reduction;
    this.fold.show(REDUCTION_NAMES[/** @type {"mean" | "sum"} */ (reduction)]);
    choices.loss.forEach((name, k) => (this.boxes[k].checked = compare.includes(name)));
    this.compared.hidden = !show.best && !show.normal;
    this.shapeLine.hidden = !(loss in SHAPED_BY);
    if (!(loss in SHAPED_BY)) return;
    this.shaped = SHAPED_BY[/** @type {keyof typeof SHAPED_BY} */ (loss)];
    const [min, max, step] = { p: [0.25, 8, 0.05], delta: [0.05, 5, 0.05], tau: [0.05, 0.95, 0.05] }[this.shaped];
    Object.assign(this.shape, {
      min: String(min),
      max: String(max),
      step: String(step),
      ariaLabel: SHAPE_NAMES[this.shaped],
    });
    this.shape.value = String(state[this.shaped]);
    this.shapeName.textContent = SHAPE_NAMES[this.shaped];
    this.shapeText.textContent = String(state[this.shaped]);
  }
}

export class WalkGroup {
  /** @type {string[]} */
  shown = [];

  /** @param {Change} change @param {() => void} settle @param {() => RegressionState} current */
  constructor(change, settle, current) {
    const set = (/** @type {string} */ name, /** @type {number | string} */ value, /** @type {string | null} */ kind) =>
      change({ settings: { ...current().settings, [name]: value } }, kind);
    this.steps = bounded("Steps", ranges.steps, true, (steps) => change({ steps, step: steps }));
    this.axes = ["Parameter across", "Parameter upwards"].map((label, axis) => {
      const menu = html("select", { "aria-label": label });
      menu.addEventListener("change", () => change({ axes: this.chosen(axis, menu.value), domain: null }));
      return menu;
    });
    this.axesLine = whereLine("Loss over", html("span", { class: "pair" }, this.axes));
    const choose = (/** @type {string} */ method) =>
      change({ method: /** @type {RegressionState["method"]} */ (method), settings: {} });
    this.method = new MethodFields("Method", choices.method, { of: "", settle, set }, choose, [
      whereLine("Steps", this.steps.element),
      this.axesLine,
    ]);
    this.element = group("How to walk?", "walk", [whereLine("By", this.method.read.element), this.method.fields]);
  }

  /** Two different parameters: the other one gives way. @param {number} axis @param {string} name */
  chosen(axis, name) {
    return this.shown.map((before, k) => (k === axis ? name : before === name ? this.shown[axis] : before));
  }

  /** @param {RegressionState} state @param {string[]} names @param {Method[]} methods */
  show(state, names, methods) {
    this.steps.show(state.steps);
    this.method.show(state, methods);
    this.shown = axesOf(names, state.axes);
    this.axesLine.hidden = names.length < 3;
    this.axes.forEach((menu, k) => {
      if (menu.dataset.names !== names.join())
        menu.replaceChildren(...names.map((name) => html("option", { value: name }, [nameText(name)])));
      menu.dataset.names = names.join();
      menu.value = this.shown[k] ?? "";
    });
  }
}
