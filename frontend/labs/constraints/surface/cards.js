/** Under the surface: the walks in words and numbers, and the two ways back to it. */

import { html, write } from "../../../core/dom.js";
import { PlotCard } from "../../common/plot-card.js";
import { cell, headRow } from "../../walks/table-card.js";
import { gapsPicture, offPicture, valuesPicture } from "./picture.js";
import { powerSentence, rateSentence, walkRows } from "./words.js";

/** @typedef {import("./sight.js").Sight} Sight */

const TITLES = [
  "walk",
  "way back",
  "what happened",
  "end",
  "value",
  "eigenvalues there",
  "predicted rate",
  "measured rate",
];

export class WalksCard {
  constructor() {
    this.table = html("table", { class: "numbers" });
    this.sentence = html("p");
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["What the walks did"]),
      html("div", { class: "scroll" }, [this.table]),
      this.sentence,
    ]);
  }

  /** @param {Sight} sight */
  show(sight) {
    const rows = walkRows(sight).map((cells) => html("tr", {}, cells.map(cell)));
    this.table.replaceChildren(html("thead", {}, [headRow(TITLES)]), html("tbody", {}, rows));
    write(this.sentence, [rateSentence(sight), powerSentence(sight)].filter(Boolean).join(" "));
  }
}

/** Where the chart takes its place beside the surface. @returns {PlotCard<Sight>} */
export const valuesCard = () => new PlotCard("The function step by step", "tall", valuesPicture);

/** @returns {PlotCard<Sight>} */
export const offCard = () => new PlotCard("How far off the surface", "tall", offPicture);

/** @returns {PlotCard<Sight>} */
export const gapsCard = () => new PlotCard("How far apart the two ways back end", "tall", gapsPicture);
