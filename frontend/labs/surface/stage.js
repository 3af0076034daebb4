/** The two large views of the function, and the sentence under them. */

import { html } from "../../core/dom.js";
import { ContourMap } from "../../plots/contour.js";
import { heightLimits } from "../../plots/geometry.js";
import { SurfaceScene } from "../../plots/scene3d.js";
import { LookRow } from "../common/look-row.js";
import { Says } from "../common/says.js";
import { zoomButtons } from "../common/zoom-buttons.js";
import { pictureOf } from "./picture.js";
import { pointSentence, surfaceNotes } from "./words.js";

/**
 * @typedef {import("../common/grid.js").Heights} Heights
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("../../plots/geometry.js").Domain} Domain
 * @typedef {object} Handlers
 * @property {(x: number, y: number, isSettled: boolean) => void} onPoint
 * @property {(angle: number, isSettled: boolean) => void} onAngle
 * @property {(domain: Domain) => void} onDomain
 * @property {(place: [number, number, number] | null) => void} onCamera
 * @property {(factor: number) => void} onZoom  by a button
 */

export class Stage {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    const { onPoint, onAngle, onDomain, onCamera } = handlers;
    const drag = {
      onDrag: (/** @type {number} */ x, /** @type {number} */ y) => onPoint(x, y, false),
      onDrop: (/** @type {number} */ x, /** @type {number} */ y) => onPoint(x, y, true),
    };
    const described = { role: "img", "aria-describedby": "description" };
    const sceneElement = html("div", {
      class: "plot scene",
      ...described,
      "aria-label": "The surface in three dimensions",
    });
    const mapElement = html("div", {
      class: "plot map",
      ...described,
      "aria-label": "Contour map of the same function",
    });
    this.look = new LookRow((look) => this.scene.lookFrom(look));
    this.views = html("div", { class: "views kept" }, [
      html("figure", {}, [sceneElement, this.look.element]),
      html("figure", {}, [mapElement, zoomButtons(handlers.onZoom)]),
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, ...this.says.elements]);
    this.scene = new SurfaceScene(sceneElement, { ...drag, onCamera, onLook: (look) => this.look.mark(look) });
    // What was dropped on the map is seen on the surface too.
    const onDrop = (/** @type {number} */ x, /** @type {number} */ y) => {
      drag.onDrop(x, y);
      this.scene.lookAgain();
    };
    this.map = new ContourMap(mapElement, { ...drag, onDrop, onDomain, onDirection: onAngle });
  }

  /** @type {Heights | null} */
  noted = null;
  notes = "";

  /**
   * @param {Sight} sight
   * @param {import("./words.js").PointAnswer | null} at
   */
  show(sight, at) {
    const picture = pictureOf(sight);
    this.views.classList.toggle("is-hinting", Boolean(sight.hint));
    this.scene.draw(picture);
    this.map.draw(picture);
    this.says.show(at ? pointSentence(sight, at) : "", this.notesOf(sight.grid));
  }

  /** @param {Heights | null} grid */
  notesOf(grid) {
    if (grid && grid !== this.noted) {
      this.noted = grid;
      this.notes = surfaceNotes(grid, heightLimits(grid).isCut);
    }
    return this.notes;
  }

  dispose() {
    this.says.dispose();
    this.scene.destroy();
    this.map.destroy();
  }
}
