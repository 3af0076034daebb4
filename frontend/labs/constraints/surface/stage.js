/** The surface with its walks, their values step by step beside it, the player, and the sentence under them. */

import { html } from "../../../core/dom.js";
import { ContourMap } from "../../../plots/contour.js";
import { CurvePlot } from "../../../plots/curve.js";
import { SpacePlot } from "../../../plots/space.js";
import { Says } from "../../common/says.js";
import { zoomButtons } from "../../common/zoom-buttons.js";
import { chartPicture } from "./chart-picture.js";
import { spacePicture, valuesPicture } from "./picture.js";
import { notesOf, stepSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(place: number[], isSettled: boolean) => void} onStart
 * @property {(place: [number, number], isSettled: boolean) => void} onPlace  of the chart
 * @property {(box: import("../../../plots/geometry.js").Domain) => void} onChart
 * @property {(factor: number) => void} onZoom
 * @property {(step: number) => void} onStep
 */

export class Stage {
  /** @param {Handlers} handlers @param {HTMLElement} player */
  constructor({ onStart, onPlace, onChart, onZoom, onStep }, player) {
    const described = { role: "img", "aria-describedby": "description" };
    const spaceElement = html("div", {
      class: "plot scene",
      ...described,
      "aria-label": "The walk on the surface of the constraint",
    });
    const valuesElement = html("div", { class: "plot", ...described, "aria-label": "The function step by step" });
    const chartElement = html("div", { class: "plot map", ...described, "aria-label": "The walks in the chart" });
    this.chart = html("figure", {}, [chartElement, zoomButtons(onZoom)]);
    this.byStep = html("figure", {}, [valuesElement]);
    this.views = html("div", { class: "views beside kept" }, [
      html("figure", {}, [spaceElement]),
      this.chart,
      this.byStep,
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      player,
      ...this.says.elements,
    ]);
    this.space = new SpacePlot(spaceElement, {
      onDrag: (...place) => onStart(place, false),
      onDrop: (...place) => onStart(place, true),
    });
    this.map = new ContourMap(chartElement, {
      onDrag: (u, v) => onPlace([u, v], false),
      onDrop: (u, v) => onPlace([u, v], true),
      onDomain: onChart,
    });
    this.values = new CurvePlot(valuesElement, { onPress: (x) => onStep(Math.round(x)) });
  }

  /** @param {import("./sight.js").Sight} sight */
  show(sight) {
    const { chart } = sight;
    this.chart.hidden = !chart;
    this.byStep.hidden = chart !== null;
    this.space.draw(spacePicture(sight));
    if (chart) this.map.draw(chartPicture(sight, chart));
    else this.values.draw(valuesPicture(sight));
    this.says.show(stepSentence(sight), notesOf(sight));
  }

  dispose() {
    this.says.dispose();
    this.space.destroy();
    this.map.destroy();
    this.values.destroy();
  }
}
