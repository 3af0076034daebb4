/** The linear-map view: what is near a point, under a map and under its Jacobian. */

import { roundToPixel } from "../../../core/format.js";
import { complaintAbout, nudgedAlong } from "../../../core/interval.js";
import { Bench } from "../../common/bench.js";
import { arrows, SWEEPING, key, typing } from "../../common/keys.js";
import { withLength } from "../../common/meaning.js";
import { zoomed } from "../../common/moves.js";
import { nameText } from "../../../core/format.js";
import { ranges } from "../state.js";
import { CasesCard, JacobianCard, MatrixCard, PlacesCard } from "./cards.js";
import { MAPS } from "./cases.js";
import { drawingsOf } from "./drawings.js";
import { arrowsSentence, fieldSentence } from "./field-words.js";
import { kindOf, kindShown } from "./kinds.js";
import { QUESTIONS } from "./requests.js";
import { numbersAt, placeOf } from "./simplex.js";
import { Stage } from "./stage.js";
import { WhereGroup } from "./where-group.js";
import { errorSentence, mapSentence, simplexSentence } from "./words.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const [, most] = ranges.point;
const SMALLEST = 1e-4;

/** @type {import("../../common/bench.js").Description<MapView, Moment, Answers>} */
export const MAP = {
  typed: {
    label: "A map, as [x y, x + y]",
    axes: { count: 0, most, what: `a map has at most ${most} variables`, isMap: true },
    stateOver: ([x, y], { point, isField = false }, { domain, show }) => ({
      domain: { x, y: y ?? domain.y },
      point,
      ...(isField ? { show: { ...show, field: true } } : {}),
    }),
    examples: MAPS,
  },
  switches: {
    grid: ["Grid and its image", "ink"],
    image: ["Image of the figure", "function"],
    linear: ["Image under the linear approximation", "tangent"],
    singular: ["Singular vectors", "hessian"],
    close: ["Zoomed in on the point", "ink"],
    cases: ["Which derivative is it?", "ink"],
    table: ["Table of the numbers", "ink"],
    field: ["As a field: arrows and flow line", "ink"],
  },
  behind: ["close", "table", "field"],
  gestures: [
    ["Drag the point", "in the input plane"],
    ["Drag the rim of the figure", "to make it larger or smaller"],
    ["Zoom the input plane", "the box follows"],
  ],
  keys: [
    arrows("move the point", 0.02),
    key(["+", "="], "a larger figure", (lab) => lab.scale(2)),
    key("-", "a smaller figure: the two images merge", (lab) => lab.scale(0.5)),
    SWEEPING,
    typing(),
  ],
  nothing: {
    meaning: null,
    shape: null,
    formula: null,
    forms: [],
    near: null,
    around: [],
    figure: null,
    over: [],
    grid: null,
    arrows: null,
    flow: null,
  },
  questions: QUESTIONS,
  follows: [
    { of: ["source", "parameters", "domain"], reads: true, asks: ["near", "grid", "arrows", "flow"] },
    {
      of: ["point", "figure", "reach", "show"],
      asks: (lab) => (lab.isFitting ? ["near", "grid", "arrows", "flow"] : []),
      does: (lab) => void (lab.isFitting || lab.follow()),
    },
  ],
  draws: ["source", "parameters", "domain", "point", "figure", "reach", "show"],
};

/**
 * What is said of it, and beside that.
 * @param {import("./kinds.js").Kind | null} kind
 * @param {import("./picture.js").Scene} scene
 * @returns {[string, string]}
 */
function sentencesOf(kind, scene) {
  if (kind === "field") return [fieldSentence(scene), arrowsSentence(scene)];
  return [mapSentence(scene), kind === "simplex" ? simplexSentence(scene) : errorSentence(scene)];
}

/** @extends {Bench<JacobianState, Moment, Answers>} */
export class MapView extends Bench {
  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, MAP);
    this.where = new WhereGroup(surroundings);
    this.controls = [this.function, this.switches, this.where];
    this.line = [this.function.field.element, ...this.where.parts];
    this.stage = new Stage({
      onDrag: (id, x, y, isSettled) => (id === "reach" ? this.stretchTo(x, isSettled) : this.moveTo([x, y], isSettled)),
      onPress: (x, y, isSettled) => this.moveTo([x, y], isSettled),
      onZoom: (centre, factor, isSettled) => this.zoom(centre, factor, isSettled),
    });
    this.cards = {
      jacobian: new JacobianCard(),
      matrix: new MatrixCard(),
      cases: new CasesCard((example) => this.change({ ...example, scene: null }, null)),
      table: new PlacesCard(),
    };
    this.listen();
  }

  /** The point has as many numbers as the map that was typed has variables. */
  async reads() {
    if (!(await super.reads())) return false;
    const { variables } = this.function.typed.meaning;
    this.store.set({ point: withLength(this.store.get().point, Math.max(1, variables.length)) });
    return true;
  }

  /** Whether the point is one of the map that was typed: one of another length may be of another text. */
  get isFitting() {
    const { known } = this.function.typed;
    return known !== null && this.store.get().point.length === Math.max(1, known.variables.length);
  }

  scene() {
    return { state: this.store.get(), answers: this.answers.get(), theme: this.theme };
  }

  draw() {
    const scene = this.scene();
    const { state, answers } = scene;
    const meaning = this.function.typed.meaning ?? answers.meaning;
    this.function.show(state.parameters, meaning?.parameters ?? []);
    this.where.show(state, meaning);
    this.showCards(state);
    if (!answers.meaning || !answers.near || !answers.shape) return;
    const kind = state.point.length === answers.near.point.length ? kindShown(answers.meaning, state.show) : null;
    const [m, n] = answers.shape;
    this.stage.show(
      kind && drawingsOf(kind, scene),
      `${n} variable${n === 1 ? "" : "s"} to ${m} number${m === 1 ? "" : "s"}`,
      state.show,
      answers.meaning.variables.map(nameText),
    );
    this.stage.says.show(...sentencesOf(kind, scene));
    this.writing.ask();
  }

  write() {
    const scene = this.scene();
    const { show } = scene.state;
    const { jacobian, matrix } = this.cards;
    this.inSight.write(jacobian, () => jacobian.show(scene));
    matrix.show(scene);
    if (show.cases) this.cards.cases.show(scene);
    if (show.table) this.cards.table.show(scene);
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  moveTo(place, isSettled) {
    this.change({ point: this.isOnTriangle() ? numbersAt(place) : this.rounded(place) }, "drag the point");
    if (isSettled) this.settle();
  }

  /** Whether the point is moved on the triangle of three numbers that add up to 1. */
  isOnTriangle() {
    const { meaning } = this.answers.get();
    return meaning !== null && kindOf(meaning) === "simplex";
  }

  /** @param {number[]} place */
  rounded(place) {
    const { domain } = this.store.get();
    const widths = [domain.x, domain.y].map(([low, high]) => high - low);
    return place.map((entry, axis) => roundToPixel(entry, widths[axis]));
  }

  /** @param {number} x  of the rim @param {boolean} isSettled */
  stretchTo(x, isSettled) {
    const { point, domain } = this.store.get();
    this.change(
      { reach: Math.max(SMALLEST, roundToPixel(Math.abs(x - point[0]), domain.x[1] - domain.x[0])) },
      "drag the rim",
    );
    if (isSettled) this.settle();
  }

  /** The box, or the figure where that is what is seen. @param {[number, number]} centre @param {number} factor */
  zoom(centre, factor, isSettled = true) {
    const { domain, show } = this.store.get();
    const count = this.function.typed.meaning?.variables.length;
    if (isSettled) return this.settle();
    if (show.close) return this.scale(factor);
    const { x, y } = zoomed(domain, centre, factor);
    const box = { x, y: count === 1 ? domain.y : y };
    if (this.isOnTriangle() || complaintAbout(box.x) || complaintAbout(box.y)) return;
    this.change({ domain: box }, "zoom");
  }

  /** @param {number} factor */
  scale(factor) {
    const { reach } = this.store.get();
    this.change({ reach: Math.max(SMALLEST, Number((reach * factor).toPrecision(3))) }, "scale the figure");
  }

  /** @param {number[]} step  in parts of the box */
  nudge(step) {
    const { point, domain } = this.store.get();
    if (this.isOnTriangle()) {
      const [u, v] = placeOf(point);
      return this.change({ point: numbersAt([u + step[0], v + step[1]]) }, "nudge the point");
    }
    const ranges = [domain.x, domain.y];
    this.change(
      {
        point: point.map((entry, k) =>
          step[k] ? roundToPixel(nudgedAlong(entry, step[k], ranges[k]), ranges[k][1] - ranges[k][0]) : entry,
        ),
      },
      "nudge the point",
    );
  }
}
