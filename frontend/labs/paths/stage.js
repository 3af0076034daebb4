/** The race on the surface and on its map, or on a plane where there are more than two variables. */

import { html } from "../../core/dom.js";
import { formatNumber } from "../../core/format.js";
import { ContourMap } from "../../plots/contour.js";
import { CurvePlot } from "../../plots/curve.js";
import { SurfaceScene } from "../../plots/scene3d.js";
import { LookRow } from "../common/look-row.js";
import { Says } from "../common/says.js";
import { zoomButtons } from "../common/zoom-buttons.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {import("../../plots/picture.js").Picture} Picture
 * @typedef {object} Handlers
 * @property {(x: number, y: number, isSettled: boolean) => void} onStart
 * @property {(k: number) => void} onGrip
 * @property {(domain: import("../../plots/geometry.js").Domain) => void} onDomain
 * @property {(place: [number, number, number] | null) => void} onCamera
 * @property {(factor: number) => void} onZoom  by a button
 * @property {(chosen: [number, number] | null) => void} onPlane
 */

export class Stage {
  /** @param {Handlers} handlers @param {HTMLElement} player */
  constructor(handlers, player) {
    const { onStart, onGrip, onDomain, onCamera, onZoom, onPlane } = handlers;
    const drag = {
      onDrag: (/** @type {number} */ x, /** @type {number} */ y) => onStart(x, y, false),
      onDrop: (/** @type {number} */ x, /** @type {number} */ y) => onStart(x, y, true),
      onGrip,
    };
    const described = { role: "img", "aria-describedby": "description" };
    const sceneElement = html("div", { class: "plot scene", ...described, "aria-label": "The walks on the surface" });
    const mapElement = html("div", { class: "plot map", ...described, "aria-label": "The walks on the contour map" });
    const planeElement = html("div", { class: "plot", ...described, "aria-label": "The walks on a plane" });
    this.legend = html("ul", { class: "legend run-legend" });
    this.look = new LookRow((look) => this.scene.lookFrom(look));
    this.views = html("div", { class: "views" }, [
      html("figure", {}, [sceneElement, this.look.element]),
      html("figure", {}, [mapElement, zoomButtons(onZoom)]),
    ]);
    this.plane = html("select", { "aria-label": "The plane of the picture" });
    this.plane.addEventListener("change", () =>
      onPlane(this.plane.value ? /** @type {[number, number]} */ (this.plane.value.split(",").map(Number)) : null),
    );
    this.share = html("span", { class: "share" });
    this.flat = html("div", { class: "flat" }, [
      html("div", { class: "views curves" }, [html("figure", {}, [planeElement])]),
      html("p", { class: "plane-line" }, [this.plane, this.share]),
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [
      this.views,
      this.flat,
      this.legend,
      player,
      ...this.says.elements,
    ]);
    this.scene = new SurfaceScene(sceneElement, { ...drag, onCamera, onLook: (look) => this.look.mark(look) });
    // What was dropped on the map is seen on the surface too.
    const onDrop = (/** @type {number} */ x, /** @type {number} */ y) => {
      drag.onDrop(x, y);
      this.scene.lookAgain();
    };
    this.map = new ContourMap(mapElement, { ...drag, onDrop, onDomain });
    this.projection = new CurvePlot(planeElement);
  }

  /** @param {boolean} isFlat  whether there are more than two variables */
  arrange(isFlat) {
    this.views.hidden = isFlat;
    this.flat.hidden = !isFlat;
  }

  /** @param {Picture} picture */
  show(picture) {
    this.arrange(false);
    this.scene.draw(picture);
    this.map.draw(picture);
  }

  /**
   * @param {{picture: import("../../plots/curve-picture.js").CurvePicture, share: number}} projection
   * @param {string[]} variables
   * @param {[number, number] | null} chosen
   */
  showFlat({ picture, share }, variables, chosen) {
    this.arrange(true);
    const pairs = variables.flatMap((_, i) => variables.map((_, j) => [i, j]).filter(([i, j]) => i < j));
    if (this.plane.dataset.variables !== variables.join())
      this.plane.replaceChildren(
        html("option", { value: "" }, ["the plane in which the walks spread most"]),
        ...pairs.map(([i, j]) => html("option", { value: `${i},${j}` }, [`${variables[i]} and ${variables[j]}`])),
      );
    this.plane.dataset.variables = variables.join();
    this.plane.value = chosen ? chosen.join(",") : "";
    this.share.textContent = t(`shows ${formatNumber(100 * share, 3)} % of the variance of all iterates`);
    this.projection.draw(picture);
  }

  /**
   * @param {{name: string, role: string, dash: string, isSelected: boolean}[]} runs
   * @param {(k: number) => void} onSelect
   */
  showLegend(runs, onSelect) {
    const key = JSON.stringify(runs);
    if (this.legend.dataset.key === key) return;
    this.legend.dataset.key = key;
    this.legend.replaceChildren(
      ...runs.map(({ name, role, dash, isSelected }, k) => {
        const item = html("button", { type: "button", class: "link legend-run", "aria-pressed": String(isSelected) }, [
          html("span", { class: `stroke ${role}${dash === "none" ? "" : " dashed"}` }),
          `${k + 1} ${t(name)}`,
        ]);
        item.addEventListener("click", () => onSelect(k));
        return html("li", {}, [item]);
      }),
    );
  }

  dispose() {
    this.says.dispose();
    this.scene.destroy();
    this.map.destroy();
    this.projection.destroy();
  }
}
