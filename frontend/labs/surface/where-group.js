/** Where the surface lab looks: the point and the box, on the page's line, and the direction. */

import { html } from "../../core/dom.js";
import { BoxField } from "../../widgets/box-field.js";
import { NumberField } from "../../widgets/number-field.js";
import { PointField } from "../../widgets/point-field.js";
import { group, whereLine } from "../common/groups.js";
import { within } from "../common/moves.js";
import { t } from "../../core/texts.js";

/** @typedef {import("./state.js").SurfaceState} SurfaceState */

export class WhereGroup {
  /** @param {Pick<import("../../core/laboratory.js").Surroundings, "store" | "change">} surroundings */
  constructor({ store, change }) {
    this.store = store;
    this.change = change;
    this.point = new PointField(t("at"), (value, axis) => change({ point: store.get().point.with(axis, value) }, null));
    this.box = new BoxField((interval, axis) => this.changeDomain(axis === 0 ? "x" : "y", interval));
    this.angle = new NumberField("Angle of u in degrees", (value) =>
      change({ angle: ((value % 360) + 360) % 360 }, null),
    );
    const angle = whereLine("Angle", html("span", { class: "pair" }, [this.angle.element, "° of u"]));
    this.element = group("Which direction?", "where", [angle]);
    this.parts = [this.point.element, this.box.element];
  }

  /** @param {"x" | "y"} axis @param {[number, number]} interval */
  changeDomain(axis, interval) {
    const { domain, point } = this.store.get();
    const wanted = { ...domain, [axis]: interval };
    this.change({ domain: wanted, point: within(point, wanted) }, null);
  }

  /** @param {SurfaceState} state @param {string[]} variables */
  show(state, variables) {
    const box = [state.domain.x, state.domain.y];
    this.point.showPoint(variables, state.point, box);
    this.box.show(variables, box);
    this.angle.show(state.angle);
    this.element.hidden = !state.show.direction;
  }
}
