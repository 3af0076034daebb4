/** The plane of parameters with the walks, the densities over the data, the player, and the sentence under them. */

import { html } from "../../../core/dom.js";
import { ContourMap } from "../../../plots/contour.js";
import { CurvePlot } from "../../../plots/curve.js";
import { lineSample } from "../../../plots/line-sample.js";
import { Says } from "../../common/says.js";
import { zoomButtons } from "../../common/zoom-buttons.js";
import { densitiesPicture, linePicture, planePicture } from "./picture.js";
import { lookOf } from "./sight.js";
import { endSentence, stepSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(theta: number[], isSettled: boolean) => void} onStart
 * @property {(k: number, x: number, isSettled: boolean) => void} onDatum
 * @property {(domain: import("../../../plots/geometry.js").Domain) => void} onDomain
 * @property {(factor: number) => void} onZoom
 */

/** What can be switched on: its text and its colour. @type {Record<string, [string, string]>} */
export const SWITCHES = {
  ordinary: ["Ordinary descent beside it", "ink"],
  ellipses: ["Ellipses of equal divergence", "hessian"],
  shortest: ["Fisher and Rao’s shortest way", "direction"],
};
const { ordinary: _, ...NO_WALKS } = SWITCHES;

export class Stage {
  /** @param {Handlers} handlers @param {HTMLElement} player */
  constructor({ onStart, onDatum, onDomain, onZoom }, player) {
    const described = { role: "img", "aria-describedby": "description" };
    const mapElement = html("div", {
      class: "plot map",
      ...described,
      "aria-label": "The walks over the plane of parameters",
    });
    const lineElement = html("div", { class: "plot", ...described, "aria-label": "The walks over the parameter" });
    const densityElement = html("div", {
      class: "plot",
      ...described,
      "aria-label": "The distributions over the data",
    });
    this.plane = html("figure", {}, [mapElement, zoomButtons(onZoom)]);
    this.axis = html("figure", {}, [lineElement]);
    this.views = html("div", { class: "views beside family" }, [
      this.plane,
      this.axis,
      html("figure", {}, [densityElement]),
    ]);
    this.legend = html("ul", { class: "legend line-legend says-all" });
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      this.legend,
      player,
      ...this.says.elements,
    ]);
    this.map = new ContourMap(mapElement, {
      onDrag: (x, y) => onStart([x, y], false),
      onDrop: (x, y) => onStart([x, y], true),
      onDomain,
    });
    this.line = new CurvePlot(lineElement, { onDrag: (_, x, __, isSettled) => onStart([x], isSettled) });
    this.densities = new CurvePlot(densityElement, {
      onDrag: (id, x, _, isSettled) => onDatum(Number(id), x, isSettled),
    });
  }

  /** @param {import("./sight.js").Sight} sight */
  show(sight) {
    const isLine = sight.ground.axes.length === 1;
    this.plane.hidden = isLine;
    this.axis.hidden = !isLine;
    if (isLine) this.line.draw(linePicture(sight));
    else this.map.draw(planePicture(sight));
    this.densities.draw(densitiesPicture(sight));
    this.showLegend(
      sight.answers.walks.map(({ way }) => lookOf(way)),
      sight.state.show,
    );
    this.says.show(stepSentence(sight), endSentence(sight));
  }

  /**
   * A hall has no switches: what is switched on stands beside the walks.
   * @param {import("./sight.js").Look[]} looks
   * @param {Record<string, boolean>} show
   */
  showLegend(looks, show) {
    const key = JSON.stringify([looks, show]);
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    const walks = looks.map(({ role, dash, name }) => html("li", {}, [lineSample({ role, dash, weight: 1 }), name]));
    const others = Object.entries(NO_WALKS)
      .filter(([name]) => show[name])
      .map(([, [text, role]]) =>
        html("li", { class: "stage-only" }, [html("span", { class: `swatch ${role}` }), text]),
      );
    this.legend.replaceChildren(...walks, ...others);
  }

  dispose() {
    this.says.dispose();
    this.map.destroy();
    this.line.destroy();
    this.densities.destroy();
  }
}
