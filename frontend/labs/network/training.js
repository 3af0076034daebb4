/** Training as it went: every frame of it, so that one can look back, and go on from anywhere. */

import { decodeArray } from "../../core/client.js";
import { createStore } from "../../core/signal.js";
import { Asking } from "../common/asking.js";
import { traitsOf } from "../common/methods.js";
import { numbersOf } from "./numbers.js";
import { beginningOf, lessonOf } from "./questions.js";
import { ranges, sizesOf } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./numbers.js").Network} Network
 * @typedef {object} Frame  the network after some epochs, and some batches of the next
 * @property {string} of  which lesson it belongs to: see `lessonKey`
 * @property {number} epoch
 * @property {number} step  batches
 * @property {number} batches  of an epoch
 * @property {Network} network
 * @property {any} memory   of the optimiser
 * @property {Finding[]} findings
 * @property {number | null} loss
 * @property {number | null} testLoss
 * @property {number | null} accuracy
 * @property {number | null} testAccuracy
 * @typedef {{layers: Float32Array[][], side: number}} Heat  what the inputs, and the units of each layer, answer over
 *   the plane, rows from below
 * @typedef {{message: string, hint: string}} Diverged
 * @typedef {{kind: string, layer: number, unit: number | null, message: string}} Finding  a unit that cannot learn,
 *   derivatives that vanish or explode
 * @typedef {{samples: number[], inputs: number[][], targets: number[][], costs: (number | null)[]}} NextBatch
 */

export const SIDE = 48; // cells of a heat-map along each axis
const MOST_FRAMES = 1_500;
/** Epochs of one request while a link is caught up with. */
const STRIDE = 250;
/** Of a method that solves an equation with every batch. */
const SLOW_STRIDE = 20;

/** What one training is about: an answer to another one is none of its frames. @param {NetworkState} state */
export function lessonKey(state) {
  return JSON.stringify([sizesOf(state), state.activations, beginningOf(state), lessonOf(state), state.begun]);
}

/** @type {Record<string, import("../common/asking.js").Question<{state: NetworkState, body: any}, {}>>} */
const QUESTIONS = {
  train: {
    isSlow: true,
    // Training goes on in sight; another network, or another epoch, is not what is seen yet.
    hidesOld: ({ body }) => isLook(body),
    about: ({ state }) => lessonKey(state),
    ask: ({ body }, send) => send("network/train", body),
    told: () => ({}),
  },
};

export class Training {
  /** @type {Frame[]} */
  frames = [];
  /** @type {Heat | null} */
  heat = null;
  /** @type {Diverged | null} */
  diverged = null;
  /** What comes next after the frame that was asked for last, where steps are that small. @type {NextBatch | null} */
  next = null;

  /**
   * @param {import("../../core/client.js").Client} client
   * @param {() => NetworkState} current
   * @param {{hasHeat: boolean}} [options]  whether the pictures of all units come along
   */
  constructor(client, current, { hasHeat } = { hasHeat: true }) {
    this.hasHeat = hasHeat;
    this.asking = new Asking(client, QUESTIONS, {
      now: () => ({ state: current(), body: {} }),
      answers: createStore({}),
      onRefusal: () => {},
    });
  }

  /**
   * The network before any training, or where it goes on by other settings, after what has been.
   * @param {NetworkState} state
   * @returns {Promise<boolean>} whether it came
   */
  async begin(state) {
    const { begun, numbers } = state;
    const frame = await this.ask(state, { network: beginningOf(state), epoch: begun, epochs: 0 });
    if (!frame) return false;
    const goesOn = begun > 0 && numbers !== null && this.frames.some(({ network }) => isOf(network, numbers));
    const before = goesOn ? this.frames.filter(({ epoch }) => epoch < begun) : [];
    this.frames = [...before.map((each) => ({ ...each, of: frame.of })), frame];
    this.diverged = null;
    return true;
  }

  /**
   * So many epochs more than at a frame, or batches; what came after it is forgotten.
   * @param {NetworkState} state @param {Frame} from @param {number} count @param {"epochs" | "steps"} [unit]
   * @returns {Promise<boolean>} whether it went on
   */
  async goOn(state, from, count, unit = "epochs") {
    const { network, memory, epoch, step } = from;
    if (!this.isOf(from, state)) return false;
    const frame = await this.ask(state, { network, state: memory, epoch, step, [unit]: count, every: count });
    if (!frame) return false;
    const isOn = positionOf(frame) > positionOf(from);
    this.frames = thinned([
      ...this.frames.filter((each) => positionOf(each) <= positionOf(from)),
      ...(isOn ? [frame] : []),
    ]);
    return isOn;
  }

  /** Whether a state is in the course of this very training. @param {NetworkState} state */
  isUnderWay(state) {
    return this.frames.length > 0 && this.isOf(this.last, state);
  }

  /**
   * Until an epoch is reached, as a link or a lecture asks for, and so many batches of the next; from what is known.
   * @param {NetworkState} state
   * @param {() => boolean} onProgress  whether to go on
   * @returns {Promise<boolean>} whether there was anything to train
   */
  async catchUp(state, onProgress) {
    const { epoch, batches } = state;
    if (this.frames.some((frame) => frame.epoch === epoch && frame.step === batches)) return false;
    const begun = this.frames.findLast((frame) => frame.step === 0 && frame.epoch <= epoch) ?? this.frames[0];
    // From the beginning, frames enough for a curve; on the way, what was missed in one.
    const isFirst = begun === this.frames[0];
    const most = traitsOf(state.method).isCurved ? SLOW_STRIDE : STRIDE;
    const stride = Math.min(most, Math.max(1, isFirst ? Math.ceil(epoch / 100) : epoch - begun.epoch));
    let from = begun;
    while (from.epoch < epoch) {
      const isGoing = await this.goOn(state, from, Math.min(stride, epoch - from.epoch));
      if (!isGoing || !onProgress()) return true;
      from = this.last;
    }
    if (batches > 0) await this.goOn(state, from, Math.min(batches, from.batches - 1), "steps");
    return true;
  }

  /** The pictures of a frame once more. @param {NetworkState} state @param {Frame} frame */
  async lookAt(state, frame) {
    const { network, epoch, step } = frame;
    if (!this.isOf(frame, state)) return false;
    return (await this.ask(state, { network, epoch, step, epochs: 0 })) !== null;
  }

  /** Whether a frame is of the training that a state asks for. @param {Frame} frame @param {NetworkState} state */
  isOf({ of }, state) {
    return of === lessonKey(state);
  }

  get last() {
    return this.frames[this.frames.length - 1];
  }

  /**
   * The frame one step on from another, if it has been there already.
   * @param {Frame} from
   * @param {Pick<NetworkState, "stride" | "seen">} state
   */
  following(from, { stride, seen }) {
    const later = this.frames.filter((frame) => positionOf(frame) > positionOf(from));
    if (stride === "epoch") return later.find((frame) => frame.step === 0);
    const isNext = later[0] && Math.round((positionOf(later[0]) - positionOf(from)) * from.batches) === 1;
    const isThrough = stride === "batch" || seen >= (this.next?.samples.length ?? 0);
    return isNext && isThrough ? later[0] : undefined;
  }

  /** The latest frame at a position or before it, in epochs. @param {number} position */
  before(position) {
    return this.frames.findLast((frame) => positionOf(frame) <= position + 1e-9) ?? this.frames[0];
  }

  /**
   * The latest frame that is no later than an epoch, and so many batches.
   * @param {number} epoch
   * @param {number} [batches]
   */
  at(epoch, batches = 0) {
    return (
      this.frames.findLast((frame) => frame.epoch < epoch || (frame.epoch === epoch && frame.step <= batches)) ??
      this.frames[0]
    );
  }

  /** @param {NetworkState} state @param {object} question @returns {Promise<Frame | null>} */
  async ask(state, question) {
    // While it trains by epochs the samples of large batches would be sent for nothing.
    const isTold = state.stride !== "epoch" || state.batch <= ranges.input[1] || isLook(question);
    const body = { ...lessonOf(state), ...question, heatmap: this.hasHeat ? SIDE : null, next_batch: isTold };
    const answer = await this.asking.answer("train", { state, body });
    if (!answer) return null;
    if (answer.heatmap) this.heat = { side: SIDE, layers: answer.heatmap.map(unitsOf) };
    // Pictures of where it ended say nothing against that it ended there.
    if (!isLook(question)) this.diverged = answer.diverged;
    this.next = answer.next_batch;
    const latest = (/** @type {(number | null)[] | null} */ list) => list?.at(-1) ?? null;
    const { network, state: memory, epoch, step, batches, findings } = answer;
    return {
      of: lessonKey(state),
      epoch,
      step,
      batches,
      findings,
      network,
      memory,
      loss: latest(answer.losses),
      testLoss: latest(answer.test_losses),
      accuracy: latest(answer.accuracies),
      testAccuracy: latest(answer.test_accuracies),
    };
  }

  dispose() {
    this.asking.dispose();
  }
}

/** In epochs, with the part of the next one. @param {Pick<Frame, "epoch" | "step" | "batches">} frame */
export function positionOf({ epoch, step, batches }) {
  return epoch + step / batches;
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

/** Whether nothing is trained. @param {object} question */
function isLook(question) {
  return "epochs" in question && question.epochs === 0;
}

/** Whether a network has these numbers. @param {Network} network @param {number[]} numbers */
function isOf(network, numbers) {
  const own = numbersOf(network);
  return own.length === numbers.length && own.every((number, k) => number === numbers[k]);
}
