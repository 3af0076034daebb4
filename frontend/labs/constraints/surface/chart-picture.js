/** The chart of a surface: f over its two coordinates, the metric as ellipses, and the walks in it. Pure functions. */

import { glyphs } from "../../../plots/marks/glyph.js";
import { point } from "../../../plots/marks/point.js";
import { trails } from "../../../plots/marks/trail.js";
import { ellipse, fittingSize } from "../ellipse.js";
import { ELLIPSES } from "./requests.js";
import { placeAt } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {import("./requests.js").Chart} Chart
 * @typedef {[number, number]} Place
 */

/**
 * @param {Sight} sight  of a surface by coordinates
 * @param {Chart} chart
 * @returns {import("../../../plots/picture.js").Picture}
 */
export function chartPicture({ state, extrema, walk, flat, step, f, theme }, chart) {
  const [x, y] = chart.coordinates;
  const ellipses = state.show.ellipses ? ellipsesOf(chart) : [];
  // A walk on the surface that an equation gives has none, until what takes the chart's place is known.
  const start = walk.coordinates?.[0]?.filter((entry) => entry !== null) ?? [];
  return {
    grid: chart.grid,
    names: { x, y, value: f },
    domain: chart.box,
    theme,
    marks: [
      trails([
        ...ellipses.map((places) => ({ places, role: "hessian", dash: "none", isSelected: false, isWhole: true })),
        ...(flat ? [trailOf(flat, placeAt(flat, step), "run-3")] : []),
        trailOf(walk, step, "run-1"),
      ]),
      glyphs(state.show.solutions ? extrema.points.map(signOf) : []),
      ...(start.length === 2 ? [point({ place: /** @type {Place} */ (start), value: null })] : []),
    ],
  };
}

/** All of the same size on the surface. @param {Chart} chart @returns {Place[][]} */
export function ellipsesOf({ metrics, box }) {
  const spacings = [box.x, box.y].map(([low, high], axis) => (high - low) / ELLIPSES[axis]);
  const size = fittingSize(
    metrics.map(({ metric }) => metric),
    spacings,
  );
  return metrics.map(({ at, metric }) => ellipse(at, metric, size)).filter((places) => places.length > 0);
}

/** @param {Walk} walk @param {number} step @param {string} role */
function trailOf({ coordinates }, step, role) {
  const places = (coordinates ?? []).slice(0, step + 1).filter((place) => place.every((entry) => entry !== null));
  return { places: /** @type {Place[]} */ (places), role, dash: "none", isSelected: role === "run-1" };
}

/** @param {any} solution  with its place in the chart */
function signOf({ coordinates, value, kind }) {
  return { point: coordinates, value, kind };
}
