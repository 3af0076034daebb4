/** The p-norms: all vectors of length 1, and how long one vector is by each of them. */

import { columnHead, html, math } from "../../core/dom.js";
import { formatNumber, formatVector, roundToPixel } from "../../core/format.js";
import { CurvePlot } from "../../plots/curve.js";
import { say } from "../../core/status.js";
import { PointField } from "../../widgets/point-field.js";
import { Bench } from "../common/bench.js";
import { group, whereLine } from "../common/groups.js";
import { arrows } from "../common/keys.js";
import { Says } from "../common/says.js";
import { normText } from "./words.js";
import { t } from "../../core/texts.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {{state: RegressionState}} Moment
 * @typedef {{norms: Norm[], vector: [number, number]}} Answers
 * @typedef {{order: number | null, value: number, ball: [number, number][], is_norm: boolean, sum_of_units: number}}
 *   Norm
 */

/** Beside the chosen one. @type {(number | null)[]} */
const ORDERS = [0.5, 1, 2, 3, null];
const REACH = 2;

/** @type {import("../common/asking.js").Question<Moment, Answers>} */
const norms = {
  about: () => "",
  ask({ state: { order, vector } }, send) {
    return send("p-norms", { orders: [order, ...ORDERS.filter((each) => each !== order)], vector });
  },
  // Picture and numbers are of one moment.
  told: ({ norms }, { state: { vector } }) => ({ norms, vector }),
};

/** @type {import("../common/bench.js").Description<NormsView, Moment, Answers>} */
export const NORMS = {
  gestures: [["Drag the vector", "to see how long it is by each norm"]],
  keys: [arrows("move the vector", 0.05)],
  nothing: { norms: [], vector: [0, 0] },
  questions: { norms },
  follows: [{ of: ["order", "vector"], asks: ["norms"] }],
  draws: ["order", "vector"],
};

/** @extends {Bench<RegressionState, Moment, Answers>} */
export class NormsView extends Bench {
  /** @param {import("../../core/laboratory.js").Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, NORMS);
    this.slider = html("input", { type: "range", min: "0.25", max: "8", step: "0.05", "aria-label": "Order p" });
    this.slider.addEventListener("input", () => this.change({ order: Number(this.slider.value) }, "order"));
    this.slider.addEventListener("change", this.settle);
    this.orderText = html("span", { class: "number" });
    this.infinite = html("input", { type: "checkbox", name: "infinity" });
    this.infinite.addEventListener("change", () =>
      this.change({ order: this.infinite.checked ? null : Number(this.slider.value) }, null),
    );
    this.vector = new PointField(t("of v ="), (value, axis) => {
      const { vector } = this.store.get();
      this.move(axis === 0 ? value : vector[0], axis === 1 ? value : vector[1], true);
    });
    this.line = [html("span", { class: "formula" }, [definition()]), this.vector.element];
    this.controls = [
      {
        element: group("Which norm?", "norm", [
          whereLine("p", html("span", { class: "ranged" }, [this.slider, this.orderText])),
          html("label", { class: "switch" }, [this.infinite, "p = ∞: the largest entry"]),
        ]),
      },
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
    const views = html("div", { class: "views curves square" }, [html("figure", {}, [place])]);
    this.stage = {
      element: html("section", { class: "stage", "aria-label": "Plots" }, [views, ...this.says.elements]),
    };
    this.body = html("tbody");
    const heads = ["p", "length of v", "is it a norm?", "length of (1, 1)", "length of (1, 0) + length of (0, 1)"];
    this.cards = {
      table: {
        element: html("section", { class: "card whole" }, [
          html("h2", {}, ["The same vector by several norms"]),
          html("div", { class: "scroll" }, [
            html("table", { class: "numbers" }, [
              html("thead", {}, [html("tr", {}, heads.map(columnHead))]),
              this.body,
            ]),
          ]),
        ]),
      },
    };
    this.listen();
  }

  get moment() {
    return { state: this.store.get() };
  }

  /** @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    say("norms", problem.message, 6_000);
  }

  /** @param {number[]} step */
  nudge([x, y]) {
    const { vector } = this.store.get();
    this.move(vector[0] + x, vector[1] + y, true);
  }

  /** @param {number} x @param {number} y @param {boolean} isSettled */
  move(x, y, isSettled) {
    const held = (/** @type {number} */ value) => roundToPixel(Math.min(Math.max(value, -REACH), REACH), 2 * REACH);
    this.change({ vector: [held(x), held(y)] }, "drag the vector");
    if (isSettled) this.settle();
  }

  draw() {
    const { order } = this.store.get();
    const { vector, norms } = this.answers.get();
    const [own, ...others] = norms;
    if (order !== null) this.slider.value = String(order);
    this.slider.disabled = this.infinite.checked = order === null;
    this.orderText.textContent = order === null ? "∞" : String(order);
    const held = this.store.get().vector;
    this.vector.show([["x", "y"].map((name, k) => ({ label: `${name} of v`, variable: name, value: held[k] }))]);
    if (!own) return;
    this.plot.draw(pictureOf(own, others, vector, this.theme));
    this.says.show(...wordsOf(own, vector));
    const sorted = [...norms].sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
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
    super.dispose();
    this.says.dispose();
    this.plot.destroy();
  }
}

/** ‖v‖ₚ = (|x|ᵖ + |y|ᵖ)^(1/p). */
function definition() {
  const [letter, sign] = ["mi", "mo"].map((tag) => (/** @type {string} */ text) => math(tag, [text]));
  const power = (/** @type {string} */ name) =>
    math("msup", [math("mrow", [sign("|"), letter(name), sign("|")]), letter("p")]);
  const root = math("mrow", [letter("1"), sign("/"), letter("p")]);
  const sum = math("mrow", [sign("("), power("x"), sign("+"), power("y"), sign(")")]);
  const length = math("msub", [math("mrow", [sign("‖"), letter("v"), sign("‖")]), letter("p")]);
  return math("math", [length, sign("="), math("msup", [sum, root])]);
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
  const name = order === null ? "∞" : String(order);
  // The numbers alone, as heights on contours: all names would lie over each other on a phone.
  return at === "own" ? { x, y, role: "function", label: `p = ${name}` } : { x, y, role: "guide", label: name };
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
        label: "v",
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
