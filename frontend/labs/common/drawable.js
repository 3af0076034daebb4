/** Boxes that cannot be drawn. */

import { complaintAbout } from "../../core/interval.js";
import { say } from "../../core/status.js";

/**
 * Whether a box can be drawn. What is wrong with it is said, and the map goes back to the one before.
 * @param {import("../../plots/geometry.js").Domain} domain
 * @param {{reset(): void}} map
 */
export function isDrawable({ x, y }, map) {
  const complaint = complaintAbout(x) || complaintAbout(y);
  if (!complaint) return true;
  say("box", complaint, 4_000);
  map.reset();
  return false;
}
