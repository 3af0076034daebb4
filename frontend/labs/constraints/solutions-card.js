/** The table of solutions of Lagrange's condition. */

import { html } from "../../core/dom.js";
import { formatNumber, formatVector } from "../../core/format.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { completenessSentence, isInside, kindText, proofHeadline } from "./solution-words.js";

/**
 * @typedef {(number | null)[] | null} Slopes  of the values by the level, from finite differences
 * @typedef {import("./solution-words.js").Extrema} Extrema
 * @typedef {import("./solution-words.js").Solution} Solution
 */

/** As many as there are constraints at most. */
const MULTIPLIERS = ["λ", "μ", "ν"];

export class SolutionsCard {
  /** @type {Extrema | null} */
  shown = null;
  /** @type {Slopes} */
  slopes = null;
  rows = "";

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

  /**
   * @param {Extrema} extrema
   * @param {string[]} variables
   * @param {string} f  what the function is called
   * @param {Slopes} [slopes]  one for each solution, to stand beside the multipliers
   */
  show(extrema, variables, f, slopes = null) {
    if (extrema === this.shown && `${slopes}` === `${this.slopes}`) return;
    this.shown = extrema;
    this.slopes = slopes?.length === extrema.points.length ? slopes : null;
    this.showRows(extrema, variables, f);
    const headline = proofHeadline(extrema, variables);
    const strong = headline ? [html("strong", {}, [headline]), " "] : [];
    this.sentence.replaceChildren(...strong, completenessSentence(extrema));
  }

  /**
   * A proof that only bears them out leaves the rows as they are: one may be about to be pressed.
   * @param {Extrema} extrema @param {string[]} variables @param {string} f
   */
  showRows(extrema, variables, f) {
    const rows = JSON.stringify([extrema.constraints.length, extrema.points, this.slopes, variables, f]);
    if (rows === this.rows) return;
    this.rows = rows;
    // Several multipliers have no room in a narrow one.
    this.element.classList.toggle("whole", extrema.constraints.length > 1);
    const slope = this.slopes ? [`Δ${f}/Δc`] : [];
    const multipliers = MULTIPLIERS.slice(0, extrema.constraints.length).join(", ");
    const titles = ["kind", `(${variables.join(", ")})`, f, multipliers, ...slope, "curvature along it"];
    const head = titles.map((name) => html("th", { scope: "col" }, [name]));
    this.table.replaceChildren(
      ...(extrema.points.length
        ? [
            html("thead", {}, [html("tr", {}, head)]),
            html(
              "tbody",
              {},
              extrema.points.map((each, k) => this.row(each, k, extrema.constraints)),
            ),
          ]
        : []),
    );
  }

  /** @param {Solution} solution @param {number} k @param {{relation: string}[]} constraints */
  row(solution, k, constraints) {
    const { kind, point, value, multipliers, tangent_eigenvalues: curvatures, active } = solution;
    const jump = html("button", { type: "button", class: "link" }, [formatVector(point, 4)]);
    jump.addEventListener("click", () => this.onJump(point));
    const along = curvatures.map((each) => formatNumber(each, 3)).join(", ");
    const curvature = isInside(active, constraints) ? "not on the border" : along;
    return html("tr", {}, [
      html("td", {}, [html("span", { class: `glyph ${kind}` }, [GLYPHS[kind]]), ` ${kindText(solution, constraints)}`]),
      html("td", {}, [jump]),
      html("td", {}, [formatNumber(value)]),
      html("td", {}, [multipliers.map((each) => formatNumber(each, 4)).join(", ")]),
      ...(this.slopes ? [html("td", {}, [slopeText(this.slopes[k])])] : []),
      html("td", {}, [curvature]),
    ]);
  }
}

/** @param {number | null} slope */
function slopeText(slope) {
  return slope === null ? "–" : formatNumber(slope, 4);
}
