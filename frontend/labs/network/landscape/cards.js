/**
 * What stands under the landscape: the ends of the loss's spectrum, and what they have to do with the learning rate.
 */

import { columnHead, html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";

/** @typedef {import("./slice.js").Curvature} Curvature */

export class SpectrumCard {
  /** @param {() => void} onWhole  take all points into one batch */
  constructor(onWhole) {
    this.body = html("tbody");
    this.edge = html("p", { class: "edge" });
    this.made = html("p", { class: "notes" });
    this.whole = html("button", { type: "button", class: "quiet" }, ["All points in one batch"]);
    this.whole.addEventListener("click", onWhole);
    const head = html("thead", {}, [html("tr", {}, ["", "eigenvalue", "off by at most"].map(columnHead))]);
    const table = html("table", { class: "numbers" }, [head, this.body]);
    const meaning = html("div", { class: "meaning" }, [this.edge, this.whole, this.made]);
    this.element = html("section", { class: "card whole spectrum-card" }, [
      html("h2", {}, ["Curvatures of the loss, and the learning rate"]),
      html("div", { class: "beside" }, [html("div", { class: "scroll" }, [table]), meaning]),
    ]);
  }

  /**
   * @param {Curvature} curvature
   * @param {{count: number, edge: string, isWhole: boolean}} around  how many numbers there are in all, and whether a
   *   batch is all that is learned
   */
  show({ eigenvalues, residuals, least, least_residual, products }, { count, edge, isWhole }) {
    const leading = eigenvalues.map((value, k) => row(`λ${"₁₂₃₄₅₆₇₈"[k]}`, value, residuals[k]));
    this.body.replaceChildren(...leading, row("least", least, least_residual));
    this.edge.textContent = edge;
    this.whole.hidden = isWhole;
    const bent =
      least === null || least >= -1e-9
        ? ""
        : " The least one is negative: along its eigenvector the loss curves down, as at a saddle.";
    this.made.textContent =
      `Eigenvalues of the Hessian in all ${count} weights and biases, from ${products} ` +
      `products of it with a ` +
      `vector${products < count ? ", by Lanczos: the matrix itself is never formed" : ""}.${bent}`;
  }
}

/** @param {string} name @param {number | null} value @param {number | null} residual */
function row(name, value, residual) {
  const off = residual === null ? "undefined" : residual < 1e-12 ? "rounding" : formatNumber(residual, 2);
  return html("tr", {}, [
    html("th", { scope: "row" }, [name]),
    html("td", {}, [formatNumber(value, 6)]),
    html("td", {}, [off]),
  ]);
}
