/** A training that is driven: from its beginning, on, back, and to the epoch that a link asks for. */

import { unlessRefused } from "../../../core/client.js";
import { say } from "../../../core/status.js";
import { mismatchOf } from "../questions.js";
import { MOST } from "../state.js";
import { Training } from "../training.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {object} Handlers
 * @property {() => void} onBegin  another walk takes the place of the one before
 * @property {() => void} onProgress  on the way to the epoch that a link asks for
 * @property {() => void} onMove   the cursor is at another frame, or the walk has grown
 * @property {() => void} onRestart  back to where the weights were drawn
 */

export class Drive {
  isPlaying = false;
  isBusy = false;
  isClosed = false;
  /** Which beginning is in force: what was asked for before it comes too late. */
  turn = 0;

  /** @param {import("../../../core/client.js").Client} client @param {import("../../../core/signal.js").Store<NetworkState>} store @param {Handlers} handlers */
  constructor(client, store, handlers) {
    this.store = store;
    this.handlers = handlers;
    this.training = new Training(client, { hasHeat: false });
  }

  get frames() {
    return this.training.frames;
  }

  /** Where the cursor is. @returns {Frame | null} */
  get frame() {
    return this.frames.length ? this.training.at(this.store.get().epoch) : null;
  }

  get last() {
    return this.training.last?.epoch ?? 0;
  }

  /** What there is to see of it: it goes by whole epochs. @returns {import("../transport.js").Moment} */
  get moment() {
    const { frame, last, isPlaying } = this;
    const epoch = frame?.epoch ?? 0;
    return { frame, share: last ? epoch / last : 0, isLast: epoch >= last, lastEpoch: last, seen: 0, isPlaying, stride: "epoch", speed: this.store.get().speed };
  }

  /** From the beginning, and on to the epoch that the state asks for. */
  async begin() {
    const turn = ++this.turn;
    const isOf = () => turn === this.turn && !this.isClosed;
    const state = this.store.get();
    if (mismatchOf(state)) return this.stop();
    say("network", "");
    const refuse = (/** @type {import("../../../core/client.js").Problem} */ problem) => say("network", [problem.message, problem.hint].filter(Boolean).join(". "));
    const isThere = await unlessRefused(this.training.begin(state), refuse);
    if (!isThere || !isOf()) return;
    this.handlers.onBegin();
    // Another walk begins: nothing of it is worth a picture before it has come to its epoch.
    if (state.epoch) await unlessRefused(this.training.catchUp({ ...state, batches: 0 }, () => isOf() && this.handlers.onProgress()), refuse);
    if (!isOf()) return;
    if (state.epoch > this.last) this.store.set({ epoch: this.last });
    this.handlers.onMove();
    if (this.isPlaying) this.play();
  }

  toggle() {
    this.isPlaying = !this.isPlaying;
    this.handlers.onMove();
    if (this.isPlaying) this.play();
  }

  async play() {
    if (this.isBusy) return;
    while (this.isPlaying && !this.isClosed && (await this.advance())) await new Promise(requestAnimationFrame);
    if (!this.isClosed) this.handlers.onMove();
  }

  /** One frame more. @returns {Promise<boolean>} whether there is more to come */
  async advance() {
    const state = this.store.get();
    const { frame } = this;
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
    this.handlers.onMove();
    return false;
  }

  stepOn() {
    this.isPlaying = false;
    const { epoch } = this.store.get();
    const next = this.frames.find((frame) => frame.epoch > epoch);
    if (next) this.scrub(next.epoch);
    else this.advance();
  }

  stepBack() {
    const { epoch } = this.store.get();
    this.scrub(this.frames.findLast((frame) => frame.epoch < epoch)?.epoch ?? 0);
  }

  restart() {
    this.isPlaying = false;
    if (this.store.get().numbers) this.handlers.onRestart();
    else this.scrub(0);
  }

  /** @param {number} epoch */
  scrub(epoch) {
    this.isPlaying = false;
    if (this.frames.length) this.store.set({ epoch: this.training.at(Math.round(epoch)).epoch });
    this.handlers.onMove();
  }

  dispose() {
    this.isClosed = true;
    this.isPlaying = false;
    this.training.dispose();
  }
}
