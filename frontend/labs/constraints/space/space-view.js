/** A function on a surface, or on the curve where two meet, and what a gesture changes in it. */

import { t } from "../../../core/texts.js";
import { roundToPixel } from "../../../core/format.js";
import { complaintAbout } from "../../../core/interval.js";
import { say } from "../../../core/status.js";
import { BoxField } from "../../../widgets/box-field.js";
import { PointField } from "../../../widgets/point-field.js";
import { arrows, key, SWEEPING, typing } from "../../common/keys.js";
import { unread } from "../../common/meaning.js";
import { distanceOf, nearestOn, placeAt } from "../../common/along.js";
import { formulaOf, namesOf, slopesByLevel, standing, startInSpace } from "../constraint.js";
import { ConstraintBench } from "../constraint-bench.js";
import { tangentsTo } from "../on-surfaces.js";
import { LevelField } from "../level-field.js";
import { SensitivityCard } from "../sensitivity-card.js";
import { SolutionsCard } from "../solutions-card.js";
import { stateOf, SURFACES } from "../surfaces.js";
import { QUESTIONS } from "./requests.js";
import { sightOf } from "./sight.js";
import { Stage } from "./stage.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const UNREAD = unread("x", "y", "z");

/** @type {import("../../common/bench.js").Description<SpaceView, Moment, Answers>} */
export const SPACE = {
  typed: {
    label: "Function of x, y and z",
    axes: { count: 3, what: "a constraint here lies in space, and has three variables" },
    examples: SURFACES.filter(({ chart }) => !chart),
    stateOver: (box, example) => ({ ...stateOf(box, example), levels: example.levels }),
  },
  switches: {
    arrows: ["∇f in its parts: λ∇g and the rest", "gradient"],
    contour: ["Level lines of f on the surface", "point"],
    tangent: ["Tangent plane", "tangent"],
    solutions: ["Solutions", "ink"],
  },
  gestures: [
    ["Drag the point", "over the surface, or along the curve"],
    ["Drag the surface", "to turn it"],
  ],
  keys: [
    arrows("move the point over the surface, or along the curve", 0.02),
    SWEEPING,
    key("g", "type another constraint", (lab) => lab.constraint.field.input.focus()),
    typing(),
  ],
  nothing: { meaning: null, box: null, extrema: null, surface: null, curve: [], at: null, sensitivity: null },
  questions: QUESTIONS,
  follows: [
    {
      of: ["source", "parameters", "domain", "depth", "constraint", "level"],
      reads: true,
      asks: ["picture"],
      later: ["sensitivity", "proof"],
    },
    { of: ["start"], asks: ["point"] },
    { of: ["levels"], later: ["sensitivity"] },
    { of: ["show"], later: ["proof"] },
  ],
  hears: [
    { of: ["at"], does: (lab) => lab.catchPoint() },
    { of: ["extrema"], does: (lab) => lab.function.typed.joinSliders(lab.answers.get().extrema?.parameters ?? []) },
    { of: ["surface", "curve"], does: (lab) => lab.lift(lab.places) },
  ],
  draws: ["source", "parameters", "domain", "depth", "constraint", "level", "levels", "start", "show"],
};

/** @extends {ConstraintBench<Moment, Answers>} */
export class SpaceView extends ConstraintBench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, SPACE);
    this.point = new PointField(t("at"), (value, axis) =>
      this.change({ start: this.store.get().start.with(axis, value) }, null),
    );
    this.box = new BoxField((interval, axis) => this.changeBox(interval, axis), 3);
    /** @type {LevelField} */
    this.level = new LevelField(this);
    this.sweeps.push(this.level);
    this.line = [...this.problem, this.point.element, this.box.element];
    this.controls = [this.function, this.level, this.switches];
    this.stage = new Stage({
      onPoint: (place, isSettled) => this.movePoint(place, isSettled),
      onAlong: (s, isSettled) => this.moveAlong(s, isSettled),
    });
    this.cards = {
      solutions: new SolutionsCard((place) => this.movePoint(place, true)),
      levels: new SensitivityCard(),
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
    const box = [state.domain.x, state.domain.y, state.depth.z];
    this.point.showPoint(variables, standing(answers.at, startInSpace(state), box), box);
    this.box.show(variables, box);
    this.showCards(state);
    if (!answers.meaning || !answers.extrema) return;
    this.constraint.show(formulaOf(answers.extrema), state.constraint);
    this.level.show(state, answers.extrema.constraints[0].level);
    // Beside a surface they are drawn already.
    this.cards.levels.element.hidden = !answers.curve.length;
    this.stage.show(sightOf(state, answers, this.theme));
    this.writing.ask();
  }

  write() {
    const state = this.store.get();
    const answers = this.answers.get();
    if (!answers.meaning || !answers.extrema) return;
    const sight = sightOf(state, answers, this.theme);
    const { extrema, names, sensitivity, level } = sight;
    this.cards.solutions.show(extrema, names.variables, names.f, slopesByLevel(sensitivity, level));
    if (sight.curve.length) this.cards.levels.show(sight);
  }

  /** @param {number[]} place  near the set @param {boolean} isSettled */
  movePoint(place, isSettled) {
    const { domain, depth } = this.store.get();
    const start = place.map((entry, k) => {
      const [low, high] = [domain.x, domain.y, depth.z][k];
      return roundToPixel(entry, high - low);
    });
    this.change({ start }, "drag the point");
    if (isSettled) this.settle();
  }

  /** Onto the set, where Newton's method finds no way there. */
  catchPoint() {
    const { at, curve, surface } = this.answers.get();
    const { start } = this.store.get();
    if (!at?.point.includes(/** @type {any} */ (null))) return;
    const place = nearestOn(curve, start)?.place ?? nearestOf(surface?.vertices ?? [], start);
    // What the set has moved away from is no step to undo.
    if (place && distanceOf(place, start) > 0) this.store.set({ start: [...place] });
  }

  /** All that is known of the set, as places. */
  get places() {
    const { curve, surface } = this.answers.get();
    return [...(surface?.vertices ?? []), ...curve.flatMap(({ points }) => points)];
  }

  /** Where on the curve the point is; null on a surface. */
  get spot() {
    const { curve, at } = this.answers.get();
    return nearestOn(curve, at?.point ?? this.store.get().start);
  }

  /** @param {number} s @param {boolean} isSettled */
  moveAlong(s, isSettled) {
    const { spot } = this;
    if (spot) this.movePoint(placeAt(this.answers.get().curve[spot.piece], s), isSettled);
  }

  /** Along the curve, or over the surface, to the side and upwards. @param {number[]} step  in parts of the box */
  nudge([right, up]) {
    const { curve, at } = this.answers.get();
    const { domain, start } = this.store.get();
    const { spot } = this;
    if (spot) return this.moveAlong(spot.s + (right + up) * curve[spot.piece].length, true);
    const normal = (at?.constraint_gradients[0] ?? [0, 0, 1]).map(Number);
    const length = Math.hypot(...normal) || 1;
    const [first, second] = tangentsTo(normal.map((entry) => entry / length));
    const width = domain.x[1] - domain.x[0];
    const from = at?.point.includes(/** @type {any} */ (null)) ? start : (at?.point ?? start);
    this.movePoint(
      from.map((entry, k) => entry + width * (right * first[k] + up * second[k])),
      true,
    );
  }

  /** @param {[number, number]} interval @param {number} axis */
  changeBox(interval, axis) {
    const complaint = complaintAbout(interval);
    if (complaint) return say("box", complaint, 4_000);
    const { domain } = this.store.get();
    this.change(
      axis === 2 ? { depth: { z: interval } } : { domain: { ...domain, [axis ? "y" : "x"]: interval } },
      null,
    );
  }
}

/** @param {number[][]} places @param {number[]} wanted */
function nearestOf(places, wanted) {
  return places.reduce(
    (best, place) => (best === null || distanceOf(place, wanted) < distanceOf(best, wanted) ? place : best),
    /** @type {number[] | null} */ (null),
  );
}
