/** A network trained from many seeds: how its losses spread, while they come. */

import { Problem } from "../../../core/client.js";
import { html } from "../../../core/dom.js";
import { askInParts } from "../../../core/lines.js";
import { t } from "../../../core/texts.js";
import { CurvePlot } from "../../../plots/curve.js";
import { NumberField } from "../../../widgets/number-field.js";
import { choice } from "../../common/choice.js";
import { questionOf, spreadPicture, spreadSentence } from "./ensemble.js";

/** @typedef {{state: import("../state.js").NetworkState, epoch: number, theme: string}} Scene */

const RUNS = ["20", "100", "1000", "10000"];
const ENOUGH = 0.05;

export class EnsembleCard {
  /** @type {import("./ensemble.js").Spread | null} */
  spread = null;
  wanted = "";
  enough = ENOUGH;
  /** @type {Scene | null} */
  scene = null;
  /** @type {AbortController | null} */
  running = null;

  /** @param {import("../../../core/client.js").Client} client */
  constructor(client) {
    this.client = client;
    this.runs = choice(
      t("How many seeds"),
      RUNS,
      Object.fromEntries(RUNS.map((each) => [each, `${Number(each).toLocaleString("en")} ${t("seeds")}`])),
      () => this.forget(),
    );
    this.runs.value = "100";
    this.field = new NumberField(t("A loss that is small enough"), (enough) => this.aim(enough));
    this.begin = html("button", { type: "button" }, [t("Train all")]);
    this.begin.addEventListener("click", () => (this.running ? this.stop() : void this.fill()));
    this.bar = html("progress", {
      max: 1,
      value: 0,
      hidden: true,
      "aria-label": t("Part of the networks that is trained"),
    });
    this.place = html("div", {
      class: "small-plot tall",
      role: "img",
      "aria-label": t("From many seeds"),
      hidden: true,
    });
    this.plot = new CurvePlot(this.place, {});
    this.note = html("p", { class: "notes", role: "status" });
    this.element = html("section", { class: "card half" }, [
      html("h2", {}, [t("From many seeds")]),
      html("div", { class: "run-line" }, [
        this.runs,
        html("label", {}, [t("small enough:"), this.field.element]),
        this.begin,
        this.bar,
      ]),
      this.place,
      this.note,
    ]);
    this.field.show(ENOUGH);
  }

  /** Another lesson's spread says nothing about this one. @param {Scene} scene */
  show(scene) {
    const wanted = JSON.stringify(questionOf(scene.state, 0, 0, 0));
    if (wanted !== this.wanted) this.forget();
    const isRecoloured = this.scene?.theme !== scene.theme;
    this.wanted = wanted;
    this.scene = scene;
    if (isRecoloured) this.draw();
  }

  /** @param {number} enough */
  aim(enough) {
    this.enough = enough;
    this.field.show(enough);
    this.forget();
  }

  forget() {
    this.stop();
    this.spread = null;
    this.place.hidden = this.bar.hidden = true;
    this.note.textContent = t("The same training, each time from weights drawn anew.");
  }

  stop() {
    this.running?.abort();
    this.running = null;
    this.bar.hidden = true;
    this.begin.textContent = t("Train all");
  }

  async fill() {
    if (!this.scene) return;
    const { state, epoch } = this.scene;
    const question = questionOf(state, Math.ceil(epoch), Number(this.runs.value), this.enough);
    this.forget();
    const running = new AbortController();
    this.running = running;
    this.begin.textContent = t("Cancel");
    this.bar.hidden = false;
    this.bar.value = 0;
    const onPart = (/** @type {any} */ part) => this.know(part);
    try {
      await askInParts(this.client, "jobs/ensemble", question, { signal: running.signal, onPart, isOne: true });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.note.textContent = problem.message;
    }
    if (this.running === running) this.stop();
  }

  /** @param {any} part */
  know({ measured, summary, done, of }) {
    this.spread = { measured, ...summary };
    this.bar.value = done / of;
    this.draw();
  }

  draw() {
    if (!this.spread || !this.scene) return;
    const { spread, enough } = this;
    this.place.hidden = false;
    this.plot.draw(spreadPicture({ spread, enough, theme: this.scene.theme }));
    this.note.textContent = spreadSentence(spread, enough);
  }

  dispose() {
    this.stop();
    this.plot.destroy();
  }
}
