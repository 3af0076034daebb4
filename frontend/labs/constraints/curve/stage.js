/** The map with the constraint, the function along it, and the sentence under them. */

import { html } from "../../../core/dom.js";
import { ContourMap } from "../../../plots/contour.js";
import { CurvePlot } from "../../../plots/curve.js";
import { Says } from "../../common/says.js";
import { zoomButtons } from "../../common/zoom-buttons.js";
import { alongPicture } from "../curves.js";
import { mapPicture } from "./picture.js";
import { shortCompleteness } from "../solution-words.js";
import { notesOf, pointSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(place: [number, number], isSettled: boolean) => void} onPoint  beside the curve
 * @property {(s: number, isSettled: boolean) => void} onAlong  so far along it
 * @property {(domain: import("../../../plots/geometry.js").Domain) => void} onDomain
 * @property {(factor: number) => void} onZoom  by a button
 */

export class Stage {
  /** @param {Handlers} handlers */
  constructor({ onPoint, onAlong, onDomain, onZoom }) {
    const described = { role: "img", "aria-describedby": "description" };
    const mapElement = html("div", {
      class: "plot map",
      ...described,
      "aria-label": "Contour map of the function with the curve of the constraint",
    });
    const alongElement = html("div", {
      class: "plot",
      ...described,
      "aria-label": "The function along the curve of the constraint",
    });
    this.views = html("div", { class: "views beside" }, [
      html("figure", {}, [mapElement, zoomButtons(onZoom)]),
      html("figure", {}, [alongElement]),
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, ...this.says.elements]);
    this.map = new ContourMap(mapElement, {
      onDrag: (x, y) => onPoint([x, y], false),
      onDrop: (x, y) => onPoint([x, y], true),
      onDomain,
    });
    this.along = new CurvePlot(alongElement, {
      onDrag: (_, s, __, isSettled) => onAlong(s, isSettled),
      onPress: (s, _, isSettled) => onAlong(s, isSettled),
    });
  }

  /** @param {import("./sight.js").Sight} sight */
  show(sight) {
    this.map.draw(mapPicture(sight));
    this.along.draw(alongPicture(sight));
    const whole = sight.show.solutions ? shortCompleteness(sight.extrema) : "";
    this.says.show(pointSentence(sight), notesOf(sight), whole);
  }

  dispose() {
    this.says.dispose();
    this.map.destroy();
    this.along.destroy();
  }
}
