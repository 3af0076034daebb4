/** The landscape view: the loss over a plane in the space of all weights, and the walk of learning on it. */

import { html } from "../../../core/dom.js";
import { inside } from "../../../core/interval.js";
import { atMostEvery } from "../../../core/pace.js";
import { typeset } from "../../../core/format.js";
import { say } from "../../../core/status.js";
import { arrows, key, zooming } from "../../common/keys.js";
import { roleOf } from "../../common/methods.js";
import { nudged } from "../../common/moves.js";
import { PlotCard } from "../../common/plot-card.js";
import { dataOf, mismatchOf } from "../questions.js";
import { DataGroup, ShapeGroup } from "../setup-groups.js";
import { BEGINNING, ranges } from "../state.js";
import { Drive } from "../drive.js";
import { DRIVING, LearningBench, OF_BEGINNING, OF_LEARNING } from "../learning-bench.js";
import { Transport } from "../transport.js";
import { lookBack, QUESTIONS } from "./answers.js";
import { SpectrumCard } from "./cards.js";
import { listOf } from "./questions.js";
import { SliceGroup } from "./slice-group.js";
import { lossesPicture, numbersAt, pictureOf, sharpnessPicture } from "./slice.js";
import { Stage } from "./stage.js";
import { typedSlice } from "./typed-slice.js";
import { boundOf, edgeText, notesOf, sentenceOf } from "./words.js";
import { LOOKING } from "../../common/look-row.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("./answers.js").Moment} Moment
 * @typedef {import("./answers.js").Answers} Answers
 * @typedef {import("../../../core/laboratory.js").Surroundings} Surroundings
 */

const FEWER = "take few points of your own, or a smaller network.";
const OF_SLICE = ["plane", "axes", "directions", "reach", "fine"];
const REST = 500; // ms after which the network is let go that an arrow key has moved
const PAUSE = 120; // ms between two slices while the network learns
const QUIET = 400; // ms of rest before frames of the past are asked about
/** What a link holds of a number. */
const DIGITS = 6;

/** @type {import("../../common/bench.js").Description<LandscapeView, Moment, Answers>} */
export const LANDSCAPE = {
  gestures: [
    ["Drag the network over surface or map", "to begin from other weights: those of the place where it is let go"],
    ["Turn the wheel over the map", "to see more or less of the landscape"],
  ],
  keys: [
    arrows("carry the network to other weights", 1 / 40),
    ...DRIVING,
    ...zooming("a closer look", "more of the landscape"),
    key("0", "the camera of the beginning", (lab) => lab.stage.scene.lookFrom("home")),
    ...LOOKING,
  ],
  nothing: { slice: null, sharpness: new Map() },
  questions: QUESTIONS,
  stories: ["slice", "past"],
  follows: [
    { of: [...OF_BEGINNING, ...OF_LEARNING], does: (lab) => void lab.drive.begin() },
    { of: ["epoch", ...OF_SLICE], does: (lab) => lab.moved() },
  ],
  draws: ["speed"],
};

/** @extends {LearningBench<Moment, Answers>} */
export class LandscapeView extends LearningBench {
  /** Where the network is carried to by hand. @type {[number, number] | null} */
  held = null;
  /** Of the training view, which shows them. @type {import("../own-data.js").Samples | null} */
  samples = null;
  slicing = atMostEvery(PAUSE, () => this.asking.ask("slice"));
  opening = html("button", { type: "button", class: "link" }, ["Open the slice as a surface"]);

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    super(surroundings, LANDSCAPE);
    const { store, settle, client } = surroundings;
    this.drive = new Drive(client, store, false, {
      onMismatch: () => this.moved(),
      onRefusal: (problem) => this.complain(problem),
      onBegin: () => this.begun(),
      onProgress: () => this.redraw(),
      onMove: () => this.moved(),
    });
    this.transport = new Transport({ ...this.drive.controls, takeAlong: () => {} }, false);
    this.stage = new Stage(
      { onPlace: (x, y, isSettled) => this.carry([x, y], isSettled), onZoom: (factor) => this.zoom(factor) },
      this.transport.element,
    );
    this.sliceGroup = new SliceGroup(this.noted, settle, this.current);
    this.sliceGroup.element.append(this.opening);
    this.opening.addEventListener("click", () => this.openSlice());
    this.data = new DataGroup(this.noted, this.current);
    this.shape = new ShapeGroup(this.noted, this.current);
    this.controls = [this.sliceGroup, this.learning];
    this.line = [this.shape.part, ...this.data.parts];
    this.cards = {
      losses: new PlotCard("Loss of the walk: true, and in the slice", "tall", lossesPicture),
      sharpness: new PlotCard("Sharpness: the leading eigenvalue λ₁ of the Hessian", "tall", sharpnessPicture),
      spectrum: new SpectrumCard(() => this.changed({ batch: this.trained }, null)),
    };
    this.listen();
  }

  /** What a question is made of now. @returns {Moment | null} */
  get moment() {
    const { frame, frames, turn, isPlaying, training } = this.drive;
    const state = this.store.get();
    return frame && { state, frame, frames, turn, isPlaying, isOf: training.isOf(frame, state) };
  }

  /** @param {NetworkState} state */
  open(state) {
    super.open(state);
    this.held = null;
  }

  /** What is seen may change with the slice alone. @param {Partial<NetworkState>} patch @param {string | null} kind */
  changed(patch, kind) {
    if (Object.keys(patch).every((name) => OF_SLICE.includes(name))) return this.change(patch, kind);
    super.changed(patch, kind);
  }

  /** What is known about the walk before holds no longer, but stays in sight until there is something else. */
  begun() {
    this.answers.set({ sharpness: new Map() });
    this.redraw();
  }

  moved() {
    this.slicing.ask();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => lookBack(this.asking, () => this.moment), QUIET);
    this.redraw();
  }

  /** @param {[number, number]} place @param {boolean} isSettled */
  carry(place, isSettled) {
    const { slice } = this.answers.get();
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
    const { slice } = this.answers.get();
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

  /** The slice as a typed function of its two coordinates, where the network is. */
  async openSlice() {
    const { slice } = this.answers.get();
    if (!slice) return;
    const { subjects, client } = this.surroundings;
    const state = this.store.get();
    const samples = await client.send("network/data", dataOf(state));
    const source = typedSlice(state, slice, listOf(slice.walk[slice.walk.length - 1].network), samples);
    const [[u, v], { x, y }] = [slice.centre, slice.domain];
    const opened = { source: source ?? "", parameters: {}, at: { u, v }, over: { u: x, v: y } };
    if (source !== null && (await subjects?.openAt(opened))) return;
    say("slice", `This slice sums over ${samples.trained} points, and is too long to be typed: ${FEWER}`, 8_000);
  }

  /** How many points are learned. */
  get trained() {
    const { data, count, points, share } = this.store.get();
    return Math.max(1, Math.round(share * (data === "own" ? points.length : count)));
  }

  draw() {
    const state = this.store.get();
    const { drive } = this;
    const { slice } = this.answers.get();
    this.sliceGroup.show(state);
    for (const group of [this.data, this.shape]) group.show(state);
    this.learning.show(state, this.methods);
    // Points are placed where they are seen, in the training view.
    this.data.own.own.hidden = this.data.own.paste.element.hidden = true;
    this.transport.show(drive.moment);
    const mismatch = mismatchOf(state);
    if (mismatch)
      return this.stage.says.show(
        state.data === "own" ? "Place points of your own in the training view: a few of each class." : mismatch,
        "",
      );
    if (slice) this.drawSlice(state, slice);
    else if (drive.target) this.stage.says.show(`Learning up to epoch ${drive.target} …`, "");
    const { diverged } = drive.training;
    if (diverged && drive.frame === drive.training.last)
      this.stage.says.show(typeset(diverged.message), typeset(`The way back: ${diverged.hint}.`));
  }

  /** @param {NetworkState} state @param {import("./slice.js").Slice} slice */
  drawSlice(state, slice) {
    const theme = this.theme;
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
      sharpness: this.answers.get().sharpness,
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
    super.dispose();
    clearTimeout(this.letting);
    clearTimeout(this.resting);
    this.slicing.stop();
  }
}
