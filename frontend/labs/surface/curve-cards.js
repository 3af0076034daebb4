/** Small plots beside the stage: the two slices through the point, and the slope against the direction. */

import { html, write } from "../../core/dom.js";
import { sliceAlong } from "../../plots/geometry.js";
import { CurvePlot } from "../../plots/curve.js";
import { ascentPicture, slicePicture } from "./curve-pictures.js";
import { ascentSentence } from "./words.js";

/** @typedef {import("./sight.js").Sight} Sight */

export class SlicesCard {
  /** @param {(axis: 0 | 1) => void} onOpen  as a curve */
  constructor(onOpen) {
    this.places = [html("div", { class: "small-plot" }), html("div", { class: "small-plot" })];
    this.plots = this.places.map((place) => new CurvePlot(place));
    const title = html("h2", {}, [html("span", { class: "swatch point" }), "Slices through the point"]);
    const figures = this.places.map((place, axis) => {
      const open = html("button", { type: "button", class: "link" }, ["This slice as a curve"]);
      open.addEventListener("click", () => onOpen(/** @type {0 | 1} */ (axis)));
      return html("div", {}, [place, open]);
    });
    this.element = html("section", { class: "card" }, [title, html("div", { class: "small-plots" }, figures)]);
  }

  dispose() {
    for (const plot of this.plots) plot.destroy();
  }

  /** @param {Sight} sight */
  show(sight) {
    this.plots.forEach((plot, axis) => {
      plot.draw(
        slicePicture(sight, /** @type {0 | 1} */ (axis), (along, at) =>
          sight.grid ? sliceAlong(sight.grid, along, at) : { x: [], y: [], z: [] },
        ),
      );
    });
  }
}

export class AscentCard {
  /** @param {(angle: number, isSettled: boolean) => void} onAngle */
  constructor(onAngle) {
    const place = html("div", { class: "small-plot wide" });
    const turned = (/** @type {number} */ angle) => Math.round(angle) % 360;
    this.plot = new CurvePlot(place, { onPress: (angle, _, isSettled) => onAngle(turned(angle), isSettled) });
    this.sentence = html("p");
    const title = html("h2", {}, [html("span", { class: "swatch direction" }), "Steepest ascent"]);
    this.element = html("section", { class: "card" }, [title, place, this.sentence]);
  }

  dispose() {
    this.plot.destroy();
  }

  /** @param {Sight} sight */
  show(sight) {
    this.plot.draw(ascentPicture(sight));
    write(this.sentence, ascentSentence(sight));
  }
}
