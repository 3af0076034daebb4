/** The function of a lab: on the page's line the field it is typed in, at the left a slider for each parameter. */

import { CATALOGUE } from "../../core/catalogue.js";
import { html } from "../../core/dom.js";
import { t } from "../../core/texts.js";
import { FunctionField } from "../../widgets/function-field.js";
import { MatrixField } from "../../widgets/matrix-field.js";
import { Sliders } from "../../widgets/slider-field.js";
import { ExamplesMenu } from "./examples-menu.js";
import { group } from "./groups.js";
import { entryNames } from "./meaning.js";
import { TypedFunction } from "./typed-function.js";

/**
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {import("../../widgets/slider-field.js").Moved} Moved
 * @typedef {{name: string, source: string, variables: string[], box: [number, number][], note: string}} Example
 */

/** Those of the catalogue over so many axes. @param {number} count @returns {Example[]} */
export function examplesOf(count) {
  return CATALOGUE.examples.filter((/** @type {Example} */ { variables }) => variables.length === count);
}

const OFFERED = 3;
const SHORT = 20; // letters

/**
 * What may be typed where nothing is.
 * @param {Example[]} examples
 * @param {(example: Example) => void} choose
 */
function offersOf(examples, choose) {
  const short = examples.filter(({ source }) => source.length <= SHORT && !source.includes("\n"));
  return short.slice(0, OFFERED).map((example) => ({ name: example.source, run: () => choose(example) }));
}

export class FunctionGroup {
  /**
   * @param {string} label  of the field, "Function of x" for example
   * @param {import("./meaning.js").Axes} axes
   * @param {Surroundings} surroundings
   * @param {object} handlers
   * @param {() => void} handlers.onRead  told when a text was read or refused
   * @param {(box: Example["box"], example: Example) => object} handlers.stateOver  what of the state changes with the
   *   box of an example
   * @param {Example[]} [handlers.examples]  those with as many variables as there are axes, if not given
   * @param {(moved: Moved) => void} [handlers.onSlide]  what a slider changes, if more than its parameter
   * @param {typeof TypedFunction} [handlers.Typed]  what reads the text, if that is no function
   */
  constructor(label, axes, surroundings, handlers) {
    const { onRead, stateOver, examples = examplesOf(axes.count), onSlide, Typed = TypedFunction } = handlers;
    this.surroundings = surroundings;
    this.axes = axes;
    this.stateOver = stateOver;
    this.field = new FunctionField(label);
    this.typed = new Typed(this.field, axes, surroundings, onRead);
    this.typed.offers = offersOf(examples, (example) => {
      // It may be the one that is still in force.
      this.typed.replace(example.source);
      this.chooseExample(example);
    });
    this.sliders = new Sliders(onSlide ?? ((moved) => this.slide(moved)));
    this.tables = html("div", { class: "tables" });
    const names = CATALOGUE.functions.map((/** @type {{name: string}} */ { name }) => name);
    const ways = help(
      WAYS[axes.count],
      html("p", { class: "vocabulary" }, [`${t("Functions:")} ${names.join(", ")}.`]),
    );
    this.menu = new ExamplesMenu(examples, surroundings, (example) => this.chooseExample(example), [ways]).element;
    this.element = group("Which parameters?", "parameters", [this.sliders.element, this.tables]);
  }

  /** @param {Example} example */
  chooseExample(example) {
    this.surroundings.change(
      { source: example.source, parameters: {}, scene: null, ...this.stateOver(example.box, example) },
      null,
    );
  }

  /** @param {Moved} moved */
  slide({ name, slider, isSettled }) {
    const { store, change, settle } = this.surroundings;
    change({ parameters: { ...store.get().parameters, [name]: slider } }, `slide ${name}`);
    if (isSettled) settle();
  }

  /**
   * @param {Record<string, import("../../core/link.js").Slider>} sliders
   * @param {string[]} parameters  of the function in force
   */
  show(sliders, parameters) {
    this.sliders.arrange(parameters);
    this.sliders.show(sliders);
    this.showTables(sliders, this.typed.meaning?.tables ?? []);
    this.element.hidden = this.isStill && !this.tables.hasChildNodes();
  }

  /**
   * A grid of numbers for each vector and matrix.
   * @param {Record<string, import("../../core/link.js").Slider>} entries
   * @param {import("./meaning.js").Table[]} tables
   */
  showTables(entries, tables) {
    const key = JSON.stringify(tables);
    if (key !== this.tables.dataset.key) {
      this.tables.dataset.key = key;
      this.matrices = tables.map(
        (table) =>
          new MatrixField(
            table,
            entryNames(table),
            (name, value) =>
              this.slide({
                name,
                slider: { ...this.surroundings.store.get().parameters[name], value },
                isSettled: true,
              }),
            this.axes.isMap ? (shapes) => this.typed.resize(table.name, shapes) : undefined,
          ),
      );
      this.tables.replaceChildren(...this.matrices.map(({ element }) => element));
    }
    for (const matrix of this.matrices ?? []) matrix.show(entries);
  }

  /** Whether there is nothing to sweep. */
  get isStill() {
    return this.sliders.fields.length === 0;
  }

  /** Sweeps the first parameter, or stops. */
  play() {
    this.sliders.play();
  }

  focus() {
    this.field.input.focus();
  }

  dispose() {
    this.typed.dispose();
  }
}

/** What can be typed, by the number of variables. @type {Record<number, string[][]>} */
const WAYS = {
  0: ways("x y, A x, 3(x+1)", "max(x, y)", "r = x^2 + y^2\n[r, x/r]"),
  1: ways("2x, 3(x+1), x·sin x", "max(x, 0)", "u = x^2 + 1\nsin(u)"),
  2: ways("2xy, 3(x+1), x·y", "max(x, y)", "r = x^2 + y^2\nexp(-r)"),
  3: ways("2xyz, 3(x+1), x·y", "max(x, z)", "r = x^2 + y^2 + z^2\nexp(-r)"),
};

/** @param {string} products @param {string} call @param {string} lines */
function ways(products, call, lines) {
  return [
    ["products", products],
    ["powers", "x^2, x², e^-x, √x"],
    ["functions", `sin x, sin^2(x), |x|, ${call}`],
    ["cases", "if(x > 0, x, 0)"],
    ["parameters", "a x^2 + b: a and b get sliders"],
    ["vectors", "x . A x, norm(A x - y)^2, [1, 2] . x: A and y get grids of numbers"],
    ["several lines, by Shift and Enter or ;", lines],
  ];
}

/** @param {string[][]} known @param {HTMLElement} vocabulary */
function help(known, vocabulary) {
  const list = known.flatMap(([what, how]) => [html("dt", {}, [what]), html("dd", {}, [html("code", {}, [how])])]);
  return html("details", { class: "help" }, [
    html("summary", {}, ["What can I type?"]),
    html("dl", {}, list),
    vocabulary,
  ]);
}
