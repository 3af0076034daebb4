/** The fit: points, a model whose parameters walk downhill on the loss, and what a gesture changes in them. */

import { CATALOGUE } from "../../core/catalogue.js";
import { Problem, unlessRefused } from "../../core/client.js";
import { html } from "../../core/dom.js";
import { roundToPixel } from "../../core/format.js";
import { complaintAbout } from "../../core/interval.js";
import { arrowKeys } from "../../core/keys.js";
import { atMostEvery, onceAFrame } from "../../core/pace.js";
import { createStore } from "../../core/signal.js";
import { say } from "../../core/status.js";
import { readTable } from "../../core/table-text.js";
import { currentTheme } from "../../core/theme.js";
import { PasteField } from "../../widgets/paste-field.js";
import { Player } from "../../widgets/player.js";
import { Asking } from "../common/asking.js";
import { FunctionGroup } from "../common/function-group.js";
import { boxByHand, zoomed } from "../common/moves.js";
import { PlotCard } from "../common/plot-card.js";
import { Switches } from "../common/switches.js";
import { NormalCard, TermsCard } from "./cards.js";
import { LossGroup, PointsGroup, WalkGroup } from "./groups.js";
import { MODELS } from "./models.js";
import { progressPicture, pullPicture, residualLossPicture, windowOf } from "./picture.js";
import { asTheyCome, axesOf, comparedOf, isOfMoment, OF_WALK, QUESTIONS, seenAt, stepOf } from "./requests.js";
import { Stage } from "./stage.js";
import { ranges } from "./state.js";
import { notesOf, sentenceOf } from "./words.js";

/**
 * @typedef {import("./state.js").RegressionState} RegressionState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Points} Points
 * @typedef {import("../common/lab-of-views.js").View} View
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {Answers} */
const NOTHING = { walk: null, fit: null };
const READING = 80; // ms: nobody reads faster
const SPEED = 10; // steps a second
/** @type {(keyof RegressionState)[]} */
const OF_POINTS = ["data", "count", "noise", "outliers", "sample", "points"];
const OF_X = { count: 1, what: "a model has one variable", variables: ["x"] };

/**
 * What each switch shows, and the colour it has everywhere.
 * @type {Record<keyof RegressionState["show"], [string, string]>}
 */
const SWITCHES = {
  residuals: ["Residuals", "gradient"],
  best: ["Best fits there are", "ink"],
  progress: ["Loss step by step", "ink"],
  profile: ["What a residual costs, and how it pulls", "gradient"],
  terms: ["The gradient, point by point", "gradient"],
  normal: ["Without walking: normal equations", "ink"],
};

/** @implements {View} */
export class FitView {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag a point", "and the fit follows; press it to choose it, press elsewhere to add one"],
    ["Drag the start", "on the surface, on the map or on the curve of the loss"],
    ["Drag the map", "to pan"],
    ["Drop a file", "of two columns on the points"],
  ];

  /** @type {Points} */
  points = { x: [], y: [] };
  /** The state that they are of. @type {RegressionState | null} */
  pointsOf = null;
  /** @type {{x: [number, number], y: [number, number]}} */
  window = windowOf(this.points);
  /** @type {number | null} */
  selected = null;
  /** Whether a hand holds something that moves: axes stay as they are meanwhile. */
  isHeld = false;
  /** @type {import("../common/methods.js").Method[]} */
  methods = CATALOGUE.methods;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    const { store, change, settle, client } = surroundings;
    /** @type {import("../../core/signal.js").Store<RegressionState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.answers = createStore(NOTHING);
    this.drawing = onceAFrame(() => this.draw());
    this.writing = atMostEvery(READING, () => this.write());
    this.data = client.channel("regression/data");
    this.model = new FunctionGroup(
      "Model of x",
      OF_X,
      surroundings,
      {
        onRead: () => this.redraw(),
        stateOver: (_, example) => this.stateOver(example),
        examples: MODELS,
        onSlide: (moved) => this.slide(moved),
      },
      "Which model?",
    );
    this.asking = new Asking(client, QUESTIONS, {
      now: () => this.moment,
      answers: this.answers,
      onRefusal: (problem) => this.complain(problem),
    });
    const noted = (/** @type {Partial<RegressionState>} */ patch, /** @type {string | null} */ kind = null) =>
      change(patch, kind);
    const current = () => store.get();
    this.table = new PasteField({
      example: "x, y\n1, 2.1\n2, 3.9",
      help: "Two columns: x and y.",
      onText: (text) => this.takeTable(text),
    });
    const show = html("button", { type: "button" }, ["Write the points here"]);
    show.addEventListener("click", () =>
      this.table.write(["x, y", ...this.points.x.map((x, k) => `${x}, ${this.points.y[k]}`)].join("\n")),
    );
    this.table.add(show);
    this.pointsGroup = new PointsGroup(noted, {
      remove: () => this.removePoint(),
      clear: () => this.setPoints({ x: [], y: [] }, null),
      table: this.table.element,
    });
    this.loss = new LossGroup(noted, settle, current);
    this.walk = new WalkGroup(noted, settle, current);
    this.switches = new Switches(SWITCHES, surroundings);
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
    this.groups = [this.model, this.pointsGroup, this.loss, this.walk, this.switches].map(({ element }) => element);
    this.shortcuts = this.keys();
    this.listen();
  }

  hands() {
    return {
      onGrip: (/** @type {number} */ k) => this.select(k),
      onPoint: (
        /** @type {number} */ k,
        /** @type {number} */ x,
        /** @type {number} */ y,
        /** @type {boolean} */ isSettled,
      ) => this.movePoint(k, x, y, isSettled),
      onPaper: (/** @type {number} */ x, /** @type {number} */ y) => this.addPoint(x, y),
      onStart: (/** @type {number[]} */ place, /** @type {boolean} */ isSettled) => this.moveStart(place, isSettled),
      onDomain: (/** @type {import("../../plots/geometry.js").Domain} */ domain) =>
        this.changeDomain(boxByHand(domain)),
      onCamera: (/** @type {[number, number, number] | null} */ camera) => this.store.set({ camera }),
      onZoom: (/** @type {number} */ factor) => this.zoom(factor),
    };
  }

  keys() {
    const steps = { arrowleft: [-0.01, 0], arrowright: [0.01, 0], arrowup: [0, 0.01], arrowdown: [0, -0.01] };
    return [
      arrowKeys("move the chosen point; without one, the start of the walk", steps, (step) => this.nudge(step)),
      {
        keys: ["n"],
        shown: "N",
        does: "choose the next point",
        run: () => this.select(this.points.x.length ? ((this.selected ?? -1) + 1) % this.points.x.length : null),
      },
      {
        keys: ["delete", "backspace"],
        shown: "Delete",
        does: "take the chosen point away",
        run: () => this.removePoint(),
      },
      { keys: [" "], shown: "Space", does: "play or pause", run: () => this.player.toggle() },
      { keys: ["."], shown: ".", does: "one step on", run: () => this.player.move(1) },
      { keys: [","], shown: ",", does: "one step back", run: () => this.player.move(-1) },
      { keys: ["home"], shown: "Home", does: "to the start", run: () => this.player.go(0) },
      { keys: ["end"], shown: "End", does: "to the last step", run: () => this.player.go(Infinity) },
      this.switches.shortcut,
      { keys: ["+", "="], shown: "+", does: "zoom in on the loss", run: () => this.zoom(0.5) },
      { keys: ["-"], shown: "−", does: "zoom out", run: () => this.zoom(2) },
      {
        keys: ["0"],
        shown: "0",
        does: "all of the loss that matters, from where it was seen first",
        run: () => this.lookAtAll(),
      },
      { keys: ["f"], shown: "F", does: "type another model", run: () => this.model.focus() },
    ];
  }

  listen() {
    this.unsubscribe = [
      this.store.subscribe([...OF_POINTS, ...OF_WALK], () => this.follow()),
      this.store.subscribe(["show"], (state) =>
        comparedOf(state).length && !this.answers.get().walk?.compared.length ? this.follow() : this.redraw(),
      ),
      this.store.subscribe(["step"], () => this.followStep()),
      this.store.subscribe([...OF_POINTS, ...OF_WALK, "step"], () => this.redraw()),
      this.answers.subscribe(["walk", "fit"], () => this.redraw()),
      // The cursor may have gone on while the walk was on its way.
      this.answers.subscribe(["walk"], () => this.followStep()),
    ];
  }

  /** Another state as a whole: undone, redone, or opened from a link. @param {RegressionState} state */
  open(state) {
    this.player.pause();
    this.model.typed.replace(state.source);
    this.stage.scene.look(state.camera);
  }

  dispose() {
    this.player.pause();
    for (const end of this.unsubscribe ?? []) end();
    this.drawing.stop();
    this.writing.stop();
    this.data.close();
    this.model.dispose();
    this.asking.dispose();
    this.stage.dispose();
    for (const card of [this.cards.progress, this.cards.cost, this.cards.pull]) card.dispose();
  }

  /** Asks for what points, model, loss or walk changed. */
  async follow() {
    const [meaning, isThere] = await Promise.all([this.model.typed.inForce(), this.fetchPoints()]);
    if (!meaning || !isThere) return;
    const complaint = complaintOf(meaning.source, meaning.parameters.length);
    if (complaint) return this.model.typed.complain(complaint);
    if (this.points.x.length) return void this.asking.ask("walk");
    // There is nothing to fit; what is on its way comes too late.
    this.asking.forget();
    this.answers.set(NOTHING);
  }

  followStep() {
    const { walk, fit } = this.answers.get();
    if (fit?.step !== stepOf({ state: this.store.get(), walk })) this.asking.ask("fit");
  }

  /** Of the parameters. @param {import("../common/meaning.js").Meaning | null} meaning */
  names(meaning) {
    return meaning ? asTheyCome(meaning.source, meaning.parameters) : [];
  }

  /**
   * What a question is made of now; null while text or points are on their way.
   * @returns {import("./requests.js").Moment | null}
   */
  get moment() {
    const { moment } = this.model.typed;
    if (!moment || !this.points.x.length || OF_POINTS.some((key) => moment.state[key] !== this.pointsOf?.[key]))
      return null;
    const { state, meaning } = moment;
    return {
      state,
      names: this.names(meaning),
      points: this.points,
      window: this.window.x,
      domain: state.domain ?? (this.isHeld ? this.seen() : null),
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

  /**
   * The points of the state; those of a data set are made by the backend.
   * @returns {Promise<boolean>} whether they are here and still wanted
   */
  async fetchPoints() {
    const state = this.store.get();
    const { data, points, count, noise, outliers, sample } = state;
    if (data === "own") return this.holdPoints({ x: points.map(([x]) => x), y: points.map(([, y]) => y) }, state);
    if (OF_POINTS.every((key) => state[key] === this.pointsOf?.[key])) return true;
    const made = await unlessRefused(
      this.data.ask({ name: data, count, noise, outliers: Math.min(outliers, count), seed: sample }),
      (problem) => say("points", problem.message, 6_000),
    );
    return made ? this.holdPoints({ x: made.x, y: made.y }, state) : false;
  }

  /** @param {Points} points @param {RegressionState} state  that they are of */
  holdPoints(points, state) {
    this.points = points;
    this.pointsOf = state;
    if (!this.isHeld) this.window = windowOf(points);
    if (this.selected !== null && this.selected >= points.x.length) this.selected = null;
    return true;
  }

  /** @param {import("../../core/client.js").Problem} problem */
  complain(problem) {
    if (problem.span || problem.field?.startsWith("model")) this.model.typed.complain(problem);
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

  /** @param {any} example */
  stateOver({ parameters }) {
    return { parameters, axes: [], domain: null, step: this.store.get().steps };
  }

  redraw() {
    this.drawing.ask();
  }

  scene() {
    const { walk, fit } = this.answers.get();
    if (!walk || !fit) return null;
    return {
      state: this.store.get(),
      points: this.points,
      selected: this.selected,
      window: this.window,
      walk,
      fit,
      theme: currentTheme(),
    };
  }

  draw() {
    const state = this.store.get();
    const { known } = this.model.typed;
    const names = this.names(known);
    this.model.show(this.shownParameters(), known ? names : Object.keys(state.parameters));
    this.pointsGroup.show(state, this.points.x.length, this.selected);
    this.loss.show(state);
    this.walk.show(state, names, this.methods);
    this.switches.show(state.show);
    this.cards.progress.element.hidden = !state.show.progress;
    this.cards.cost.element.hidden = this.cards.pull.element.hidden = !state.show.profile;
    this.cards.normal.element.hidden = !state.show.normal;
    this.cards.terms.element.hidden = !state.show.terms;
    const scene = this.scene();
    if (!scene) return this.drawNothing();
    this.stage.show(scene);
    // The cursor itself, which may be ahead of the answer: keys that come quickly all count.
    this.player.show(state.step, scene.walk.path.length - 1);
    this.stage.says.show(sentenceOf(state, scene.walk, scene.fit), notesOf(state, scene.walk, scene.fit));
    this.writing.ask();
  }

  drawNothing() {
    const { x, y } = this.window;
    const handles = this.points.x.map((place, k) => ({ id: String(k), x: place, y: this.points.y[k], role: "point" }));
    this.stage.showPoints({
      curves: [],
      handles,
      xLabel: "x",
      yLabel: "y",
      xRange: x,
      yRange: y,
      xGrid: true,
      theme: currentTheme(),
    });
    if (this.store.get().data === "own" && !this.points.x.length)
      this.stage.says.show("There are no points yet.", "Press in the plot to place some, or paste a table.");
  }

  /** What stands under the stage. */
  write() {
    const scene = this.scene();
    if (!scene) return;
    for (const card of Object.values(this.cards)) if (!card.element.hidden) card.show(scene);
  }

  /** @param {number | null} k */
  select(k) {
    this.selected = k;
    this.redraw();
  }

  /**
   * From now on the points are one's own.
   * @param {Points} points
   * @param {string | null} kind
   * @param {Partial<RegressionState>} [patch]  what changes with them
   */
  setPoints({ x, y }, kind, patch = {}) {
    this.change(
      { ...patch, data: "own", points: x.map((each, k) => /** @type {[number, number]} */ ([each, y[k]])) },
      kind,
    );
  }

  /** @param {number} k @param {number} x @param {number} y @param {boolean} isSettled */
  movePoint(k, x, y, isSettled) {
    this.isHeld = !isSettled;
    this.setPoints(
      { x: this.points.x.with(k, this.rounded(x, "x")), y: this.points.y.with(k, this.rounded(y, "y")) },
      "drag a point",
    );
    if (isSettled) this.settle();
  }

  /** @param {number} value @param {"x" | "y"} axis */
  rounded(value, axis) {
    const [low, high] = this.window[axis];
    return roundToPixel(value, high - low);
  }

  /** @param {number} x @param {number} y */
  addPoint(x, y) {
    if (this.points.x.length >= ranges.points[1])
      return say("points", `There can be ${ranges.points[1]} points.`, 5_000);
    this.selected = null;
    this.setPoints({ x: [...this.points.x, this.rounded(x, "x")], y: [...this.points.y, this.rounded(y, "y")] }, null);
  }

  removePoint() {
    const { selected } = this;
    if (selected === null) return say("points", "Press a point to choose it first.", 4_000);
    this.selected = null;
    const others = (/** @type {number[]} */ entries) => entries.filter((_, k) => k !== selected);
    this.setPoints({ x: others(this.points.x), y: others(this.points.y) }, null);
  }

  /** @param {string} text @returns {import("../../widgets/paste-field.js").Verdict} */
  takeTable(text) {
    const { rows, complaints } = readTable(text);
    if (complaints.length) return { mistakes: complaints };
    if (
      !rows.length ||
      rows[0].length !== 2 ||
      !rows.every((row) => row.every((field) => typeof field === "number" && Math.abs(field) <= 1e12))
    )
      return {
        mistakes: [
          `there must be two columns of numbers up to 10¹², x and ` +
            `y${rows.length && rows[0].length !== 2 ? `; here are ${rows[0].length} columns` : ""}`,
        ],
      };
    if (rows.length > ranges.points[1])
      return { mistakes: [`there are ${rows.length} points; at most ${ranges.points[1]} are fitted`] };
    const [x, y] = [0, 1].map((column) => rows.map((row) => Number(row[column])));
    this.selected = null;
    this.setPoints({ x, y }, null, { domain: null });
    return { understood: rows.length === 1 ? "1 point is taken" : `${rows.length} points are taken` };
  }

  /** @param {number[]} place  along the axes of the picture of the loss @param {boolean} isSettled */
  moveStart(place, isSettled) {
    const { walk } = this.answers.get();
    if (!walk) return;
    this.isHeld = !isSettled;
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
  nudge([right, up]) {
    const { selected, points, window } = this;
    if (selected !== null) {
      const by = (/** @type {number} */ part, /** @type {[number, number]} */ [low, high]) => part * (high - low);
      this.setPoints(
        {
          x: points.x.with(selected, this.rounded(points.x[selected] + by(right, window.x), "x")),
          y: points.y.with(selected, this.rounded(points.y[selected] + by(up, window.y), "y")),
        },
        "nudge a point",
      );
      return;
    }
    const [walk, seen] = [this.answers.get().walk, this.seen()];
    if (!walk || !seen) return;
    const start = walk.surface.axes.map((name) => this.store.get().parameters[name].value);
    this.moveStart(
      start.map((value, k) => value + (k ? up * (seen.y[1] - seen.y[0]) : right * (seen.x[1] - seen.x[0]))),
      true,
    );
  }

  /** @param {import("../../plots/geometry.js").Domain} domain */
  changeDomain(domain) {
    const complaint = complaintAbout(domain.x) || complaintAbout(domain.y);
    if (!complaint) return this.change({ domain }, null);
    say("box", complaint, 4_000);
    this.stage.map.reset();
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
    this.stage.scene.look(null);
    this.change({ domain: null }, null);
  }
}

/** What is wrong with a model that can be read. @param {string} source @param {number} count  of its parameters */
function complaintOf(source, count) {
  if (count >= 1 && count <= CATALOGUE.limits.fit_parameters) return null;
  const [detail, hint] = count
    ? [`this model has ${count} parameters`, `at most ${CATALOGUE.limits.fit_parameters} can be fitted`]
    : ["this model has no parameters to fit", "any letter but x is one, as in m x + b"];
  return new Problem({ status: 422, detail, hint, span: [0, Array.from(source).length] });
}
