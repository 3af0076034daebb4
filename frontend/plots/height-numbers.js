/** Heights written on the level lines of a map. */

import { cssColor, viridis } from "./colour-map.js";
import { heightLimits } from "./geometry.js";
import { heightPlaces, numbersOf } from "./height-places.js";
import { levelsOf } from "./levels.js";
import { NUMBER } from "./palette.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./picture.js").MapPen} MapPen
 */

// Relative luminance above which black is read better than white (WCAG 2).
const BRIGHT = 0.19;

/**
 * Whether a picture's lines are at round heights that can be told in a few characters.
 * @param {Pick<Picture, "grid" | "levels" | "cells">} picture
 * @param {{low: number, high: number}} limits
 */
export function hasNumbers({ grid, levels = "even", cells }, { low, high }) {
  if (!grid || cells || !(high > low)) return false;
  const told = levelsOf(null, low, high, levels);
  return (levels === "even" || told.powers.length > 1) && numbersOf(told).note === "";
}

const FEWEST = 2; // numbers, from which one tells how high other lines are

/** Of one map; where they stand is looked for once for a grid. */
export class HeightNumbers {
  /** @type {{grid: unknown, key: string, found: import("./height-places.js").HeightPlace[]}} */
  known = { grid: null, key: "", found: [] };

  /** @param {Picture} picture @param {MapPen} pen @returns {SVGElement[]} */
  draw(picture, pen) {
    const fontSize = NUMBER * pen.palette.fontSize;
    return this.placesOf(picture, pen, fontSize).map((height) => {
      const at = pen.toPixel(height.place);
      pen.texts.push({ text: height.text, at });
      return heightText(height, at, fontSize, pen);
    });
  }

  /**
   * Whether so many of them have room that no bar is needed: on steps, or where lines are dense, they have none.
   * @param {Picture} picture
   * @param {MapPen["frame"]} frame  of a map without a bar
   * @param {number} fontSize  of the map, in px
   */
  areEnough(picture, frame, fontSize) {
    return this.placesOf(picture, { frame, signs: [] }, NUMBER * fontSize).length >= FEWEST;
  }

  /** @param {Picture} picture @param {Pick<MapPen, "frame" | "signs">} pen @param {number} fontSize */
  placesOf(picture, { frame, signs }, fontSize) {
    const { grid, domain } = picture;
    const key = JSON.stringify([domain, frame, fontSize, signs, picture.levels, Boolean(picture.cells)]);
    if (this.known.grid === grid && this.known.key === key) return this.known.found;
    const limits = heightLimits(grid);
    const isTold = grid !== null && hasNumbers(picture, limits);
    const found = isTold ? this.found(picture, limits, frame, fontSize, signs) : [];
    this.known = { grid, key, found };
    return found;
  }

  /**
   * @param {Picture} picture
   * @param {{low: number, high: number}} limits
   * @param {MapPen["frame"]} frame
   * @param {number} fontSize
   * @param {MapPen["signs"]} signs
   */
  found({ grid, domain, levels }, { low, high }, frame, fontSize, signs) {
    const told = levelsOf(grid, low, high, levels);
    const seen = /** @type {import("./geometry.js").Grid} */ ({ ...grid, z: told.z });
    return heightPlaces(seen, told, domain, frame, fontSize, signs);
  }
}

/**
 * In white or black, on the colour of its height, at which its line ends.
 * @param {import("./height-places.js").HeightPlace} height
 * @param {[number, number]} at  px
 * @param {number} fontSize
 * @param {MapPen} pen
 */
function heightText({ text, share }, [x, y], fontSize, { palette: { answer } }) {
  const ink = inkOn(share, answer);
  const attributes = {
    class: "height",
    x,
    y,
    fill: ink,
    stroke: cssColor(viridis(share)),
    "stroke-width": 5,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
    "font-size": fontSize,
    "text-anchor": "middle",
    "dominant-baseline": "central",
  };
  return svg("text", attributes, [text]);
}

/**
 * Of white and black that which is read on the colour of a height.
 * @param {number} share  of all heights
 * @param {{fill: string, rim: string}} answer  white and black, as answers of a hall are drawn over a map
 */
export function inkOn(share, { fill, rim }) {
  const [r, g, b] = viridis(share).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > BRIGHT ? rim : fill;
}
