/** Making SVG elements; texts in them are those of the reader's language. */

import { made } from "../core/redraw.js";
import { t } from "../core/texts.js";

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, children = []) {
  const spoken = children.map((child) => (typeof child === "string" ? t(child) : child));
  return made(NAMESPACE, tag, attributes, spoken);
}

/**
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}

/** What `keepSet` has set. @type {WeakMap<Element, Record<string, string>>} */
const told = new WeakMap();

/**
 * The same for what is set in every frame by nobody else: what has not changed need not be told to the browser again.
 * @param {Element} element
 * @param {Record<string, string | number>} attributes
 */
export function keepSet(element, attributes) {
  const before = told.get(element) ?? {};
  told.set(element, before);
  for (const name in attributes) {
    const value = String(attributes[name]);
    if (before[name] !== value) element.setAttribute(name, (before[name] = value));
  }
}

/**
 * A path through points in pixels, interrupted where one is missing.
 * @param {[number, number][]} points
 */
export function pathThrough(points) {
  let isDown = false;
  let path = "";
  for (const [x, y] of points) {
    const exists = Number.isFinite(x) && Number.isFinite(y);
    // Far beyond the picture coordinates are kept small enough for every renderer.
    if (exists) path += `${isDown ? "L" : "M"}${clamped(x)} ${clamped(y)}`;
    isDown = exists;
  }
  return path;
}

/** @param {number} value */
function clamped(value) {
  return Math.round(Math.min(Math.max(value, -1e5), 1e5) * 100) / 100;
}
