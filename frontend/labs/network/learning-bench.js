/** What views of a learning network have in common: the training that is driven, and what changes leave of it. */

import { CATALOGUE } from "../../core/catalogue.js";
import { say } from "../../core/status.js";
import { Bench } from "../common/bench.js";
import { key } from "../common/keys.js";
import { goingOn } from "./samples-along.js";
import { LearningGroup } from "./setup-groups.js";
import { BEGINNING } from "./state.js";
import { positionOf } from "./training.js";

/** @typedef {import("./state.js").NetworkState} NetworkState */

/** What data are made of, and what decides how a network begins. */
export const OF_BEGINNING = [
  ...["data", "count", "noise", "share", "sample", "classes", "points"],
  ...["features", "typed", "hidden", "activations", "cost", "initialisation", "numbers", "seed"],
];
/** What can change on the way: training then goes on from where it is. */
export const OF_LEARNING = ["method", "settings", "batch", "l1", "l2"];

/** @type {import("../common/bench.js").Key<any>[]} */
export const DRIVING = [
  key(" ", "train, or pause", (lab) => lab.drive.toggle()),
  key(".", "on by one step", (lab) => lab.drive.stepOn()),
  key(",", "back by one step", (lab) => lab.drive.stepBack()),
  key("home", "to the beginning", (lab) => lab.drive.restart()),
];

/**
 * @template Moment
 * @template {object} Answers
 * @extends {Bench<NetworkState, Moment, Answers>}
 */
export class LearningBench extends Bench {
  /** @type {import("../common/methods.js").Method[]} */
  methods = CATALOGUE.training_methods;
  /** @type {import("./drive.js").Drive} */
  drive = /** @type {any} */ (null);
  current = () => this.store.get();
  noted = (/** @type {Partial<NetworkState>} */ patch, /** @type {string | null} */ kind = null) =>
    this.changed(patch, kind);
  learning = new LearningGroup(this.noted, this.settle, this.current);

  /** The network of the moment, for the view that is opened next. */
  get frame() {
    return this.drive.frame;
  }

  get training() {
    return this.drive.training;
  }

  get askings() {
    return [this.training.asking, this.asking];
  }

  /** Of the network: no function is typed. */
  get title() {
    return "";
  }

  /** The course of training, as far as it is kept. */
  tables() {
    const columns = ["epoch", "loss", "loss on other points", "accuracy", "accuracy on other points"];
    const rows = this.drive.frames.map((frame) => [
      positionOf(frame),
      frame.loss,
      frame.testLoss,
      frame.accuracy,
      frame.testAccuracy,
    ]);
    return [{ name: "training", columns, rows }];
  }

  /** @param {NetworkState} state */
  open(state) {
    this.drive.isPlaying = false;
    // A state with the same network and data, at another epoch.
    queueMicrotask(() => state.view === this.store.get().view && this.drive.begin());
  }

  /**
   * A change of how it learns keeps the network as it is at this moment.
   * @param {Partial<NetworkState>} patch
   * @param {string | null} kind
   */
  changed(patch, kind) {
    const { frame } = this;
    const isOfLearning = Object.keys(patch).every((name) => OF_LEARNING.includes(name));
    const goesOn = frame && positionOf(frame) > 0 && isOfLearning;
    this.change({ ...patch, ...(goesOn ? goingOn(frame) : BEGINNING) }, kind);
  }

  /** @param {import("../../core/client.js").Problem} problem */
  complain({ message, hint }) {
    say("network", [message, hint].filter(Boolean).join(". "));
  }

  dispose() {
    super.dispose();
    this.drive.dispose();
  }
}
