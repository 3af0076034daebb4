/** What the Jacobian lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";

/**
 * @typedef {import("../../core/link.js").Interval} Interval
 * @typedef {object} JacobianState
 * @property {"jacobian"} lab
 * @property {"map" | "chain"} view
 * @property {string} source    of the map that is looked at
 * @property {string[]} sources  of the chain: applied in this order
 * @property {Record<string, import("../../core/link.js").Slider>} parameters  entries of vectors and matrices included
 * @property {number[]} point
 * @property {{x: Interval, y: Interval}} domain  of the first two inputs
 * @property {"circle" | "square" | "letter"} figure  around the point
 * @property {number} reach     of the figure
 * @property {number} step      the cursor in the chain
 * @property {"forward" | "reverse"} mode
 * @property {Record<string, boolean>} show
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("jacobian");
