/** How fast a walk came to its end, in words, where that was faster than by a ratio. */

import { formatNumber } from "../../core/format.js";

/** Three errors measure an order roughly; far from 2 it is not called quadratic. @param {number | null} order */
export function orderText(order) {
  const known = order ?? 2;
  const speed = known > 2.5 ? "faster than quadratic" : known < 1.75 ? "faster than linear" : "quadratic";
  return `${speed} (order ${formatNumber(known, 3)})`;
}

/** Of a walk whose errors shrink by a ratio that rises to 1, as in a valley without curvature. */
export const SUBLINEAR = "slower than linear: each error is a larger part of the one before, and there is no rate";

const FEWEST_STEPS = 3; // three errors tell a ratio

/**
 * Why no rate is measured: walks that leave, cycle or break off have none; others are not where they go, or were there
 * at once.
 * @param {{points: ArrayLike<unknown>, stop: {reason: string}}} walk
 */
export function noRateText({ points, stop }) {
  if (["step-limit", "time-limit"].includes(stop.reason)) return "none yet: not near enough to where it goes";
  if (stop.reason !== "converged") return "none";
  return points.length <= FEWEST_STEPS ? "too few steps to tell" : "no steady rate";
}

/**
 * Of a walk without a rate.
 * @param {Parameters<typeof noRateText>[0] & {order: {kind: string | null, order: number | null}}} walk
 */
export function speedText(walk) {
  const { kind, order } = walk.order;
  if (kind === "quadratic" || kind === "superlinear") return orderText(order);
  return kind === "sublinear" ? SUBLINEAR : noRateText(walk);
}
