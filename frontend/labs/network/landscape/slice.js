/** From the backend's answer about a landscape to what the plots draw. Pure functions. */

import { roleOf } from "../../common/methods.js";
import { decodeArray } from "../../../core/client.js";
import { formatNumber } from "../../../core/format.js";
import { isSkewed } from "../../../plots/levels.js";
import { grips } from "../../../plots/marks/grip.js";
import { trails } from "../../../plots/marks/trail.js";
import { nameOf } from "../numbers.js";
import { among, placesOf } from "./places.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {import("../../../plots/picture.js").Picture} Picture
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {{eigenvalues: (number | null)[], residuals: (number | null)[], least: number | null, least_residual: number
 *   | null, products: number}} Curvature
 * @typedef {object} Slice  an answer, and the walk it was asked about
 * @property {Frame[]} walk
 * @property {"path" | "weights" | "random"} kind
 * @property {[string, string]} axes
 * @property {import("../../../plots/geometry.js").Grid} grid
 * @property {import("../../../plots/geometry.js").Domain} domain
 * @property {Float64Array[]} directions
 * @property {[number, number]} centre
 * @property {[number, number][]} path
 * @property {(number | null)[]} pathLosses
 * @property {(number | null)[]} sliceLosses
 * @property {[number, number] | null} variances
 * @property {number | null} explained
 * @property {number | null} loss
 * @property {number} count   of all numbers
 * @property {Curvature} curvature
 * @typedef {{slice: Slice, role: string, sharpness: Map<number, number | null>, bound: number | null, epoch: number,
 *   theme: string}} Scene
 */

/**
 * @param {any} answer  in base64
 * @param {Frame[]} walk
 * @param {{kind: any}} plane  that was asked for
 * @param {NetworkState} state
 * @param {number[]} sizes
 * @returns {Slice}
 */
export function sliceOf({ loss, numbers, slice, curvature }, walk, { kind }, state, sizes) {
  const [x, y] = [decodeArray(slice.x), decodeArray(slice.y)];
  const names = among(state.axes, numbers).map((place) => nameOf(placesOf(sizes)[place]));
  return {
    walk,
    kind,
    axes: /** @type {[string, string]} */ (kind === "weights" ? names : ["1st direction", "2nd direction"]),
    grid: { x, y, z: decodeArray(slice.losses), range: slice.range },
    domain: { x: [x[0], x[x.length - 1]], y: [y[0], y[y.length - 1]] },
    directions: decodeArray(slice.directions),
    centre: slice.centre,
    path: decodeArray(slice.path).map((/** @type {ArrayLike<number>} */ place) => [place[0], place[1]]),
    pathLosses: slice.path_losses,
    sliceLosses: slice.slice_losses,
    variances: slice.variances,
    explained: slice.explained,
    loss,
    count: numbers,
    curvature,
  };
}

/**
 * The numbers of the network at a place of the slice.
 * @param {Slice} slice
 * @param {number[]} numbers  of its centre
 * @param {[number, number]} place
 */
export function numbersAt({ directions, centre }, numbers, place) {
  const [a, b] = [place[0] - centre[0], place[1] - centre[1]];
  return numbers.map((number, k) => number + a * directions[0][k] + b * directions[1][k]);
}

// Losses that differ by less are seen well enough by even steps.
const WIDE = 10;
const VERY_WIDE = 100;

/**
 * Whether low losses need closer lines than high ones.
 * @param {Slice["grid"]} grid
 * @returns {import("../../../plots/levels.js").Levels}
 */
function levelsFor(grid) {
  const [lowest, highest] = grid.range;
  return isSkewed(grid) && lowest !== null && highest !== null && highest > WIDE * lowest ? "logarithmic" : "even";
}

/**
 * The walk on the surface and on its map.
 * @param {Slice} slice
 * @param {NetworkState} state
 * @param {[number, number] | null} held  where the network is carried to by hand
 * @param {string} theme
 * @returns {Picture}
 */
export function pictureOf({ grid, domain, axes, path, centre }, { method }, held, theme) {
  const place = held ?? centre;
  return {
    grid,
    names: { x: axes[0], y: axes[1], value: "C" },
    domain,
    theme,
    levels: levelsFor(grid),
    marks: [
      trails([{ places: path, role: roleOf(method), dash: "none", isSelected: true }]),
      grips([{ place, role: "point", label: "", isSelected: true }]),
    ],
  };
}

/** The loss of the walk, in truth and where the slice has it. @param {Scene} scene @returns {CurvePicture} */
export function lossesPicture({ slice: { walk, pathLosses, sliceLosses }, role, epoch, theme }) {
  const x = walk.map((frame) => frame.epoch);
  const losses = [...pathLosses, ...sliceLosses].filter((loss) => loss !== null);
  const [lowest, highest] = [Math.min(...losses), Math.max(1e-6, ...losses)];
  const dots = x.length === 1;
  return {
    curves: [
      { x, y: sliceLosses, role: "hessian", label: "in the slice", dash: "6 4", dots },
      { x, y: pathLosses, role, label: "true", dots },
    ],
    guides: [{ x: epoch }],
    xLabel: "epoch",
    yLabel: "loss C",
    xRange: epochs(x),
    // Losses of several sizes are told apart by powers of ten only.
    ...(lowest > 0 && highest > VERY_WIDE * lowest
      ? {
          yScale: /** @type {const} */ ("log"),
          yRange: /** @type {[number, number]} */ ([lowest / 1.5, 1.5 * highest]),
        }
      : { yRange: /** @type {[number, number]} */ ([0, 1.08 * highest]) }),
    theme,
  };
}

/** With room for the last number of the axis. @param {number[]} shown @returns {[number, number]} */
function epochs(shown) {
  return [0, 1.03 * Math.max(10, ...shown)];
}

/**
 * The leading eigenvalue over the epochs, and what the learning rate allows.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function sharpnessPicture({ slice: { walk }, sharpness, bound, epoch, theme }) {
  const known = [...sharpness].filter(([, value]) => value !== null).sort(([a], [b]) => a - b);
  const values = /** @type {number[]} */ (known.map(([, value]) => value));
  const [lowest, highest] = [Math.min(0, ...values), Math.max(1e-9, ...values)];
  // A bound that is out of all proportion would press the curve flat: then only its number says where it is.
  const top = bound !== null && bound < 8 * highest ? Math.max(highest, bound) : highest;
  return {
    curves: [{ x: known.map(([at]) => at), y: values, role: "hessian", dots: known.length <= 60 }],
    guides: [
      { x: epoch },
      ...(bound === null
        ? []
        : [{ y: bound, role: "gradient", weight: 0.8, dash: "6 4", label: `stable below ${formatNumber(bound, 3)}` }]),
    ],
    xLabel: "epoch",
    yLabel: "λ₁",
    xRange: epochs([walk[walk.length - 1].epoch, ...known.map(([at]) => at)]),
    yRange: [1.1 * lowest, 1.12 * top],
    theme,
  };
}
