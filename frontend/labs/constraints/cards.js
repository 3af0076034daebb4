/** What stands under the stage: the table of solutions, and how they move with the level. */

import { html } from "../../core/dom.js";
import { formatNumber, formatVector } from "../../core/format.js";
import { CurvePlot } from "../../plots/curve.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { sensitivityPicture } from "./picture.js";
import { completenessSentence, kindText, slopeSentence } from "./words.js";

/** @typedef {import("./sight.js").Sight} Sight */

export class SolutionsCard {
  /** @type {import("./requests.js").Extrema | null} */
  shown = null;

  /** @param {(point: [number, number]) => void} onJump */
  constructor(onJump) {
    this.onJump = onJump;
    this.table = html("table", { class: "numbers" });
    this.sentence = html("p", { role: "status" });
    this.element = html("section", { class: "card critical-card" }, [
      html("h2", {}, ["Solutions of ∇f = λ∇g on the constraint"]),
      html("div", { class: "scroll" }, [this.table]),
      this.sentence,
    ]);
  }

  /** @param {Sight} sight */
  show({ extrema, names }) {
    if (extrema === this.shown) return;
    this.shown = extrema;
    const head = ["kind", `(${names.x}, ${names.y})`, names.f, "λ", "curvature along it"].map((name) =>
      html("th", { scope: "col" }, [name]),
    );
    this.table.replaceChildren(
      ...(extrema.points.length
        ? [
            html("thead", {}, [html("tr", {}, head)]),
            html(
              "tbody",
              {},
              extrema.points.map((each) => this.row(each)),
            ),
          ]
        : []),
    );
    this.sentence.textContent = completenessSentence(extrema);
  }

  /** @param {import("./requests.js").Solution} solution */
  row(solution) {
    const { kind, point, value, multipliers, tangent_eigenvalues: curvatures, active } = solution;
    const jump = html("button", { type: "button", class: "link" }, [formatVector(point, 4)]);
    jump.addEventListener("click", () => this.onJump(point));
    const curvature = active[0] ? curvatures.map((each) => formatNumber(each, 3)).join(", ") : "not on the curve";
    return html("tr", {}, [
      html("td", {}, [html("span", { class: `glyph ${kind}` }, [GLYPHS[kind]]), ` ${kindText(solution)}`]),
      html("td", {}, [jump]),
      html("td", {}, [formatNumber(value)]),
      html("td", {}, [formatNumber(multipliers[0], 4)]),
      html("td", {}, [curvature]),
    ]);
  }
}

export class SensitivityCard {
  constructor() {
    const title = "How the solutions move with the level c";
    const place = html("div", { class: "small-plot wide", role: "img", "aria-label": title });
    this.plot = new CurvePlot(place);
    this.sentence = html("p");
    this.element = html("section", { class: "card" }, [html("h2", {}, [title]), place, this.sentence]);
  }

  /** @param {Sight} sight */
  show(sight) {
    this.plot.draw(sensitivityPicture(sight));
    this.sentence.textContent = slopeSentence(sight);
  }

  dispose() {
    this.plot.destroy();
  }
}
