/**
 * The plots of the regression lab: points with the model, and the loss over its parameters, as curve or as surface and
 * map.
 */

import { html } from "../../core/dom.js";
import { ContourMap } from "../../plots/contour.js";
import { CurvePlot } from "../../plots/curve.js";
import { SurfaceScene } from "../../plots/scene3d.js";
import { lineSample } from "../../plots/line-sample.js";
import { LookRow } from "../common/look-row.js";
import { Says } from "../common/says.js";
import { zoomButtons } from "../common/zoom-buttons.js";
import { dataPicture, legendOf, lossPicture, surfacePicture } from "./picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {object} Handlers
 * @property {(k: number) => void} onGrip  a point is taken hold of
 * @property {(k: number, x: number, y: number, isSettled: boolean) => void} onPoint
 * @property {(x: number, y: number) => void} onPaper  pressed where there is no point
 * @property {(place: number[], isSettled: boolean) => void} onStart  of the walk
 * @property {(domain: import("../../plots/geometry.js").Domain) => void} onDomain
 * @property {(place: [number, number, number] | null) => void} onCamera
 * @property {(factor: number) => void} onZoom
 */

export class Stage {
  /** @param {Handlers} handlers @param {HTMLElement} player */
  constructor({ onGrip, onPoint, onPaper, onStart, onDomain, onCamera, onZoom }, player) {
    const plot = (/** @type {string} */ name, /** @type {string} */ label) =>
      html("div", { class: `plot ${name}`, role: "img", "aria-describedby": "description", "aria-label": label });
    this.places = {
      data: plot("points", "The points and the model"),
      scene: plot("scene", "The loss as a surface over two parameters"),
      map: plot("map", "The loss as a map over two parameters"),
      curve: plot("", "The loss as a curve over the parameter"),
    };
    this.look = new LookRow((look) => this.scene.lookFrom(look));
    this.figures = {
      data: html("figure", { class: "data" }, [this.places.data]),
      scene: html("figure", {}, [this.places.scene, this.look.element]),
      map: html("figure", {}, [this.places.map, zoomButtons(onZoom)]),
      curve: html("figure", {}, [this.places.curve]),
    };
    this.views = html("div", { class: "views fit" }, Object.values(this.figures));
    this.legend = html("ul", { class: "legend line-legend" });
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      this.legend,
      player,
      ...this.says.elements,
    ]);
    const drag = {
      onDrag: (/** @type {number} */ x, /** @type {number} */ y) => onStart([x, y], false),
      onDrop: (/** @type {number} */ x, /** @type {number} */ y) => onStart([x, y], true),
    };
    this.data = new CurvePlot(this.places.data, {
      onGrip: (id) => onGrip(Number(id)),
      onDrag: (id, x, y, isSettled) => onPoint(Number(id), x, y, isSettled),
      onPress: (x, y, isSettled) => isSettled && onPaper(x, y),
    });
    this.curve = new CurvePlot(this.places.curve, {
      onDrag: (_, x, __, isSettled) => onStart([x], isSettled),
      onPress: (x, _, isSettled) => onStart([x], isSettled),
    });
    this.scene = new SurfaceScene(this.places.scene, { ...drag, onCamera, onLook: (look) => this.look.mark(look) });
    // What was dropped on the map is seen on the surface too.
    const onDrop = (/** @type {number} */ x, /** @type {number} */ y) => {
      drag.onDrop(x, y);
      this.scene.lookAgain();
    };
    this.map = new ContourMap(this.places.map, { ...drag, onDrop, onDomain });
  }

  /** @param {Scene} scene */
  show(scene) {
    const isCurve = scene.walk.names.length === 1;
    this.arrange(isCurve);
    this.data.draw(dataPicture(scene));
    this.showLegend(scene);
    if (isCurve) return this.curve.draw(lossPicture(scene));
    const picture = surfacePicture(scene);
    this.scene.draw(picture);
    this.map.draw(picture);
  }

  /** @param {Scene} scene */
  showLegend(scene) {
    const entries = legendOf(scene);
    const key = JSON.stringify(entries);
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    this.legend.replaceChildren(...entries.map(({ text, ...look }) => html("li", {}, [lineSample(look), text])));
  }

  /**
   * The points alone: there is nothing to fit yet.
   * @param {import("../../plots/curve-picture.js").CurvePicture} picture
   */
  showPoints(picture) {
    this.arrange(true);
    this.legend.replaceChildren();
    delete this.legend.dataset.key;
    this.figures.curve.hidden = true;
    this.data.draw(picture);
  }

  /** @param {boolean} isCurve  whether the model has one parameter */
  arrange(isCurve) {
    this.views.classList.toggle("one-parameter", isCurve);
    this.figures.curve.hidden = !isCurve;
    this.figures.scene.hidden = this.figures.map.hidden = isCurve;
  }

  dispose() {
    this.says.dispose();
    for (const plot of [this.data, this.curve, this.scene, this.map]) plot.destroy();
  }
}
