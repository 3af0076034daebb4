/** What the picture of a constraint in space says, in sentences. Pure functions. */

import { formatCoordinate, formatNumber } from "../../../core/format.js";
import { isSolved } from "../constraint.js";

/** @typedef {import("./sight.js").Sight} Sight */

/** The live sentence under the plots. @param {Sight} sight */
export function pointSentence(sight) {
  const { at, names, ranges, surface, curve, extrema } = sight;
  const isNowhere = !surface?.vertices.length && !curve.length && !extrema.singular.length;
  if (isNowhere) return `There is nothing to stand on: try another level, or a larger box.`;
  if (!at) return "From here no way leads onto the constraint: drag the point nearer to it.";
  const coordinates = at.point.map((entry, k) => formatCoordinate(entry, ranges[k][1] - ranges[k][0]));
  const place = `At (${names.variables.join(", ")}) = (${coordinates.join(", ")})`;
  if (at.value === null) return `${place} ${names.f} has no value.`;
  return `${place}: ${names.f} = ${formatNumber(at.value)}. ${partsSentence(sight, at)}`;
}

/** @param {Sight} sight @param {import("./requests.js").At} at */
function partsSentence({ names: { f }, surface }, at) {
  if (at.gradient.some((slope) => slope === null)) return `∇${f} does not exist here.`;
  if (at.multipliers.some((factor) => factor === null))
    return "The normal of the constraint fails here, and Lagrange's condition says nothing.";
  if (Math.hypot(...at.gradient) === 0) return `∇${f} is zero: the constraint does not matter here, λ = 0.`;
  const [letters, grads] = [LETTERS, NORMALS].map((all) => all.slice(0, at.multipliers.length));
  const sum = letters.map((letter, k) => letter + grads[k]).join(" + ");
  const factors = letters
    .map((letter, k) => `${letter} = ${formatNumber(/** @type {number} */ (at.multipliers[k]), 4)}`)
    .join(", ");
  const set = surface ? "surface" : "curve";
  if (isSolved(at)) return `∇${f} = ${sum} with ${factors}: nothing of it is left along the ${set}.`;
  const rest = formatNumber(Math.hypot(...at.tangential), 4);
  const way = surface ? "over the surface" : "along the curve";
  return `∇${f} = ${sum} + rest with ${factors}. The rest has length ${rest}: that way ${way} ${f} still rises.`;
}

const LETTERS = ["λ", "μ"];
const NORMALS = ["∇g", "∇h"];

/** What is missing, and why; whether all were found stands at their table. @param {Sight} sight */
export function notesOf({ extrema }) {
  return extrema.notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`).join(" ");
}
