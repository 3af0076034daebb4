/** The iterates of the selected run as a table, the current one marked. */

import { columnHead, html } from "../../core/dom.js";
import { placeAt } from "./places.js";
import { t } from "../../core/texts.js";

const ROWS = 60; // around the cursor

/** @param {string} text */
export function cell(text) {
  return html("td", {}, [text]);
}

/** @param {string[]} titles @param {string[]} [numbers]  those of columns of numbers */
export function headRow(titles, numbers = []) {
  const cells = titles.map(columnHead);
  cells.forEach((each, k) => each.classList.toggle("number", numbers.includes(titles[k])));
  return html("tr", {}, cells);
}

/** @template {{points: ArrayLike<unknown>}} Walk */
export class TableCard {
  /**
   * @param {(variables: string[]) => string[]} titles
   * @param {(walk: Walk, from: number, to: number) => string[][]} rows
   */
  constructor(titles, rows) {
    this.titles = titles;
    this.rows = rows;
    this.body = html("tbody");
    this.head = html("thead");
    this.scroll = html("div", { class: "scroll" }, [html("table", { class: "numbers" }, [this.head, this.body])]);
    this.title = html("h2");
    this.element = html("section", { class: "card wide" }, [this.title, this.scroll]);
  }

  /**
   * @param {object} scene
   * @param {{step: number}} scene.state
   * @param {{walks: Walk[], meaning: {variables: string[]} | null}} scene.answers
   * @param {number} scene.selected
   */
  show({ state, answers: { walks, meaning }, selected }) {
    const walk = walks[selected];
    if (!walk || !meaning) return;
    const n = placeAt(walk, state.step);
    const from = Math.max(0, n - ROWS);
    this.title.textContent = t(`Iterates of run ${selected + 1}`);
    this.head.replaceChildren(headRow(this.titles(meaning.variables)));
    const rows = this.rows(walk, from, n + ROWS).map((cells, k) =>
      html("tr", from + k === n ? { "aria-current": "step" } : {}, cells.map(cell)),
    );
    this.body.replaceChildren(...rows);
    const current = rows[n - from];
    // Inside its own box only: the page stays where it is.
    if (current) this.scroll.scrollTop = current.offsetTop - this.scroll.clientHeight / 2;
  }
}
