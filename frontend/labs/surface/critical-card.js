/** The table of critical points; a press on one goes there. */

import { html } from "../../core/dom.js";
import { formatNumber, formatVector } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { GLYPHS } from "../../plots/marks/glyph.js";
import { completenessSentence, eigenvaluesText, proofHeadline, undecidedNote } from "./words.js";

export class CriticalCard {
  /** @param {(point: [number, number]) => void} onJump */
  constructor(onJump) {
    this.onJump = onJump;
    this.table = html("table", { class: "numbers" });
    this.sentence = html("p", { role: "status" });
    const scroll = html("div", { class: "scroll" }, [this.table]);
    this.element = html("section", { class: "card critical-card" }, [
      html("h2", {}, ["Critical points in the box"]),
      scroll,
      this.sentence,
    ]);
  }

  /**
   * @param {any} found  the answer of POST critical-points, or null
   * @param {boolean} isSearching
   * @param {string[]} variables
   * @param {string} name  of the function
   */
  show(found, isSearching, variables, name) {
    if (found === this.shown && isSearching === this.wasSearching) return;
    this.shown = found;
    this.wasSearching = isSearching;
    this.element.setAttribute("aria-busy", String(isSearching));
    if (!found) {
      this.table.replaceChildren();
      this.sentence.textContent = isSearching ? "Searching …" : "";
      return;
    }
    const head = ["kind", `(${variables.join(", ")})`, name, "eigenvalues"].map((name) =>
      html("th", { scope: "col" }, [name]),
    );
    this.table.replaceChildren(
      ...(found.points.length
        ? [
            html("thead", {}, [html("tr", {}, head)]),
            html(
              "tbody",
              {},
              found.points.map((/** @type {any} */ each) => this.row(each)),
            ),
          ]
        : []),
    );
    const headline = proofHeadline(found, variables);
    // What is claimed stands out; exceptions are read.
    const [claim, ...exceptions] = (headline ?? "").split(/(?=: )/);
    const lead = [html("strong", {}, [claim]), ...exceptions, " "];
    this.sentence.replaceChildren(...(headline ? lead : []), completenessSentence(found));
  }

  /** @param {any} each */
  row(each) {
    const go = html("button", { type: "button", class: "link", title: "Move the point there" }, [
      `${GLYPHS[/** @type {keyof typeof GLYPHS} */ (each.kind)]} ${t(each.kind)}`,
    ]);
    go.addEventListener("click", () => this.onJump(each.point));
    const note =
      each.kind === "undecided" ? undecidedNote(each.nearby) : each.on_boundary ? "on the border of the box" : "";
    const cells = [formatVector(each.point), formatNumber(each.value), eigenvaluesText(each)];
    return html("tr", {}, [
      html("td", {}, [go, note ? html("small", {}, [note]) : null]),
      ...cells.map((text) => html("td", {}, [text])),
    ]);
  }
}
