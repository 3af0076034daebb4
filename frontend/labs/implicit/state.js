/** What the state of the lab of equations is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";

/**
 * @typedef {object} ImplicitState
 * @property {"implicit"} lab
 * @property {string} source  an equation of two variables
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {[number, number]} point  beside the curve
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("implicit");
