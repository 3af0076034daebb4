/** What is right, as marks on the map: critical points by their signs, another place as a ring, a way as an arrow. */

import { arrow } from "../../plots/marks/arrow.js";
import { placed } from "../../plots/marks/crowd.js";
import { glyphs } from "../../plots/marks/glyph.js";

const LENGTH = 0.2; // of an arrow, in parts of the width of what is seen

/**
 * @param {import("./answers.js").Right | null} right
 * @param {ArrayLike<number>} across  what is seen of the first variable
 * @returns {import("../../plots/picture.js").Mark[]}
 */
export function truthMarks(right, across) {
  if (right?.way) return [wayMark(right.way, LENGTH * (across[1] - across[0]))];
  const { places = [], values = [], kind } = right ?? {};
  const named = /** @type {any} */ (kind);
  if (kind) return [glyphs(places.map((point, k) => ({ point, value: values[k], kind: named })))];
  return places.map((place) => placed(/** @type {[number, number]} */ (place)));
}

/** @param {{from: number[], along: number[]}} way @param {number} length */
function wayMark({ from, along }, length) {
  const scale = length / Math.hypot(...along);
  const step = /** @type {[number, number]} */ ([along[0] * scale, along[1] * scale]);
  return arrow({ from: /** @type {[number, number]} */ (from), step, role: "gradient", label: "∇f" });
}
