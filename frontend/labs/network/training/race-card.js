/** Methods raced on one network: all trainings one after another, with the losses of those that are done. */

import { html, write } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { choice } from "../../common/choice.js";
import { cell, headRow } from "../../walks/table-card.js";
import { bestOf, racePicture, raceRows, raceSentence, runOf, startsOf } from "./race.js";
import { RunCard } from "./run-card.js";

const TITLES = ["method", "learning rate", "loss at the end"];

export class RaceCard extends RunCard {
  /** @type {import("./race.js").Run[]} */
  runs = [];

  /** @param {import("../../../core/client.js").Client} client */
  constructor(client) {
    const names = { best: t("each its best of five learning rates"), same: t("all the learning rate that is set") };
    const rates = choice(t("Learning rates of the race"), ["best", "same"], names, () => this.forget());
    const table = html("table", { class: "numbers", hidden: true });
    const words = {
      title: t("Methods raced"),
      begin: t("Race"),
      part: t("Part of the race that is run"),
      promise: t("Each method from the same weights, with the same samples in the same order."),
    };
    super(words, [rates], [table]);
    this.client = client;
    this.rates = rates;
    this.rates.value = "best";
    this.table = table;
  }

  get isTuned() {
    return this.rates.value === "best";
  }

  /** The network, the points, and which rates. @param {import("./run-card.js").Scene["state"]} state */
  about(state) {
    return startsOf(state, 0, this.isTuned);
  }

  forget() {
    super.forget();
    this.runs = [];
    this.table.hidden = true;
  }

  /** @param {import("./run-card.js").Scene} scene @param {AbortSignal} signal */
  async run({ state, epoch }, signal) {
    // As far as is asked for: what is seen may be on its way there.
    const starts = startsOf(state, Math.max(state.epoch, Math.ceil(epoch)), this.isTuned);
    for (const [k, start] of starts.entries()) {
      const answer = await this.client.send("network/train", start.question, { signal, isSilent: true });
      if (signal.aborted || !answer) return;
      this.runs = [...this.runs, runOf(start, answer)];
      this.reach((k + 1) / starts.length);
      this.draw();
    }
  }

  draw() {
    if (!this.runs.length || !this.scene) return;
    const best = bestOf(this.runs);
    this.place.hidden = this.table.hidden = false;
    this.plot.draw(racePicture({ runs: best, theme: this.scene.theme }));
    const rows = raceRows(best).map((cells) => html("tr", {}, cells.map(cell)));
    this.table.replaceChildren(html("thead", {}, [headRow(TITLES)]), html("tbody", {}, rows));
    write(this.note, raceSentence(best, this.isTuned));
  }
}
