/** A small plot under the stage. */

import { html } from "../../core/dom.js";
import { CurvePlot } from "../../plots/curve.js";

/**
 * A plot with its title.
 * @template Scene
 */
export class PlotCard {
  /**
   * @param {string} title
   * @param {string} name  of its style
   * @param {(scene: Scene) => import("../../plots/curve.js").CurvePicture} picture
   * @param {import("../../plots/curve-picture.js").CurveHandlers} [handlers]
   */
  constructor(title, name, picture, handlers = {}) {
    this.picture = picture;
    this.place = html("div", { class: `small-plot ${name}`, role: "img", "aria-label": title });
    this.plot = new CurvePlot(this.place, handlers);
    this.element = html("section", { class: "card half" }, [html("h2", {}, [title]), this.place]);
  }

  /** @param {Scene} scene */
  show(scene) {
    this.plot.draw(this.picture(scene));
  }

  dispose() {
    this.plot.destroy();
  }
}
