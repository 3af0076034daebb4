/** The p-norms: all vectors of length 1, and how long one vector is by each of them. */

import { html } from "../../core/dom.js";
import { formatNumber, formatVector, roundToPixel } from "../../core/format.js";
import { arrowKeys } from "../../core/keys.js";
import { onceAFrame } from "../../core/pace.js";
import { currentTheme } from "../../core/theme.js";
import { CurvePlot } from "../../plots/curve.js";
import { unlessRefused } from "../../core/client.js";
import { say } from "../../core/status.js";
import { group, whereLine } from "../common/groups.js";
import { Says } from "../common/says.js";
import { normText } from "./words.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("../common/lab-of-views.js").View} View
 * @typedef {{order: number | null, value: number, ball: [number, number][], is_norm: boolean, sum_of_units: number}}
 *   Norm
 */

/** Beside the chosen one. @type {(number | null)[]} */
const ORDERS = [0.5, 1, 2, 3, null];
const REACH = 2;

/** @implements {View} */
export class NormsView {
  /** @type {[string, string][]} */
  gestures = [["Drag the vector", "to see how long it is by each norm"]];
  /** @type {Norm[]} */
  norms = [];
  /** What they are of: picture and numbers are of one moment. @type {[number, number]} */
  vector = [0, 0];

  /** @param {import("../../core/laboratory.js").Surroundings} surroundings */
  constructor({ store, change, settle, client }) {
    /** @type {import("../../core/signal.js").Store<RegressionState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.channel = client.channel("p-norms");
    this.drawing = onceAFrame(() => this.draw());
    this.slider = html("input", { type: "range", min: "0.25", max: "8", step: "0.05", "aria-label": "Order p" });
    this.slider.addEventListener("input", () => change({ order: Number(this.slider.value) }, "order"));
    this.slider.addEventListener("change", settle);
    this.orderText = html("span", { class: "number" });
    this.infinite = html("input", { type: "checkbox", name: "infinity" });
    this.infinite.addEventListener("change", () =>
      change({ order: this.infinite.checked ? null : Number(this.slider.value) }, null),
    );
    this.groups = [
      group("Which norm?", "function", [
        whereLine("p", html("span", { class: "ranged" }, [this.slider, this.orderText])),
        html("label", { class: "switch" }, [this.infinite, "p = ∞: the largest entry"]),
        html("p", { class: "notes" }, ["‖v‖ₚ = (|x|ᵖ + |y|ᵖ)", html("sup", {}, ["1/p"])]),
      ]),
    ];
    const place = html("div", {
      class: "plot",
      role: "img",
      "aria-describedby": "description",
      "aria-label": "Unit balls of p-norms, and a vector",
    });
    this.plot = new CurvePlot(place, {
      onDrag: (_, x, y, isSettled) => this.move(x, y, isSettled),
      onPress: (x, y, isSettled) => this.move(x, y, isSettled),
    });
    this.says = new Says();
    this.stage = {
      element: html("section", { class: "stage", "aria-label": "Plots" }, [
        html("div", { class: "views curves square" }, [html("figure", {}, [place])]),
        ...this.says.elements,
      ]),
    };
    this.body = html("tbody");
    const heads = ["p", "length of v", "is it a norm?", "length of (1, 1)", "length of (1, 0) + length of (0, 1)"];
    this.cards = {
      table: {
        element: html("section", { class: "card whole" }, [
          html("h2", {}, ["The same vector by several norms"]),
          html("div", { class: "scroll" }, [
            html("table", { class: "numbers" }, [
              html("thead", {}, [
                html(
                  "tr",
                  {},
                  heads.map((name) => html("th", { scope: "col" }, [name])),
                ),
              ]),
              this.body,
            ]),
          ]),
        ]),
      },
    };
    const steps = { arrowleft: [-0.05, 0], arrowright: [0.05, 0], arrowup: [0, 0.05], arrowdown: [0, -0.05] };
    this.shortcuts = [
      arrowKeys("move the vector", steps, ([x, y]) =>
        this.move(store.get().vector[0] + x, store.get().vector[1] + y, true),
      ),
    ];
    this.unsubscribe = [store.subscribe(["order", "vector"], () => this.follow())];
  }

  open() {}

  async follow() {
    const { order, vector } = this.store.get();
    const orders = [order, ...ORDERS.filter((each) => each !== order)];
    const answer = await unlessRefused(this.channel.ask({ orders, vector }), (problem) =>
      say("norms", problem.message, 6_000),
    );
    if (!answer) return;
    this.norms = answer.norms;
    this.vector = vector;
    this.redraw();
  }

  /** @param {number} x @param {number} y @param {boolean} isSettled */
  move(x, y, isSettled) {
    const held = (/** @type {number} */ value) => roundToPixel(Math.min(Math.max(value, -REACH), REACH), 2 * REACH);
    this.change({ vector: [held(x), held(y)] }, "drag the vector");
    if (isSettled) this.settle();
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const { order } = this.store.get();
    const { vector } = this;
    const [own, ...others] = this.norms;
    if (order !== null) this.slider.value = String(order);
    this.slider.disabled = this.infinite.checked = order === null;
    this.orderText.textContent = order === null ? "∞" : String(order);
    if (!own) return;
    this.plot.draw(pictureOf(own, others, vector, currentTheme()));
    this.says.show(...wordsOf(own, vector));
    const sorted = [...this.norms].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
    this.body.replaceChildren(
      ...sorted.map((norm) =>
        html("tr", {}, [
          html("th", { scope: "row" }, [norm.order === null ? "∞" : String(norm.order)]),
          ...cellsOf(norm).map((text) => html("td", {}, [text])),
        ]),
      ),
    );
  }

  dispose() {
    for (const end of this.unsubscribe) end();
    this.drawing.stop();
    this.channel.close();
    this.says.dispose();
    this.plot.destroy();
  }
}

/** @param {Norm} norm */
function cellsOf({ value, is_norm: isNorm, sum_of_units: sum }) {
  return [
    formatNumber(value, 5),
    isNorm ? "yes" : "no",
    formatNumber(sum, 5),
    `2${sum > 2 ? ", which is less" : sum === 2 ? ", the same" : ", which is more"}`,
  ];
}

/** @param {Norm} own @param {[number, number]} vector @returns {[string, string]} */
function wordsOf({ order, value, is_norm: isNorm, sum_of_units: sum }, vector) {
  const ball =
    order === null
      ? "a square"
      : order === 1
        ? "a square on its corner"
        : order === 2
          ? "a circle"
          : isNorm
            ? "a round curve that caves in nowhere"
            : "a star, which caves in";
  const sentence =
    `v = ${formatVector(vector, 4)} has the length ${normText(order)} = ${formatNumber(value, 5)}. ` +
    `All vectors of length 1 make ${ball}.`;
  if (isNorm)
    return [
      sentence,
      "The larger p, the more the largest entry counts: residuals are measured in the same way, and a large p " +
        "listens to the worst point.",
    ];
  return [
    sentence,
    `This is no norm: (1, 0) and (0, 1) have length 1, but their sum has length ${formatNumber(sum, 4)}, more than ` +
      `2: a detour would be shorter than the straight way.`,
  ];
}

/**
 * Where each curve has its name: on a diagonal or an axis, so that no two are near each other.
 * @type {Record<string, [number, number]>}
 */
const NAMED_AT = { 0.5: [-1, 1], 1: [-1, -1], 2: [0, -1], 3: [-1, 1], null: [-1, -1], own: [1, -1] };

/** @param {Norm} norm @param {string} at */
function nameOf({ order, ball }, at) {
  const [u, v] = NAMED_AT[at];
  const along = ([x, y] = [0, 0]) => x * u + y * v - 10 * Math.abs(x * v - y * u);
  const [x, y] = ball.reduce((best, each) => (along(each) > along(best) ? each : best));
  return { x, y, role: at === "own" ? "function" : "guide", label: `p = ${order === null ? "∞" : order}` };
}

/**
 * @param {Norm} own
 * @param {Norm[]} others
 * @param {[number, number]} vector
 * @param {string} theme
 * @returns {import("../../plots/curve-picture.js").CurvePicture}
 */
function pictureOf(own, others, vector, theme) {
  const closed = (/** @type {[number, number][]} */ ball) => [...ball, ball[0]];
  const scaled = closed(own.ball).map(([x, y]) => /** @type {[number, number]} */ ([own.value * x, own.value * y]));
  return {
    curves: [],
    lines: [
      ...others.map((norm) => ({ points: closed(norm.ball), role: "guide", weight: 0.5 })),
      { points: scaled, role: "direction", dash: "6 4", weight: 0.7 },
      { points: closed(own.ball), role: "function", weight: 1.3 },
      { points: /** @type {[number, number][]} */ ([[0, 0], vector]), role: "direction", arrows: true },
    ],
    marks: [...others.map((norm) => nameOf(norm, String(norm.order))), nameOf(own, "own")],
    handles: [
      {
        id: "vector",
        x: vector[0],
        y: vector[1],
        role: "direction",
        label: `v, ${normText(own.order)} = ${formatNumber(own.value, 4)}`,
      },
    ],
    guides: [{ x: 0 }, { y: 0 }],
    xLabel: "x",
    yLabel: "y",
    xRange: [-REACH, REACH],
    yRange: [-REACH, REACH],
    equal: true,
    theme,
  };
}
