/**
 * Training that is driven: from its beginning, on by samples, batches or epochs, back, and to where a link asks for.
 */

import { unlessRefused } from "../../core/client.js";
import { say } from "../../core/status.js";
import { mismatchOf } from "./questions.js";
import { ranges } from "./state.js";
import { positionOf, Training } from "./training.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./training.js").Frame} Frame
 * @typedef {import("../../core/client.js").Problem} Problem
 * @typedef {object} Handlers
 * @property {(state: NetworkState, isOf: () => boolean) => Promise<void>} [prepare]  before a network is begun
 * @property {(state: NetworkState) => void} onMismatch  nothing can be learned
 * @property {(problem: Problem) => void} onRefusal
 * @property {() => void} onBegin  another walk takes the place of the one before
 * @property {() => void} onProgress  on the way to the epoch that a link asks for
 * @property {() => void} onMove   the cursor is elsewhere, or there is more to see
 */

/** ms between two steps while it plays: epochs as fast as they come, samples one can follow. */
const PAUSES = { sample: 350, batch: 80, epoch: 0 };

export class Drive {
  isPlaying = false;
  isBusy = false;
  isClosed = false;
  /** The epoch that is caught up with; 0 once it is reached. */
  target = 0;
  /** Which beginning is in force: what was asked for before it comes too late. */
  turn = 0;

  /**
   * @param {import("../../core/client.js").Client} client
   * @param {import("../../core/signal.js").Store<NetworkState>} store
   * @param {boolean} hasHeat  whether pictures of all units come along, and steps may be samples and batches
   * @param {Handlers} handlers
   */
  constructor(client, store, hasHeat, handlers) {
    this.store = store;
    this.hasHeat = hasHeat;
    this.handlers = handlers;
    this.training = new Training(client, () => store.get(), { hasHeat });
  }

  /** What a transport does. @returns {Omit<import("./transport.js").Hands, "takeAlong">} */
  get controls() {
    return {
      restart: () => this.restart(),
      giveUp: () => this.giveUp(),
      toggle: () => this.toggle(),
      stepOn: () => this.stepOn(),
      stepBack: () => this.stepBack(),
      scrub: (share) => this.scrub(share * this.last),
      setStride: (stride, speed) => this.setStride(stride, speed ?? this.store.get().speed),
    };
  }

  get frames() {
    return this.training.frames;
  }

  /** Where the cursor is. @returns {Frame | null} */
  get frame() {
    const { epoch, batches } = this.store.get();
    return this.frames.length ? this.training.at(epoch, batches) : null;
  }

  /** Epochs, with the part of the next one. */
  get last() {
    return this.training.last ? positionOf(this.training.last) : 0;
  }

  /** @returns {NetworkState["stride"]} */
  get stride() {
    return this.hasHeat ? this.store.get().stride : "epoch";
  }

  /** What a transport shows. @returns {import("./transport.js").Moment} */
  get moment() {
    const { frame, last, isPlaying, stride, training } = this;
    const state = this.store.get();
    const at = frame ? positionOf(frame) : 0;
    const end = Math.max(last, this.target);
    const seen = this.hasHeat ? Math.min(state.seen, training.next?.samples.length ?? 0) : 0;
    return {
      frame,
      share: end ? at / end : 0,
      isLast: at >= end,
      lastEpoch: Math.max(training.last?.epoch ?? 0, this.target),
      way: this.target && training.last ? { reached: training.last.epoch, target: this.target } : null,
      seen,
      isPlaying,
      stride,
      speed: state.speed,
    };
  }

  /** To the epoch that the state asks for: on from what is known of this training, or from its beginning. */
  async begin() {
    const turn = ++this.turn;
    this.target = 0;
    const isOf = () => turn === this.turn && !this.isClosed;
    const state = this.store.get();
    if (mismatchOf(state)) return this.stand(state);
    say("network", "");
    const isUnderWay = this.training.isUnderWay(state);
    if (!isUnderWay && !(await this.isBegun(state, isOf))) return;
    this.target = state.epoch;
    const isTrained = await unlessRefused(
      this.training.catchUp(state, () => this.isCatchingUp(isOf)),
      (problem) => this.refuse(problem),
    );
    if (!isOf()) return;
    this.target = 0;
    const { last } = this.training;
    if (state.epoch > last.epoch || state.batches > last.step)
      this.store.set({ epoch: last.epoch, batches: last.step });
    this.handlers.onMove();
    if (this.isPlaying) this.play();
    else if (!this.training.next || (isUnderWay && !isTrained)) this.look();
  }

  /**
   * Data and network from their beginnings; whether they are there, and still wanted.
   * @param {NetworkState} state
   * @param {() => boolean} isOf
   */
  async isBegun(state, isOf) {
    await this.handlers.prepare?.(state, isOf);
    if (!isOf()) return false;
    const isThere = await unlessRefused(this.training.begin(state), (problem) => this.refuse(problem));
    if (!isThere || !isOf()) return false;
    this.handlers.onBegin();
    return true;
  }

  /** Tells how far it is, unless nobody wants to get there any longer. @param {() => boolean} isOf */
  isCatchingUp(isOf) {
    if (!isOf() || !this.target) return false;
    this.handlers.onProgress();
    return true;
  }

  /** On the way to the epoch that a link asks for: what has been learned so far is enough. */
  giveUp() {
    this.target = 0;
  }

  /** @param {NetworkState} state */
  stand(state) {
    this.isPlaying = false;
    this.handlers.onMismatch(state);
  }

  /** @param {Problem} problem */
  refuse(problem) {
    this.isPlaying = false;
    this.handlers.onRefusal(problem);
  }

  toggle() {
    this.isPlaying = !this.isPlaying;
    this.handlers.onMove();
    if (this.isPlaying) this.play();
    else this.look();
  }

  /** What comes next from here, and the pictures. */
  async look() {
    const { frame } = this;
    if (frame && this.hasHeat) await unlessRefused(this.training.lookAt(this.store.get(), frame), () => {});
    if (!this.isClosed) this.handlers.onMove();
  }

  /** @param {NetworkState["stride"]} stride @param {number} speed */
  setStride(stride, speed) {
    this.isPlaying = false;
    this.store.set({ stride, speed, seen: 0 });
    this.look();
  }

  async play() {
    if (this.isBusy) return;
    while (this.isPlaying && !this.isClosed && (await this.advance())) await this.breathe();
    if (!this.isClosed) this.handlers.onMove();
  }

  async breathe() {
    const pause = PAUSES[this.stride];
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
    await new Promise(requestAnimationFrame);
  }

  /** One step more. @returns {Promise<boolean>} whether there is more to come */
  async advance() {
    const state = this.store.get();
    const { frame, stride } = this;
    if (!frame || this.isBusy || mismatchOf(state)) return false;
    // The beginning of another training is on its way.
    if (!this.training.isOf(frame, state)) return this.isPlaying;
    const { next } = this.training;
    if (stride === "sample" && next && state.seen < next.samples.length) {
      this.store.set({ seen: state.seen + 1 });
      return true;
    }
    const isFine = stride !== "epoch";
    const [turn, count] = [this.turn, isFine ? 1 : Math.min(state.speed, ranges.epoch[1] - frame.epoch)];
    if (count <= 0 || frame.epoch >= ranges.epoch[1]) return this.stop();
    this.isBusy = true;
    const isOn = await unlessRefused(this.training.goOn(state, frame, count, isFine ? "steps" : "epochs"), (problem) =>
      say("network", problem.message, 6_000),
    );
    this.isBusy = false;
    if (turn !== this.turn || this.isClosed) return this.isPlaying;
    if (!isOn) return this.stop();
    const { epoch, step } = this.training.last;
    this.store.set({ epoch, batches: step, seen: 0 });
    return true;
  }

  stop() {
    this.isPlaying = false;
    this.handlers.onMove();
    return false;
  }

  stepOn() {
    this.isPlaying = false;
    const { frame, stride } = this;
    const known = frame && this.training.following(frame, { stride, seen: this.store.get().seen });
    if (known) this.goTo(known);
    else this.advance();
    this.handlers.onMove();
  }

  async stepBack() {
    const { frame, stride } = this;
    const { seen } = this.store.get();
    if (!frame) return;
    this.isPlaying = false;
    if (stride === "sample" && seen > 0) return this.store.set({ seen: seen - 1 });
    const before = this.frames.findLast((each) => positionOf(each) < positionOf(frame));
    if (!before) return;
    await this.goTo(before);
    // Back to when its whole batch had been gone through.
    if (stride === "sample") this.store.set({ seen: this.training.next?.samples.length ?? 0 });
  }

  /** Back to where this network began, with the weights that it began with. */
  restart() {
    this.scrub(0);
  }

  /** @param {number} position */
  async scrub(position) {
    this.isPlaying = false;
    if (this.frames.length) await this.goTo(this.training.before(position));
  }

  /** @param {Frame} frame */
  async goTo({ epoch, step }) {
    this.store.set({ epoch, batches: step, seen: 0 });
    await this.look();
  }

  dispose() {
    this.isClosed = true;
    this.isPlaying = false;
    this.training.dispose();
  }
}
