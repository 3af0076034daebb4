/**
 * What is said of the place of a surface that is under the pointer: with as many digits as are known. The surface is
 * drawn through the points of a grid, and between them, on steps and narrow ridges, it is not f. Pure functions.
 */

import { formatCoordinate, formatNumber, roundToPixel } from "../core/format.js";
import { doubtAt, heightAt } from "./geometry.js";

/**
 * @typedef {import("./geometry.js").Grid} Grid
 * @typedef {import("./geometry.js").Domain} Domain
 */

const TOLD_APART = 500; // heights, over the picture's own
const KNOWN = 4; // parts of all heights, of which a known one is within one

/**
 * @param {Grid} grid
 * @param {[number, number]} place
 * @param {{name: string, domain: Domain, limits: {low: number, high: number}}} picture
 * @returns {string} nothing where there is no surface, or a wall that is none of f
 */
export function readOut(grid, place, { name, domain, limits }) {
  const z = heightAt(grid, ...place);
  const doubt = doubtAt(grid, ...place);
  const span = limits.high - limits.low;
  if (!Number.isFinite(z) || doubt > span / KNOWN) return "";
  const [x, y] = [domain.x, domain.y].map(([low, high], k) => {
    const width = high - low;
    return formatCoordinate(roundToPixel(place[k], width), width);
  });
  const seen = Math.floor(Math.log10(span / TOLD_APART));
  const known = doubt > 0 ? Math.ceil(Math.log10(doubt)) : seen;
  return `${name}(${x}, ${y}) ≈ ${roundedTo(z, 10 ** Math.max(seen, known))}`;
}

/** @param {number} value @param {number} step  a power of ten */
function roundedTo(value, step) {
  const rounded = Number((Math.round(value / step) * step).toPrecision(15));
  if (rounded === 0) return "0";
  return formatNumber(rounded, Math.min(1 + Math.floor(Math.log10(Math.abs(rounded) / step) + 1e-9), 15));
}
