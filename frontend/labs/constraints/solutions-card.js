/** The table of solutions of Lagrange's condition. */

import { html } from "../../core/dom.js";
import { formatNumber, formatVector } from "../../core/format.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { completenessSentence, kindText } from "./solution-words.js";

/**
 * @typedef {import("./solution-words.js").Extrema} Extrema
 * @typedef {import("./solution-words.js").Solution} Solution
 */

export class SolutionsCard {
  /** @type {Extrema | null} */
  shown = null;

  /** @param {(point: number[]) => void} onJump */
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

  /** @param {Extrema} extrema @param {string[]} variables @param {string} f  what the function is called */
  show(extrema, variables, f) {
    if (extrema === this.shown) return;
    this.shown = extrema;
    const head = ["kind", `(${variables.join(", ")})`, f, "λ", "curvature along it"].map((name) =>
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

  /** @param {Solution} solution */
  row(solution) {
    const { kind, point, value, multipliers, tangent_eigenvalues: curvatures, active } = solution;
    const jump = html("button", { type: "button", class: "link" }, [formatVector(point, 4)]);
    jump.addEventListener("click", () => this.onJump(point));
    const curvature = active[0] ? curvatures.map((each) => formatNumber(each, 3)).join(", ") : "not on the border";
    return html("tr", {}, [
      html("td", {}, [html("span", { class: `glyph ${kind}` }, [GLYPHS[kind]]), ` ${kindText(solution)}`]),
      html("td", {}, [jump]),
      html("td", {}, [formatNumber(value)]),
      html("td", {}, [multipliers.map((each) => formatNumber(each, 4)).join(", ")]),
      html("td", {}, [curvature]),
    ]);
  }
}
