/** The function and the derivatives stacked below it, over one x axis. */

import { html } from "../../core/dom.js";
import { CurvePlot } from "../../plots/curve.js";
import { Says } from "../common/says.js";
import { derivativeName, mainPicture, stackedOrders, stackPicture } from "./picture.js";
import { ranges } from "./state.js";
import { curveNotes, pointSentence } from "./words.js";

/**
 * @typedef {import("./state.js").DerivativeState} DerivativeState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {object} Handlers
 * @property {(x: number, isSettled: boolean) => void} onPoint
 * @property {(x: number, isSettled: boolean) => void} onSecant  where its second point is
 * @property {(x: [number, number], isSettled: boolean) => void} onInterval
 */

export class Stage {
  /** @param {Handlers} handlers */
  constructor({ onPoint, onSecant, onInterval }) {
    /** @type {import("../../plots/curve-picture.js").CurveHandlers} */
    const hands = {
      onDrag: (id, x, _, isSettled) => (id === "secant" ? onSecant : onPoint)(x, isSettled),
      onPress: (x, _, isSettled) => onPoint(x, isSettled),
      onDomain: onInterval,
    };
    const place = (/** @type {string} */ label) =>
      html("div", { class: "plot curve-stage", role: "img", "aria-describedby": "description", "aria-label": label });
    this.place = place("The function");
    this.plot = new CurvePlot(this.place, hands);
    this.figure = html("figure", {}, [this.place]);
    this.stack = Array.from({ length: ranges.order[1] }, (_, k) => {
      const below = place(derivativeName("Derivative f", k + 1));
      return { plot: new CurvePlot(below, hands), figure: html("figure", { class: "stacked", hidden: true }, [below]) };
    });
    this.views = html("div", { class: "views curves" }, [this.figure, ...this.stack.map(({ figure }) => figure)]);
    this.says = new Says();
    this.element = html("section", { class: "stage", "aria-label": "Plots" }, [this.views, ...this.says.elements]);
  }

  /**
   * @param {DerivativeState} state
   * @param {Answers} answers  with a curve
   * @param {string} theme
   * @param {string} hint  what can be done with the point
   */
  show(state, answers, theme, hint) {
    this.views.classList.toggle("is-hinting", hint !== "");
    const orders = stackedOrders(state);
    this.views.style.setProperty("--stacked", String(orders.length));
    this.stack.forEach(({ figure }, k) => (figure.hidden = k >= orders.length));
    this.plot.draw(mainPicture(state, answers, theme, hint));
    for (const order of orders) this.stack[order - 1].plot.draw(stackPicture(state, answers, order, theme));
    this.says.show(pointSentence(state, answers), curveNotes(answers));
  }

  /** Shows the interval of the state again, after one that cannot be drawn. */
  reset() {
    this.plot.reset();
    for (const { plot } of this.stack) plot.reset();
  }

  dispose() {
    this.says.dispose();
    this.plot.destroy();
    for (const { plot } of this.stack) plot.destroy();
  }
}
