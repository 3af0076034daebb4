/** Under the plane: every walk in a row, and how they come down. */

import { html } from "../../../core/dom.js";
import { PlotCard } from "../../common/plot-card.js";
import { cell, headRow } from "../../walks/table-card.js";
import { progressPicture } from "./picture.js";
import { walkRows } from "./words.js";

/** @typedef {import("./sight.js").Sight} Sight */

const TITLES = ["walk", "what happened", "end", "mean of −log p", "first step changes p by"];

export class WalksCard {
  constructor() {
    this.table = html("table", { class: "numbers" });
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["What the walks did"]),
      html("div", { class: "scroll" }, [this.table]),
    ]);
  }

  /** @param {Sight} sight */
  show(sight) {
    const rows = walkRows(sight).map(({ role, dash, cells: [name, ...others] }) => {
      const line = html("span", { class: `stroke ${role}${dash === "none" ? "" : " dashed"}` });
      return html("tr", {}, [html("td", {}, [line, ` ${name}`]), ...others.map(cell)]);
    });
    this.table.replaceChildren(html("thead", {}, [headRow(TITLES)]), html("tbody", {}, rows));
  }
}

/** @returns {PlotCard<Sight>} */
export const progressCard = () => new PlotCard("How far each walk still has to go", "tall", progressPicture);
