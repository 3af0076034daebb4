/** The constraint in space, with what goes with it as a curve beside it, and the sentence under them. */

import { html } from "../../../core/dom.js";
import { CurvePlot } from "../../../plots/curve.js";
import { SpacePlot } from "../../../plots/space.js";
import { Says } from "../../common/says.js";
import { alongPicture, sensitivityPicture } from "../curves.js";
import { shortCompleteness } from "../solution-words.js";
import { spacePicture } from "./picture.js";
import { notesOf, pointSentence } from "./words.js";

/**
 * @typedef {object} Handlers
 * @property {(place: number[], isSettled: boolean) => void} onPoint
 * @property {(s: number, isSettled: boolean) => void} onAlong  so far along the curve
 */

export class Stage {
  /** @param {Handlers} handlers */
  constructor({ onPoint, onAlong }) {
    const described = { role: "img", "aria-describedby": "description" };
    const spaceElement = html("div", {
      class: "plot scene",
      ...described,
      "aria-label": "The constraint in space, with all solutions",
    });
    const figureOf = (/** @type {string} */ name) => {
      const element = html("div", { class: "plot", ...described, "aria-label": name });
      return { element, figure: html("figure", {}, [element]) };
    };
    const along = figureOf("The function along the curve of the constraint");
    const levels = figureOf("How the solutions move with the level c");
    this.figures = { along: along.figure, levels: levels.figure };
    this.views = html("div", { class: "views beside kept" }, [
      html("figure", {}, [spaceElement]),
      along.figure,
      levels.figure,
    ]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, ...this.says.elements]);
    this.space = new SpacePlot(spaceElement, {
      onDrag: (...place) => onPoint(place, false),
      onDrop: (...place) => onPoint(place, true),
    });
    this.along = new CurvePlot(along.element, {
      onDrag: (_, s, __, isSettled) => onAlong(s, isSettled),
      onPress: (s, _, isSettled) => onAlong(s, isSettled),
    });
    this.levels = new CurvePlot(levels.element);
  }

  /** Of a curve, what f is along it; of a surface, how the solutions move. @param {import("./sight.js").Sight} sight */
  show(sight) {
    const isCurve = sight.curve.length > 0;
    this.figures.along.hidden = !isCurve;
    this.figures.levels.hidden = isCurve;
    this.space.draw(spacePicture(sight));
    if (isCurve) this.along.draw(alongPicture(sight));
    else this.levels.draw(sensitivityPicture(sight));
    const whole = sight.show.solutions ? shortCompleteness(sight.extrema) : "";
    this.says.show(pointSentence(sight), notesOf(sight), whole);
  }

  dispose() {
    this.says.dispose();
    this.space.destroy();
    this.along.destroy();
    this.levels.destroy();
  }
}
