/** Walks, each with a dot where it is: lines on the surface and on the map. */

import { clippedPath } from "../clip.js";
import { heightAt } from "../geometry.js";
import { casedLine, disk } from "../map-shapes.js";
import { dotsTrace, lineTrace } from "../space-shapes.js";
import { draped, thinned, uncrowded } from "../trails.js";
import { disc, discRadius, leader, spreadApart } from "../pins.js";
import { pathThrough, svg } from "../svg.js";
import { selectedLast } from "./grip.js";

/**
 * @typedef {import("../geometry.js").Domain} Domain
 * @typedef {import("../picture.js").Place} Place
 * @typedef {import("../picture.js").SpacePen} SpacePen
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {object} Trail
 * @property {Place[]} places   as far as it is shown
 * @property {string} role
 * @property {string} dash      as SVG's stroke-dasharray
 * @property {boolean} isSelected
 * @property {string} [label]  the number of the run, on its head
 * @property {boolean} [isWhole]  a curve that nobody walks: it has no end to mark
 */

// Of the height of the picture: on the surface itself it would swallow the lower half of lines and dots.
const LIFT = 0.006;
const MOST_DOTS = 80; // of iterates on the map
const DOTS_APART = 17; // pixels: after a shorter step there is none
// Weight and opacity of what is long past.
const PAST = 0.4;
const FAINT = 0.45;

/** @param {Trail[]} trails */
export const trails = (trails) => ({ trails, kind: TRAILS });

/** @satisfies {import("../picture.js").Kind} */
export const TRAILS = {
  name: "trails",

  /** @param {{trails: Trail[]}} mark @param {SpacePen} pen */
  inSpace({ trails }, pen) {
    if (!pen.grid) return [];
    const walked = trails.filter(({ isWhole }) => !isWhole);
    const parts = trails.map((trail) => partsOf(trail, pen.domain));
    return [
      ...walked.map((trail) => pastTrace(partsOf(trail, pen.domain).past, trail, pen)),
      ...trails.map((trail, k) => drapedTrace({ ...trail, places: parts[k].recent }, pen)),
      ...(walked.length ? [heads(walked, pen)] : []),
    ];
  },

  /** @param {{trails: Trail[]}} mark @param {MapPen} pen */
  onMap({ trails }, pen) {
    return [
      ...trails.flatMap((trail) => pastOnMap(partsOf(trail, pen.domain).past, trail, pen)),
      ...selectedLast(trails).flatMap((trail) => shapesOf(trail, pen)),
      ...headsOnMap(numbered(trails), pen),
    ];
  },

  /** @param {{trails: Trail[]}} mark @returns {import("../picture.js").Pin[]} */
  pins({ trails }) {
    return numbered(trails).map(({ end, label, role }) => ({
      place: end,
      value: null,
      look: `${role} ${label}`,
      shapes: (palette) => disc(label, role, palette),
      standsApart: true,
    }));
  },
};

/** @type {WeakMap<Place[], {key: string, parts: {past: Place[], recent: Place[]}}>} */
const known = new WeakMap();

/** What of a walk is long past, if its strokes would become one area. @param {Trail} trail @param {Domain} domain */
function partsOf({ places, isWhole }, domain) {
  if (isWhole) return { past: [], recent: places };
  const key = JSON.stringify(domain);
  const before = known.get(places);
  if (before?.key === key) return before.parts;
  const parts = uncrowded(places, domain);
  known.set(places, { key, parts });
  return parts;
}

/** @param {Place[]} places @param {Trail} trail @param {SpacePen} pen */
function pastTrace(places, { role }, pen) {
  const { low, high } = pen.limits;
  const grid = /** @type {import("../geometry.js").Grid} */ (pen.grid);
  const line = draped(grid, places, pen.domain, { lift: LIFT * (high - low), high });
  const trace = lineTrace(line, { role, weight: PAST, casing: false, onMap: true }, pen);
  return { ...trace, meta: { ...trace.meta, isFaint: true } };
}

/** @param {Trail} trail @param {SpacePen} pen */
function drapedTrace({ places, role, dash, isSelected }, pen) {
  const { low, high } = pen.limits;
  const grid = /** @type {import("../geometry.js").Grid} */ (pen.grid);
  const line = draped(grid, places, pen.domain, { lift: LIFT * (high - low), high });
  return lineTrace(line, { role, weight: isSelected ? 2.6 : 1.8, isDashed: dash !== "none", onMap: true }, pen);
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
  return dotsTrace(places, { colors, size: 2.2, rim: 1.5, onMap: true }, pen);
}

/** The heads that have a number. @param {Trail[]} trails */
function numbered(trails) {
  return trails.flatMap(({ places, label, role }) => {
    const end = places[places.length - 1];
    return label && end ? [{ end, label, role }] : [];
  });
}

/** @param {{end: Place, label: string, role: string}[]} heads @param {MapPen} pen */
function headsOnMap(heads, { palette, toPixel, seen, signs, frame }) {
  const inFrame = heads.filter(({ end }) => isInside(end, seen));
  const places = inFrame.map(({ end }) => toPixel(end));
  const spread = spreadApart(places, discRadius(palette), signs.map(toPixel), boxOf(frame));
  const lines = places.map((place, k) => leader(place, spread[k])).join("");
  const line = svg("path", { d: lines, stroke: palette.ink, "stroke-width": 1 });
  const discs = inFrame.map(({ label, role }, k) =>
    svg("g", { transform: `translate(${spread[k].join(" ")})` }, disc(label, role, palette)),
  );
  return lines ? [line, ...discs] : discs;
}

/** @param {import("../frame.js").Frame} frame */
function boxOf({ x0, y0, width, height }) {
  return { left: x0, right: x0 + width, top: y0, bottom: y0 + height };
}

/** @param {Place[]} places @param {MapPen} pen */
function pathOnMap(places, { frame, domain, toPixel }) {
  return clippedPath(thinned(places, domain).map(toPixel), boxOf(frame));
}

/** @param {Place[]} places @param {Trail} trail @param {MapPen} pen */
function pastOnMap(places, { role }, pen) {
  if (!places.length) return [];
  const { color, lineWidth } = pen.palette;
  const look = { fill: "none", stroke: color(role), "stroke-width": PAST * lineWidth, "stroke-opacity": FAINT };
  return [svg("path", { d: pathThrough(pathOnMap(places, pen)), ...look })];
}

/** @param {Trail} trail @param {MapPen} pen */
function shapesOf(trail, pen) {
  const { places, role, dash, isSelected, isWhole = false } = trail;
  const { domain, palette } = pen;
  const line = pathOnMap(partsOf(trail, domain).recent, pen);
  const look = { fill: palette.color(role), stroke: palette.rim, rim: 1 };
  const dot = (/** @type {Place} */ place, /** @type {number} */ size) =>
    disk(place, { ...look, radius: palette.lineWidth * size }, pen);
  const steps = isWhole ? [] : longSteps(places, pen).filter((place) => isInside(place, domain));
  const end = isWhole ? [] : places.slice(-1);
  return [
    casedLine(line, { role, weight: isSelected ? 1.1 : 0.8, dashes: dash }, pen),
    ...(steps.length <= MOST_DOTS ? steps.map((place) => dot(place, 0.8)) : []),
    ...end.map((place) => dot(place, 2)),
  ];
}

/** The start, and where a step leads that is long enough to be seen. @param {Place[]} places @param {MapPen} pen */
function longSteps(places, { toPixel }) {
  const pixels = places.map(toPixel);
  return places.filter((_, k) => {
    if (k === 0) return true;
    const [[fromX, fromY], [x, y]] = [pixels[k - 1], pixels[k]];
    return Math.hypot(x - fromX, y - fromY) >= DOTS_APART;
  });
}

/** @param {Place} place @param {import("../geometry.js").Domain} domain */
function isInside([a, b], { x, y }) {
  return a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1];
}
