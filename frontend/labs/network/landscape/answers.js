/** What the backend says about the landscape: the slice of the moment, and how sharp the loss was on the way. */

import { unlessRefused } from "../../../core/client.js";
import { atMostEvery } from "../../../core/pace.js";
import { say } from "../../../core/status.js";
import { mismatchOf } from "../questions.js";
import { sizesOf } from "../state.js";
import { sharpnessQuestion, sliceQuestion, spread, walkTo } from "./questions.js";
import { sliceOf } from "./slice.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {import("../drive.js").Drive} Drive
 */

const PAUSE = 120; // ms between two slices while the network learns
const QUIET = 400; // ms of rest before frames of the past are asked about
const PAST = [5, 10, 20, 40];

export class Answers {
  /** @type {import("./slice.js").Slice | null} */
  slice = null;
  /** λ₁ at the epochs where it is known. @type {Map<number, number | null>} */
  sharpness = new Map();
  isClosed = false;

  /**
   * @param {import("../../../core/client.js").Client} client
   * @param {() => NetworkState} current
   * @param {Drive} drive
   * @param {() => void} onAnswer
   */
  constructor(client, current, drive, onAnswer) {
    this.current = current;
    this.drive = drive;
    this.onAnswer = onAnswer;
    this.slices = client.channel("network/landscape");
    this.past = client.channel("network/landscape", { isSilent: true });
    this.asking = atMostEvery(PAUSE, () => this.askSlice());
  }

  /**
   * Another walk: what is known about the one before holds no longer, but stays in sight until there is something else.
   */
  forget() {
    this.sharpness = new Map();
  }

  ask() {
    this.asking.ask();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.lookBack(), QUIET);
  }

  async askSlice() {
    const { frame, frames, isPlaying, turn } = this.drive;
    const state = this.current();
    if (!frame || this.isClosed || mismatchOf(state) || !this.drive.training.isOf(frame, state)) return;
    const walk = walkTo(frames, frame);
    const question = sliceQuestion(state, walk, isPlaying);
    const answer = await unlessRefused(this.slices.ask(question, frame.of), ({ message, hint }) =>
      say("network", [message, hint].filter(Boolean).join(". "), 8_000),
    );
    if (!answer || turn !== this.drive.turn) return;
    this.slice = sliceOf(answer, walk, question.plane, state, sizesOf(state));
    this.sharpness.set(frame.epoch, answer.curvature.eigenvalues[0]);
    this.onAnswer();
  }

  /** How sharp the loss was at frames that went by too quickly to ask about them. */
  async lookBack() {
    const { turn } = this.drive;
    const isOf = () => turn === this.drive.turn && !this.isClosed && !this.drive.isPlaying;
    // A few first, so that the whole curve is there early.
    const frames = PAST.flatMap((most) => spread(this.drive.frames, most));
    for (const frame of frames) {
      if (!isOf()) return;
      if (this.sharpness.has(frame.epoch) || !this.drive.training.isOf(frame, this.current())) continue;
      const answer = await unlessRefused(this.past.ask(sharpnessQuestion(this.current(), frame), frame.of), () => {});
      if (!answer || !isOf()) return;
      this.sharpness.set(frame.epoch, answer.curvature.eigenvalues[0]);
      this.onAnswer();
    }
  }

  dispose() {
    this.isClosed = true;
    clearTimeout(this.resting);
    this.asking.stop();
    this.slices.close();
    this.past.close();
  }
}
