/** The linear-map view: what is near a point, under a map and under its Jacobian. */

import { html } from "../../../core/dom.js";
import { nameText, roundToPixel } from "../../../core/format.js";
import { nudgedAlong } from "../../../core/interval.js";
import { arrowKeys } from "../../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../../core/pace.js";
import { createStore } from "../../../core/signal.js";
import { currentTheme } from "../../../core/theme.js";
import { IntervalField } from "../../../widgets/interval-field.js";
import { NumberField } from "../../../widgets/number-field.js";
import { Stepper } from "../../../widgets/stepper.js";
import { Asking } from "../../common/asking.js";
import { choice } from "../../common/choice.js";
import { FunctionGroup } from "../../common/function-group.js";
import { group, whereLine } from "../../common/groups.js";
import { withLength } from "../../common/meaning.js";
import { Switches } from "../../common/switches.js";
import { choices, ranges } from "../state.js";
import { CasesCard, JacobianCard, MatrixCard, PlacesCard } from "./cards.js";
import { MAPS } from "./cases.js";
import { drawingsOf } from "./drawings.js";
import { kindOf } from "./kinds.js";
import { QUESTIONS } from "./requests.js";
import { numbersAt, placeOf } from "./simplex.js";
import { Stage } from "./stage.js";
import { errorSentence, mapSentence, simplexSentence } from "./words.js";

/**
 * @typedef {import("../state.js").JacobianState} JacobianState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = {
  meaning: null,
  shape: null,
  formula: null,
  forms: [],
  near: null,
  around: [],
  figure: null,
  over: [],
  grid: null,
};
const READING = 80; // ms: nobody reads faster
const SPACE = { count: 0, most: ranges.point[1], what: `a map has at most ${ranges.point[1]} variables`, isMap: true };
const FIGURE_TEXTS = { circle: "a circle", square: "a square", letter: "a letter F" };
const SMALLEST = 1e-4;

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof JacobianState["show"], [string, string]>}
 */
const SWITCHES = {
  grid: ["Grid and its image", "ink"],
  image: ["Image of the figure", "function"],
  linear: ["Image under the linear approximation", "tangent"],
  singular: ["Singular vectors", "hessian"],
  close: ["Zoomed in on the point", "ink"],
  cases: ["Which derivative is it?", "ink"],
  table: ["Table of the numbers", "ink"],
};

export class MapView {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag the point", "in the input plane"],
    ["Drag the rim of the figure", "to make it larger or smaller"],
  ];

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    const { store, change, settle, client } = surroundings;
    /** @type {import("../../../core/signal.js").Store<JacobianState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.function = new FunctionGroup("A map, as [x y, x + y]", SPACE, surroundings, {
      onRead: () => this.redraw(),
      stateOver: ([x, y = store.get().domain.y], example) => ({
        domain: { x, y },
        point: /** @type {any} */ (example).point,
      }),
      examples: MAPS,
    });
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.function.typed.moment,
      answers: this.answers,
      onRefusal: (problem) => this.function.typed.complain(problem),
    });
    this.coordinates = html("div", { class: "pairs" });
    this.entries = new Stepper("entries", "entries", [2, ranges.point[1]], (count) => this.lengthen(count));
    this.figure = choice("The figure around the point", choices.figure, FIGURE_TEXTS, (figure) =>
      change({ figure }, null),
    );
    this.reach = new NumberField(
      "How far the figure reaches",
      (reach) => change({ reach }, null),
      (reach) => (reach > 0 ? "" : "A figure reaches farther than 0."),
    );
    this.intervals = /** @type {const} */ (["x", "y"]).map(
      (axis) => new IntervalField((interval) => change({ domain: { ...store.get().domain, [axis]: interval } }, null)),
    );
    this.figureLine = whereLine("Figure", html("span", { class: "pair" }, [this.figure]));
    this.drawn = html("div", {}, [
      this.figureLine,
      whereLine("Size", html("span", { class: "pair" }, [this.reach.element])),
      ...this.intervals.map(({ element }) => element),
    ]);
    this.where = group("Where?", "where", [this.coordinates, this.entries.element, this.drawn]);
    this.switches = new Switches(SWITCHES, surroundings);
    this.stage = new Stage({
      onDrag: (id, x, y, isSettled) => (id === "reach" ? this.stretchTo(x, isSettled) : this.moveTo([x, y], isSettled)),
      onPress: (x, y, isSettled) => this.moveTo([x, y], isSettled),
    });
    this.cards = {
      jacobian: new JacobianCard(),
      matrix: new MatrixCard(),
      cases: new CasesCard((example) => change({ ...example, scene: null }, null)),
      places: new PlacesCard(),
    };
    this.groups = [this.function.element, this.where, this.switches.element];
    this.shortcuts = this.keys();
    this.unsubscribe = [
      store.subscribe(["source", "parameters", "domain"], () => this.follow()),
      store.subscribe(["point", "figure", "reach", "show"], () => this.followPoint()),
      store.subscribe(["source", "parameters", "domain", "point", "figure", "reach", "show"], () => this.redraw()),
      this.answers.subscribe(/** @type {(keyof Answers)[]} */ (Object.keys(NOTHING)), () => this.redraw()),
    ];
  }

  keys() {
    const steps = { arrowleft: [-0.02, 0], arrowright: [0.02, 0], arrowup: [0, 0.02], arrowdown: [0, -0.02] };
    return [
      arrowKeys("move the point", steps, (step) => this.nudge(step)),
      { keys: ["+", "="], shown: "+", does: "a larger figure", run: () => this.scale(2) },
      { keys: ["-"], shown: "−", does: "a smaller figure: the two images merge", run: () => this.scale(0.5) },
      this.switches.shortcut,
      {
        keys: [" "],
        shown: "Space",
        does: "sweep the first parameter",
        isIdle: () => this.function.isStill,
        run: () => this.function.play(),
      },
      { keys: ["f"], shown: "F", does: "type another function", run: () => this.function.focus() },
    ];
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {JacobianState} state */
  open(state) {
    this.function.typed.replace(state.source);
  }

  /** Asks for what the map, its parameters or the box changed. */
  async follow() {
    const meaning = await this.function.typed.inForce();
    if (!meaning) return;
    const { point } = this.store.get();
    // The point has as many numbers as the map that was typed has variables.
    this.store.set({ point: withLength(point, Math.max(1, meaning.variables.length)) });
    this.ask();
  }

  followPoint() {
    const { known } = this.function.typed;
    const state = this.store.get();
    if (!known || state.point.length !== Math.max(1, known.variables.length)) return void this.follow();
    this.ask();
  }

  ask() {
    this.asking.ask("near");
    this.asking.ask("grid");
  }

  redraw() {
    this.drawing.ask();
  }

  scene() {
    return { state: this.store.get(), answers: this.answers.get(), theme: currentTheme() };
  }

  draw() {
    const scene = this.scene();
    const { state, answers } = scene;
    const meaning = this.function.typed.meaning ?? answers.meaning;
    this.function.show(state.parameters, meaning?.parameters ?? []);
    this.showCoordinates(meaning?.variables ?? []);
    this.entries.element.hidden = !(meaning?.inputs?.length === 1 && meaning.inputs[0].shape.length);
    this.entries.show(state.point.length);
    this.showRanges(meaning);
    this.switches.show(state.show);
    this.cards.cases.element.hidden = !state.show.cases;
    this.cards.places.element.hidden = !state.show.table;
    if (!answers.meaning || !answers.near || !answers.shape) return;
    const kind = state.point.length === answers.near.point.length ? kindOf(answers.meaning) : null;
    const [m, n] = answers.shape;
    this.stage.show(
      kind && drawingsOf(kind, scene),
      `${n} variable${n === 1 ? "" : "s"} to ${m} number${m === 1 ? "" : "s"}`,
    );
    this.stage.says.show(mapSentence(scene), kind === "simplex" ? simplexSentence(scene) : errorSentence(scene));
    this.writing.ask();
  }

  /**
   * What is drawn around the point, and over which ranges.
   * @param {import("../../common/meaning.js").Meaning | null} meaning
   */
  showRanges(meaning) {
    const { figure, reach, domain } = this.store.get();
    const kind = meaning && kindOf(meaning);
    const count = meaning?.variables.length ?? 0;
    this.drawn.hidden = !kind;
    this.figureLine.hidden = count < 2 || kind === "simplex";
    this.figure.value = figure;
    this.reach.show(reach);
    this.intervals.forEach((field, axis) => {
      field.element.hidden = count > 2 || axis >= count;
      field.show(meaning?.variables[axis] ?? "", domain[axis === 0 ? "x" : "y"]);
    });
  }

  /** A field for each number of the point. @param {string[]} variables */
  showCoordinates(variables) {
    if (this.coordinates.dataset.variables !== variables.join()) {
      this.coordinates.dataset.variables = variables.join();
      this.fields = variables.map(
        (name, k) =>
          new NumberField(name, (value) => this.change({ point: this.store.get().point.with(k, value) }, null)),
      );
      this.coordinates.replaceChildren(
        ...this.fields.map(({ element }, k) =>
          html("label", { class: "pair" }, [
            html("span", { class: "variable" }, [nameText(variables[k])]),
            "=",
            element,
          ]),
        ),
      );
    }
    const { point } = this.store.get();
    this.fields?.forEach((field, k) => field.show(point[k] ?? 0));
  }

  /** What stands under the stage. */
  write() {
    const scene = this.scene();
    const { show } = scene.state;
    this.cards.jacobian.show(scene);
    this.cards.matrix.show(scene);
    if (show.cases) this.cards.cases.show(scene);
    if (show.table) this.cards.places.show(scene);
  }

  /** A vector with more or fewer entries. @param {number} count */
  lengthen(count) {
    this.change({ point: withLength(this.store.get().point, count) }, null);
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

  dispose() {
    for (const stop of this.unsubscribe) stop();
    this.drawing.stop();
    this.writing.stop();
    this.function.dispose();
    this.asking.dispose();
    this.stage.dispose();
  }
}
