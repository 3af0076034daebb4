/** The surface with its walks, their values step by step beside it, the player, and the sentence under them. */

import { html } from "../../../core/dom.js";
import { CurvePlot } from "../../../plots/curve.js";
import { SpacePlot } from "../../../plots/space.js";
import { Says } from "../../common/says.js";
import { spacePicture, valuesPicture } from "./picture.js";
import { notesOf, stepSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(place: number[], isSettled: boolean) => void} onStart
 * @property {(step: number) => void} onStep
 */

export class Stage {
  /** @param {Handlers} handlers @param {HTMLElement} player */
  constructor({ onStart, onStep }, player) {
    const described = { role: "img", "aria-describedby": "description" };
    const spaceElement = html("div", {
      class: "plot scene",
      ...described,
      "aria-label": "The walk on the surface of the constraint",
    });
    const valuesElement = html("div", { class: "plot", ...described, "aria-label": "The function step by step" });
    this.views = html("div", { class: "views beside" }, [
      html("figure", {}, [spaceElement]),
      html("figure", {}, [valuesElement]),
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
    this.values = new CurvePlot(valuesElement, { onPress: (x) => onStep(Math.round(x)) });
  }

  /** @param {import("./sight.js").Sight} sight */
  show(sight) {
    this.space.draw(spacePicture(sight));
    this.values.draw(valuesPicture(sight));
    this.says.show(stepSentence(sight), notesOf(sight));
  }

  dispose() {
    this.says.dispose();
    this.space.destroy();
    this.values.destroy();
  }
}
