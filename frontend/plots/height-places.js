/**
 * Where heights are written on the level lines of a map. A line has its number where its neighbours leave the most room
 * for it, near the number of the line before, clear of the edges and of all signs. Pure functions.
 */

import { formatNumber, tenToThe } from "../core/format.js";
import { pixelMap } from "./frame.js";
import { textWidth } from "./labels.js";
import { withTexts } from "./scales.js";

/**
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {import("./geometry.js").Grid} Grid
 * @typedef {[number, number]} Pixel
 * @typedef {{text: string, place: Pixel, share: number}} HeightPlace  where it stands in data; its part of all heights
 * @typedef {{place: Pixel, pixel: Pixel, room: number}} Crossing  of a line with the grid; px to the next line
 */

const MOST = 8; // lines that have a number
const LONGEST = 7; // characters of one
const ENOUGH = 3; // heights of type between two lines: more room does not make a number better read
const LEAST = 0.35; // of them, or the number would cover more than the next line
const SMALLEST = 9; // heights of type: a smaller map has no numbers
const PULL = 0.02; // px of room that a px nearer to the number before is worth

/**
 * Those of the lines that have a number, with it: all, or each second or fifth, at round heights.
 * @param {number[]} heights  of the lines, evenly apart
 * @param {number} size  between two of them
 */
export function numbered(heights, size) {
  const counts = heights.map((height) => Math.round(height / size));
  const stride = [1, 2, 5, 10].find((each) => counts.filter((count) => count % each === 0).length <= MOST) ?? 10;
  const round = counts.filter((count) => count % stride === 0);
  const values = round.map((count) => Number((count * size).toPrecision(15)));
  // Heights that differ in their last digit only have no number that tells them apart.
  return withTexts(new Set(values).size < values.length ? [] : values, LONGEST);
}

/**
 * What is written on lines, at heights as the levels see them: those of f, or their logarithms.
 * @param {{heights: number[], size: number, powers: number[]}} levels
 */
export function numbersOf({ heights, size, powers }) {
  if (!powers.length) return numbered(heights, size);
  const textOf = (/** @type {number} */ power) =>
    Math.abs(power) < 5 ? formatNumber(10 ** power, 1) : tenToThe(power);
  return { ticks: powers.map((power) => ({ value: power, text: textOf(power) })), note: "" };
}

/**
 * @param {Grid} grid  of heights as the levels see them
 * @param {{heights: number[], size: number, powers: number[], zLow: number, zHigh: number}} levels
 * @param {Domain} domain
 * @param {Frame} frame
 * @param {number} fontSize  px
 * @param {Pixel[]} [signs]  in data, that no number should cover
 * @returns {HeightPlace[]}
 */
export function heightPlaces(grid, levels, domain, frame, fontSize, signs = []) {
  if (Math.min(frame.width, frame.height) < SMALLEST * fontSize) return [];
  const { size, zLow, zHigh } = levels;
  const toPixel = pixelMap(frame, domain);
  const taken = signs.map((sign) => ({ pixel: toPixel(sign), width: 1.4 * fontSize }));
  /** @type {HeightPlace[]} */
  const labels = [];
  let before = toPixel([(domain.x[0] + domain.x[1]) / 2, domain.y[1]]);
  for (const { value, text } of numbersOf(levels).ticks) {
    const width = textWidth(text, fontSize);
    const isFree = (/** @type {Crossing} */ { pixel }) =>
      isInside(pixel, frame, width, fontSize) &&
      taken.every((each) => isApart(pixel, each.pixel, (width + each.width) / 2, fontSize));
    const best = bestOf(crossings(grid, value, size, zHigh - zLow, toPixel, frame).filter(isFree), before, fontSize);
    if (!best) continue;
    labels.push({ text, place: best.place, share: (value - zLow) / (zHigh - zLow) });
    taken.push({ pixel: best.pixel, width });
    before = best.pixel;
  }
  return labels;
}

/** @param {Crossing[]} found @param {Pixel} before @param {number} fontSize */
function bestOf(found, before, fontSize) {
  /** @type {Crossing | null} */
  let best = null;
  let most = -Infinity;
  for (const each of found) {
    if (each.room < LEAST * fontSize) continue;
    const near = PULL * Math.hypot(each.pixel[0] - before[0], each.pixel[1] - before[1]);
    const score = Math.min(each.room, ENOUGH * fontSize) - near;
    if (score > most) [best, most] = [each, score];
  }
  return best;
}

/** @param {Pixel} pixel @param {Frame} frame @param {number} wide @param {number} fontSize */
function isInside([u, v], { x0, y0, width, height }, wide, fontSize) {
  const [across, up] = [wide / 2 + 4, 0.8 * fontSize];
  return u > x0 + across && u < x0 + width - across && v > y0 + up && v < y0 + height - up;
}

/** @param {Pixel} one @param {Pixel} other @param {number} across @param {number} fontSize */
function isApart(one, other, across, fontSize) {
  return Math.abs(one[0] - other[0]) > across + 4 || Math.abs(one[1] - other[1]) > 1.4 * fontSize;
}

/**
 * Where a line crosses the lines of the grid, and how far from there the next one is. A jump through half of all
 * heights between two neighbours is no crossing: there is a gap, or a pole.
 * @param {Grid} grid
 * @param {number} value
 * @param {number} size
 * @param {number} span
 * @param {(place: Pixel) => Pixel} toPixel
 * @param {Frame} frame
 */
function crossings({ x, y, z }, value, size, span, toPixel, frame) {
  /** @type {Crossing[]} */
  const found = [];
  const [across, up] = [frame.width / (x.length - 1), frame.height / (y.length - 1)];
  for (let j = y.length - 2; j > 0; j--)
    for (let i = 1; i < x.length - 1; i++) {
      const here = z[j][i];
      const [dx, dy] = [z[j][i + 1] - here, z[j + 1][i] - here];
      const slope = Math.hypot((z[j][i + 1] - z[j][i - 1]) / (2 * across), (z[j + 1][i] - z[j - 1][i]) / (2 * up));
      if (!Number.isFinite(slope)) continue;
      for (const [part, isAcross] of /** @type {[number, boolean][]} */ ([
        [(value - here) / dx, true],
        [(value - here) / dy, false],
      ])) {
        if (!(part >= 0 && part < 1) || Math.abs(isAcross ? dx : dy) > span / 2) continue;
        /** @type {Pixel} */
        const place = isAcross ? [x[i] + part * (x[i + 1] - x[i]), y[j]] : [x[i], y[j] + part * (y[j + 1] - y[j])];
        found.push({ place, pixel: toPixel(place), room: size / slope });
      }
    }
  return found;
}
