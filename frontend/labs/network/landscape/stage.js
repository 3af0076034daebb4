/** The loss as a surface and as a map, with the walk on both. */

import { html } from "../../../core/dom.js";
import { ContourMap } from "../../../plots/contour.js";
import { SurfaceScene } from "../../../plots/scene3d.js";
import { LookRow } from "../../common/look-row.js";
import { Says } from "../../common/says.js";
import { zoomButtons } from "../../common/zoom-buttons.js";

/** @typedef {import("../../../plots/picture.js").Picture} Picture */

export class Stage {
  /**
   * @param {{onPlace: (x: number, y: number, isSettled: boolean) => void, onZoom: (factor: number) => void}} handlers
   * @param {HTMLElement} transport
   */
  constructor({ onPlace, onZoom }, transport) {
    const drag = {
      onDrag: (/** @type {number} */ x, /** @type {number} */ y) => onPlace(x, y, false),
      onDrop: (/** @type {number} */ x, /** @type {number} */ y) => onPlace(x, y, true),
    };
    const described = { role: "img", "aria-describedby": "description" };
    const scene = html("div", {
      class: "plot scene",
      ...described,
      "aria-label": "The loss as a surface, with the walk on it",
    });
    const map = html("div", {
      class: "plot map",
      ...described,
      "aria-label": "The loss as a contour map, with the walk on it",
    });
    this.look = new LookRow((look) => this.scene.lookFrom(look));
    this.views = html("div", { class: "views" }, [
      html("figure", {}, [scene, this.look.element]),
      html("figure", {}, [map, zoomButtons(onZoom)]),
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      transport,
      ...this.says.elements,
    ]);
    this.scene = new SurfaceScene(scene, { ...drag, onCamera: () => {}, onLook: (look) => this.look.mark(look) });
    // The slice goes where the walk goes: the map is not panned, but its reach is changed by the wheel.
    // What was dropped on the map is seen on the surface too.
    const onDrop = (/** @type {number} */ x, /** @type {number} */ y) => {
      drag.onDrop(x, y);
      this.scene.lookAgain();
    };
    this.map = new ContourMap(map, { ...drag, onDrop, onDomain: ({ x }) => this.wheeled(x, onZoom) });
  }

  /** @param {[number, number]} x @param {(factor: number) => void} onZoom */
  wheeled([low, high], onZoom) {
    const before = this.picture?.domain.x;
    if (!before) return;
    const factor = (high - low) / (before[1] - before[0]);
    if (Math.abs(factor - 1) > 0.01) onZoom(factor);
    else this.map.reset();
  }

  /** @param {Picture} picture */
  show(picture) {
    const isFirst = !this.picture;
    this.picture = picture;
    this.scene.draw(picture);
    this.map.draw(picture);
    if (isFirst) this.scene.look(null);
  }

  dispose() {
    this.says.dispose();
    this.scene.destroy();
    this.map.destroy();
  }
}
