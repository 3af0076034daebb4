/** What rate theory says of the learning rate and momentum in force. Pure functions. */

import { formatNumber } from "../../../core/format.js";
import { traitsOf } from "../../common/methods.js";

/**
 * Whether the theory of one learning rate for all steps is about a run.
 * @param {{method: string, settings: Record<string, number | string>}} run
 */
export function isOnMap({ method, settings }) {
  // Methods whose walks near a minimum are what the map of rates is about.
  const { isPlain, hasMomentum, isKicked } = traitsOf(method);
  return (
    (isPlain || hasMomentum) &&
    !isKicked &&
    (settings.schedule ?? "constant") === "constant" &&
    (settings.line_search ?? "none") === "none"
  );
}

/**
 * By what each step multiplies the errors in the long run.
 * @param {number | null} predicted  exactly; null where the walk has diverged
 * @param {number | null} cell       of the map around the choice: its digits are few; null outside the map
 */
export function choiceText(predicted, cell) {
  const factor = predicted ?? cell;
  if (factor === null) return "The learning rate in force lies outside the map.";
  const change = factor > 1 ? "they grow" : factor < 1 ? "they shrink" : "they stay";
  const number = predicted === null ? `about ${formatNumber(factor, 3)}` : formatNumber(factor, 4);
  return `At the choice in force each step multiplies the errors by ${number} in the long run: ${change}.`;
}

/**
 * Where numbers lie on a line from 0 that ends a little beyond the limit, as parts of it; a choice beyond its end lies
 * at the end.
 * @param {{chosen: number, best: number | null, limit: number}} rates
 */
export function placesOnLine({ chosen, best, limit }) {
  const end = 1.4 * limit;
  const place = (/** @type {number} */ rate) => Math.min(Math.max(rate / end, 0), 1);
  return {
    chosen: place(chosen),
    best: best === null ? null : place(best),
    limit: place(limit),
    isBeyond: chosen > end,
  };
}
