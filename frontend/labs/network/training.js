/** Training as it went: every frame of it, so that one can look back, and go on from anywhere. */

import { Channel, decodeArray } from "../../core/client.js";
import { beginningOf, lessonOf } from "./questions.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./numbers.js").Network} Network
 * @typedef {object} Frame  the network after some epochs
 * @property {number} epoch
 * @property {Network} network
 * @property {any} memory   of the optimiser
 * @property {number | null} loss
 * @property {number | null} testLoss
 * @property {number | null} accuracy
 * @property {number | null} testAccuracy
 * @typedef {{layers: Float32Array[][], side: number}} Heat  what the inputs, and the units of each layer, answer over the plane, rows from below
 * @typedef {{message: string, hint: string}} Diverged
 */

export const SIDE = 48; // cells of a heat-map along each axis
const MOST_FRAMES = 1_500;
/** Epochs of one request while a link is caught up with. */
const STRIDE = 250;
/** Of a method that solves an equation with every batch. */
const SLOW_STRIDE = 20;

export class Training {
  /** @type {Frame[]} */
  frames = [];
  /** @type {Heat | null} */
  heat = null;
  /** @type {Diverged | null} */
  diverged = null;

  /** @param {import("../../core/client.js").Client} client @param {{hasHeat: boolean}} [options]  whether the pictures of all units come along */
  constructor(client, { hasHeat } = { hasHeat: true }) {
    this.hasHeat = hasHeat;
    this.channel = new Channel((/** @type {object} */ body, isWanted) => client.send("network/train", body, isWanted));
  }

  /** The network before any training. @param {NetworkState} state @returns {Promise<boolean>} whether it came */
  async begin(state) {
    const frame = await this.ask(state, { network: beginningOf(state), epochs: 0 });
    if (!frame) return false;
    this.frames = [frame];
    this.diverged = null;
    return true;
  }

  /**
   * So many epochs more than at a frame; what came after it is forgotten.
   * @param {NetworkState} state @param {Frame} from @param {number} epochs
   * @returns {Promise<boolean>} whether it went on
   */
  async goOn(state, from, epochs) {
    const { network, memory, epoch } = from;
    const frame = await this.ask(state, { network, state: memory, epoch, epochs, every: epochs });
    if (!frame) return false;
    this.frames = thinned([...this.frames.filter((each) => each.epoch <= from.epoch), ...(frame.epoch > from.epoch ? [frame] : [])]);
    return frame.epoch > from.epoch;
  }

  /** Until an epoch is reached, as a link asks for. @param {NetworkState} state @param {number} epoch @param {(epoch: number) => void} onProgress */
  async catchUp(state, epoch, onProgress) {
    // Frames enough for a curve.
    const most = state.method === "natural-gradient" ? SLOW_STRIDE : STRIDE;
    const stride = Math.min(most, Math.max(1, Math.ceil(epoch / 100)));
    while (this.last.epoch < epoch) {
      const isGoing = await this.goOn(state, this.last, Math.min(stride, epoch - this.last.epoch));
      if (!isGoing) return;
      onProgress(this.last.epoch);
    }
  }

  /** The pictures of a frame once more. @param {NetworkState} state @param {Frame} frame */
  async lookAt(state, { network }) {
    return (await this.ask(state, { network, epochs: 0 })) !== null;
  }

  get last() {
    return this.frames[this.frames.length - 1];
  }

  /** The latest frame that is no later than an epoch. @param {number} epoch */
  at(epoch) {
    return this.frames.findLast((frame) => frame.epoch <= epoch) ?? this.frames[0];
  }

  /** @param {NetworkState} state @param {object} question @returns {Promise<Frame | null>} */
  async ask(state, question) {
    const answer = await this.channel.ask({ ...lessonOf(state), ...question, heatmap: this.hasHeat ? SIDE : null });
    if (!answer) return null;
    if (answer.heatmap) this.heat = { side: SIDE, layers: answer.heatmap.map(unitsOf) };
    this.diverged = answer.diverged;
    const latest = (/** @type {(number | null)[] | null} */ list) => list?.at(-1) ?? null;
    const { network, state: memory, epoch } = answer;
    return { epoch, network, memory, loss: latest(answer.losses), testLoss: latest(answer.test_losses), accuracy: latest(answer.accuracies), testAccuracy: latest(answer.test_accuracies) };
  }

  dispose() {
    this.channel.close();
  }
}

/** A heat-map for each unit. @param {any} encoded @returns {Float32Array[]} */
function unitsOf(encoded) {
  const units = Number(encoded.shape.split(",")[0]);
  return decodeArray({ ...encoded, shape: `${units},${SIDE * SIDE}` });
}

/** Every second one of old frames, once there are too many: the first and the last stay. @param {Frame[]} frames */
export function thinned(frames) {
  return frames.length <= MOST_FRAMES ? frames : frames.filter((_, k) => k % 2 === 0 || k === frames.length - 1);
}
