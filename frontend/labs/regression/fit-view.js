/** The fit: points, a model whose parameters walk downhill on the loss, and what a gesture changes in them. */

import { CATALOGUE } from "../../core/catalogue.js";
import { html } from "../../core/dom.js";
import { roundToPixel } from "../../core/format.js";
import { say } from "../../core/status.js";
import { PasteField } from "../../widgets/paste-field.js";
import { Player } from "../../widgets/player.js";
import { Bench } from "../common/bench.js";
import { isDrawable } from "../common/drawable.js";
import { arrows, key, playing, typing, zooming } from "../common/keys.js";
import { boxByHand, zoomed } from "../common/moves.js";
import { PlotCard } from "../common/plot-card.js";
import { NormalCard, TermsCard } from "./cards.js";
import { LossGroup, PointsGroup, WalkGroup } from "./groups.js";
import { complaintOf, MODELS } from "./models.js";
import { emptyPicture, progressPicture, pullPicture, residualLossPicture } from "./picture.js";
import { OF_POINTS, PointsInHand } from "./points-in-hand.js";
import { asTheyCome, axesOf, comparedOf, isOfMoment, OF_WALK, QUESTIONS, seenAt, stepOf } from "./requests.js";
import { Stage } from "./stage.js";
import { typedLoss } from "./typed-loss.js";
import { notesOf, sentenceOf } from "./words.js";
import { LOOKING } from "../common/look-row.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Moment} Moment
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const SPEED = 10; // steps a second

/** @type {import("../common/bench.js").Description<FitView, Moment, Answers>} */
export const FIT = {
  typed: {
    label: "Model of x",
    axes: { count: 1, what: "a model has one variable", variables: ["x"] },
    examples: MODELS,
    stateOver: (_, { parameters }, { steps }) => ({ parameters, axes: [], domain: null, step: steps }),
    onSlide: (lab, moved) => lab.slide(moved),
  },
  switches: {
    residuals: ["Residuals", "gradient"],
    best: ["Best fits there are", "ink"],
    progress: ["Loss step by step", "ink"],
    profile: ["What a residual costs, and how it pulls", "ink"],
    terms: ["The gradient, point by point", "ink"],
    normal: ["Without walking: normal equations", "ink"],
  },
  behind: ["best", "progress", "profile", "terms", "normal"],
  shownBy: { cost: "profile", pull: "profile" },
  gestures: [
    ["Drag a point", "and the fit follows; press it to choose it, press elsewhere to add one"],
    ["Drag the start", "on the surface, on the map or on the curve of the loss"],
    ["Drag the map", "to pan"],
    ["Drop a file", "of two columns on the points"],
  ],
  keys: [
    arrows("move the chosen point; without one, the start of the walk", 0.01),
    key("n", "choose the next point", (lab) => lab.hand.selectNext()),
    key(["delete", "backspace"], "take the chosen point away", (lab) => lab.hand.remove()),
    ...playing(),
    ...zooming("zoom in on the loss"),
    key("0", "all of the loss that matters, from where it was seen first", (lab) => lab.lookAtAll()),
    ...LOOKING,
    typing("model"),
  ],
  nothing: { walk: null, fit: null },
  questions: QUESTIONS,
  follows: [
    { of: [...OF_POINTS, ...OF_WALK], reads: true, asks: ["walk"] },
    { of: ["show"], reads: true, asks: (lab) => (lab.lacksBest ? ["walk"] : []) },
    { of: ["step"], asks: (lab) => (lab.isAtStep ? [] : ["fit"]) },
  ],
  // The cursor may have gone on while the walk was on its way.
  hears: [{ of: ["walk"], asks: (lab) => (lab.isAtStep ? [] : ["fit"]), later: ["best"] }],
  draws: [...OF_POINTS, ...OF_WALK, "step", "show"],
};

/** @extends {Bench<RegressionState, Moment, Answers>} */
export class FitView extends Bench {
  /** @type {import("../common/methods.js").Method[]} */
  methods = CATALOGUE.methods;
  opening = html("button", { type: "button", class: "link" }, ["Open the loss as a surface"]);

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, FIT);
    const { store, change, settle } = surroundings;
    const noted = (/** @type {Partial<RegressionState>} */ patch, /** @type {string | null} */ kind = null) =>
      change(patch, kind);
    const current = () => store.get();
    this.function.element.classList.add("of-model");
    this.hand = new PointsInHand(surroundings, () => this.redraw());
    this.table = this.madeTable();
    this.pointsGroup = new PointsGroup(noted, {
      remove: () => this.hand.remove(),
      clear: () => this.hand.clear(),
      table: this.table.element,
    });
    this.loss = new LossGroup(noted, settle, current);
    this.walk = new WalkGroup(noted, settle, current);
    this.controls = [this.function, this.walk, this.pointsGroup, this.switches];
    this.opening.addEventListener("click", () => this.openLoss());
    this.line = [this.function.field.element, ...this.pointsGroup.parts, ...this.loss.parts];
    this.loss.inside.append(this.opening);
    this.player = new Player((step) => store.set({ step }), SPEED);
    this.stage = new Stage(this.hands(), this.player.element);
    this.table.acceptDropsOn(this.stage.figures.data);
    this.cards = {
      progress: new PlotCard("Loss step by step", "tall", progressPicture),
      cost: new PlotCard("What a residual costs", "tall", residualLossPicture),
      pull: new PlotCard("How hard it pulls at the fit", "tall", pullPicture),
      normal: new NormalCard(),
      terms: new TermsCard(),
    };
    this.listen();
  }

  madeTable() {
    const table = new PasteField({
      example: "x, y\n1, 2.1\n2, 3.9",
      help: "Two columns: x and y.",
      onText: (text) => this.hand.take(text),
    });
    const show = html("button", { type: "button" }, ["Write the points here"]);
    show.addEventListener("click", () => table.write(this.hand.text));
    table.add(show);
    return table;
  }

  /** @returns {import("./stage.js").Handlers} */
  hands() {
    return {
      onGrip: (k) => this.hand.select(k),
      onPoint: (k, x, y, isSettled) => this.hand.move(k, x, y, isSettled),
      onPaper: (x, y) => this.hand.add(x, y),
      onStart: (place, isSettled) => this.moveStart(place, isSettled),
      onDomain: (domain) => this.changeDomain(boxByHand(domain)),
      onCamera: (camera) => this.store.set({ camera }),
      onZoom: (factor) => this.zoom(factor),
    };
  }

  /** @param {RegressionState} state */
  open(state) {
    super.open(state);
    this.stage.scene.look(state.camera);
  }

  dispose() {
    super.dispose();
    this.hand.dispose();
  }

  /** Whether text and points are there, and can be fitted. */
  async reads() {
    const [isRead, isThere] = await Promise.all([super.reads(), this.hand.fetch()]);
    if (!isRead || !isThere) return false;
    const { source, parameters } = this.function.typed.meaning;
    const complaint = complaintOf(source, parameters.length);
    if (complaint) this.function.typed.complain(complaint);
    else if (this.hand.count) return true;
    // There is nothing to fit; what is on its way comes too late.
    else {
      this.asking.forget();
      this.answers.set(FIT.nothing);
    }
    return false;
  }

  /** Whether best fits are wanted that the walk has not come with. */
  get lacksBest() {
    return comparedOf(this.store.get()).length > 0 && !this.answers.get().walk?.compared.length;
  }

  /** The loss as a typed function of two parameters, where the walk is. */
  async openLoss() {
    const [walk, seen] = [this.answers.get().walk, this.seen()];
    if (!walk || !seen) return;
    const source = typedLoss(this.store.get(), walk.names, this.hand.points);
    const place = walk.path[stepOf({ state: this.store.get(), walk })];
    const named = (/** @type {any[]} */ list) => Object.fromEntries(walk.names.map((name, k) => [name, list[k]]));
    const opened = { source, parameters: {}, at: named(place), over: named([seen.x, seen.y]) };
    const isOpen = source !== null && (await this.surroundings.subjects?.openAt(opened));
    if (!isOpen) say("regression", "This loss is too long to be typed: take fewer points, or another loss.", 8_000);
  }

  /** Whether the fit that is known is that of the cursor. */
  get isAtStep() {
    const { walk, fit } = this.answers.get();
    return fit?.step === stepOf({ state: this.store.get(), walk });
  }

  /** Of the parameters. @param {import("../common/meaning.js").Meaning | null} meaning */
  names(meaning) {
    return meaning ? asTheyCome(meaning.source, meaning.parameters) : [];
  }

  /** What a question is made of now; null while text or points are on their way. @returns {Moment | null} */
  get moment() {
    const { moment } = this.function.typed;
    if (!moment || !this.hand.count || !this.hand.areOf(moment.state)) return null;
    const { state, meaning } = moment;
    return {
      state,
      names: this.names(meaning),
      points: this.hand.points,
      window: this.hand.window.x,
      domain: state.domain ?? (this.hand.isHeld ? this.seen() : null),
      walk: this.answers.get().walk,
    };
  }

  /** The range of parameters that is drawn. @returns {RegressionState["domain"]} */
  seen() {
    const { walk } = this.answers.get();
    if (!walk) return null;
    const ends = (/** @type {ArrayLike<number>} */ axis) =>
      /** @type {[number, number]} */ ([axis[0], axis[axis.length - 1]]);
    return { x: ends(walk.surface.x), y: walk.surface.y ? ends(walk.surface.y) : [-1, 1] };
  }

  /** @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    if (problem.span || problem.field?.startsWith("model")) this.function.typed.complain(problem);
    else say("regression", [problem.message, problem.hint].filter(Boolean).join(". "), 8_000);
  }

  /** The parameters of the line that is seen: those of the walk where the cursor is. */
  shownParameters() {
    const { moment } = this;
    const { parameters, step } = this.store.get();
    if (!moment?.walk || step === 0 || !isOfMoment(moment)) return parameters;
    const { names, path } = moment.walk;
    return seenAt(parameters, names, path[stepOf(moment)]);
  }

  /**
   * A slider moves the line that is seen: from there the walk begins anew.
   * @param {import("../common/function-group.js").Moved} moved
   */
  slide({ name, slider, isSettled }) {
    this.player.pause();
    this.change({ parameters: { ...this.shownParameters(), [name]: slider }, step: 0 }, `slide ${name}`);
    if (isSettled) this.settle();
  }

  scene() {
    const { walk, fit } = this.answers.get();
    const { points, selected, window } = this.hand;
    return walk && fit && { state: this.store.get(), points, selected, window, walk, fit, theme: this.theme };
  }

  draw() {
    const state = this.store.get();
    const { known } = this.function.typed;
    const names = this.names(known);
    this.function.show(this.shownParameters(), known ? names : Object.keys(state.parameters));
    this.pointsGroup.show(state, this.hand.count, this.hand.selected);
    this.loss.show(state);
    this.walk.show(state, names, this.methods);
    this.opening.hidden = names.length !== 2;
    this.showCards(state);
    const scene = this.scene();
    if (!scene) return this.drawNothing();
    this.stage.show(scene);
    // The cursor itself, which may be ahead of the answer: keys that come quickly all count.
    this.player.show(state.step, scene.walk.path.length - 1);
    this.stage.says.show(sentenceOf(state, scene.walk, scene.fit), notesOf(state, scene.walk, scene.fit));
    this.writing.ask();
  }

  drawNothing() {
    this.stage.showPoints(emptyPicture(this.hand.points, this.hand.window, this.theme));
    if (this.store.get().data === "own" && !this.hand.count)
      this.stage.says.show("There are no points yet.", "Press in the plot to place some, or paste a table.");
  }

  write() {
    const scene = this.scene();
    if (!scene) return;
    for (const card of Object.values(this.cards)) if (!card.element.hidden) card.show(scene);
  }

  /** @param {number[]} place  along the axes of the picture of the loss @param {boolean} isSettled */
  moveStart(place, isSettled) {
    const { walk } = this.answers.get();
    if (!walk) return;
    this.hand.isHeld = !isSettled;
    const seen = /** @type {{x: [number, number], y: [number, number]}} */ (this.seen());
    const { parameters } = this.store.get();
    const moved = walk.surface.axes.map((name, k) => {
      const [low, high] = k ? seen.y : seen.x;
      const value = roundToPixel(place[k], high - low);
      const { min, max } = parameters[name];
      return [name, { value, min: Math.min(min, value), max: Math.max(max, value) }];
    });
    this.change({ parameters: { ...parameters, ...Object.fromEntries(moved) } }, "drag a start");
    if (isSettled) this.settle();
  }

  /** @param {number[]} step  in parts of what is seen */
  nudge(step) {
    if (this.hand.selected !== null) return this.hand.nudge(step);
    const [walk, seen] = [this.answers.get().walk, this.seen()];
    if (!walk || !seen) return;
    const { parameters } = this.store.get();
    const wide = [seen.x, seen.y].map(([low, high]) => high - low);
    const place = walk.surface.axes.map((name, k) => parameters[name].value + step[k] * wide[k]);
    this.moveStart(place, true);
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    if (isDrawable(domain, this.stage.map)) this.change({ domain }, null);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { walk, fit } = this.answers.get();
    // What was asked for last, which may not be seen yet: keys that come quickly all count.
    const seen = this.store.get().domain ?? this.seen();
    if (!walk || !fit || !seen) return;
    const [x, y = 0] = axesOf(walk.names, walk.surface.axes).map((name) => fit.parameters[walk.names.indexOf(name)]);
    this.changeDomain(zoomed(seen, [x, y], factor));
  }

  lookAtAll() {
    this.stage.scene.lookFrom("home");
    this.change({ domain: null }, null);
  }
}
