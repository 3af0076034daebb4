/** The training view: a network that learns from points of the plane, every unit of it in sight. */

import { html } from "../../../core/dom.js";
import { unlessRefused } from "../../../core/client.js";
import { typeset } from "../../../core/format.js";
import { say } from "../../../core/status.js";
import { PlotCard } from "../../common/plot-card.js";
import { Says } from "../../common/says.js";
import { indexOf, numberAt, numbersOf } from "../numbers.js";
import { samplesBeginning } from "../samples-along.js";
import { MarksLegend } from "./marks-legend.js";
import { NetworkPicture } from "../network-picture.js";
import { NumberInHand } from "../number-in-hand.js";
import { OutputMap } from "./output-map.js";
import { OwnPoints } from "./own-points.js";
import { dataOf, mismatchOf } from "../questions.js";
import { DataGroup, ShapeGroup } from "../setup-groups.js";
import { BEGINNING, inputNames, outputsOf, PROBABILITIES, ranges, sizesOf } from "../state.js";
import { Drive } from "../drive.js";
import { EnsembleCard } from "./ensemble-card.js";
import { DRIVING, LearningBench, OF_BEGINNING, OF_LEARNING } from "../learning-bench.js";
import { positionOf } from "../training.js";
import { Transport } from "../transport.js";
import { ofInput, TypedInput } from "../typed-input.js";
import { RaceCard } from "./race-card.js";
import { WeightsCard } from "./weights-card.js";
import { notesOf, placeText, sampleSentence, sentenceOf } from "../words.js";
import { accuracyPicture, lossPicture } from "./progress.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {import("../numbers.js").Place} Place
 * @typedef {{state: NetworkState}} Moment
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

/** @type {import("../../common/bench.js").Description<TrainingView, Moment, {}>} */
export const TRAINING = {
  switches: {
    test: ["Test points", "ink"],
    discrete: ["Only the decision, no shades", "ink"],
    loss: ["Loss over the epochs", "ink"],
    accuracy: ["Accuracy", "ink"],
    weights: ["Table of weights and biases", "ink"],
    ensemble: ["From many seeds", "ink"],
    race: ["Methods raced", "ink"],
  },
  behind: ["accuracy", "weights", "ensemble", "race"],
  gestures: [
    ["Press a line or a unit", "to take its weight or bias in hand"],
    [
      "Press the map",
      "to place a point of your own, if the data are your own points; press it again to take it away, drag it " +
        "to move it",
    ],
    ["Drop a table on the map", "to learn its points"],
  ],
  keys: DRIVING,
  nothing: {},
  questions: {
    points: {
      about: ({ state }) => dataOf(state),
      ask: ({ state }, send) => send("network/data", dataOf(state)),
      told: () => ({}),
    },
  },
  stories: ["points"],
  follows: [{ of: [...OF_BEGINNING, ...OF_LEARNING], does: (lab) => void lab.drive.begin() }],
  draws: ["show", "epoch", "batches", "seen", "speed", "stride"],
};

/** @extends {LearningBench<Moment, {}>} */
export class TrainingView extends LearningBench {
  /** @type {Place | null} */
  selected = null;
  /** @type {import("../own-data.js").Samples | null} */
  samples = null;
  /** What the controls show. */
  asked = "";
  /** Why there is nothing to see of what the state asks for. */
  refusal = "";

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, TRAINING);
    const { store, settle, client } = surroundings;
    this.drive = new Drive(client, store, true, {
      prepare: (state, isOf) => this.prepare(state, isOf),
      onMismatch: (state) => this.stand(state),
      onRefusal: (problem) => this.refuse(problem),
      onBegin: () => this.redraw(),
      onProgress: () => this.redraw(),
      onMove: () => this.redraw(),
    });
    this.picture = new NetworkPicture((place) => this.select(place));
    this.map = new OutputMap(new OwnPoints(surroundings, (isOther) => this.data.own.placed(isOther)));
    this.hand = new NumberInHand(
      (value, kind) => this.moveNumber(value, kind),
      settle,
      () => this.select(null),
    );
    this.transport = new Transport({ ...this.drive.controls, takeAlong: () => this.takeAlong() });
    this.legend = new MarksLegend();
    this.says = new Says();
    this.data = new DataGroup(this.noted, this.current);
    this.typed = new TypedInput(client, this.noted, this.current, settle);
    this.shape = new ShapeGroup(this.noted, this.current, this.typed);
    this.setup = [this.data, this.shape];
    this.data.own.paste.acceptDropsOn(this.map.element);
    this.controls = [this.data.placing, this.learning, this.switches];
    this.line = [this.shape.part, ...this.data.parts];
    this.cards = {
      loss: new PlotCard("Loss", "tall", lossPicture),
      accuracy: new PlotCard("Accuracy: share of right answers", "tall", accuracyPicture),
      weights: new WeightsCard((place) => this.select(place)),
      ensemble: new EnsembleCard(client),
      race: new RaceCard(client),
    };
    this.stage = { element: this.furnishedStage() };
    this.listen();
  }

  furnishedStage() {
    const views = html("div", { class: "views networks" }, [
      html("figure", {}, [this.picture.element]),
      html("figure", {}, [this.map.element]),
    ]);
    return html("section", { class: "stage", "aria-label": "Plots" }, [
      views,
      this.legend.element,
      this.hand.element,
      this.transport.element,
      ...this.says.elements,
    ]);
  }

  get moment() {
    return { state: this.store.get() };
  }

  /** @param {NetworkState} state */
  open(state) {
    super.open(state);
    this.selected = null;
    this.typed.replace(state.typed);
  }

  /** @param {import("../../../core/client.js").Problem} problem */
  refuse(problem) {
    if (!problem.field?.startsWith("features")) return this.complain(problem);
    this.typed.complain(problem);
    this.refusal = `The input of your own cannot be learned from: ${ofInput(problem.message, "it")}.`;
    this.redraw();
  }

  /**
   * The points of the state, before anything is learned from them.
   * @param {NetworkState} state
   * @param {() => boolean} isOf  whether they are still wanted
   */
  async prepare(state, isOf) {
    this.refusal = "";
    const samples = await unlessRefused(this.asking.answer("points", { state }), (problem) => this.refuse(problem));
    if (isOf() && samples) this.samples = samples;
  }

  /** Nothing can be learned: why, and the points there are. @param {NetworkState} state */
  stand(state) {
    this.refusal = "";
    if (state.data === "own")
      this.samples = {
        points: state.points.map(([x, y]) => [x, y]),
        targets: state.points.map(([, , group]) => group),
        classes: state.classes,
        trained: state.points.length,
      };
    this.redraw();
  }

  /** The sample or batch that comes next to where it can be followed number by number. */
  takeAlong() {
    const state = this.store.get();
    const count = this.training.next?.samples.length ?? 0;
    if (state.stride === "batch" && count > ranges.input[1])
      say("network", `Of the ${count} samples of the batch the first ${ranges.input[1]} are followed.`, 8_000);
    this.change({ view: "steps", scene: null, ...samplesBeginning(state, this) }, null);
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
    this.drive.isPlaying = false;
    this.change({ numbers, ...BEGINNING }, kind);
  }

  draw() {
    const state = this.store.get();
    this.showControls(state);
    this.showCards(state);
    if (!this.training.frames.length) for (const card of Object.values(this.cards)) card.element.hidden = true;
    const { frame, training } = this;
    const { seen } = this.drive.moment;
    this.transport.show(this.drive.moment);
    const mismatch = mismatchOf(state) || (this.training.frames.length ? "" : this.refusal);
    if (mismatch) {
      this.map.draw({
        heat: null,
        samples: this.samples,
        outputs: outputsOf(state),
        isProbability: false,
        isDiscrete: false,
        hasTest: true,
        isOwn: state.data === "own",
        lit: null,
        theme: this.theme,
      });
      return this.says.show(mismatch, "");
    }
    if (!frame || !training.heat) return;
    this.drawViews(state, frame, training.heat);
    const { diverged } = training;
    if (this.refusal) this.says.show(this.refusal, "What is shown is the network before.");
    else if (diverged && frame === training.last)
      this.says.show(typeset(diverged.message), typeset(`The way back: ${diverged.hint}.`));
    else if (state.stride === "sample" && seen && training.next)
      this.says.show(sampleSentence(frame, training.next, seen), "");
    else this.says.show(sentenceOf(frame), notesOf(state, frame));
  }

  /**
   * The left column, where more than the epoch has changed: shown once more, it would be laid out in every frame.
   * @param {NetworkState} state
   */
  showControls(state) {
    const asked = JSON.stringify([{ ...state, epoch: 0, batches: 0, seen: 0 }, this.methods.length]);
    if (asked === this.asked) return;
    this.asked = asked;
    for (const group of this.setup) group.show(state);
    this.learning.show(state, this.methods);
  }

  /** @param {NetworkState} state @param {Frame} frame @param {import("../training.js").Heat} heat */
  drawViews(state, frame, heat) {
    const sizes = sizesOf(state);
    // An answer for another shape is on its way.
    if (heat.layers.length !== sizes.length || heat.layers.some((units, k) => units.length !== sizes[k])) return;
    const { network } = frame;
    const theme = this.theme;
    const isDiscrete = state.show.discrete;
    const isProbability =
      state.cost === "cross-entropy" || PROBABILITIES.has(network.layers[network.layers.length - 1].activation);
    const { next } = this.training;
    const lit =
      state.stride !== "epoch" && next
        ? { places: next.samples, seen: state.stride === "sample" ? Math.min(state.seen, next.samples.length) : 0 }
        : null;
    this.picture.draw({
      features: inputNames(state),
      network,
      heat,
      isDiscrete,
      findings: frame.findings,
      selected: this.selected,
      theme,
    });
    this.map.draw({
      heat,
      samples: this.samples,
      outputs: sizes[sizes.length - 1],
      isProbability,
      isDiscrete,
      hasTest: state.show.test || state.data === "own",
      isOwn: state.data === "own",
      lit,
      theme,
    });
    this.legend.show({
      hasTest: state.show.test && state.data !== "own" && state.share < 1,
      hasBatch: lit !== null,
      isStuck: frame.findings.some(({ unit }) => unit !== null),
    });
    this.hand.show(
      this.selected && placeText(this.selected, state),
      this.selected ? numberAt(network, this.selected) : 0,
    );
    const scene = { frames: this.training.frames, epoch: positionOf(frame), theme };
    for (const card of [this.cards.loss, this.cards.accuracy]) if (!card.element.hidden) card.show(scene);
    this.cards.accuracy.element.hidden ||= frame.accuracy === null;
    if (!this.cards.ensemble.element.hidden) this.cards.ensemble.show({ state, epoch: frame.epoch, theme });
    if (!this.cards.race.element.hidden) this.cards.race.show({ state, epoch: frame.epoch, theme });
    if (!this.cards.weights.element.hidden) this.cards.weights.show(network, inputNames(state), this.selected);
  }

  dispose() {
    super.dispose();
    this.typed.dispose();
    this.says.dispose();
    this.picture.dispose();
    this.map.dispose();
  }
}
