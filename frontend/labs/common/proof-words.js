/** What is proved about a list of points, in a few words. Pure functions. */

import { formatNumber, formatVector } from "../../core/format.js";

/**
 * @typedef {object} LeftOver  a place that a proof does not cover
 * @property {"constant" | "flat" | "broken" | "unseen" | "singular"} kind
 * @property {[number, number][]} box
 */

/** @type {Record<string, string>} */
const WHY = {
  flat: "too flat to tell",
  broken: "where the function may break or have a kink",
  unseen: "not decided in time",
};

/** @param {{complete: string}} found */
export function isProved({ complete }) {
  return complete === "proved" || complete === "proved-apart";
}

/** @param {number} count @param {string} what  one of them */
export function allOf(count, what) {
  if (count === 0) return `No ${what}`;
  if (count === 1) return `The only ${what}`;
  return count === 2 ? `Both ${what}s` : `All ${count} ${what}s`;
}

/**
 * Places that are left over: how many, and the first by its name.
 * @param {LeftOver[]} doubtful  one at least
 * @param {string[]} variables
 * @param {Record<string, string>} [why]
 */
export function placesText(doubtful, variables, why = WHY) {
  const which = doubtful.length > 1 ? `${doubtful.length} places, such as one` : "a place";
  return `${which} ${placeText(doubtful[0], variables, why)}`;
}

/** @param {LeftOver} place @param {string[]} variables @param {Record<string, string>} why */
function placeText({ kind, box }, variables, why) {
  const widths = box.map(([low, high]) => high - low);
  // Beside the longest side, that of a kink's line, others are as thin as the search was fine.
  const isThin = widths.map((width) => width < 1e-6 || width < 0.01 * Math.max(...widths));
  const middle = box.map(([low, high], k) => (low <= 0 && high >= 0 && isThin[k] ? 0 : (low + high) / 2));
  if (isThin.every(Boolean)) return `${why[kind]} (near (${variables.join(", ")}) = ${formatVector(middle, 3)})`;
  const each = box.map(([low, high], k) =>
    isThin[k]
      ? `${variables[k]} near ${formatNumber(middle[k], 3)}`
      : `${variables[k]} from ${formatNumber(low, 3)} to ${formatNumber(high, 3)}`,
  );
  return `${why[kind]} (${each.join(", ")})`;
}
