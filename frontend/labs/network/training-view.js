/** The training view: a network that learns from points of the plane, every unit of it in sight. */

import { html } from "../../core/dom.js";
import { unlessRefused } from "../../core/client.js";
import { onceAFrame } from "../../core/pace.js";
import { say } from "../../core/status.js";
import { currentTheme } from "../../core/theme.js";
import { PlotCard } from "../common/plot-card.js";
import { Says } from "../common/says.js";
import { Switches } from "../common/switches.js";
import { indexOf, numberAt, numbersOf } from "./numbers.js";
import { NetworkPicture } from "./network-picture.js";
import { NumberInHand } from "./number-in-hand.js";
import { OutputMap, REACH } from "./output-map.js";
import { dataOf, mismatchOf } from "./questions.js";
import { DataGroup, LearningGroup, ShapeGroup } from "./setup-groups.js";
import { MOST, sizesOf } from "./state.js";
import { Training } from "./training.js";
import { Transport } from "./transport.js";
import { WeightsCard } from "./weights-card.js";
import { notesOf, placeText, sentenceOf } from "./words.js";
import { accuracyPicture, lossPicture } from "./progress.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("../common/lab-of-views.js").View} View
 * @typedef {import("./training.js").Frame} Frame
 * @typedef {import("./numbers.js").Place} Place
 * @typedef {import("../../core/laboratory.js").Surroundings} Surroundings
 */

const SWITCHES = /** @type {Record<keyof NetworkState["show"], [string, string]>} */ ({
  test: ["Points of the test", "ink"],
  discrete: ["Only which side of the middle", "ink"],
  loss: ["Loss over the epochs", "ink"],
  accuracy: ["Share of right answers", "ink"],
  weights: ["Table of weights and biases", "ink"],
});
/** What data are made of. */
const OF_DATA = /** @type {const} */ (["data", "count", "noise", "share", "sample", "classes", "points"]);
/** What decides how a network begins. */
const OF_START = /** @type {const} */ (["features", "hidden", "activations", "cost", "initialisation", "numbers"]);
/** What can change on the way: training then goes on from where it is. */
const OF_LEARNING = /** @type {const} */ (["method", "settings", "batch", "l1", "l2"]);
const NEAR = 0.25; // in units of the plane, a point is pressed

/** @implements {View} */
export class TrainingView {
  /** @type {[string, string][]} */
  gestures = [
    ["Press a line or a unit", "to take its weight or bias in hand"],
    ["Press the map", "to place a point of your own: blue, or orange with Shift"],
  ];

  isPlaying = false;
  isBusy = false;
  /** @type {Place | null} */
  selected = null;
  /** @type {import("./output-map.js").Samples | null} */
  samples = null;
  /** @type {import("../paths/methods.js").Method[]} */
  methods = [];
  isClosed = false;
  /** Which beginning is in force: what was asked for before it comes too late. */
  turn = 0;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    const { store, change, settle, client, catalogue } = surroundings;
    /** @type {import("../../core/signal.js").Store<NetworkState>} */
    this.store = store;
    this.change = change;
    this.settle = settle;
    this.training = new Training(client);
    this.points = client.channel("network/data");
    this.drawing = onceAFrame(() => this.draw());
    this.picture = new NetworkPicture((place) => this.select(place));
    this.map = new OutputMap((x1, x2, isOther) => this.press(x1, x2, isOther));
    this.hand = new NumberInHand((value, kind) => this.moveNumber(value, kind), settle, () => this.select(null));
    this.transport = new Transport({
      restart: () => this.restart(),
      toggle: () => this.toggle(),
      stepOn: () => this.stepOn(),
      stepBack: () => this.stepBack(),
      scrub: (share) => this.scrub(share * this.last),
      setSpeed: (speed) => store.set({ speed }),
    });
    this.says = new Says();
    const noted = (/** @type {Partial<NetworkState>} */ patch, /** @type {string | null} */ kind = null) => this.changed(patch, kind);
    const current = () => store.get();
    this.setup = [new DataGroup(noted), new ShapeGroup(noted, current)];
    this.learning = new LearningGroup(noted, settle, current);
    this.switches = new Switches(SWITCHES, surroundings);
    this.cards = { loss: new PlotCard("Loss", "tall", lossPicture), accuracy: new PlotCard("Right answers", "tall", accuracyPicture), weights: new WeightsCard((place) => this.select(place)) };
    this.shortcuts = this.keys();
    this.groups = [...this.setup, this.learning, this.switches].map((each) => each.element);
    this.stage = { element: this.furnishedStage() };
    this.listen();
    catalogue.then(({ training_methods }) => {
      this.methods = training_methods;
      this.redraw();
    });
  }

  follow() {
    this.begin();
  }

  furnishedStage() {
    const views = html("div", { class: "views networks" }, [html("figure", {}, [this.picture.element]), html("figure", {}, [this.map.element])]);
    return html("section", { class: "stage", "aria-label": "Plots" }, [views, this.hand.element, this.transport.element, ...this.says.elements]);
  }

  keys() {
    return [
      { keys: [" "], shown: "Space", does: "train, or pause", run: () => this.toggle() },
      { keys: ["."], shown: ".", does: "on by one frame", run: () => this.stepOn() },
      { keys: [","], shown: ",", does: "back by one frame", run: () => this.stepBack() },
      { keys: ["home"], shown: "Home", does: "to the beginning", run: () => this.restart() },
      this.switches.shortcut,
    ];
  }

  listen() {
    this.unsubscribe = [
      this.store.subscribe([...OF_DATA, ...OF_START, "seed"], () => this.begin()),
      this.store.subscribe(["show", "epoch", "speed", ...OF_LEARNING], () => this.redraw()),
    ];
  }

  /** A change of how it learns keeps the network as it is at this moment. @param {Partial<NetworkState>} patch @param {string | null} kind */
  changed(patch, kind) {
    const frame = this.frame;
    const isOnTheWay = frame && frame.epoch > 0 && Object.keys(patch).every((key) => OF_LEARNING.some((name) => name === key));
    this.change({ ...patch, ...(isOnTheWay ? { numbers: numbersOf(frame.network) } : {}), epoch: 0 }, kind);
  }

  /** @param {NetworkState} state */
  open(state) {
    this.isPlaying = false;
    this.selected = null;
    // A state with the same network and data, at another epoch.
    queueMicrotask(() => state.view === this.store.get().view && this.begin());
  }

  /** Data and network from their beginnings, and on to the epoch that the state asks for. */
  async begin() {
    const turn = ++this.turn;
    const isOf = () => turn === this.turn && !this.isClosed;
    const state = this.store.get();
    const refuse = (/** @type {import("../../core/client.js").Problem} */ problem) => say("network", [problem.message, problem.hint].filter(Boolean).join(". "));
    if (mismatchOf(state)) return this.stand(state);
    say("network", "");
    const samples = await unlessRefused(this.points.ask(dataOf(state)), refuse);
    if (!isOf()) return;
    if (samples) this.samples = samples;
    const isThere = await unlessRefused(this.training.begin(state), refuse);
    if (!isThere || !isOf()) return;
    this.redraw();
    if (state.epoch) await unlessRefused(this.training.catchUp(state, state.epoch, () => isOf() && this.redraw()), refuse);
    if (isOf() && state.epoch > this.training.last.epoch) this.store.set({ epoch: this.training.last.epoch });
    this.redraw();
    if (this.isPlaying) this.play();
  }

  /** Nothing can be learned: why, and the points there are. @param {NetworkState} state */
  stand(state) {
    this.isPlaying = false;
    if (state.data === "own") this.samples = { points: state.points.map(([x, y]) => [x, y]), targets: state.points.map(([, , group]) => group), classes: 2, trained: state.points.length };
    this.redraw();
  }

  get frame() {
    return this.training.frames.length ? this.training.at(this.store.get().epoch) : null;
  }

  get last() {
    return this.training.last?.epoch ?? 0;
  }

  toggle() {
    this.isPlaying = !this.isPlaying;
    this.redraw();
    if (this.isPlaying) this.play();
  }

  async play() {
    if (this.isBusy) return;
    while (this.isPlaying && !this.isClosed && (await this.advance())) await new Promise(requestAnimationFrame);
    this.redraw();
  }

  /** One frame more. @returns {Promise<boolean>} whether there is more to come */
  async advance() {
    const state = this.store.get();
    const frame = this.frame;
    if (!frame || this.isBusy || mismatchOf(state)) return false;
    const [turn, epochs] = [this.turn, Math.min(state.speed, MOST.epoch - frame.epoch)];
    if (epochs <= 0) return this.stop();
    this.isBusy = true;
    const isOn = await unlessRefused(this.training.goOn(state, frame, epochs), (problem) => say("network", problem.message, 6_000));
    this.isBusy = false;
    if (turn !== this.turn || this.isClosed) return this.isPlaying;
    if (!isOn) return this.stop();
    this.store.set({ epoch: this.last });
    return true;
  }

  stop() {
    this.isPlaying = false;
    this.redraw();
    return false;
  }

  stepOn() {
    this.isPlaying = false;
    const { epoch } = this.store.get();
    const next = this.training.frames.find((frame) => frame.epoch > epoch);
    if (next) this.scrub(next.epoch);
    else this.advance();
    this.redraw();
  }

  stepBack() {
    const { epoch } = this.store.get();
    this.scrub(this.training.frames.findLast((frame) => frame.epoch < epoch)?.epoch ?? 0);
  }

  /** Back to where this network began; its own weights are drawn again if some were moved by hand. */
  restart() {
    this.isPlaying = false;
    if (this.store.get().numbers) this.change({ numbers: null, epoch: 0 }, null);
    else this.scrub(0);
  }

  /** @param {number} epoch */
  async scrub(epoch) {
    this.isPlaying = false;
    const frame = this.training.frames.length ? this.training.at(Math.round(epoch)) : null;
    if (!frame) return;
    this.store.set({ epoch: frame.epoch });
    await unlessRefused(this.training.lookAt(this.store.get(), frame), () => {});
    this.redraw();
  }

  /** @param {Place | null} place */
  select(place) {
    this.selected = place;
    this.redraw();
  }

  /** Training begins anew with the changed number. @param {number} value @param {string | null} kind */
  moveNumber(value, kind) {
    if (!this.frame || !this.selected) return;
    const numbers = numbersOf(this.frame.network);
    numbers[indexOf(sizesOf(this.store.get()), this.selected)] = value;
    this.isPlaying = false;
    this.change({ numbers, epoch: 0 }, kind);
  }

  /** @param {number} x1 @param {number} x2 @param {boolean} isOther */
  press(x1, x2, isOther) {
    const { data, points } = this.store.get();
    if (data !== "own") return say("network", "To place points of your own, choose “my own points” as the data.", 5_000);
    const [a, b] = [x1, x2].map((each) => Number(Math.min(Math.max(each, -REACH), REACH).toFixed(2)));
    const others = points.filter(([x, y]) => Math.hypot(x - a, y - b) > NEAR);
    const isTaken = others.length < points.length;
    if (!isTaken && points.length >= MOST.points) return say("network", `There can be ${MOST.points} points.`, 5_000);
    this.change({ points: isTaken ? others : [...points, [a, b, isOther ? 0 : 1]], epoch: 0 }, null);
  }

  redraw() {
    this.drawing.ask();
  }

  draw() {
    const state = this.store.get();
    for (const group of this.setup) group.show(state);
    this.learning.show(state, this.methods);
    this.switches.show(state.show);
    for (const [name, card] of Object.entries(this.cards)) card.element.hidden = !state.show[/** @type {keyof typeof state.show} */ (name)];
    const { frame, training } = this;
    this.transport.show({ epoch: frame?.epoch ?? 0, last: this.last, isPlaying: this.isPlaying, speed: state.speed });
    const mismatch = mismatchOf(state);
    if (mismatch) {
      this.map.draw({ heat: null, samples: this.samples, isProbability: false, isDiscrete: false, hasTest: true, theme: currentTheme() });
      return this.says.show(mismatch, "");
    }
    if (!frame || !training.heat) return;
    this.drawViews(state, frame, training.heat);
    const { diverged } = training;
    if (diverged) this.says.show(diverged.message, `The way back: ${diverged.hint}.`);
    else this.says.show(sentenceOf(state, frame), notesOf(state, frame));
  }

  /** @param {NetworkState} state @param {Frame} frame @param {import("./training.js").Heat} heat */
  drawViews(state, frame, heat) {
    const sizes = sizesOf(state);
    // An answer for another shape is on its way.
    if (heat.layers.length !== sizes.length || heat.layers.some((units, k) => units.length !== sizes[k])) return;
    const { network } = frame;
    const theme = currentTheme();
    const isDiscrete = state.show.discrete;
    const isProbability = state.cost === "cross-entropy" || network.layers[network.layers.length - 1].activation === "sigmoid";
    this.picture.draw({ features: state.features, network, heat, isDiscrete, selected: this.selected, theme });
    this.map.draw({ heat, samples: this.samples, isProbability, isDiscrete, hasTest: state.show.test || state.data === "own", theme });
    this.hand.show(this.selected && placeText(this.selected, state), this.selected ? numberAt(network, this.selected) : 0);
    const scene = { frames: this.training.frames, epoch: frame.epoch, theme };
    for (const card of [this.cards.loss, this.cards.accuracy]) if (!card.element.hidden) card.show(scene);
    this.cards.accuracy.element.hidden ||= frame.accuracy === null;
    if (!this.cards.weights.element.hidden) this.cards.weights.show(network, state.features, this.selected);
  }

  dispose() {
    this.isClosed = true;
    this.isPlaying = false;
    for (const end of this.unsubscribe ?? []) end();
    this.drawing.stop();
    this.training.dispose();
    this.points.close();
    this.says.dispose();
    this.picture.dispose();
    this.map.dispose();
    this.cards.loss.dispose();
    this.cards.accuracy.dispose();
  }
}
