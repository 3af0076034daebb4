/** The two large views of the function, and the sentence under them. */

import { html } from "../../core/dom.js";
import { ContourMap } from "../../plots/contour.js";
import { heightLimits } from "../../plots/geometry.js";
import { SurfaceScene } from "../../plots/scene3d.js";
import { pointSentence, surfaceNotes } from "./words.js";

/**
 * @typedef {import("../../plots/scene3d.js").Picture} Picture
 * @typedef {import("../../plots/geometry.js").Domain} Domain
 * @typedef {object} Handlers
 * @property {(x: number, y: number, isSettled: boolean) => void} onPoint
 * @property {(angle: number, isSettled: boolean) => void} onAngle
 * @property {(domain: Domain) => void} onDomain
 * @property {(place: [number, number, number] | null) => void} onCamera
 * @property {(factor: number) => void} onZoom  by a button
 */

const QUIET = 500; // ms without a change before the description is read out

export class Stage {
  /** @param {Handlers} handlers */
  constructor(handlers) {
    const { onPoint, onAngle, onDomain, onCamera } = handlers;
    const drag = { onDrag: (/** @type {number} */ x, /** @type {number} */ y) => onPoint(x, y, false), onDrop: (/** @type {number} */ x, /** @type {number} */ y) => onPoint(x, y, true) };
    const described = { role: "img", "aria-describedby": "description" };
    const sceneElement = html("div", { class: "plot scene", ...described, "aria-label": "The surface in three dimensions" });
    const mapElement = html("div", { class: "plot map", ...described, "aria-label": "Contour map of the same function" });
    this.views = html("div", { class: "views" }, [html("figure", {}, [sceneElement]), html("figure", {}, [mapElement, zoomButtons(handlers.onZoom)])]);
    this.sentence = html("p", { class: "sentence" });
    this.notes = html("p", { class: "notes" });
    this.description = html("p", { class: "visually-hidden", id: "description", "aria-live": "polite" });
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, html("div", { class: "says" }, [this.sentence, this.notes]), this.description]);
    this.scene = new SurfaceScene(sceneElement, { ...drag, onCamera });
    this.map = new ContourMap(mapElement, { ...drag, onDomain, onDirection: onAngle });
  }

  /** @type {Picture["grid"]} */
  noted = null;

  /**
   * @param {Picture} picture
   * @param {import("./words.js").PointAnswer | null} at
   * @param {number} holes
   */
  show(picture, at, holes) {
    this.scene.draw(picture);
    this.map.draw(picture);
    this.sentence.textContent = at ? pointSentence(picture, at) : "";
    if (picture.grid && picture.grid !== this.noted) {
      this.noted = picture.grid;
      this.notes.textContent = surfaceNotes(holes, picture.grid, heightLimits(picture.grid).isCut);
    }
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => (this.description.textContent = `${this.sentence.textContent} ${this.notes.textContent}`), QUIET);
  }
}

/** @param {(factor: number) => void} onZoom */
function zoomButtons(onZoom) {
  const button = (/** @type {string} */ sign, /** @type {string} */ does, /** @type {number} */ factor) => {
    const element = html("button", { type: "button", class: "icon", title: does, "aria-label": does }, [sign]);
    element.addEventListener("click", () => onZoom(factor));
    return element;
  };
  return html("div", { class: "zoom" }, [button("+", "Zoom in", 0.5), button("−", "Zoom out", 2)]);
}
