/** Every weight and bias as a table; a press on one takes it in hand. */

import { columnHead, html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { featureText } from "../words.js";

/**
 * @typedef {import("../numbers.js").Network} Network
 * @typedef {import("../numbers.js").Place} Place
 */

export class WeightsCard {
  drawn = "";
  /** @type {{button: HTMLButtonElement, place: Place}[]} */
  buttons = [];

  /** @param {(place: Place) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.tables = html("div", { class: "weight-tables" });
    this.element = html("section", { class: "card whole" }, [html("h2", {}, ["Weights and biases"]), this.tables]);
  }

  /** @param {Network} network @param {string[]} features @param {Place | null} selected */
  show(network, features, selected) {
    const key = JSON.stringify([features, network.layers.map(({ biases }) => biases.length)]);
    if (key !== this.drawn) this.build(network, features);
    this.drawn = key;
    for (const { button, place } of this.buttons) {
      const layer = network.layers[place.layer];
      const value = place.from === null ? layer.biases[place.unit] : layer.weights[place.unit][place.from];
      button.textContent = formatNumber(value, 4);
      button.setAttribute(
        "aria-pressed",
        String(selected?.layer === place.layer && selected.unit === place.unit && selected.from === place.from),
      );
    }
  }

  /** @param {Network} network @param {string[]} features */
  build({ layers }, features) {
    this.buttons = [];
    this.tables.replaceChildren(
      ...layers.map(({ weights }, layer) => {
        const isOutput = layer === layers.length - 1;
        const froms = weights[0].map((_, from) => (layer === 0 ? featureText(features[from]) : `from ${from + 1}`));
        const head = html("thead", {}, [html("tr", {}, ["", ...froms, "bias"].map(columnHead))]);
        const rows = weights.map((row, unit) =>
          html("tr", {}, [
            html("th", { scope: "row" }, [isOutput ? `output ${unit + 1}` : `unit ${unit + 1}`]),
            ...[...row.keys(), null].map((from) => html("td", {}, [this.button({ layer, unit, from })])),
          ]),
        );
        const title = html("caption", {}, [
          isOutput ? "Output" : `Layer ${layer + 1}`,
          html("span", { class: "shape" }, [` ${weights.length} × ${weights[0].length}`]),
        ]);
        return html("div", { class: "scroll" }, [
          html("table", { class: "numbers" }, [title, head, html("tbody", {}, rows)]),
        ]);
      }),
    );
  }

  /** @param {Place} place */
  button(place) {
    const button = html("button", { type: "button", class: "entry" });
    button.addEventListener("click", () => this.onSelect(place));
    this.buttons.push({ button, place });
    return button;
  }
}
