/** What the derivative lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";

/**
 * @typedef {object} DerivativeState
 * @property {"derivative"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number]}} domain
 * @property {[number]} point
 * @property {number} h  from the point to the second point of the secant; may be negative
 * @property {number} order  how many derivatives are stacked under the function
 * @property {number} taylor  degree of the Taylor polynomial
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("derivative");
