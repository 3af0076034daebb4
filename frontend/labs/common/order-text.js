/** How fast a walk came to its end, in words, where that was faster than by a ratio. */

import { formatNumber } from "../../core/format.js";

/** Three errors measure an order roughly; far from 2 it is not called quadratic. @param {number | null} order */
export function orderText(order) {
  const known = order ?? 2;
  const speed = known > 2.5 ? "faster than quadratic" : known < 1.75 ? "faster than linear" : "quadratic";
  return `${speed} (order ${formatNumber(known, 3)})`;
}
