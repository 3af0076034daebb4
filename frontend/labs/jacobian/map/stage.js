/** What goes in and what comes out side by side, in the plane or in space, and what they say. */

import { html } from "../../../core/dom.js";
import { CurvePlot } from "../../../plots/curve.js";
import { SpacePlot } from "../../../plots/space.js";
import { Says } from "../../common/says.js";
import { CAPTIONS, legendOf } from "./kinds.js";
import { t } from "../../../core/texts.js";

/**
 * @typedef {{flat: import("../../../plots/curve-picture.js").CurvePicture} | {solid:
 *   import("../../../plots/space.js").SpacePicture}} Drawing
 * @typedef {{kind: import("./kinds.js").Kind, input: Drawing, output: Drawing | null}} Drawings
 */

/** One of the two places: flat plots and those in space have elements of their own. */
class Panel {
  /** @param {import("../../../plots/curve-picture.js").CurveHandlers} [handlers] */
  constructor(handlers) {
    const plot = () => html("div", { class: "plot", role: "img", "aria-describedby": "description" });
    this.flatPlace = plot();
    this.solidPlace = plot();
    this.caption = html("figcaption");
    this.element = html("figure", {}, [this.caption, this.flatPlace, this.solidPlace]);
    this.flat = new CurvePlot(this.flatPlace, handlers);
    /** @type {SpacePlot | null} */
    this.solid = null;
  }

  /** @param {Drawing | null} drawing @param {string} caption */
  show(drawing, caption) {
    this.element.hidden = !drawing;
    if (!drawing) return;
    const isFlat = "flat" in drawing;
    this.caption.textContent = t(caption);
    this.flatPlace.hidden = !isFlat;
    this.solidPlace.hidden = isFlat;
    (isFlat ? this.flatPlace : this.solidPlace).setAttribute("aria-label", t(`The ${caption}`));
    if (isFlat) return this.flat.draw(drawing.flat);
    // Contexts of WebGL are few: only where something is drawn in space there is one.
    this.solid ??= new SpacePlot(this.solidPlace);
    this.solid.draw(drawing.solid);
  }

  dispose() {
    this.flat.destroy();
    this.solid?.destroy();
  }
}

export class Stage {
  /** @param {import("../../../plots/curve-picture.js").CurveHandlers} handlers  of the input plane */
  constructor(handlers) {
    this.input = new Panel(handlers);
    this.output = new Panel();
    this.views = html("div", { class: "views planes" }, [this.input.element, this.output.element]);
    this.bare = html("p", { class: "bare" });
    this.legend = html("ul", { class: "legend run-legend" });
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      this.bare,
      this.legend,
      ...this.says.elements,
    ]);
  }

  /**
   * @param {Drawings | null} drawings  null where there are none
   * @param {string} shape
   * @param {Record<string, boolean>} on  what of it is switched on
   * @param {string[]} names  of the variables
   */
  show(drawings, shape, on, names) {
    this.views.hidden = this.legend.hidden = !drawings;
    this.bare.hidden = Boolean(drawings);
    this.bare.textContent = drawings
      ? ""
      : `${shape}: more than can be drawn; the numbers below are those of this map.`;
    if (!drawings) return;
    const { kind, input, output } = drawings;
    this.views.classList.toggle("single", !output);
    this.showLegend(legendOf(kind, on, names));
    this.input.show(input, CAPTIONS[kind][0]);
    this.output.show(output, CAPTIONS[kind][1]);
  }

  /** @param {[string, string][]} entries */
  showLegend(entries) {
    const key = entries.join();
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    this.legend.replaceChildren(
      ...entries.map(([role, text]) => html("li", {}, [html("span", { class: `stroke ${role}` }), text])),
    );
  }

  dispose() {
    this.says.dispose();
    this.input.dispose();
    this.output.dispose();
  }
}
