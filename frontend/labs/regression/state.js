/** What the regression lab's state is; the catalogue has its defaults, its ranges, and how a link holds it. */

import { CATALOGUE } from "../../core/catalogue.js";
import { labCodec } from "../../core/schema.js";

/**
 * @typedef {import("../../core/link.js").Slider} Slider
 * @typedef {[number, number]} Interval
 * @typedef {string} LossName
 * @typedef {object} RegressionState
 * @property {"regression"} lab
 * @property {string} view
 * @property {string} data
 * @property {number} count     of points
 * @property {number} noise     as a part of the curve's height
 * @property {number} outliers  how many of them
 * @property {number} sample    the seed of the points
 * @property {Interval[]} points  one's own
 * @property {string} source    of the model
 * @property {Record<string, Slider>} parameters  where the walk begins
 * @property {LossName} loss
 * @property {number} p
 * @property {number} delta
 * @property {number} tau
 * @property {string} reduction
 * @property {LossName[]} compare  losses whose best fits are shown beside
 * @property {string} method
 * @property {Record<string, number | string>} settings  of the method: only those that are not the usual ones
 * @property {number} steps
 * @property {number} step      the cursor
 * @property {string[]} axes    the parameters that the loss is drawn over; none: the first two
 * @property {{x: Interval, y: Interval} | null} domain  of that picture; null: all that matters
 * @property {[number, number, number] | null} camera
 * @property {Record<string, boolean>} show
 * @property {number | null} order  of the norm; null: infinity
 * @property {[number, number]} vector  that is measured
 * @property {string | null} scene  of the course, if this began as one
 */

export const { DEFAULT_STATE, UNNOTED, choices, ranges, pairsOf, readState } = labCodec("regression");

/** The number that shapes a loss. @type {Record<string, "p" | "delta" | "tau">} */
export const SHAPED_BY = Object.fromEntries(
  CATALOGUE.losses
    .filter((/** @type {any} */ { setting }) => setting)
    .map((/** @type {any} */ { name, setting }) => [name, setting.name]),
);
