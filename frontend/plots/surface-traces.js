/** What the 3-D plot of a surface draws: where each thing lies, and in whose colour. Pure functions. */

import { arrowOnPlane, heightAt, patchTriangles, quadraticPatch, sliceAlong, tangentPatch } from "./geometry.js";
import { directionStep, eigenSteps, gradientStep } from "./steps.js";
import { niceStep } from "./ticks.js";
import { COLORSCALE, GLYPHS } from "./palette.js";
import { draped } from "./trails.js";

/**
 * @typedef {import("./scene3d.js").Picture} Picture
 * @typedef {import("./geometry.js").Polyline} Polyline
 */

/** What moves with the point, in the order of the traces after the surface; each has its own on/off switch. */
export const MOVING = /** @type {const} */ ([
  "plane",
  "model",
  "sliceX",
  "sliceY",
  "slopeX",
  "slopeY",
  "gradient",
  "direction",
  "eigen1",
  "eigen2",
  "point",
]);
const SHOWN_BY = {
  plane: "tangent",
  model: "quadratic",
  sliceX: "slices",
  sliceY: "slices",
  slopeX: "slices",
  slopeY: "slices",
  gradient: "gradient",
  direction: "direction",
  eigen1: "eigenvectors",
  eigen2: "eigenvectors",
};

/** Traces of walks, after those of the surface and of what moves: lines, then where each is, then where each began. */
const MOST_TRAILS = 8;
export const TRAILS_BEGIN = MOVING.length + 2;

/**
 * @param {Picture} picture
 * @param {typeof MOVING[number]} name
 */
export function isShown(picture, name) {
  return name === "point" || picture.show[/** @type {keyof Picture["show"]} */ (SHOWN_BY[name])];
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 */
export function pointHeight({ point, base, value, grid }, limits) {
  const isAnswered = value !== null && point[0] === base[0] && point[1] === base[1];
  const drawn = isAnswered ? value : grid ? heightAt(grid, ...point) : NaN;
  return Number.isFinite(drawn) ? Math.min(Math.max(drawn, limits.low), limits.high) : limits.low;
}

/**
 * Coordinates of everything that moves; what does not exist shrinks to the point.
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @returns {Record<typeof MOVING[number], Polyline>}
 */
export function movingPlaces(picture, limits) {
  const { point, base, value, gradient, hessian, domain, grid } = picture;
  const height = pointHeight(picture, limits);
  const nowhere = (/** @type {number} */ count) => ({
    x: Array(count).fill(point[0]),
    y: Array(count).fill(point[1]),
    z: Array(count).fill(height),
  });
  const places = /** @type {Record<typeof MOVING[number], Polyline>} */ ({});
  for (const name of MOVING) places[name] = nowhere(name === "plane" ? 4 : name === "model" ? 169 : 1);
  // Lifted a little, or the surface would swallow the lower half of the dot.
  places.point.z = [height + 0.012 * (limits.high - limits.low)];
  if (grid && picture.show.slices) {
    places.sliceX = sliceAlong(grid, "x", base[1]);
    places.sliceY = sliceAlong(grid, "y", base[0]);
  }
  if (value === null || !gradient) return places;
  const arrow = (/** @type {[number, number]} */ step) => arrowOnPlane(base, value, gradient, step, domain);
  const bar = (/** @type {[number, number]} */ step) => segment(base, value, gradient, step);
  places.plane = tangentPatch(base, value, gradient, domain, limits);
  places.gradient = arrow(gradientStep(gradient, domain, limits));
  places.direction = arrow(directionStep(picture.direction.angle, domain));
  places.slopeX = bar([0.24 * (domain.x[1] - domain.x[0]), 0]);
  places.slopeY = bar([0, 0.24 * (domain.y[1] - domain.y[0])]);
  if (hessian && picture.eigen) {
    places.model = quadraticPatch(base, value, gradient, hessian, domain);
    const [first, second] = eigenSteps(picture.eigen, domain);
    places.eigen1 = bar(first);
    places.eigen2 = bar(second);
  }
  return places;
}

/**
 * A straight piece through the point, in the tangent plane.
 * @param {[number, number]} point
 * @param {number} value
 * @param {[number, number]} gradient
 * @param {[number, number]} step
 * @returns {Polyline}
 */
function segment(point, value, gradient, step) {
  const rise = gradient[0] * step[0] + gradient[1] * step[1];
  return {
    x: [point[0] - step[0], point[0] + step[0]],
    y: [point[1] - step[1], point[1] + step[1]],
    z: [value - rise, value + rise],
  };
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
export function surfaceTraces(picture, limits, palette) {
  const places = movingPlaces(picture, limits);
  const moving = MOVING.map((name) => ({
    ...styleOf(name, palette, picture),
    ...places[name],
    visible: isShown(picture, name),
    hoverinfo: "skip",
  }));
  return [
    surfaceTrace(picture, limits),
    ...moving,
    criticalTrace(picture, limits, palette),
    ...trailTraces(picture, limits, palette),
  ];
}

/**
 * Coordinates of the traces of walks.
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @returns {Polyline[]}
 */
export function trailPlaces({ trails, grips, grid, domain }, { low, high }) {
  if (!trails || !grips || !grid) return [];
  // Lifted a little, or the surface would swallow the lower half of the lines.
  const heights = { lift: 0.006 * (high - low), high };
  const lines = trails.slice(0, MOST_TRAILS).map(({ places }) => draped(grid, places, domain, heights));
  const spots = (/** @type {[number, number][]} */ places) => ({
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    z: places.map(([x, y]) => Math.min(heightAt(grid, x, y), high) + 2 * heights.lift),
  });
  return [
    ...lines,
    spots(trails.map(({ places }) => places[places.length - 1])),
    spots(grips.map(({ place }) => place)),
  ];
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
function trailTraces(picture, limits, palette) {
  const { trails = [], grips = [] } = picture;
  const dots = (/** @type {{role: string}[]} */ each, /** @type {number} */ size, /** @type {string} */ symbol) => ({
    type: "scatter3d",
    mode: "markers",
    hoverinfo: "skip",
    marker: {
      size: palette.lineWidth * size,
      symbol,
      color: each.map(({ role }) => palette.color(role)),
      line: { color: palette.paper, width: 1.5 },
    },
  });
  const lines = trails.slice(0, MOST_TRAILS).map(({ role, dash, isSelected }) => ({
    type: "scatter3d",
    mode: "lines",
    hoverinfo: "skip",
    connectgaps: false,
    line: {
      color: palette.color(role),
      width: palette.lineWidth * (isSelected ? 2.6 : 1.8),
      dash: dash === "none" ? "solid" : "dash",
    },
  }));
  const looks = [...lines, dots(trails, 2.2, "circle"), dots(grips, 1.8, "circle-open")];
  return trailPlaces(picture, limits).map((places, k) => ({ ...looks[k], ...places }));
}

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 */
function surfaceTrace(picture, limits) {
  const grid = picture.grid ?? {
    x: picture.domain.x,
    y: picture.domain.y,
    z: [
      [NaN, NaN],
      [NaN, NaN],
    ],
  };
  const step = niceStep(limits.low, limits.high, 14);
  const start = Math.ceil(limits.low / step) * step;
  return {
    type: "surface",
    x: grid.x,
    y: grid.y,
    z: grid.z,
    colorscale: COLORSCALE,
    cmin: limits.low,
    cmax: limits.high,
    showscale: false,
    opacity: 0.96,
    hoverinfo: "skip",
    contours: {
      x: { highlight: false },
      y: { highlight: false },
      z: {
        show: true,
        start,
        end: limits.high,
        size: step,
        color: "rgba(255,255,255,0.45)",
        width: 1,
        highlight: false,
      },
    },
    lighting: { ambient: 0.72, diffuse: 0.55, specular: 0.08, roughness: 0.9, fresnel: 0.05 },
    lightposition: { x: -2000, y: -4000, z: 9000 },
    connectgaps: false,
  };
}

/**
 * @param {typeof MOVING[number]} name
 * @param {import("./palette.js").Palette} palette
 * @param {Picture} picture
 */
export function styleOf(name, palette, picture) {
  const line = (/** @type {string} */ role, width = 2.2, dash = "solid") => ({
    type: "scatter3d",
    mode: "lines",
    line: { color: palette.color(role), width: palette.lineWidth * width, dash },
  });
  const bent = (/** @type {number} */ k) => ((picture.eigen?.values[k] ?? 0) < 0 ? "dash" : "solid");
  switch (name) {
    case "plane":
      return {
        type: "mesh3d",
        i: [0, 0],
        j: [1, 2],
        k: [2, 3],
        color: palette.color("tangent"),
        opacity: 0.62,
        flatshading: true,
        lighting: FLAT,
      };
    case "model":
      return { type: "mesh3d", ...patchTriangles(), color: palette.color("hessian"), opacity: 0.5, lighting: FLAT };
    case "sliceX":
    case "sliceY":
      return line("point", 1.6);
    case "slopeX":
    case "slopeY":
      return line("tangent");
    case "gradient":
      return line("gradient", 2.6);
    case "direction":
      return line("direction", 2.6);
    case "eigen1":
      return line("hessian", 2.4, bent(0));
    case "eigen2":
      return line("hessian", 2.4, bent(1));
    case "point":
      return {
        type: "scatter3d",
        mode: "markers",
        marker: {
          size: palette.lineWidth * 2.8,
          color: palette.color("point"),
          line: { color: palette.paper, width: 2 },
        },
      };
  }
}

const FLAT = { ambient: 0.95, diffuse: 0.1, specular: 0, roughness: 1, fresnel: 0 };

/**
 * @param {Picture} picture
 * @param {{low: number, high: number}} limits
 * @param {import("./palette.js").Palette} palette
 */
function criticalTrace(picture, limits, palette) {
  const found = picture.critical ?? [];
  // Above the surface, which would swallow the lower half of a glyph.
  const lift = 0.03 * (limits.high - limits.low);
  return {
    type: "scatter3d",
    mode: "text",
    x: found.map((each) => each.point[0]),
    y: found.map((each) => each.point[1]),
    z: found.map((each) => each.value + lift),
    text: found.map((each) => GLYPHS[each.kind]),
    textfont: { size: palette.fontSize * 1.6, color: palette.ink, weight: 700 },
    textposition: "middle center",
    visible: picture.show.critical && found.length > 0,
    hoverinfo: "skip",
  };
}
