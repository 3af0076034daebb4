/** What is asked about the landscape: the slice of the moment, and how sharp the loss was on the way. */

import { unlessRefused } from "../../../core/client.js";
import { mismatchOf } from "../questions.js";
import { sizesOf } from "../state.js";
import { planeOf, sharpnessQuestion, sliceQuestion, spread, walkTo } from "./questions.js";
import { sliceOf } from "./slice.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {object} Moment
 * @property {NetworkState} state
 * @property {Frame} frame   the network of the moment
 * @property {Frame[]} frames
 * @property {number} turn   of training: another walk is something else
 * @property {boolean} isPlaying
 * @property {boolean} isOf  whether the frame is of the lesson that the state asks for
 * @property {Frame} [past]  that is looked back at
 * @typedef {{slice: import("./slice.js").Slice | null, sharpness: Map<number, number | null>}} Answers  λ₁ at epochs
 *   where it is known
 * @typedef {import("../../common/asking.js").Question<Moment, Answers>} Question
 */

const PAST = [5, 10, 20, 40];

const ofWalk = (/** @type {Moment} */ { frame, turn }) => [turn, frame.of];

/** @type {Question} */
const slice = {
  about: ofWalk,
  isWanted: ({ state, isOf }) => isOf && !mismatchOf(state),
  ask: ({ state, frame, frames, isPlaying }, send) =>
    send("network/landscape", sliceQuestion(state, walkTo(frames, frame), isPlaying)),
  told(answer, { state, frame, frames }, { sharpness }) {
    const walk = walkTo(frames, frame);
    return {
      slice: sliceOf(answer, walk, planeOf(state, walk), state, sizesOf(state)),
      sharpness: new Map(sharpness).set(frame.epoch, answer.curvature.eigenvalues[0]),
    };
  },
};

/** How sharp the loss was at a frame that went by too quickly to ask about it. @type {Question} */
const past = {
  isSilent: true,
  about: ofWalk,
  ask: ({ state, past }, send) => send("network/landscape", sharpnessQuestion(state, /** @type {Frame} */ (past))),
  told: () => ({}),
};

export const QUESTIONS = { slice, past };

/**
 * Frames of the past, one after the other, as long as nothing moves.
 * @param {import("../../common/asking.js").Asking<Moment, Answers>} asking
 * @param {() => Moment | null} now
 */
export async function lookBack(asking, now) {
  const { frames = [], turn } = now() ?? {};
  // A few first, so that the whole curve is there early.
  for (const past of PAST.flatMap((most) => spread(frames, most))) {
    const moment = now();
    if (!moment || moment.turn !== turn || moment.isPlaying) return;
    const { sharpness } = asking.answers.get();
    if (sharpness.has(past.epoch) || past.of !== moment.frame.of) continue;
    const answer = await unlessRefused(asking.answer("past", { past }), () => {});
    if (!answer) return;
    const known = asking.answers.get().sharpness;
    asking.answers.set({ sharpness: new Map(known).set(past.epoch, answer.curvature.eigenvalues[0]) });
  }
}
