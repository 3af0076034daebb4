/** What a map needs of a scene's link: its function, its box and its point, where it is about two variables. */

import { Link } from "../../core/link.js";

/**
 * @typedef {object} MapState
 * @property {{source: string, parameters: Record<string, number>}} function
 * @property {[number, number]} x
 * @property {[number, number]} y
 * @property {[number, number] | null} point
 */

const LABS_WITH_A_MAP = ["surface", "paths", "constraints"];

/**
 * @param {string} scene  the fragment of a link
 * @returns {MapState | null}
 */
export function stateIn(scene) {
  const link = new Link(scene);
  const [source, x, y] = [link.text("f"), link.numbers("x", 2), link.numbers("y", 2)];
  if (!LABS_WITH_A_MAP.includes(link.text("lab") ?? "") || !source || !x || !y) return null;
  const sliders = Object.entries(link.parameters()).map(([name, { value }]) => [name, value]);
  const point = link.text("at") === undefined ? null : link.numbers("at", 2);
  return /** @type {any} */ ({ function: { source, parameters: Object.fromEntries(sliders) }, x, y, point });
}
