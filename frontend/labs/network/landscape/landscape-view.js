/** The landscape view: the loss over a plane in the space of all weights, and the walk of learning on it. */

import { CATALOGUE } from "../../../core/catalogue.js";
import { inside } from "../../../core/interval.js";
import { arrowKeys } from "../../../core/keys.js";
import { typeset } from "../../../core/format.js";
import { onceAFrame } from "../../../core/pace.js";
import { say } from "../../../core/status.js";
import { currentTheme } from "../../../core/theme.js";
import { roleOf } from "../../common/methods.js";
import { nudged } from "../../common/moves.js";
import { PlotCard } from "../../common/plot-card.js";
import { mismatchOf } from "../questions.js";
import { goingOn } from "../samples-along.js";
import { DataGroup, LearningGroup, ShapeGroup } from "../setup-groups.js";
import { BEGINNING, ranges } from "../state.js";
import { Drive } from "../drive.js";
import { Transport } from "../transport.js";
import { Answers } from "./answers.js";
import { SpectrumCard } from "./cards.js";
import { listOf } from "./questions.js";
import { SliceGroup } from "./slice-group.js";
import { lossesPicture, numbersAt, pictureOf, sharpnessPicture } from "./slice.js";
import { Stage } from "./stage.js";
import { boundOf, edgeText, notesOf, sentenceOf } from "./words.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../../common/lab-of-views.js").View} View
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const OF_BEGINNING = /** @type {const} */ ([
  "data",
  "count",
  "noise",
  "share",
  "sample",
  "classes",
  "points",
  "features",
  "typed",
  "hidden",
  "activations",
  "cost",
  "initialisation",
  "numbers",
  "seed",
]);
/** What can change on the way: training then goes on from where it is. */
const OF_LEARNING = /** @type {const} */ (["method", "settings", "batch", "l1", "l2"]);
const OF_SLICE = /** @type {const} */ (["plane", "axes", "directions", "reach", "fine"]);
/** Parts of the slice that an arrow key moves the network by, and the rest after which it is let go. */
const STEPS = { arrowleft: [-1 / 40, 0], arrowright: [1 / 40, 0], arrowup: [0, 1 / 40], arrowdown: [0, -1 / 40] };
const REST = 500; // ms
/** What a link holds of a number. */
const DIGITS = 6;

/** @implements {View} */
export class LandscapeView {
  /** @type {[string, string][]} */
  gestures = [
    ["Drag the network over surface or map", "to begin from other weights: those of the place where it is let go"],
    ["Turn the wheel over the map", "to see more or less of the landscape"],
  ];

  /** Where the network is carried to by hand. @type {[number, number] | null} */
  held = null;
  /** @type {import("../../common/methods.js").Method[]} */
  methods = CATALOGUE.training_methods;
  /** Of the training view, which shows them. @type {import("../own-data.js").Samples | null} */
  samples = null;

  /** @param {Surroundings} surroundings */
  constructor({ store, change, settle, client }) {
    /** @type {import("../../../core/signal.js").Store<NetworkState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.drawing = onceAFrame(() => this.draw());
    this.drive = new Drive(client, store, false, {
      onMismatch: () => this.moved(),
      onRefusal: ({ message, hint }) => say("network", [message, hint].filter(Boolean).join(". ")),
      onBegin: () => this.begun(),
      onProgress: () => this.redraw(),
      onMove: () => this.moved(),
    });
    this.answers = new Answers(
      client,
      () => store.get(),
      this.drive,
      () => this.redraw(),
    );
    this.transport = new Transport({ ...this.drive.controls, takeAlong: () => {} }, false);
    this.stage = new Stage(
      { onPlace: (x, y, isSettled) => this.carry([x, y], isSettled), onZoom: (factor) => this.zoom(factor) },
      this.transport.element,
    );
    const noted = (/** @type {Partial<NetworkState>} */ patch, /** @type {string | null} */ kind = null) =>
      this.changed(patch, kind);
    const current = () => store.get();
    this.sliceGroup = new SliceGroup(noted, settle, current);
    this.setup = /** @type {const} */ ([new DataGroup(noted, current), new ShapeGroup(noted, current)]);
    this.learning = new LearningGroup(noted, settle, current);
    this.groups = [this.sliceGroup, this.learning, ...this.setup].map(({ element }) => element);
    this.cards = {
      losses: new PlotCard("Loss of the walk: true, and in the slice", "tall", lossesPicture),
      sharpness: new PlotCard("Sharpness: the leading eigenvalue λ₁ of the Hessian", "tall", sharpnessPicture),
      spectrum: new SpectrumCard(() => this.changed({ batch: this.trained }, null)),
    };
    this.shortcuts = this.keys();
    this.unsubscribe = [
      store.subscribe([...OF_BEGINNING, ...OF_LEARNING], () => this.drive.begin()),
      store.subscribe(["epoch", ...OF_SLICE], () => this.moved()),
      store.subscribe(["speed"], () => this.redraw()),
    ];
  }

  /** The network of the moment, for the view that is opened next. */
  get frame() {
    return this.drive.frame;
  }

  get training() {
    return this.drive.training;
  }

  keys() {
    return [
      arrowKeys("carry the network to other weights", STEPS, (step) => this.nudge(step)),
      ...this.drive.keys,
      { keys: ["+"], shown: "+", does: "a closer look", run: () => this.zoom(0.5) },
      { keys: ["-"], shown: "−", does: "more of the landscape", run: () => this.zoom(2) },
      { keys: ["0"], shown: "0", does: "the camera of the beginning", run: () => this.stage.scene.look(null) },
    ];
  }

  follow() {
    this.drive.begin();
  }

  /** @param {NetworkState} state */
  open(state) {
    this.drive.isPlaying = false;
    this.held = null;
    queueMicrotask(() => state.view === this.store.get().view && this.drive.begin());
  }

  /**
   * A change of how it learns keeps the network as it is at this moment.
   * @param {Partial<NetworkState>} patch
   * @param {string | null} kind
   */
  changed(patch, kind) {
    const { frame } = this.drive;
    const isOf = (/** @type {readonly string[]} */ names) => Object.keys(patch).every((key) => names.includes(key));
    if (isOf(OF_SLICE)) return this.change(patch, kind);
    const goesOn = frame && frame.epoch > 0 && isOf(OF_LEARNING);
    this.change({ ...patch, ...(goesOn ? goingOn(frame) : BEGINNING) }, kind);
  }

  begun() {
    this.answers.forget();
    this.redraw();
  }

  moved() {
    this.answers.ask();
    this.redraw();
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  carry(place, isSettled) {
    const { slice } = this.answers;
    if (!slice) return;
    // A mere press carries nothing.
    if (isSettled && !this.held) return;
    this.drive.isPlaying = false;
    this.held = isSettled ? null : place;
    if (!isSettled) return this.redraw();
    const from = listOf(slice.walk[slice.walk.length - 1].network);
    this.change(
      { numbers: numbersAt(slice, from, place).map((number) => Number(number.toPrecision(DIGITS))), ...BEGINNING },
      null,
    );
  }

  /** @param {number[]} step */
  nudge(step) {
    const { slice } = this.answers;
    if (!slice) return;
    this.carry(nudged(this.held ?? slice.centre, step, slice.domain), false);
    clearTimeout(this.letting);
    this.letting = setTimeout(() => this.held && this.carry(this.held, true), REST);
  }

  /** More or less of the landscape. @param {number} factor */
  zoom(factor) {
    const before = this.store.get().reach;
    const reach = inside(Number((before * factor).toPrecision(3)), ranges.reach);
    // At its limit the slice stays as it is, and so does what is seen of it.
    if (reach === before) this.stage.map.reset();
    else this.change({ reach }, "reach");
  }

  /** How many points are learned. */
  get trained() {
    const { data, count, points, share } = this.store.get();
    return Math.max(1, Math.round(share * (data === "own" ? points.length : count)));
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    const { drive, answers } = this;
    this.sliceGroup.show(state);
    for (const group of this.setup) group.show(state);
    this.learning.show(state, this.methods);
    // Points are placed where they are seen, in the training view.
    this.setup[0].own.own.hidden = this.setup[0].own.paste.element.hidden = true;
    this.transport.show(drive.moment);
    const mismatch = mismatchOf(state);
    if (mismatch)
      return this.stage.says.show(
        state.data === "own" ? "Place points of your own in the training view: a few of each class." : mismatch,
        "",
      );
    if (answers.slice) this.drawSlice(state, answers.slice);
    else if (drive.target) this.stage.says.show(`Learning up to epoch ${drive.target} …`, "");
    const { diverged } = drive.training;
    if (diverged && drive.frame === drive.training.last)
      this.stage.says.show(typeset(diverged.message), typeset(`The way back: ${diverged.hint}.`));
  }

  /** @param {NetworkState} state @param {import("./slice.js").Slice} slice */
  drawSlice(state, slice) {
    const theme = currentTheme();
    this.stage.show(pictureOf(slice, state, this.held, theme));
    this.stage.says.show(sentenceOf(slice), notesOf(state, slice));
    const setting = (/** @type {string} */ name) =>
      state.settings[name] ??
      this.methods.find((each) => each.name === state.method)?.settings.find((each) => each.name === name)?.default;
    const rate = Number(setting("learning_rate") ?? NaN);
    const bound = boundOf(state.method, rate, Number(setting("momentum") ?? 0));
    const scene = {
      slice,
      role: roleOf(state.method),
      sharpness: this.answers.sharpness,
      bound,
      epoch: slice.walk[slice.walk.length - 1].epoch,
      theme,
    };
    this.cards.losses.show(scene);
    this.cards.sharpness.show(scene);
    const edge = edgeText(state, { sharpest: slice.curvature.eigenvalues[0], bound, trained: this.trained, rate });
    this.cards.spectrum.show(slice.curvature, {
      count: slice.count,
      edge,
      isWhole: state.batch >= this.trained || bound === null,
    });
  }

  dispose() {
    for (const end of this.unsubscribe) end();
    clearTimeout(this.letting);
    this.drawing.stop();
    this.drive.dispose();
    this.answers.dispose();
    this.stage.dispose();
    this.cards.losses.dispose();
    this.cards.sharpness.dispose();
  }
}
