/** Which data and which network, on the page's line, and how it learns, in the left column. */

import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";
import { Fold } from "../../widgets/fold.js";
import { Stepper } from "../../widgets/stepper.js";
import { bounded } from "../common/bounded.js";
import { choice } from "../common/choice.js";
import { group, part, whereLine } from "../common/groups.js";
import { MethodFields } from "../common/method-fields.js";
import { classesOf, fitting, OwnGroup } from "./own-group.js";
import { areChosen, choices, DEFAULT_STATE, entries, hasHeights, ranges } from "./state.js";
import { TypedInput } from "./typed-input.js";
import { COST_NAMES, DATA_NAMES, dataText, featureText, INITIALISATION_NAMES, networkText } from "./words.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("../common/methods.js").Method} Method
 * @typedef {(patch: Partial<NetworkState>, kind?: string | null) => void} Change
 */

export class DataGroup {
  /** @param {Change} change @param {() => NetworkState} current */
  constructor(change, current) {
    this.own = new OwnGroup(change, current);
    this.menu = choice("Data set", choices.data, DATA_NAMES, (data) =>
      change({ data: /** @type {NetworkState["data"]} */ (data), numbers: null, ...fittingFor(data, current()) }),
    );
    this.count = bounded("Number of points", ranges.count, true, (count) => change({ count }));
    const [least, most] = ranges.noise.map(String);
    this.noise = html("input", { type: "range", min: least, max: most, step: "0.05", "aria-label": "Noise" });
    this.noise.addEventListener("input", () => change({ noise: Number(this.noise.value) }, "noise"));
    this.share = html("input", {
      type: "range",
      min: "0.1",
      max: "1",
      step: "0.1",
      "aria-label": "Share of the points that are learned",
    });
    this.share.addEventListener("input", () => change({ share: Number(this.share.value) }, "share"));
    this.classes = new Stepper("classes", "classes", [2, ranges.classes[1]], (classes) =>
      change({ classes, numbers: null }),
    );
    this.again = html("button", { type: "button", class: "quiet" }, ["Draw other points"]);
    this.again.addEventListener("click", () => change({ sample: this.sample + 1 }));
    this.noiseText = html("span", { class: "number" });
    this.shareText = html("span", { class: "number" });
    this.sample = 0;
    this.made = [
      whereLine("Points", this.count.element),
      whereLine("Noise", html("span", { class: "ranged" }, [this.noise, this.noiseText])),
      this.again,
    ];
    this.classLine = whereLine("", this.classes.element);
    const data = group("Which data?", "data", [
      this.classLine,
      ...this.made,
      whereLine("Learn from", html("span", { class: "ranged" }, [this.share, this.shareText])),
      this.own.paste.element,
    ]);
    this.fold = new Fold([data]);
    // In sight while points are placed.
    this.placing = { element: group("Which points?", "own-points", [this.own.own]) };
    this.parts = [part(t("learns"), this.menu), html("span", { class: "part" }, [this.fold.element])];
  }

  /** @param {NetworkState} state */
  show(state) {
    const { data, count, noise, share, classes, sample } = state;
    this.sample = sample;
    this.menu.value = data;
    this.count.show(count);
    this.noise.value = String(noise);
    this.noiseText.textContent = String(noise);
    this.share.value = String(share);
    this.shareText.textContent = `${Math.round(100 * share)} %`;
    this.classes.show(classes);
    this.classLine.hidden = !areChosen(data);
    for (const element of this.made) element.hidden = data === "own";
    this.own.show(state);
    this.placing.element.hidden = data !== "own";
    this.fold.show(dataText(state));
  }
}

/**
 * The loss that data of another kind need.
 * @param {string} data
 * @param {NetworkState} state
 * @returns {Partial<NetworkState>}
 */
function fittingFor(data, { data: before, points }) {
  const classes = classesOf(points);
  // One's own points are few: all of them are learned.
  if (data === "own") return { share: 1, classes, ...fitting(classes) };
  const share = before === "own" ? { share: DEFAULT_STATE.share } : {};
  if (areChosen(data)) return { ...share, cost: "cross-entropy", classes: 3 };
  return hasHeights({ data, classes: DEFAULT_STATE.classes }) ? { ...share, cost: "half-squared-error" } : share;
}

export class ShapeGroup {
  drawn = "";

  /**
   * @param {Change} change
   * @param {() => NetworkState} current
   * @param {TypedInput | null} [typed]  none where the inputs are numbers
   */
  constructor(change, current, typed = null) {
    this.change = change;
    this.current = current;
    this.typed = typed;
    this.boxes = choices.features.map((name) => this.feature(name));
    this.features = html(
      "div",
      { class: "features" },
      choices.features.map((name, k) => html("label", {}, [this.boxes[k], featureText(name)])),
    );
    this.depth = new Stepper("hidden layers", "hidden layers", ranges.hidden, (count) => this.setDepth(count));
    this.layers = html("div", { class: "layers" });
    this.output = this.activation("Activation of the output", () => current().hidden.length);
    this.outputLine = html("label", { class: "setting" }, [html("span", {}, ["output"]), this.output]);
    this.start = choice("Weights begin", choices.initialisation, INITIALISATION_NAMES, (initialisation) =>
      change({ initialisation: /** @type {NetworkState["initialisation"]} */ (initialisation), numbers: null }),
    );
    this.again = html("button", { type: "button", class: "quiet", title: "Other weights to begin with" }, [
      "Draw others",
    ]);
    this.again.addEventListener("click", () => change({ seed: current().seed + 1, numbers: null }));
    const network = group("Which network?", "network", [
      this.features,
      ...(typed ? [typed.element] : []),
      this.depth.element,
      this.layers,
      this.outputLine,
      whereLine("Weights", html("span", { class: "pair" }, [this.start, this.again])),
    ]);
    this.fold = new Fold([network]);
    this.part = html("span", { class: "part" }, [this.fold.element]);
  }

  /** @param {string} label @param {() => number} layer */
  activation(label, layer) {
    return choice(label, choices.activations, {}, (name) => {
      const activations = [...this.current().activations];
      activations[layer()] = /** @type {import("./state.js").Activation} */ (name);
      this.change({ activations });
    });
  }

  /** @param {string} name */
  feature(name) {
    const box = html("input", { type: "checkbox", name });
    box.addEventListener("change", () => {
      const { features } = this.current();
      const chosen = choices.features.filter((each) => (each === name ? box.checked : features.includes(each)));
      if (chosen.length || this.current().typed) this.change({ features: chosen, numbers: null });
      else box.checked = true;
    });
    return box;
  }

  /** @param {number} count */
  setDepth(count) {
    const { hidden, activations } = this.current();
    const deeper = count > hidden.length;
    const kind = activations[0];
    this.change({
      hidden: deeper ? [...hidden, 2] : hidden.slice(0, count),
      activations: deeper
        ? [...activations.slice(0, -1), kind, activations[activations.length - 1]]
        : [...activations.slice(0, count), activations[activations.length - 1]],
      numbers: null,
    });
  }

  /** @param {NetworkState} state */
  show(state) {
    const { view, features, hidden, activations, cost, initialisation } = state;
    this.typed?.show(state);
    this.features.hidden = view === "steps";
    choices.features.forEach((name, k) => (this.boxes[k].checked = features.includes(name)));
    this.depth.show(hidden.length);
    if (this.drawn !== String(hidden.length)) this.build(hidden.length);
    this.lines.forEach(({ units, menu }, k) => {
      units.show(hidden[k]);
      menu.value = activations[k];
    });
    this.output.value = activations[hidden.length];
    // With cross-entropy the output is a probability, and there is nothing to choose.
    this.outputLine.hidden = cost === "cross-entropy";
    this.start.value = initialisation;
    this.fold.show(networkText(state));
  }

  /** @param {number} count */
  build(count) {
    this.drawn = String(count);
    /** @type {{units: Stepper, menu: HTMLSelectElement, element: HTMLElement}[]} */
    this.lines = Array.from({ length: count }, (_, k) => {
      const units = new Stepper(`units of layer ${k + 1}`, "units", entries.hidden, (value) => this.setUnits(k, value));
      const menu = this.activation(`Activation of layer ${k + 1}`, () => k);
      return {
        units,
        menu,
        element: html("div", { class: "setting" }, [html("span", {}, [`layer ${k + 1}`]), units.element, menu]),
      };
    });
    this.layers.replaceChildren(...this.lines.map(({ element }) => element));
  }

  /** @type {{units: Stepper, menu: HTMLSelectElement, element: HTMLElement}[]} */
  lines = [];

  /** @param {number} k @param {number} units */
  setUnits(k, units) {
    this.change({ hidden: this.current().hidden.map((each, layer) => (layer === k ? units : each)), numbers: null });
  }
}

export class LearningGroup {
  /** @param {Change} change @param {() => void} settle @param {() => NetworkState} current */
  constructor(change, settle, current) {
    const set = (/** @type {string} */ name, /** @type {number | string} */ value, /** @type {string | null} */ kind) =>
      change({ settings: { ...current().settings, [name]: value } }, kind);
    this.cost = choice("Loss", choices.cost, COST_NAMES, (cost) =>
      change({ cost: /** @type {NetworkState["cost"]} */ (cost) }),
    );
    this.batch = bounded("Batch size", ranges.batch, true, (batch) => change({ batch }));
    this.l1 = bounded("L1", ranges.l1, false, (l1) => change({ l1 }));
    this.l2 = bounded("L2", ranges.l2, false, (l2) => change({ l2 }));
    const pair = (
      /** @type {string} */ label,
      /** @type {import("../../widgets/number-field.js").NumberField} */ field,
    ) => html("span", { class: "pair" }, [html("span", { class: "where-label" }, [label]), field.element]);
    const choose = (/** @type {string} */ method) =>
      change({ method: /** @type {NetworkState["method"]} */ (method), settings: {} });
    this.method = new MethodFields("Optimiser", choices.method, { of: "", settle, set }, choose, [
      whereLine("Batch", this.batch.element),
      whereLine("Penalty", html("span", { class: "pair" }, [pair("L1", this.l1), pair("L2", this.l2)])),
    ]);
    this.element = group("How does it learn?", "learning", [
      whereLine("Loss", this.cost),
      whereLine("By", this.method.read.element),
      this.method.fields,
    ]);
  }

  /** @param {NetworkState} state @param {Method[]} methods */
  show(state, methods) {
    this.cost.value = state.cost;
    this.batch.show(state.batch);
    this.l1.show(state.l1);
    this.l2.show(state.l2);
    this.method.show(state, methods);
  }
}
