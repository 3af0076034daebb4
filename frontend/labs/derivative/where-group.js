/**
 * Where the derivative lab looks: the point and the interval, on the page's line; how far its neighbour is, how many
 * derivatives.
 */

import { html } from "../../core/dom.js";
import { inside } from "../../core/interval.js";
import { BoxField } from "../../widgets/box-field.js";
import { NumberField } from "../../widgets/number-field.js";
import { PointField } from "../../widgets/point-field.js";
import { group, whereLine } from "../common/groups.js";
import { ranges } from "./state.js";
import { t } from "../../core/texts.js";

/** @typedef {import("./state.js").DerivativeState} DerivativeState */

export class WhereGroup {
  /**
   * @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change">} surroundings
   * @param {{onInterval: (x: [number, number]) => void, onSlide: () => void}} handlers
   */
  constructor({ store, change }, { onInterval, onSlide }) {
    this.point = new PointField(t("at"), (x) => change({ point: [inside(x, store.get().domain.x)] }, null));
    this.h = new NumberField("Distance h to the second point", (h) => h !== 0 && change({ h }, null));
    this.slide = html(
      "button",
      { type: "button", class: "icon", title: "Let h go to 0 (Space)", "aria-label": "Let h go to 0" },
      ["▶"],
    );
    this.slide.addEventListener("click", onSlide);
    this.interval = new BoxField(onInterval, 1);
    this.parts = [this.point.element, this.interval.element];
    this.order = degreeField("How many derivatives", (order) => change({ order }, null));
    this.taylor = degreeField("Degree of the Taylor polynomial", (taylor) => change({ taylor }, null));
    const pair = (/** @type {(Node | string)[]} */ ...parts) => html("span", { class: "pair" }, parts);
    this.hLine = whereLine("Secant", pair(html("span", { class: "variable" }, ["h"]), "=", this.h.element, this.slide));
    this.orderLine = whereLine("Stack", pair(this.order, "derivatives"));
    this.taylorLine = whereLine("Taylor", pair("degree", this.taylor));
    this.element = group("How far?", "where", [this.hLine, this.orderLine, this.taylorLine]);
  }

  /** @param {DerivativeState} state @param {string} variable @param {boolean} isSliding */
  show({ point: [point], h, domain, order, taylor, show }, variable, isSliding) {
    const [low, high] = domain.x;
    this.point.show([[{ label: "Point", variable, value: point, width: high - low }]]);
    this.h.show(h);
    this.interval.show([variable], [domain.x]);
    this.order.value = String(order);
    this.taylor.value = String(taylor);
    this.slide.textContent = isSliding ? "❚❚" : "▶";
    this.hLine.hidden = !(show.secant || show.lens);
    this.orderLine.hidden = !show.derivatives;
    this.taylorLine.hidden = !show.taylor;
    this.element.hidden = [this.hLine, this.orderLine, this.taylorLine].every(({ hidden }) => hidden);
  }
}

/** @param {string} label @param {(degree: number) => void} onChoice */
function degreeField(label, onChoice) {
  const options = Array.from({ length: ranges.order[1] + 1 }, (_, k) =>
    html("option", { value: String(k) }, [String(k)]),
  );
  const field = html("select", { "aria-label": label }, options);
  field.addEventListener("change", () => onChoice(Number(field.value)));
  return field;
}
