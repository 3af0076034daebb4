/** What stands under the curve: the linked plots, the runs in words, and the iterates as a table. */

import { formulaElement, html } from "../../core/dom.js";
import { formatNumber, typeset } from "../../core/format.js";
import { placeAt } from "./picture.js";
import { METHOD_NAMES, rateText, regimeText, tableRows, workText } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./picture.js").Scene} Scene
 */

/** Every run in one row: what it did, why it stopped, how fast it came, what it cost. */
export class RunsCard {
  /** @param {(k: number) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.table = html("table", { class: "numbers runs-table" });
    this.formula = html("div", { class: "formula-line", tabIndex: 0 });
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["What the runs did"]),
      html("div", { class: "scroll" }, [this.table]),
      this.formula,
    ]);
  }

  /** @param {Scene} scene */
  show({ state, answers, selected }) {
    const { walks, goal, meaning } = answers;
    const titles =
      goal === "zero"
        ? ["run", "from", "what happened", "convergence", "work"]
        : ["run", "method", "from", "rate", "what happened", "convergence", "work"];
    const head = html("thead", {}, [
      html(
        "tr",
        {},
        titles.map((title) => html("th", { scope: "col" }, [title])),
      ),
    ]);
    this.table.replaceChildren(
      head,
      html(
        "tbody",
        {},
        walks.map((_, k) => this.row(answers, k, k === selected)),
      ),
    );
    this.formula.replaceChildren(...this.exact(walks[selected], state.step, meaning?.variables[0] ?? "x"));
  }

  /** @param {Answers} answers @param {number} k @param {boolean} isSelected */
  row({ walks, goal }, k, isSelected) {
    const walk = walks[k];
    const name = html(
      "button",
      {
        type: "button",
        class: `run-name run-${k + 1}`,
        "aria-pressed": String(isSelected),
        "aria-label": `Run ${k + 1}`,
      },
      [String(k + 1)],
    );
    name.addEventListener("click", () => this.onSelect(k));
    const regime = walk.closedForm ? `${regimeText(walk.closedForm.regime)}. ` : "";
    const words = html("td", { class: "words" }, [capital(`${regime}${typeset(walk.stop.message)}`)]);
    const how = goal === "zero" ? [] : [METHOD_NAMES[walk.run.method]];
    const rate = goal === "zero" ? [] : [formatNumber(walk.run.rate)];
    const before = [...how, formatNumber(walk.points[0]), ...rate].map(cell);
    return html("tr", {}, [html("td", {}, [name]), ...before, words, cell(rateText(walk)), cell(workText(walk, goal))]);
  }

  /**
   * On a parabola the iterates have a formula: its number beside that of the walk.
   * @param {import("./requests.js").Walk | undefined} walk
   * @param {number} step
   * @param {string} variable
   */
  exact(walk, step, variable) {
    if (!walk?.closedForm) return [];
    const n = placeAt(walk, step);
    const both =
      `At step ${n} the formula gives ${formatNumber(walk.closedForm.points[n], 8)}, the walk ` +
      `${formatNumber(walk.points[n], 8)}.`;
    return [
      formulaElement(walk.closedForm.mathml),
      html("span", {}, [`${both} ${variable}ₘ is exact here, because the function is a parabola.`]),
    ];
  }
}

/** @param {string} text */
function cell(text) {
  return html("td", {}, [text]);
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ROWS = 60; // around the cursor

/** The iterates of the selected run, the current one marked. */
export class TableCard {
  constructor() {
    this.body = html("tbody");
    this.head = html("thead");
    this.scroll = html("div", { class: "scroll", tabIndex: 0 }, [
      html("table", { class: "numbers" }, [this.head, this.body]),
    ]);
    this.title = html("h2");
    this.element = html("section", { class: "card wide" }, [this.title, this.scroll]);
  }

  /** @param {Scene} scene */
  show({ state, answers, selected }) {
    const walk = answers.walks[selected];
    if (!walk) return;
    const n = placeAt(walk, state.step);
    const from = Math.max(0, n - ROWS);
    this.title.textContent = `Iterates of run ${selected + 1}`;
    const variable = answers.meaning?.variables[0] ?? "x";
    const titles = ["n", `${variable}ₙ`, "f", "f′", "error", "error ratio"];
    this.head.replaceChildren(
      html(
        "tr",
        {},
        titles.map((title) => html("th", { scope: "col" }, [title])),
      ),
    );
    const rows = tableRows(walk, from, n + ROWS).map((cells, k) =>
      html("tr", from + k === n ? { "aria-current": "step" } : {}, cells.map(cell)),
    );
    this.body.replaceChildren(...rows);
    const current = rows[n - from];
    // Inside its own box only: the page stays where it is.
    if (current) this.scroll.scrollTop = current.offsetTop - this.scroll.clientHeight / 2;
  }
}
