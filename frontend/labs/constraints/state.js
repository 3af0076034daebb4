/** What the constraints lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";
import { withBeginning } from "./beginnings.js";

/**
 * @typedef {object} ConstraintsState
 * @property {"constraints"} lab
 * @property {"curve" | "space" | "surface" | "family"} view
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {[number, number]} point  beside the curve
 * @property {string} constraint  an equation or an inequality
 * @property {number | null} level  null: what stands right in the text
 * @property {[number, number]} levels  that its slider goes over
 * @property {{z: [number, number]}} depth  of the third variable
 * @property {number[]} chart  from where to where the coordinates of a surface go, u and then v
 * @property {number[]} start  beside the surface; two numbers are its coordinates
 * @property {number} rate
 * @property {number} momentum
 * @property {"closest" | "geodesic"} retraction
 * @property {number} steps
 * @property {number} step  the cursor
 * @property {number} part  of the next step, in slow motion
 * @property {string} family  of distributions
 * @property {string} density  one's own, its logarithm
 * @property {string[]} names  of its parameters
 * @property {string} support  where x may lie
 * @property {number[]} data
 * @property {number[]} theta  that a walk begins with
 * @property {"12" | "13" | "23"} plane  of three parameters, those that are drawn
 * @property {"pair" | "parameters" | "units"} compare
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

/**
 * The box of the coordinates.
 * @param {Pick<ConstraintsState, "chart">} state
 * @returns {import("../../plots/geometry.js").Domain}
 */
export function chartBox({ chart: [left, right, below, above] }) {
  return { x: [left, right], y: [below, above] };
}

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("constraints", withBeginning);
