/** The points that are fitted: those of a data set, or one's own, which a hand places, moves and takes away. */

import { unlessRefused } from "../../core/client.js";
import { roundToPixel } from "../../core/format.js";
import { say } from "../../core/status.js";
import { windowOf } from "./picture.js";
import { pointsOfTable } from "./points-table.js";
import { ranges } from "./state.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./requests.js").Points} Points
 */

/** What decides which points there are. @type {(keyof RegressionState)[]} */
export const OF_POINTS = ["data", "count", "noise", "outliers", "sample", "points"];

export class PointsInHand {
  /** @type {Points} */
  points = { x: [], y: [] };
  /** The state that they are of. @type {RegressionState | null} */
  of = null;
  /** @type {{x: [number, number], y: [number, number]}} */
  window = windowOf(this.points);
  /** @type {number | null} */
  selected = null;
  /** Whether a hand holds something that moves: axes stay as they are meanwhile. */
  isHeld = false;

  /** @param {import("../../core/laboratory.js").Surroundings} surroundings @param {() => void} onSelect */
  constructor({ store, change, settle, client }, onSelect) {
    /** @type {import("../../core/signal.js").Store<RegressionState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.onSelect = onSelect;
    this.made = client.channel("regression/data");
  }

  get count() {
    return this.points.x.length;
  }

  /** Whether these are the points that a state asks for. @param {RegressionState} state */
  areOf(state) {
    return OF_POINTS.every((key) => state[key] === this.of?.[key]);
  }

  /**
   * The points of the state; those of a data set are made by the backend.
   * @returns {Promise<boolean>} whether they are here and still wanted
   */
  async fetch() {
    const state = this.store.get();
    const { data, points, count, noise, outliers, sample } = state;
    if (data === "own") return this.hold({ x: points.map(([x]) => x), y: points.map(([, y]) => y) }, state);
    if (this.areOf(state)) return true;
    const made = await unlessRefused(
      this.made.ask({ name: data, count, noise, outliers: Math.min(outliers, count), seed: sample }),
      (problem) => say("points", problem.message, 6_000),
    );
    return made ? this.hold(/** @type {Points} */ ({ x: made.x, y: made.y }), state) : false;
  }

  /** @param {Points} points @param {RegressionState} state  that they are of */
  hold(points, state) {
    this.points = points;
    this.of = state;
    if (!this.isHeld) this.window = windowOf(points);
    if (this.selected !== null && this.selected >= points.x.length) this.selected = null;
    return true;
  }

  /** @param {number | null} k */
  select(k) {
    this.selected = k;
    this.onSelect();
  }

  selectNext() {
    this.select(this.count ? ((this.selected ?? -1) + 1) % this.count : null);
  }

  /**
   * From now on the points are one's own.
   * @param {Points} points
   * @param {string | null} kind
   * @param {Partial<RegressionState>} [patch]  what changes with them
   */
  put({ x, y }, kind, patch = {}) {
    const points = x.map((each, k) => /** @type {[number, number]} */ ([each, y[k]]));
    this.change({ ...patch, data: "own", points }, kind);
  }

  /** @param {number} k @param {number} x @param {number} y @param {boolean} isSettled */
  move(k, x, y, isSettled) {
    this.isHeld = !isSettled;
    this.place(k, x, y, "drag a point");
    if (isSettled) this.settle();
  }

  /** @param {number} k @param {number} x @param {number} y @param {string} kind */
  place(k, x, y, kind) {
    const { points } = this;
    this.put({ x: points.x.with(k, this.rounded(x, "x")), y: points.y.with(k, this.rounded(y, "y")) }, kind);
  }

  /** @param {number[]} step  in parts of what is seen, of the one that is chosen */
  nudge([right, up]) {
    const { selected, points, window } = this;
    if (selected === null) return;
    const by = (/** @type {number} */ part, /** @type {[number, number]} */ [low, high]) => part * (high - low);
    const [x, y] = [points.x[selected] + by(right, window.x), points.y[selected] + by(up, window.y)];
    this.place(selected, x, y, "nudge a point");
  }

  /** @param {number} value @param {"x" | "y"} axis */
  rounded(value, axis) {
    const [low, high] = this.window[axis];
    return roundToPixel(value, high - low);
  }

  /** @param {number} x @param {number} y */
  add(x, y) {
    const most = ranges.points[1];
    if (this.count >= most) return say("points", `There can be ${most} points.`, 5_000);
    this.selected = null;
    this.put({ x: [...this.points.x, this.rounded(x, "x")], y: [...this.points.y, this.rounded(y, "y")] }, null);
  }

  remove() {
    const { selected, points } = this;
    if (selected === null) return say("points", "Press a point to choose it first.", 4_000);
    this.selected = null;
    this.put({ x: points.x.toSpliced(selected, 1), y: points.y.toSpliced(selected, 1) }, null);
  }

  clear() {
    this.put({ x: [], y: [] }, null);
  }

  /** @param {string} text @returns {import("../../widgets/paste-field.js").Verdict} */
  take(text) {
    const { points, mistakes, understood } = pointsOfTable(text, ranges.points[1]);
    if (!points) return { mistakes };
    this.selected = null;
    this.put(points, null, { domain: null });
    return { understood };
  }

  /** The points as a table. */
  get text() {
    const { x, y } = this.points;
    return ["x, y", ...x.map((each, k) => `${each}, ${y[k]}`)].join("\n");
  }

  dispose() {
    this.made.close();
  }
}
