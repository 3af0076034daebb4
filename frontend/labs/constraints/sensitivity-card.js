/** How the solutions move with the level. */

import { html, write } from "../../core/dom.js";
import { CurvePlot } from "../../plots/curve.js";
import { sensitivityPicture } from "./curves.js";
import { slopeSentence } from "./solution-words.js";

export class SensitivityCard {
  constructor() {
    const title = "How the solutions move with the level c";
    const place = html("div", { class: "small-plot wide", role: "img", "aria-label": title });
    this.plot = new CurvePlot(place);
    this.sentence = html("p");
    this.element = html("section", { class: "card" }, [html("h2", {}, [title]), place, this.sentence]);
  }

  /** @param {import("./curves.js").ByLevel} sight */
  show(sight) {
    this.plot.draw(sensitivityPicture(sight));
    write(this.sentence, slopeSentence(sight));
  }

  dispose() {
    this.plot.destroy();
  }
}
