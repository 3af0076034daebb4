/** Walks, each with a dot where it is: lines on the surface and on the map. */

import { clippedPath } from "../clip.js";
import { heightAt } from "../geometry.js";
import { casedLine, disk } from "../map-shapes.js";
import { dotsTrace, lineTrace } from "../space-shapes.js";
import { draped, thinned } from "../trails.js";
import { selectedLast } from "./grip.js";

/**
 * @typedef {import("../picture.js").Place} Place
 * @typedef {import("../picture.js").SpacePen} SpacePen
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {object} Trail
 * @property {Place[]} places   as far as it is shown
 * @property {string} role
 * @property {string} dash      as SVG's stroke-dasharray
 * @property {boolean} isSelected
 * @property {boolean} [isWhole]  a curve that nobody walks: it has no end to mark
 */

// Of the height of the picture: on the surface itself it would swallow the lower half of lines and dots.
const LIFT = 0.006;
const CROWDED = 6; // half the frame's rim: a longer line is drawn thin, but for its last steps
const RECENT = 12;
const MOST_DOTS = 80; // of iterates on the map

/** @param {Trail[]} trails */
export const trails = (trails) => ({ trails, kind: TRAILS });

/** @satisfies {import("../picture.js").Kind} */
export const TRAILS = {
  name: "trails",

  /** @param {{trails: Trail[]}} mark @param {SpacePen} pen */
  inSpace({ trails }, pen) {
    if (!pen.grid) return [];
    const walked = trails.filter(({ isWhole }) => !isWhole);
    return [...trails.map((trail) => drapedTrace(trail, pen)), ...(walked.length ? [heads(walked, pen)] : [])];
  },

  /** @param {{trails: Trail[]}} mark @param {MapPen} pen */
  onMap({ trails }, pen) {
    return selectedLast(trails).flatMap((trail) => shapesOf(trail, pen));
  },
};

/** @param {Trail} trail @param {SpacePen} pen */
function drapedTrace({ places, role, dash, isSelected }, pen) {
  const { low, high } = pen.limits;
  const grid = /** @type {import("../geometry.js").Grid} */ (pen.grid);
  const line = draped(grid, places, pen.domain, { lift: LIFT * (high - low), high });
  return lineTrace(line, { role, weight: isSelected ? 2.6 : 1.8, isDashed: dash !== "none" }, pen);
}

/** Where each walk is. @param {Trail[]} trails @param {SpacePen} pen */
function heads(trails, pen) {
  const { low, high } = pen.limits;
  const grid = /** @type {import("../geometry.js").Grid} */ (pen.grid);
  const ends = trails.map(({ places }) => places[places.length - 1] ?? [NaN, NaN]);
  const places = {
    x: ends.map(([x]) => x),
    y: ends.map(([, y]) => y),
    z: ends.map(([x, y]) => Math.min(heightAt(grid, x, y), high) + 2 * LIFT * (high - low)),
  };
  const colors = trails.map(({ role }) => pen.palette.color(role));
  return dotsTrace(places, { colors, size: 2.2, rim: 1.5 }, pen);
}

/** @param {Trail} trail @param {MapPen} pen */
function shapesOf({ places, role, dash, isSelected, isWhole = false }, pen) {
  const { frame, domain, palette } = pen;
  const box = { left: frame.x0, right: frame.x0 + frame.width, top: frame.y0, bottom: frame.y0 + frame.height };
  const line = clippedPath(thinned(places, domain).map(pen.toPixel), box);
  const look = { fill: palette.color(role), stroke: palette.paper, rim: 1 };
  const dot = (/** @type {Place} */ place, /** @type {number} */ size) =>
    disk(place, { ...look, radius: palette.lineWidth * size }, pen);
  const inside = isWhole ? [] : places.filter((place) => isInside(place, domain));
  const end = isWhole ? [] : places.slice(-1);
  const recent = clippedPath(places.slice(-RECENT).map(pen.toPixel), box);
  const weight = isSelected ? 1.1 : 0.8;
  const lines = isCrowded(line, frame)
    ? [
        casedLine(line, { role, weight: weight / 4, dashes: dash }, pen, { opacity: 0.5 }),
        casedLine(recent, { role, weight, dashes: dash }, pen),
      ]
    : [casedLine(line, { role, weight, dashes: dash }, pen)];
  return [
    ...lines,
    ...(inside.length <= MOST_DOTS ? inside.map((place) => dot(place, 0.8)) : []),
    ...end.map((place) => dot(place, 2)),
  ];
}

/**
 * Whether a line goes to and fro so often that it would cover the map, and other walks.
 * @param {[number, number][]} line  in pixels
 * @param {{width: number, height: number}} frame
 */
export function isCrowded(line, { width, height }) {
  const steps = line.slice(1).map(([x, y], k) => Math.hypot(x - line[k][0], y - line[k][1]));
  return steps.filter(Number.isFinite).reduce((sum, step) => sum + step, 0) > CROWDED * (width + height);
}

/** @param {Place} place @param {import("../geometry.js").Domain} domain */
function isInside([a, b], { x, y }) {
  return a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1];
}
