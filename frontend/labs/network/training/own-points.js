/** One's own points on the map: pressed to be placed or taken away, dragged to be moved. */

import { say } from "../../../core/status.js";
import { BEGINNING, ranges } from "../state.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 * @typedef {import("./output-map.js").Hands} Hands
 */

const NEAR = 0.25; // in units of the plane, a point is pressed

/** @implements {Hands} */
export class OwnPoints {
  /** @param {Surroundings} surroundings @param {(isOther: boolean) => number} placed  class or height of a new point */
  constructor({ store, change, settle }, placed) {
    /** @type {import("../../../core/signal.js").Store<NetworkState>} */
    this.store = store;
    this.change = change;
    this.onDrop = settle;
    this.placed = placed;
  }

  /** The nearest point, if any is near. @param {[number, number]} place */
  pointAt([x1, x2]) {
    const { data, points } = this.store.get();
    const distances = data === "own" ? points.map(([x, y]) => Math.hypot(x - x1, y - x2)) : [];
    const nearest = Math.min(...distances);
    return nearest <= NEAR ? distances.indexOf(nearest) : -1;
  }

  /** @param {[number, number]} place @param {boolean} isOther */
  onPress(place, isOther) {
    const { data, points } = this.store.get();
    if (data !== "own")
      return say("network", "To place points of your own, choose “my own points” as the data.", 5_000);
    const pressed = this.pointAt(place);
    if (pressed >= 0) return this.change({ points: points.toSpliced(pressed, 1), ...BEGINNING }, null);
    if (points.length >= ranges.points[1]) return say("network", `There can be ${ranges.points[1]} points.`, 5_000);
    const [x1, x2] = place.map(rounded);
    this.change({ points: [...points, [x1, x2, this.placed(isOther)]], ...BEGINNING }, null);
  }

  /** @param {number} point @param {[number, number]} to */
  onDrag(point, to) {
    const { points } = this.store.get();
    const [x1, x2] = to.map(rounded);
    if (points[point])
      this.change({ points: points.with(point, [x1, x2, points[point][2]]), ...BEGINNING }, "drag a point");
  }
}

/** To what a screen can tell apart. @param {number} each */
function rounded(each) {
  return Number(each.toFixed(2));
}
