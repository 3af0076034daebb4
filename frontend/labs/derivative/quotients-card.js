/** Difference quotients against h, beside the derivative that needs none. */

import { html, write } from "../../core/dom.js";
import { CurvePlot } from "../../plots/curve.js";
import { quotientsPicture, quotientsSentence } from "./quotients.js";

export class QuotientsCard {
  constructor() {
    const place = html("div", {
      class: "small-plot",
      role: "img",
      "aria-label": "Error of difference quotients against h",
    });
    this.plot = new CurvePlot(place);
    this.sentence = html("p");
    const title = html("h2", {}, [
      html("span", { class: "swatch direction" }),
      "Difference quotients: too long a step, too short a step",
    ]);
    this.element = html("section", { class: "card wide" }, [
      title,
      html("div", { class: "small-plots" }, [place]),
      this.sentence,
    ]);
  }

  /** @param {import("./requests.js").Answers} answers @param {string} theme */
  show({ quotients }, theme) {
    if (quotients === undefined) return;
    this.plot.element.hidden = !quotients;
    if (quotients) this.plot.draw(quotientsPicture(quotients, theme));
    write(this.sentence, quotientsSentence(quotients));
  }

  dispose() {
    this.plot.destroy();
  }
}
