/** What the linear-map view says in words. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";
import { figureStrokes, largestError, linearImage } from "./figures.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./requests.js").Near} Near
 */

/** Areas of a plane, volumes of a space. @param {number} n */
function measureOf(n) {
  return { 1: "lengths", 2: "areas" }[n] ?? "volumes";
}

/** What the Jacobian does around the point. @param {Scene} scene */
export function mapSentence({ answers }) {
  const { near, meaning } = answers;
  if (!near || !meaning) return "";
  const { variables } = meaning;
  const place = `At ${variables.length > 1 ? `(${variables.join(", ")})` : variables[0]} = ${variables.length > 1 ? formatVector(near.point, 4) : formatNumber(near.point[0], 4)}`;
  if (near.flags.includes("no-value")) return `${place} the map has no value.`;
  if (!near.singular_values) return `${place} the map has no Jacobian: a slope does not exist.`;
  const [largest, ...rest] = near.singular_values;
  const smallest = rest.at(-1);
  const stretch = smallest === undefined ? `it stretches by ${formatNumber(largest, 4)}` : `it stretches most by ${formatNumber(largest, 4)}, least by ${formatNumber(smallest, 4)}`;
  return `${place} ${stretch}${near.determinant === null ? "" : `; ${determinantText(near)}`}.`;
}

/** @param {Near} near */
function determinantText({ determinant, jacobian }) {
  const what = measureOf(jacobian.length);
  if (!determinant) return `det J = 0: it flattens what is near, and ${what} vanish`;
  const turned = determinant < 0 ? ", and what is left becomes right" : "";
  return `det J = ${formatNumber(determinant, 4)}: ${what} become ${formatNumber(Math.abs(determinant), 4)} times as large${turned}`;
}

/** How well the linear approximation does on the figure. @param {Scene} scene */
export function errorSentence({ state, answers }) {
  const { near, figure } = answers;
  if (!near?.singular_values || !figure?.length) return "";
  const places = figureStrokes(state, near.point).flat();
  const error = largestError(figure.flat(), places.map((place) => linearImage(near.value, near.jacobian, near.point, place)));
  if (error === null) return "";
  const { reach } = state;
  const size = `Within ${formatNumber(reach, 3)} of the point the linear map is off by at most ${formatNumber(error, 3)}`;
  return error < 1e-12 ? `Within ${formatNumber(reach, 3)} of the point the map is its linear approximation.` : `${size}, which is ${formatNumber(error / reach ** 2, 3)} h²: half the distance h, a quarter of the error.`;
}
