/** Under the curve: the runs in words. */

import { formulaElement, html } from "../../core/dom.js";
import { formatColumn, formatNumber, typeset } from "../../core/format.js";
import { heightLine, scaleOfWalks } from "../walks/height-line.js";
import { placeAt } from "../walks/places.js";
import { markRun, runName } from "../walks/runs.js";
import { cell, headRow } from "../walks/table-card.js";
import { roleOf } from "./picture.js";
import { METHOD_NAMES, rateText, regimeText, workText } from "./words.js";

/**
 * @typedef {import("./state.js").DescentState} DescentState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./picture.js").Scene} Scene
 */

const NUMBERS = ["from", "learning rate"];

/** Every run in one row: what it did, why it stopped, how fast it came, what it cost. */
export class RunsCard {
  /** @param {(k: number) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.table = html("table", { class: "numbers runs-table" });
    this.formula = html("div", { class: "formula-line" });
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
        ? ["run", "height, step by step", "from", "what happened", "convergence", "work"]
        : ["run", "method", "height, step by step", "from", "learning rate", "what happened", "convergence", "work"];
    const scale = scaleOfWalks(walks);
    const starts = formatColumn(
      walks.map(({ points }) => points[0]),
      5,
    );
    const rates = formatColumn(
      walks.map(({ run }) => run.rate),
      5,
    );
    const rows = walks.map((walk, k) =>
      this.row(answers, k, {
        isSelected: k === selected,
        line: heightLine(walk, placeAt(walk, state.step), scale),
        numbers: goal === "zero" ? [starts[k]] : [starts[k], rates[k]],
      }),
    );
    this.table.replaceChildren(html("thead", {}, [headRow(titles, NUMBERS)]), html("tbody", {}, rows));
    this.formula.replaceChildren(...this.exact(walks[selected], state.step, meaning?.variables[0] ?? "x"));
  }

  /**
   * @param {Answers} answers
   * @param {number} k
   * @param {{isSelected: boolean, line: Element, numbers: string[]}} seen
   */
  row({ walks, goal }, k, { isSelected, line, numbers }) {
    const walk = walks[k];
    const name = runName(k, this.onSelect);
    markRun(name, roleOf(k), isSelected);
    const regime = walk.closedForm ? `${regimeText(walk.closedForm.regime)}. ` : "";
    const words = html("td", { class: "words" }, [capital(`${regime}${typeset(walk.stop.message)}`)]);
    const how = goal === "zero" ? [] : [METHOD_NAMES[walk.run.method]];
    return html("tr", {}, [
      html("td", {}, [name]),
      ...how.map(cell),
      html("td", { class: roleOf(k) }, [line]),
      ...numbers.map((number) => html("td", { class: "number" }, [number])),
      words,
      html("td", { class: "short-words rate" }, [rateText(walk)]),
      cell(workText(walk, goal)),
    ]);
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
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
