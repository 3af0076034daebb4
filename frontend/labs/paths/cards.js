/** What stands under the stage: the runs in words, and their progress. */

import { html } from "../../core/dom.js";
import { formatColumn, typeset } from "../../core/format.js";
import { choice } from "../common/choice.js";
import { PlotCard } from "../common/plot-card.js";
import { looksOf } from "../common/methods.js";
import { heightLine, scaleOfWalks } from "../walks/height-line.js";
import { placeAt } from "../walks/places.js";
import { markRun, runName } from "../walks/runs.js";
import { cell, headRow } from "../walks/table-card.js";
import { progressPicture } from "./picture.js";
import { choices } from "./state.js";
import { eigenvaluesText, endText, labelOf, rateText, workText } from "./words.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("../common/methods.js").Method} Method
 */

const NUMBERS = ["f at the end", "|∇f|"];

/** Every run in one row: what it did, why it stopped, how fast it came, what it cost. */
export class RunsCard {
  /** @param {(k: number) => void} onSelect */
  constructor(onSelect) {
    this.onSelect = onSelect;
    this.body = html("tbody");
    const titles = [
      "run",
      "method",
      "height, step by step",
      "f at the end",
      "|∇f|",
      "came to",
      "eigenvalues",
      "what happened",
      "convergence",
      "work",
    ];
    const head = html("thead", {}, [headRow(titles, NUMBERS)]);
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["What the runs did"]),
      html("div", { class: "scroll", role: "region", "aria-label": "What the runs did" }, [
        html("table", { class: "numbers runs-table" }, [head, this.body]),
      ]),
    ]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show({ state, answers, selected }, methods) {
    const looks = looksOf(state.runs);
    const walks = answers.walks.slice(0, looks.length);
    const ends = {
      heights: formatColumn(walks.map(({ values }) => values[values.length - 1])),
      slopes: formatColumn(walks.map(({ norms }) => norms[norms.length - 1])),
    };
    const scale = scaleOfWalks(walks);
    this.body.replaceChildren(
      ...walks.map((walk, k) => {
        const line = heightLine(walk, placeAt(walk, state.step), scale);
        const numbers = [ends.heights[k], ends.slopes[k]];
        return this.row(walk, { k, ...looks[k], isSelected: k === selected, line, numbers }, methods);
      }),
    );
  }

  /**
   * @param {import("./requests.js").Walk} walk
   * @param {{k: number, role: string, dash: string, isSelected: boolean, line: Element, numbers: string[]}} place
   * @param {Method[]} methods
   */
  row(walk, { k, role, dash, isSelected, line, numbers }, methods) {
    const name = runName(k, this.onSelect);
    markRun(name, `${role}${dash === "none" ? "" : " dashed"}`, isSelected);
    const { run, stop } = walk;
    const words = (/** @type {string} */ text) => html("td", { class: "words" }, [text]);
    const short = html("td", { class: "short-words" }, [labelOf(run.method, methods)]);
    return html("tr", {}, [
      html("td", {}, [name]),
      short,
      html("td", { class: role }, [line]),
      ...numbers.map((number) => html("td", { class: "number" }, [number])),
      ...[endText(walk), eigenvaluesText(walk)].map(cell),
      words(typeset(stop.message)),
      html("td", { class: "short-words rate" }, [rateText(walk)]),
      html("td", { class: "short-words" }, [workText(walk)]),
    ]);
  }
}

/** f, its gradient and the steps by powers of ten, over iterations or over work. */
export class ProgressCard {
  /**
   * @param {(against: string) => void} onAgainst
   * @param {(place: number) => void} onPress  an iteration, or an amount of work
   */
  constructor(onAgainst, onPress) {
    /** Where the hand points in one of the plots. @type {number | null} */
    this.pointed = null;
    const pointed = { onPress, onHover: (/** @type {number | null} */ x) => this.point(x) };
    this.plots = {
      value: new PlotCard(
        "How far f still is above its least value",
        "tall",
        (/** @type {Scene} */ scene) => progressPicture(scene, "value"),
        pointed,
      ),
      gradient: new PlotCard(
        "Length of the gradient",
        "tall",
        (/** @type {Scene} */ scene) => progressPicture(scene, "gradient"),
        pointed,
      ),
      step: new PlotCard(
        "Length of each step",
        "tall",
        (/** @type {Scene} */ scene) => progressPicture(scene, "step"),
        pointed,
      ),
    };
    this.against = choice(
      "What progress is measured against",
      choices.against,
      { iterations: "against iterations", work: "against work" },
      onAgainst,
    );
    this.element = html("section", { class: "card whole progress" }, [
      html("h2", {}, ["Progress", this.against]),
      html(
        "div",
        { class: "three" },
        Object.values(this.plots).map(({ element }) => element),
      ),
    ]);
  }

  /** A cursor through all plots. @param {number | null} x */
  point(x) {
    this.pointed = x;
    if (this.scene) this.show(this.scene);
  }

  /** @param {Scene} scene */
  show(scene) {
    this.scene = scene;
    this.against.value = scene.state.against;
    for (const plot of Object.values(this.plots)) plot.show({ ...scene, pointed: this.pointed });
  }

  dispose() {
    for (const plot of Object.values(this.plots)) plot.dispose();
  }
}
