/** A function on the curve of an equation, and what a gesture changes in it. */

import { t } from "../../../core/texts.js";
import { roundToPixel } from "../../../core/format.js";
import { BoxField } from "../../../widgets/box-field.js";
import { PointField } from "../../../widgets/point-field.js";
import { isDrawable } from "../../common/drawable.js";
import { arrows, key, SWEEPING, typing, zooming } from "../../common/keys.js";
import { unread } from "../../common/meaning.js";
import { boxByHand, nudged, within, zoomed } from "../../common/moves.js";
import { nearestOn, placeAt } from "../../common/along.js";
import { formulaOf, namesOf, slopesByLevel, standing } from "../constraint.js";
import { ConstraintBench } from "../constraint-bench.js";
import { LevelField } from "../level-field.js";
import { SensitivityCard } from "../sensitivity-card.js";
import { SolutionsCard } from "../solutions-card.js";
import { QUESTIONS } from "./requests.js";
import { sightOf } from "./sight.js";
import { Stage } from "./stage.js";
import { DEFAULT_STATE } from "../state.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x", "y");

/** @type {import("../../common/bench.js").Description<CurveView, Moment, Answers>} */
export const CURVE = {
  typed: {
    label: "Function of x and y",
    axes: { count: 2, what: "a constraint here has two variables" },
    stateOver: ([x, y]) => ({ domain: { x, y } }),
  },
  switches: {
    arrows: ["∇f in two parts: λ∇g and the rest", "gradient"],
    contour: ["Level line of f through the point", "point"],
    solutions: ["Solutions", "ink"],
    sensitivity: ["Solutions by the level c", "ink"],
  },
  gestures: [
    ["Drag the point", "along the curve, on the map or on the plot beside it"],
    ["Drag the map", "to pan; when it is zoomed, the box follows too"],
  ],
  keys: [
    arrows("move the point along the curve", 0.02),
    SWEEPING,
    ...zooming("zoom in around the point"),
    key("0", "the box of the beginning", (lab) => lab.changeDomain(DEFAULT_STATE.domain)),
    key("g", "type another constraint", (lab) => lab.constraint.field.input.focus()),
    typing(),
  ],
  nothing: {
    meaning: null,
    domain: null,
    grid: null,
    extrema: null,
    curve: [],
    at: null,
    contour: null,
    sensitivity: null,
  },
  questions: QUESTIONS,
  follows: [
    {
      of: ["source", "parameters", "domain", "constraint", "level"],
      reads: true,
      asks: ["picture"],
      later: ["sensitivity", "proof"],
    },
    { of: ["point"], asks: ["point"] },
    { of: ["show", "levels"], later: ["contour", "sensitivity", "proof"] },
  ],
  hears: [
    { of: ["at"], asks: ["contour"], does: (lab) => lab.catchPoint() },
    { of: ["extrema"], does: (lab) => lab.function.typed.joinSliders(lab.answers.get().extrema?.parameters ?? []) },
  ],
  draws: ["point", "show", "source", "parameters", "domain", "constraint", "level", "levels"],
};

/** @extends {ConstraintBench<Moment, Answers>} */
export class CurveView extends ConstraintBench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, CURVE);
    this.point = new PointField(t("at"), (value, axis) =>
      this.change({ point: this.store.get().point.with(axis, value) }, null),
    );
    this.box = new BoxField((interval, axis) =>
      this.changeDomain({ ...this.store.get().domain, [axis === 0 ? "x" : "y"]: interval }),
    );
    /** @type {LevelField} */
    this.level = new LevelField(this);
    this.sweeps.push(this.level);
    this.line = [...this.problem, this.point.element, this.box.element];
    this.controls = [this.function, this.level, this.switches];
    this.stage = new Stage({
      onPoint: (place, isSettled) => this.movePoint(place, isSettled),
      onAlong: (s, isSettled) => this.moveAlong(s, isSettled),
      onDomain: (domain) => this.changeDomain(boxByHand(domain)),
      onZoom: (factor) => this.zoom(factor),
    });
    this.cards = {
      solutions: new SolutionsCard(([x, y]) => this.change({ point: within([x, y], this.store.get().domain) }, null)),
      sensitivity: new SensitivityCard(),
    };
    this.constraint.replace(this.store.get().constraint);
    this.listen();
  }

  draw() {
    const state = this.store.get();
    const answers = this.answers.get();
    const { variables, parameters, tables } = this.function.typed.meaning ?? answers.meaning ?? UNREAD;
    this.showNothing(!answers.extrema);
    this.function.show(state.parameters, namesOf({ parameters, tables }, answers.extrema));
    this.showWhere(state, variables);
    this.showCards(state);
    if (!answers.meaning || !answers.extrema) return;
    const [{ level }] = answers.extrema.constraints;
    this.constraint.show(formulaOf(answers.extrema), state.constraint);
    this.level.show(state, level);
    this.stage.show({ ...sightOf(state, answers, this.theme), laid: this.surroundings.laid?.() });
    this.writing.ask();
  }

  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    if (!answers.meaning || !answers.extrema) return;
    const sight = sightOf(state, answers, this.theme);
    const slopes = state.show.sensitivity ? slopesByLevel(sight.sensitivity, sight.level) : null;
    this.cards.solutions.show(sight.extrema, [sight.names.x, sight.names.y], sight.names.f, slopes);
    if (state.show.sensitivity) this.cards.sensitivity.show(sight);
  }

  /** @param {ConstraintsState} state @param {string[]} variables */
  showWhere(state, variables) {
    const box = [state.domain.x, state.domain.y];
    this.point.showPoint(variables, standing(this.answers.get().at, state.point, box), box);
    this.box.show(variables, box);
  }

  /** To the nearest place of the curve. @param {number[]} place @param {boolean} isSettled */
  movePoint(place, isSettled) {
    const { domain } = this.store.get();
    const { curve } = this.answers.get();
    const [x, y] = nearestOn(curve, place)?.place ?? place;
    const point = [roundToPixel(x, domain.x[1] - domain.x[0]), roundToPixel(y, domain.y[1] - domain.y[0])];
    this.change({ point: /** @type {[number, number]} */ (point) }, "drag the point");
    if (isSettled) this.settle();
  }

  /** Onto the curve, where Newton's method finds no way there. */
  catchPoint() {
    const { at, curve } = this.answers.get();
    const { point } = this.store.get();
    const spot = at?.point.includes(/** @type {any} */ (null)) ? nearestOn(curve, point) : null;
    // What the set has moved away from is no step to undo.
    if (spot && Math.hypot(spot.place[0] - point[0], spot.place[1] - point[1]) > 0)
      this.store.set({ point: /** @type {[number, number]} */ (spot.place) });
  }

  /** @param {number} s @param {boolean} isSettled */
  moveAlong(s, isSettled) {
    const answers = this.answers.get();
    const spot = nearestOn(answers.curve, answers.at?.point ?? this.store.get().point);
    if (spot) this.movePoint(placeAt(answers.curve[spot.piece], s), isSettled);
  }

  /** Along the curve: to the right and up is on. @param {number[]} step in parts of its length */
  nudge([right, up]) {
    const answers = this.answers.get();
    const spot = nearestOn(answers.curve, answers.at?.point ?? this.store.get().point);
    if (!spot)
      return this.change({ point: nudged(this.store.get().point, [right, up], this.store.get().domain) }, null);
    const piece = answers.curve[spot.piece];
    this.movePoint(placeAt(piece, spot.s + (right + up) * piece.length), true);
  }

  /** @param {import("../../../plots/geometry.js").Domain} domain */
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
