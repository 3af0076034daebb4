/** The two planes side by side, and what they say. */

import { html } from "../../../core/dom.js";
import { CurvePlot } from "../../../plots/curve.js";
import { Says } from "../../common/says.js";

/** @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture */

const LEGEND = { function: "the figure, and its image under f", tangent: "its image under the linear approximation", hessian: "singular vectors" };

export class Stage {
  /** @param {import("../../../plots/curve-picture.js").CurveHandlers} handlers  of the input plane */
  constructor(handlers) {
    const described = { role: "img", "aria-describedby": "description" };
    const input = html("div", { class: "plot", ...described, "aria-label": "The input plane" });
    const output = html("div", { class: "plot", ...described, "aria-label": "The output plane" });
    this.views = html("div", { class: "views planes" }, [html("figure", {}, [html("figcaption", {}, ["input plane"]), input]), html("figure", {}, [html("figcaption", {}, ["output plane"]), output])]);
    this.bare = html("p", { class: "bare" });
    const items = Object.entries(LEGEND).map(([role, text]) => html("li", {}, [html("span", { class: `stroke ${role}` }), text]));
    this.legend = html("ul", { class: "legend run-legend" }, items);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, this.bare, this.legend, ...this.says.elements]);
    this.input = new CurvePlot(input, handlers);
    this.output = new CurvePlot(output);
  }

  /** @param {{input: CurvePicture, output: CurvePicture} | null} planes  null where there are none to draw @param {string} shape */
  show(planes, shape) {
    this.views.hidden = this.legend.hidden = !planes;
    this.bare.hidden = Boolean(planes);
    this.bare.textContent = planes ? "" : `${shape}: the planes are drawn for maps of two variables to two numbers; the numbers below are those of this one.`;
    if (!planes) return;
    this.input.draw(planes.input);
    this.output.draw(planes.output);
  }

  dispose() {
    this.says.dispose();
    this.input.destroy();
    this.output.destroy();
  }
}
