/** What both modes cost: each product with its shapes and its multiplications, to one scale. */

import { html, write } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { shapeText } from "./names.js";
import { productsOf } from "./steps.js";
import { costSentence, times } from "./words.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 */

export class CostCard {
  /** @param {(mode: Mode) => void} onMode */
  constructor(onMode) {
    this.modes = {
      forward: new ModeCost("forward", "Forward mode", onMode),
      reverse: new ModeCost("reverse", "Reverse mode", onMode),
    };
    this.why = html("p", { class: "why" });
    const sides = html(
      "div",
      { class: "cost-sides" },
      Object.values(this.modes).map(({ element }) => element),
    );
    this.element = html("section", { class: "card whole cost-card" }, [
      html("h2", {}, ["What each direction costs"]),
      sides,
      this.why,
    ]);
  }

  /** @param {Chain} chain @param {Mode} mode  the one that is played */
  show(chain, mode) {
    const most = Math.max(chain.forward.multiplications, chain.reverse.multiplications, 1);
    for (const each of Object.values(this.modes)) each.show(chain, most, mode);
    write(this.why, costSentence(chain));
  }
}

class ModeCost {
  /** @param {Mode} mode @param {string} title @param {(mode: Mode) => void} onMode */
  constructor(mode, title, onMode) {
    this.mode = mode;
    this.choose = html("button", { type: "button", class: "link", title: `Play ${title.toLowerCase()}` }, [title]);
    this.choose.addEventListener("click", () => onMode(mode));
    this.total = html("span", { class: "total" });
    this.bar = html("div", { class: "bar" });
    this.steps = html("tbody");
    this.element = html("div", { class: `mode-cost ${mode}` }, [
      html("h3", {}, [this.choose, this.total]),
      this.bar,
      html("table", { class: "numbers" }, [this.steps]),
    ]);
  }

  /** @param {Chain} chain @param {number} most @param {Mode} played */
  show(chain, most, played) {
    const { mode } = this;
    const products = productsOf(chain, mode).filter(({ isFirst }) => !isFirst);
    this.choose.setAttribute("aria-pressed", String(mode === played));
    this.total.textContent = times(chain[mode].multiplications);
    this.bar.replaceChildren(
      ...products.map(({ multiplications }) => html("span", { style: `width: ${(100 * multiplications) / most}%` })),
    );
    this.steps.replaceChildren(...products.map((product) => stepRow(chain, mode, product)));
  }
}

/** @param {Chain} chain @param {Mode} mode @param {import("./steps.js").Product} product */
function stepRow({ names }, mode, { stage, left, right, matrix, multiplications }) {
  const through = html("th", { scope: "row" }, [`${mode === "forward" ? "on" : "back"} through ${names[stage]}`]);
  const shapes = html("td", {}, [`(${shapeText(left)})(${shapeText(right)}) = ${shapeText(matrix)}`]);
  return html("tr", {}, [through, shapes, html("td", { class: "count" }, [formatNumber(multiplications)])]);
}
