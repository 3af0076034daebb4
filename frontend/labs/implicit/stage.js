/** The curve with its tangent, its slopes over x beside it, and the sentence under them. */

import { html } from "../../core/dom.js";
import { ContourMap } from "../../plots/contour.js";
import { CurvePlot } from "../../plots/curve.js";
import { Says } from "../common/says.js";
import { zoomButtons } from "../common/zoom-buttons.js";
import { curvePicture, slopesPicture } from "./picture.js";
import { placesNote, pointSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(place: [number, number], isSettled: boolean) => void} onPoint  beside the curve
 * @property {(domain: import("../../plots/geometry.js").Domain) => void} onDomain
 * @property {(factor: number) => void} onZoom  by a button
 */

export class Stage {
  /** @param {Handlers} handlers */
  constructor({ onPoint, onDomain, onZoom }) {
    const place = (/** @type {string} */ label, /** @type {string} */ look) =>
      html("div", { class: `plot ${look}`, role: "img", "aria-describedby": "description", "aria-label": label });
    const curveElement = place("The curve of the equation with its tangent", "map without-heights");
    const slopesElement = place("The slopes of the curve over x", "");
    this.slopes = html("figure", {}, [slopesElement]);
    this.views = html("div", { class: "views beside" }, [
      html("figure", {}, [curveElement, zoomButtons(onZoom)]),
      this.slopes,
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, ...this.says.elements]);
    this.map = new ContourMap(curveElement, {
      onDrag: (x, y) => onPoint([x, y], false),
      onDrop: (x, y) => onPoint([x, y], true),
      onDomain,
    });
    this.plot = new CurvePlot(slopesElement);
  }

  /** @param {import("./sight.js").Sight} sight */
  show(sight) {
    this.slopes.hidden = !sight.show.slopes;
    this.views.classList.toggle("single", !sight.show.slopes);
    this.map.draw(curvePicture(sight));
    if (sight.show.slopes) this.plot.draw(slopesPicture(sight));
    this.says.show(pointSentence(sight), placesNote(sight));
  }

  dispose() {
    this.says.dispose();
    this.map.destroy();
    this.plot.destroy();
  }
}
