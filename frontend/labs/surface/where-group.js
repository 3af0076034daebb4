/** Where the surface lab looks: the point, the box, and the direction. */

import { html } from "../../core/dom.js";
import { IntervalField } from "../../widgets/interval-field.js";
import { NumberField } from "../../widgets/number-field.js";
import { group, whereLine } from "../common/groups.js";
import { within } from "../common/moves.js";

/** @typedef {import("./state.js").SurfaceState} SurfaceState */

const AXES = /** @type {const} */ ([0, 1]);

export class WhereGroup {
  /** @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change">} surroundings */
  constructor({ store, change }) {
    this.store = store;
    this.change = change;
    this.point = AXES.map(
      (axis) => new NumberField("", (value) => change({ point: withEntry(store.get().point, axis, value) }, null)),
    );
    this.names = AXES.map(() => html("span", { class: "variable" }));
    this.intervals = /** @type {const} */ (["x", "y"]).map(
      (axis) => new IntervalField((interval) => this.changeDomain(axis, interval)),
    );
    this.angle = new NumberField("Angle of u in degrees", (value) =>
      change({ angle: ((value % 360) + 360) % 360 }, null),
    );
    this.angleLine = whereLine("Angle", html("span", { class: "pair" }, [this.angle.element, "° of u"]));
    this.element = group("Where?", "where", this.lines());
  }

  lines() {
    const pairs = this.point.map((field, axis) =>
      html("span", { class: "pair" }, [this.names[axis], "=", field.element]),
    );
    const box = html(
      "div",
      { class: "box" },
      this.intervals.map(({ element }) => element),
    );
    return [whereLine("Point", html("span", { class: "pairs" }, pairs)), this.angleLine, whereLine("Box", box)];
  }

  /** @param {"x" | "y"} axis @param {[number, number]} interval */
  changeDomain(axis, interval) {
    const { domain, point } = this.store.get();
    const wanted = { ...domain, [axis]: interval };
    this.change({ domain: wanted, point: within(point, wanted) }, null);
  }

  /** @param {SurfaceState} state @param {string[]} variables */
  show(state, variables) {
    for (const axis of AXES) {
      this.point[axis].rename(`${variables[axis]} of the point`);
      this.point[axis].show(state.point[axis]);
      this.names[axis].textContent = variables[axis];
    }
    this.intervals[0].show(variables[0], state.domain.x);
    this.intervals[1].show(variables[1], state.domain.y);
    this.angle.show(state.angle);
    this.angleLine.hidden = !state.show.direction;
  }
}

/**
 * @param {[number, number]} point
 * @param {0 | 1} axis
 * @param {number} value
 * @returns {[number, number]}
 */
function withEntry(point, axis, value) {
  return axis === 0 ? [value, point[1]] : [point[0], value];
}
