/** What the descent lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";
import { traitsOf } from "../common/methods.js";

/**
 * @typedef {{method: string, start: number, rate: number}} Run  `rate` is the learning rate
 * @typedef {object} DescentState
 * @property {"descent"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {number[]} point  of labs that have one; walks say where they begin
 * @property {{x: [number, number]}} domain
 * @property {"minimum" | "zero"} goal  every walk to a zero is Newton's
 * @property {Run[]} runs
 * @property {number} steps  that each run may take
 * @property {number} step  the cursor: which iterate is shown
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("descent", (state) =>
  state.goal === "zero"
    ? { ...state, runs: state.runs.map((/** @type {Run} */ run) => ({ ...run, method: methodOfZeros() })) }
    : state,
);

/** The one that zeros are looked for with: it divides by a slope. @returns {string} */
export function methodOfZeros() {
  return choices.runs.find((name) => traitsOf(name).isCurved) ?? choices.runs[0];
}
