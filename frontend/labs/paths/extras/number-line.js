/** A learning rate on a line, with the limit of stability and, where there is one, the best rate. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { placesOnLine } from "./choice-words.js";

export class NumberLine {
  constructor() {
    this.unstable = html("div", { class: "unstable" });
    const mark = (/** @type {string} */ name) => html("div", { class: `mark ${name}` }, [html("span")]);
    this.marks = { best: mark("best"), limit: mark("limit"), chosen: mark("chosen") };
    this.element = html("div", { class: "number-line", role: "img" }, [
      html("div", { class: "track" }, [this.unstable]),
      ...Object.values(this.marks),
    ]);
  }

  /** @param {{chosen: number, best: number | null, limit: number}} rates */
  show(rates) {
    const places = placesOnLine(rates);
    this.marks.best.hidden = rates.best === null;
    const words = {
      best: `best ${formatNumber(rates.best, 4)}`,
      limit: `limit ${formatNumber(rates.limit, 4)}`,
      chosen: `chosen ${formatNumber(rates.chosen, 4)}${places.isBeyond ? " →" : ""}`,
    };
    for (const name of /** @type {const} */ (["best", "limit", "chosen"])) {
      this.marks[name].style.left = `${100 * (places[name] ?? 0)}%`;
      /** @type {HTMLElement} */ (this.marks[name].firstElementChild).textContent = words[name];
    }
    this.marks.chosen.classList.toggle("is-right", places.chosen > 0.5);
    this.unstable.style.left = `${100 * places.limit}%`;
    this.element.setAttribute(
      "aria-label",
      `On a line of learning rates: ` +
        `${[words.chosen, ...(rates.best === null ? [] : [words.best]), words.limit].join(", ")}. Beyond the limit ` +
        `walks diverge.`,
    );
  }
}
