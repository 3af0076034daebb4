/** What the linear-map view says in words. Pure functions. */

import { formatNumber, formatVector, nameText, unlessRounding } from "../../../core/format.js";
import { largestError, linearImage } from "./figures.js";
import { alongSimplex, isOnSimplex } from "./simplex.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./requests.js").Near} Near
 */

const LEVEL = 1e-5; // of what the fields round to

/** Areas of a plane, volumes of a space. @param {number} n */
function measureOf(n) {
  return { 1: "lengths", 2: "areas" }[n] ?? "volumes";
}

/** What the Jacobian does around the point. @param {Scene} scene */
export function mapSentence({ answers }) {
  const { near, meaning } = answers;
  if (!near || !meaning) return "";
  const variables = meaning.variables.map(nameText);
  const place =
    `At ${variables.length > 1 ? `(${variables.join(", ")})` : variables[0]} = ` +
    `${variables.length > 1 ? formatVector(near.point, 4) : formatNumber(near.point[0], 4)}`;
  if (near.flags.includes("cancellation"))
    return `${place} nearly equal numbers cancel: rounding leaves too few digits to show all of them.`;
  if (near.flags.includes("no-value")) return `${place} the map has no value.`;
  if (!near.singular_values) return `${place} the map has no Jacobian: ${near.notes[0] ?? "a slope does not exist"}.`;
  return `${place} ${stretchText(near)}.`;
}

/** @param {Near} near */
function stretchText(near) {
  const { jacobian, determinant } = near;
  const sizes = /** @type {number[]} */ (near.singular_values);
  const [largest, smallest] = [sizes[0], sizes[sizes.length - 1]].map((size) => formatNumber(size, 4));
  if (jacobian[0].length === 1)
    return jacobian.length === 1
      ? `the slope is ${formatNumber(jacobian[0][0], 4)}`
      : `the velocity is ${formatVector(jacobian.flat(), 4)}, and the speed ${largest}`;
  if (jacobian.length === 1)
    return sizes[0]
      ? `it rises most along its gradient ${formatVector(jacobian[0], 4)}, by ${largest} per unit of length`
      : "the gradient is 0: to first order nothing changes";
  const stretch = `it stretches most by ${largest}, least by ${smallest}`;
  if (determinant !== null) return `${stretch}; ${determinantText(near)}`;
  return jacobian.length > jacobian[0].length ? `${stretch}; ${shareText(near)}` : stretch;
}

/** Areas on a surface in space: the product of the singular values. @param {Near} near */
function shareText({ jacobian, rank, singular_values: sizes }) {
  const what = measureOf(jacobian[0].length);
  if (rank !== jacobian[0].length) return `its rank is ${rank}: it flattens what is near, and ${what} vanish`;
  const product = /** @type {number[]} */ (sizes).reduce((total, size) => total * size, 1);
  return `√det(JᵀJ) = ${formatNumber(product, 4)}: ${what} become ${formatNumber(product, 4)} times as large`;
}

/** @param {Near} near */
function determinantText({ determinant, jacobian }) {
  const what = measureOf(jacobian.length);
  if (!determinant) return `det J = 0: it flattens what is near, and ${what} vanish`;
  const turned = determinant < 0 ? ", and left and right are swapped" : "";
  return (
    `det J = ${formatNumber(determinant, 4)}: ${what} become ${formatNumber(Math.abs(determinant), 4)} times ` +
    `as large${turned}`
  );
}

/** What of the gradient counts where the numbers add up to 1. @param {Scene} scene */
export function simplexSentence({ state, answers }) {
  const { near, meaning } = answers;
  if (!near || !meaning) return "";
  if (!isOnSimplex(state.point))
    return `${meaning.variables.map(nameText).join(" + ")} is not 1 here: press on the triangle to go there.`;
  if (!near.singular_values) return "";
  const along = alongSimplex(near.jacobian[0]);
  if (Math.hypot(...along) <= LEVEL * Math.hypot(.../** @type {number[]} */ (near.jacobian[0])))
    return "All entries of the gradient are equal: along the triangle nothing changes.";
  return (
    `Along the triangle counts what is left of the gradient without the mean of its entries: ` +
    `${formatVector(along, 4)}.`
  );
}

/** How well the linear approximation does on the figure. @param {Scene} scene */
export function errorSentence({ state, answers }) {
  const { near, around, figure } = answers;
  if (!near?.singular_values || !figure?.length) return "";
  const places = around.flat();
  const error = largestError(
    figure.flat(),
    places.map((place) => linearImage(near.value, near.jacobian, near.point, place)),
  );
  if (error === null) return "";
  const { reach } = state;
  const largest = figure.flat(2).reduce((/** @type {number} */ most, each) => Math.max(most, Math.abs(each ?? 0)), 0);
  const where = `Within ${formatNumber(reach, 3)} of the point, on the figure,`;
  if (unlessRounding(error, largest) === 0) return `${where} the map is its linear approximation, to rounding.`;
  return (
    `${where} the linear map is off by at most ${formatNumber(error, 3)}, which is ` +
    `${formatNumber(error / reach ** 2, 3)} h²: where f curves, half the distance h leaves about a quarter of ` +
    `the error.`
  );
}
