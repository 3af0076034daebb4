/** A network trained from many seeds: how its losses spread, while they come. */

import { html, write } from "../../../core/dom.js";
import { askInParts } from "../../../core/lines.js";
import { t } from "../../../core/texts.js";
import { NumberField } from "../../../widgets/number-field.js";
import { choice } from "../../common/choice.js";
import { questionOf, spreadPicture, spreadSentence } from "./ensemble.js";
import { RunCard } from "./run-card.js";

const RUNS = ["20", "100", "1000", "10000"];
const ENOUGH = 0.05;

export class EnsembleCard extends RunCard {
  /** @type {import("./ensemble.js").Spread | null} */
  spread = null;
  enough = ENOUGH;

  /** @param {import("../../../core/client.js").Client} client */
  constructor(client) {
    const counts = RUNS.map((each) => [each, `${Number(each).toLocaleString("en")} ${t("seeds")}`]);
    const runs = choice(t("How many seeds"), RUNS, Object.fromEntries(counts), () => this.forget());
    const field = new NumberField(t("A loss that is small enough"), (enough) => this.aim(enough));
    const words = {
      title: t("From many seeds"),
      begin: t("Train all"),
      part: t("Part of the networks that is trained"),
      promise: t("The same training, each time from weights drawn anew."),
    };
    super(words, [runs, html("label", {}, [t("small enough:"), field.element])]);
    this.client = client;
    this.runs = runs;
    this.runs.value = "100";
    this.field = field;
    this.field.show(ENOUGH);
  }

  /** The lesson. @param {import("./run-card.js").Scene["state"]} state */
  about(state) {
    return questionOf(state, 0, 0, 0);
  }

  /** @param {number} enough */
  aim(enough) {
    this.enough = enough;
    this.field.show(enough);
    this.forget();
  }

  forget() {
    super.forget();
    this.spread = null;
  }

  /** @param {import("./run-card.js").Scene} scene @param {AbortSignal} signal */
  async run({ state, epoch }, signal) {
    const question = questionOf(state, Math.ceil(epoch), Number(this.runs.value), this.enough);
    const onPart = (/** @type {any} */ part) => this.know(part);
    await askInParts(this.client, "jobs/ensemble", question, { signal, onPart, isOne: true });
  }

  /** @param {any} part */
  know({ measured, summary, done, of }) {
    this.spread = { measured, ...summary };
    this.reach(done / of);
    this.draw();
  }

  draw() {
    if (!this.spread || !this.scene) return;
    const { spread, enough } = this;
    this.place.hidden = false;
    this.plot.draw(spreadPicture({ spread, enough, theme: this.scene.theme }));
    write(this.note, spreadSentence(spread, enough));
  }
}
