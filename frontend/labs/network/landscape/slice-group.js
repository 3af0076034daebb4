/** "Which slice?": two weights, two random directions, or where the walk went, and how far. */

import { html } from "../../../core/dom.js";
import { formatNumber } from "../../../core/format.js";
import { choice } from "../../common/choice.js";
import { group, whereLine } from "../../common/groups.js";
import { choices, ranges, sizesOf } from "../state.js";
import { among, longName, placesOf } from "./places.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 */

const PLANE_NAMES = {
  path: "the walk's principal directions",
  weights: "two weights",
  random: "two random directions",
};
const STEPS = 8; // of the slider for each doubling

export class SliceGroup {
  drawn = "";

  /**
   * @param {(patch: Partial<NetworkState>, kind?: string | null) => void} change
   * @param {() => void} settle
   * @param {() => NetworkState} current
   */
  constructor(change, settle, current) {
    this.current = current;
    this.menu = choice("Slice along", choices.plane, PLANE_NAMES, (plane) =>
      change({ plane: /** @type {NetworkState["plane"]} */ (plane) }),
    );
    this.axes = [this.axis("Across", 0, change), this.axis("Up", 1, change)];
    this.again = html("button", { type: "button", class: "quiet" }, ["Draw other directions"]);
    this.again.addEventListener("click", () => change({ directions: current().directions + 1 }));
    this.reach = html("input", {
      type: "range",
      min: String(STEPS * Math.log2(ranges.reach[0])),
      max: String(STEPS * Math.log2(ranges.reach[1])),
      step: "1",
      "aria-label": "Reach of the slice",
    });
    this.reach.addEventListener("input", () =>
      change({ reach: Number((2 ** (Number(this.reach.value) / STEPS)).toPrecision(3)) }, "reach"),
    );
    this.reach.addEventListener("change", settle);
    this.reachText = html("span", { class: "number" });
    this.fine = html("input", { type: "checkbox", name: "fine" });
    this.fine.addEventListener("change", () => change({ fine: this.fine.checked }));
    this.lines = { weights: this.axes.map((menu, k) => whereLine(["Across", "Up"][k], menu)), random: [this.again] };
    const reach = whereLine("Reach", html("span", { class: "ranged" }, [this.reach, this.reachText]));
    this.element = group("Which slice?", "slice", [
      this.menu,
      ...this.lines.weights,
      ...this.lines.random,
      reach,
      html("label", { class: "switch" }, [this.fine, "Finer grid"]),
    ]);
  }

  /** @param {string} label @param {0 | 1} k @param {(patch: Partial<NetworkState>) => void} change */
  axis(label, k, change) {
    const menu = html("select", { "aria-label": `${label}: which weight or bias` });
    menu.addEventListener("change", () => {
      const { axes } = this.current();
      const chosen = Number(menu.value);
      // Of two different ones: chosen for both, they change places.
      const other = axes[1 - k] === chosen ? axes[k] : axes[1 - k];
      change({ axes: k === 0 ? [chosen, other] : [other, chosen] });
    });
    return menu;
  }

  /** @param {NetworkState} state */
  show(state) {
    const { plane, axes, reach, fine } = state;
    this.menu.value = plane;
    for (const line of this.lines.weights) line.hidden = plane !== "weights";
    this.again.hidden = plane !== "random";
    if (plane === "weights") this.fill(state);
    const places = among(axes, this.axes[0].options.length || 2);
    this.axes.forEach((menu, k) => (menu.value = String(places[k])));
    if (document.activeElement !== this.reach) this.reach.value = String(Math.round(STEPS * Math.log2(reach)));
    this.reachText.textContent = `× ${formatNumber(reach, 3)}`;
    this.fine.checked = fine;
  }

  /** All weights and biases that there are. @param {NetworkState} state */
  fill(state) {
    const names = placesOf(sizesOf(state)).map((place) => longName(place, state));
    if (this.drawn === names.join()) return;
    this.drawn = names.join();
    for (const menu of this.axes)
      menu.replaceChildren(...names.map((name, k) => html("option", { value: String(k) }, [name])));
  }
}
