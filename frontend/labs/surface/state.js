/** What the surface lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { labCodec } from "../../core/schema.js";

/**
 * @typedef {object} SurfaceState
 * @property {"surface"} lab
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {{x: [number, number], y: [number, number]}} domain
 * @property {[number, number]} point
 * @property {number} angle  of the direction u, in degrees
 * @property {Record<string, boolean>} show
 * @property {[number, number, number] | null} view  where the camera stands, if it was moved
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("surface");
