/** Methods raced on one network: all trainings one after another, with the losses of those that are done. */

import { Problem } from "../../../core/client.js";
import { html } from "../../../core/dom.js";
import { t } from "../../../core/texts.js";
import { CurvePlot } from "../../../plots/curve.js";
import { choice } from "../../common/choice.js";
import { cell, headRow } from "../../walks/table-card.js";
import { bestOf, racePicture, raceRows, raceSentence, runOf, startsOf } from "./race.js";

/** @typedef {{state: import("../state.js").NetworkState, epoch: number, theme: string}} Scene */

const TITLES = ["method", "learning rate", "loss at the end"];

export class RaceCard {
  /** @type {import("./race.js").Run[]} */
  runs = [];
  wanted = "";
  /** @type {Scene | null} */
  scene = null;
  /** @type {AbortController | null} */
  running = null;

  /** @param {import("../../../core/client.js").Client} client */
  constructor(client) {
    this.client = client;
    const rates = { best: t("each its best of five learning rates"), same: t("all the learning rate that is set") };
    this.rates = choice(t("Learning rates of the race"), ["best", "same"], rates, () => this.forget());
    this.rates.value = "best";
    this.begin = html("button", { type: "button" }, [t("Race")]);
    this.begin.addEventListener("click", () => (this.running ? this.stop() : void this.fill()));
    this.bar = html("progress", { max: 1, value: 0, hidden: true, "aria-label": t("Part of the race that is run") });
    this.place = html("div", { class: "small-plot tall", role: "img", "aria-label": t("Methods raced"), hidden: true });
    this.plot = new CurvePlot(this.place, {});
    this.table = html("table", { class: "numbers", hidden: true });
    this.note = html("p", { class: "notes", role: "status" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, [t("Methods raced")]),
      html("div", { class: "run-line" }, [this.rates, this.begin, this.bar]),
      this.place,
      this.table,
      this.note,
    ]);
  }

  get isTuned() {
    return this.rates.value === "best";
  }

  /** A race on another network, or on other points, says nothing about this one. @param {Scene} scene */
  show(scene) {
    const wanted = JSON.stringify(startsOf(scene.state, 0, this.isTuned));
    if (wanted !== this.wanted) this.forget();
    const isRecoloured = this.scene?.theme !== scene.theme;
    this.wanted = wanted;
    this.scene = scene;
    if (isRecoloured) this.draw();
  }

  forget() {
    this.stop();
    this.runs = [];
    this.place.hidden = this.table.hidden = true;
    this.note.textContent = t("Each method from the same weights, with the same samples in the same order.");
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.bar.hidden = true;
    this.begin.textContent = t("Race");
  }

  async fill() {
    if (!this.scene) return;
    const { state, epoch } = this.scene;
    this.forget();
    const running = new AbortController();
    this.running = running;
    this.begin.textContent = t("Cancel");
    this.bar.hidden = false;
    this.bar.value = 0;
    try {
      // As far as is asked for: what is seen may be on its way there.
      const epochs = Math.max(state.epoch, Math.ceil(epoch));
      await this.run(startsOf(state, epochs, this.isTuned), running.signal);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.note.textContent = problem.message;
    }
    if (this.running === running) this.stop();
  }

  /** @param {import("./race.js").Start[]} starts @param {AbortSignal} signal */
  async run(starts, signal) {
    for (const [k, start] of starts.entries()) {
      const answer = await this.client.send("network/train", start.question, { signal, isSilent: true });
      if (signal.aborted || !answer) return;
      this.runs = [...this.runs, runOf(start, answer)];
      this.bar.value = (k + 1) / starts.length;
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
    this.note.textContent = raceSentence(best, this.isTuned);
  }

  dispose() {
    this.stop();
    this.plot.destroy();
  }
}
