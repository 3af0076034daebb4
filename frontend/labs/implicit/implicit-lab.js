/** The lab of equations: a curve as the set of an equation, and its slope by implicit differentiation. */

import { html } from "../../core/dom.js";
import { roundToPixel } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { BoxField } from "../../widgets/box-field.js";
import { PointField } from "../../widgets/point-field.js";
import { nearestOn, placeAt } from "../common/along.js";
import { Bench } from "../common/bench.js";
import { isDrawable } from "../common/drawable.js";
import { arrows, key, SWEEPING, typing, zooming } from "../common/keys.js";
import { labOf } from "../common/lab-of-views.js";
import { unread } from "../common/meaning.js";
import { boxByHand, nudged, within, zoomed } from "../common/moves.js";
import { CURVES } from "./examples.js";
import { FormulaCard } from "./formula-card.js";
import { QUESTIONS } from "./requests.js";
import { caughtOn, sightOf } from "./sight.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "./state.js";
import { TypedEquation } from "./typed-equation.js";

/**
 * @typedef {import("./state.js").ImplicitState} ImplicitState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x", "y");
const STEP = 0.02; // of the length of the piece, by an arrow key

/** @type {import("../common/bench.js").Description<ImplicitLabView, Moment, Answers>} */
export const IMPLICIT = {
  typed: {
    label: "Equation of x and y",
    axes: { count: 2, what: "a curve in the plane has two variables" },
    examples: CURVES,
    stateOver: ([x, y]) => ({ domain: { x, y } }),
    Typed: TypedEquation,
  },
  switches: {
    tangent: ["Tangent line", "tangent"],
    normal: ["∇g, at right angles to the curve", "gradient"],
    parabola: ["Parabola by the second derivative", "hessian"],
    places: ["Upright, level and singular places", "ink"],
    slopes: ["The slopes over x", "gradient"],
  },
  gestures: [
    ["Drag the point", "along the curve; special places hold it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
  ],
  keys: [
    arrows("move the point along the curve", STEP),
    SWEEPING,
    ...zooming("zoom in around the point"),
    key("0", "the box of the beginning", (lab) => lab.changeDomain(DEFAULT_STATE.domain)),
    typing("equation"),
  ],
  nothing: { meaning: null, domain: null, curve: [], singular: [], at: null, places: null },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain"], reads: true, asks: ["picture"], later: ["places"] },
    { of: ["point"], asks: ["point"] },
    { of: ["show"], later: ["places"] },
  ],
  hears: [{ of: ["at"], does: (lab) => lab.catchPoint() }],
  draws: ["point", "show", "source", "parameters", "domain"],
};

/** @extends {Bench<ImplicitState, Moment, Answers>} */
class ImplicitLabView extends Bench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, IMPLICIT);
    this.point = new PointField(t("at"), (value, axis) =>
      this.change({ point: this.store.get().point.with(axis, value) }, null),
    );
    this.box = new BoxField((interval, axis) =>
      this.changeDomain({ ...this.store.get().domain, [axis === 0 ? "x" : "y"]: interval }),
    );
    this.onward = html("button", { type: "button", class: "link part onward" }, [t("as a constraint")]);
    this.onward.addEventListener("click", () => this.goOn());
    // A field that is left shuts before the press has come, and what stands behind it moves away under the hand.
    this.onward.addEventListener("mousedown", (event) => event.preventDefault());
    this.line = [this.function.field.element, this.point.element, this.box.element, this.onward];
    this.controls = [this.function, this.switches];
    this.stage = new Stage({
      onPoint: (place, isSettled) => this.movePoint(place, isSettled),
      onDomain: (domain) => this.changeDomain(boxByHand(domain)),
      onZoom: (factor) => this.zoom(factor),
    });
    this.cards = { formula: new FormulaCard() };
    this.listen();
  }

  /** What the curve is a constraint of is asked in another lab. */
  goOn() {
    const { variables } = this.function.typed.meaning ?? UNREAD;
    const kind = { variables, shape: [], isEquation: true, isConstraint: true };
    this.surroundings.elsewhere?.(this.store.get().source, kind)?.run();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { variables, parameters } = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.meaning);
    this.function.show(state.parameters, parameters);
    const box = [state.domain.x, state.domain.y];
    this.point.showPoint(variables, state.point, box);
    this.box.show(variables, box);
    this.onward.hidden = !this.surroundings.elsewhere;
    this.showCards(state);
    if (!answers.meaning) return;
    this.stage.show({ ...sightOf(state, answers, this.theme), laid: this.surroundings.laid?.() });
    this.writing.ask();
  }

  write() {
    const answers = this.answers.get();
    if (answers.meaning) this.cards.formula.show(sightOf(this.store.get(), answers, this.theme));
  }

  /** To the nearest place of the curve. @param {number[]} place @param {boolean} isSettled @param {number} [reach] */
  movePoint(place, isSettled, reach) {
    const { domain } = this.store.get();
    const caught = caughtOn(this.answers.get(), place, domain, reach);
    const [x, y] = caught?.place ?? place;
    // A special place keeps all its digits: beside it there is a slope.
    const point = caught?.isSpecial
      ? [x, y]
      : [roundToPixel(x, domain.x[1] - domain.x[0]), roundToPixel(y, domain.y[1] - domain.y[0])];
    this.change({ point: /** @type {[number, number]} */ (point) }, "drag the point");
    if (isSettled) this.settle();
  }

  /** Onto the curve, where Newton's method finds no way there. */
  catchPoint() {
    const answers = this.answers.get();
    const { point, domain } = this.store.get();
    const caught = answers.at?.kind === "away" ? caughtOn(answers, point, domain) : null;
    // What the curve has moved away from is no step to undo.
    if (caught && Math.hypot(caught.place[0] - point[0], caught.place[1] - point[1]) > 0)
      this.store.set({ point: caught.place });
  }

  /** Along the curve: to the right and up is on. @param {number[]} step in parts of its length */
  nudge([right, up]) {
    const { curve, at } = this.answers.get();
    const { point, domain } = this.store.get();
    const spot = nearestOn(curve, at && at.kind !== "away" ? at.point : point);
    if (!spot) return this.change({ point: nudged(point, [right, up], domain) }, null);
    const piece = curve[spot.piece];
    const size = Math.max(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]);
    // Half a step catches: no special place is passed, and none is one's last.
    const reach = Math.min(0.015, (0.5 * Math.abs(right + up) * piece.length) / size);
    this.movePoint(placeAt(piece, spot.s + (right + up) * piece.length), true, reach);
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    if (!isDrawable(domain, this.stage.map)) return;
    this.change({ domain, point: within(this.store.get().point, domain) }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { domain, point } = this.store.get();
    this.changeDomain(zoomed(domain, point, factor));
  }
}

export const ImplicitLab = labOf(ImplicitLabView);
