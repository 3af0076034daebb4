/** What the paths lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";

/**
 * @typedef {object} Run
 * @property {string} method
 * @property {number[]} start
 * @property {Record<string, number | string>} settings  those that are not as usual
 * @typedef {object} PathsState
 * @property {"paths"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {number[]} point  of labs that have one; walks say where they begin
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {Run[]} runs
 * @property {boolean} together  whether all runs begin in one place
 * @property {number} steps  that each run may take
 * @property {number} step  the cursor: which iterate is shown
 * @property {number} trail  how many steps before it are shown; 0: all of them
 * @property {"iterations" | "work"} against  what the plots of progress run over
 * @property {Record<string, boolean>} show
 * @property {[number, number, number] | null} view  where the camera stands, if it was moved
 * @property {string | null} scene  of the course, if this began as one
 */

const codec = labCodec("paths", settled);
export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = codec;

/**
 * All runs have one number of variables, and have begun in one place only if they did.
 * @param {PathsState} state
 * @param {import("../../core/link.js").Link} link
 */
function settled(state, link) {
  const [{ start }, ...others] = state.runs;
  if (others.some((run) => run.start.length !== start.length)) {
    link.complain("runs", "have starts of several lengths");
    return { ...state, runs: codec.DEFAULT_STATE.runs };
  }
  return { ...state, together: state.together && others.every((run) => run.start.join() === start.join()) };
}
