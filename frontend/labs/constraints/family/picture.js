/** The plane of parameters with the walks, and the densities over the data. Pure functions. */

import { glyphs } from "../../../plots/marks/glyph.js";
import { point } from "../../../plots/marks/point.js";
import { trails } from "../../../plots/marks/trail.js";
import { ellipse } from "../ellipse.js";
import { drawnOf, placesAt, rangeOf } from "./requests.js";
import { lookOf } from "./sight.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").Ground} Ground
 * @typedef {import("./requests.js").Made} Made
 * @typedef {[number, number]} Place
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 */

const DIVERGENCE = 0.006; // of each ellipse's rim from its middle

/** Heights as a map takes them: made once. @type {WeakMap<Ground, any>} */
const grids = new WeakMap();

/** @param {Ground} ground  of two parameters */
export function gridOf(ground) {
  const known = grids.get(ground);
  if (known) return known;
  const z = ground.heights.map((/** @type {(number | null)[]} */ row) => Float64Array.from(row, (each) => each ?? NaN));
  const finite = z.flatMap((/** @type {Float64Array} */ row) => Array.from(row).filter(Number.isFinite));
  const least = finite.reduce((/** @type {number} */ low, /** @type {number} */ each) => Math.min(low, each), Infinity);
  const most = finite.reduce(
    (/** @type {number} */ high, /** @type {number} */ each) => Math.max(high, each),
    -Infinity,
  );
  const range = finite.length ? [least, most] : [null, null];
  const grid = { x: ground.axes[0], y: ground.axes[1], z, range, gaps: { undefined: 0, lost: 0, overflowing: 0 } };
  grids.set(ground, grid);
  return grid;
}

/** Rims at which the divergence from the middle is the same. @param {number[]} at @param {number[][]} metric */
export const ellipseAround = (at, metric) => ellipse(at, metric, Math.sqrt(2 * DIVERGENCE));

/** @param {Sight} sight  of two parameters @returns {import("../../../plots/picture.js").Picture} */
export function planePicture({ state, answers, domain, ground, step, theme }) {
  const drawn = drawnOf(state);
  const [x, y] = drawn.map((k) => answers.parameters[k]);
  const whole = (/** @type {Place[]} */ places, /** @type {string} */ role, dash = "none") => ({
    places,
    role,
    dash,
    isSelected: false,
    isWhole: true,
  });
  const ellipses = state.show.ellipses
    ? ground.metrics.map(({ at, metric }) => whole(ellipseAround(at, metric), "hessian"))
    : [];
  const shortest =
    state.show.shortest && answers.shortest
      ? [whole(/** @type {Place[]} */ (answers.shortest), "direction", "7 4")]
      : [];
  const best = lowestOf(ground);
  return {
    grid: gridOf(ground),
    names: { x, y, value: "−log p" },
    domain,
    theme,
    levels: "logarithmic",
    marks: [
      trails([...ellipses, ...shortest, ...answers.walks.map((made) => trailOf(made, step, drawn))]),
      glyphs(best ? [best] : []),
      point({ place: /** @type {Place} */ (drawn.map((k) => state.theta[k])), value: null }),
    ],
  };
}

/** As it is seen in the plane. @param {Made} made @param {number} step @param {number[]} drawn */
function trailOf({ walk, way }, step, drawn) {
  const { role, dash } = lookOf(way);
  const known = walk.points.slice(0, step + 1).filter((place) => place.every((entry) => entry !== null));
  const places = known.map((place) => drawn.map((k) => place[k]));
  return { places: /** @type {Place[]} */ (places), role, dash, isSelected: true };
}

/** Where the mean of −log p is lowest among the places of the map. @param {Ground} ground */
function lowestOf(ground) {
  const { x, y, z, range } = gridOf(ground);
  for (let j = 0; j < y.length; j++)
    for (let i = 0; i < x.length; i++)
      if (z[j][i] === range[0]) return { point: [x[i], y[j]], value: z[j][i], kind: /** @type {const} */ ("minimum") };
  return null;
}

/** @param {Sight} sight  of one parameter @returns {CurvePicture} */
export function linePicture({ state, answers, domain, ground, step, theme }) {
  const [name] = answers.parameters;
  const lines = answers.walks.map(({ walk, way }) => {
    const { role, dash } = lookOf(way);
    const count = Math.min(step + 1, walk.points.length);
    return {
      points: /** @type {[number, number | null][]} */ (
        walk.points.slice(0, count).map(([at], k) => [at ?? NaN, walk.values[k]])
      ),
      role,
      ...(dash === "none" ? {} : { dash }),
      dots: true,
    };
  });
  return {
    curves: [{ x: ground.axes[0], y: ground.heights, role: "function" }],
    lines,
    handles: [{ id: "start", x: state.theta[0], y: answers.walks[0]?.walk.values[0] ?? null, role: "point" }],
    xLabel: name,
    yLabel: "mean of −log p",
    xRange: domain.x,
    theme,
  };
}

/**
 * The distributions at the cursor over the data, which are dragged along the axis.
 * @param {Sight} sight
 * @returns {CurvePicture}
 */
export function densitiesPicture({ state, answers, theme, step }) {
  const { densities, walks } = answers;
  const isDiscrete = (densities?.x.length ?? 0) > 0 && densities?.x.every(Number.isInteger);
  const known = densities && densities.p.length === placesAt(walks, step).length ? densities : null;
  return {
    curves: (known?.p ?? []).map((y, k) => ({
      x: /** @type {number[]} */ (known?.x),
      y,
      role: k === 0 ? "run-1" : "run-2",
      label: k === 0 ? "natural" : "ordinary",
      dots: isDiscrete,
    })),
    handles: state.data.map((x, k) => ({ id: String(k), x, y: 0, role: "point" })),
    xLabel: "x",
    yLabel: isDiscrete ? "probability" : "density",
    xRange: rangeOf(state.data),
    theme,
  };
}

/** How far above the best each walk still is. @param {Sight} sight @returns {CurvePicture} */
export function progressPicture({ answers, step, theme }) {
  const all = answers.walks.flatMap(({ walk }) => walk.values.filter((value) => value !== null));
  const least = Math.min(.../** @type {number[]} */ (all));
  return {
    curves: answers.walks.map(({ walk, way }) => {
      const { role, dash } = lookOf(way);
      const y = walk.values.map((value) => (value !== null && value > least ? value - least : null));
      return { x: y.map((_, k) => k), y, role, ...(dash === "none" ? {} : { dash }) };
    }),
    guides: [{ x: step }],
    xLabel: "step",
    yLabel: "mean of −log p above the lowest",
    yScale: "log",
    theme,
  };
}
