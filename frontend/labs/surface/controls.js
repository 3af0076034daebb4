/** The left column of the surface lab: which function, where, and what to show. */

import { html } from "../../core/dom.js";
import { TOGGLES } from "../../core/link.js";
import "../../widgets/function-field.js";
import { IntervalField } from "../../widgets/interval-field.js";
import { NumberField } from "../../widgets/number-field.js";
import "../../widgets/slider-field.js";
import { within } from "./moves.js";

/**
 * @typedef {import("../../core/link.js").SurfaceState} SurfaceState
 * @typedef {import("./picture.js").Meaning} Meaning
 * @typedef {{name: string, source: string, box: [[number, number], [number, number]], note: string}} Example
 * @typedef {object} Handlers
 * @property {(patch: Partial<SurfaceState>, kind: string | null) => void} change  of one kind joins in one step of undo
 * @property {() => void} settle  ends such a step
 * @property {(text: string) => void} draft  what is being typed
 * @property {() => SurfaceState} state
 */

/** What each switch shows, and the colour it has everywhere. */
const SWITCHES = {
  tangent: ["Tangent plane", "tangent"],
  gradient: ["Gradient", "gradient"],
  field: ["Gradient field", "gradient"],
  direction: ["Direction u and its slope", "direction"],
  slices: ["Slices along the axes", "point"],
  quadratic: ["Quadratic model", "hessian"],
  eigenvectors: ["Eigenvectors of the Hessian", "hessian"],
  critical: ["Critical points", "ink"],
};

const AXES = /** @type {const} */ ([0, 1]);

export class Controls {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.field = /** @type {import("../../widgets/function-field.js").FunctionField} */ (document.createElement("function-field"));
    this.field.addEventListener("draft", (event) => handlers.draft(/** @type {CustomEvent} */ (event).detail));
    this.field.addEventListener("change", () => handlers.settle());
    this.sliders = html("div", { class: "sliders" });
    this.sliders.addEventListener("slide", (event) => this.slide(/** @type {CustomEvent} */ (event).detail));
    this.examples = html("select", { "aria-label": "Examples" });
    this.examples.addEventListener("change", () => this.chooseExample());
    this.vocabulary = html("p", { class: "vocabulary" });
    this.point = AXES.map((axis) => new NumberField("", (value) => handlers.change({ point: withEntry(handlers.state().point, axis, value) }, null)));
    this.names = AXES.map(() => html("span", { class: "variable" }));
    this.intervals = /** @type {const} */ (["x", "y"]).map((axis) => new IntervalField((interval) => this.changeDomain(axis, interval)));
    this.angle = new NumberField("Angle of u in degrees", (value) => handlers.change({ angle: ((value % 360) + 360) % 360 }, null));
    this.angleLine = whereLine("Angle", html("span", { class: "pair" }, [this.angle.element, "° of u"]));
    this.boxes = TOGGLES.map((name) => this.checkbox(name));
    this.elements = {
      function: group("Which function?", "function", [this.field, this.sliders, this.examples, help(this.vocabulary)]),
      where: group("Where?", "where", this.whereLines()),
      show: group("What to show?", "show", TOGGLES.map((name, k) => labelled(name, this.boxes[k]))),
    };
  }

  whereLines() {
    const pairs = this.point.map((field, axis) => html("span", { class: "pair" }, [this.names[axis], "=", field.element]));
    const box = html("div", { class: "box" }, this.intervals.map(({ element }) => element));
    return [whereLine("Point", html("span", { class: "pairs" }, pairs)), this.angleLine, whereLine("Box", box)];
  }

  /** @param {"x" | "y"} axis @param {[number, number]} interval */
  changeDomain(axis, interval) {
    const { domain, point } = this.handlers.state();
    const wanted = { ...domain, [axis]: interval };
    this.handlers.change({ domain: wanted, point: within(point, wanted) }, null);
  }

  /** @param {typeof TOGGLES[number]} name */
  checkbox(name) {
    const box = html("input", { type: "checkbox", name });
    box.addEventListener("change", () => this.handlers.change({ show: { ...this.handlers.state().show, [name]: box.checked } }, null));
    return box;
  }

  /** @param {{examples: Example[], functions: {name: string}[]}} catalogue */
  fill(catalogue) {
    this.catalogue = catalogue.examples;
    const options = catalogue.examples.map(({ name, source, note }, k) => html("option", { value: String(k), title: note }, [`${name}: ${source.replaceAll("\n", "; ")}`]));
    this.examples.replaceChildren(html("option", { value: "" }, ["Examples …"]), ...options);
    this.vocabulary.replaceChildren(`Functions: ${catalogue.functions.map(({ name }) => name).join(", ")}.`);
  }

  chooseExample() {
    const example = this.catalogue?.[Number(this.examples.value)];
    if (!example || this.examples.value === "") return;
    this.examples.value = "";
    const [x, y] = example.box;
    this.handlers.change({ source: example.source, domain: { x, y }, parameters: {}, scene: null }, null);
  }

  /** @param {{name: string, slider: import("../../core/link.js").Slider, isSettled: boolean}} moved */
  slide({ name, slider, isSettled }) {
    this.handlers.change({ parameters: { ...this.handlers.state().parameters, [name]: slider } }, `slide ${name}`);
    if (isSettled) this.handlers.settle();
  }

  /** @param {SurfaceState} state @param {Pick<Meaning, "variables" | "parameters">} meaning */
  show(state, meaning) {
    this.showSliders(state, meaning);
    const { variables } = meaning;
    for (const axis of AXES) {
      this.point[axis].rename(`${variables[axis]} of the point`);
      this.point[axis].show(state.point[axis]);
      this.names[axis].textContent = variables[axis];
    }
    this.intervals[0].show(variables[0], state.domain.x);
    this.intervals[1].show(variables[1], state.domain.y);
    this.angle.show(state.angle);
    this.angleLine.hidden = !state.show.direction;
    TOGGLES.forEach((name, k) => (this.boxes[k].checked = state.show[name]));
  }

  /** @param {SurfaceState} state @param {Pick<Meaning, "parameters">} meaning */
  showSliders(state, { parameters }) {
    const present = [...this.sliders.children].map((child) => /** @type {HTMLElement} */ (child).dataset.name);
    if (present.join() !== parameters.join()) this.sliders.replaceChildren(...parameters.map(sliderFor));
    for (const child of this.sliders.children) {
      const slider = state.parameters[/** @type {HTMLElement} */ (child).dataset.name ?? ""];
      if (slider) /** @type {import("../../widgets/slider-field.js").SliderField} */ (child).show(slider);
    }
  }

  /** Sweeps the first parameter, or stops. */
  play() {
    /** @type {import("../../widgets/slider-field.js").SliderField | null} */ (this.sliders.firstElementChild)?.togglePlay();
  }
}

/** @param {string} title @param {string} name @param {(Node | string)[]} children */
function group(title, name, children) {
  return html("section", { class: `group ${name}` }, [html("h2", {}, [title]), ...children]);
}

/** @param {string} title @param {HTMLElement} content */
function whereLine(title, content) {
  return html("div", { class: "where-line" }, [html("span", { class: "where-label" }, [title]), content]);
}

/** @param {typeof TOGGLES[number]} name @param {HTMLInputElement} box */
function labelled(name, box) {
  const [label, color] = SWITCHES[name];
  return html("label", { class: "switch" }, [box, html("span", { class: `swatch ${color}` }), label]);
}

const WAYS = [
  ["products", "2xy, 3(x+1), x·y"],
  ["powers", "x^2, x², e^-x, √x"],
  ["functions", "sin x, sin^2(x), |x|, max(x, y)"],
  ["cases", "if(x > 0, x, 0)"],
  ["parameters", "a x^2 + b: a and b get sliders"],
  ["several lines", "r = x^2 + y^2\nexp(-r)"],
];

/** @param {HTMLElement} vocabulary */
function help(vocabulary) {
  const list = WAYS.flatMap(([what, how]) => [html("dt", {}, [what]), html("dd", {}, [html("code", {}, [how])])]);
  return html("details", { class: "help" }, [html("summary", {}, ["What can I type?"]), html("dl", {}, list), vocabulary]);
}

/** @param {string} name */
function sliderFor(name) {
  const slider = document.createElement("slider-field");
  slider.dataset.name = name;
  return slider;
}

/**
 * @param {[number, number]} point
 * @param {0 | 1} axis
 * @param {number} value
 * @returns {[number, number]}
 */
function withEntry(point, axis, value) {
  return axis === 0 ? [value, point[1]] : [point[0], value];
}
