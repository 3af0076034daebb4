/** What the picture of a constraint says, in sentences. Pure functions. */

import { formatCoordinate, formatNumber } from "../../../core/format.js";
import { gapNotes } from "../../common/grid.js";
import { isSolved } from "../constraint.js";

/** @typedef {import("./sight.js").Sight} Sight */

/** The live sentence under the plots. @param {Sight} sight */
export function pointSentence(sight) {
  const { at, names, domain } = sight;
  if (!sight.curve.length && !sight.extrema.singular.length)
    return "There is no curve to stand on: try another level, or a larger box.";
  if (!at) return "From here no way leads onto the curve: drag the point nearer to it.";
  const coordinates = [
    formatCoordinate(at.point[0], domain.x[1] - domain.x[0]),
    formatCoordinate(at.point[1], domain.y[1] - domain.y[0]),
  ];
  const place = `At (${names.x}, ${names.y}) = (${coordinates.join(", ")})`;
  if (at.value === null) return `${place} ${names.f} has no value.`;
  const start = `${place}: ${names.f} = ${formatNumber(at.value)}.`;
  return `${start} ${partsSentence(sight, at)}`;
}

/** @param {Sight} sight @param {import("./requests.js").At} at */
function partsSentence({ names }, at) {
  const [factor] = at.multipliers;
  if (at.gradient.some((slope) => slope === null)) return `∇${names.f} does not exist here.`;
  if (factor === null) return "∇g is zero here: there is no normal, and Lagrange's condition says nothing.";
  if (Math.hypot(...at.gradient) === 0) return `∇${names.f} is zero: the constraint does not matter here, λ = 0.`;
  const rest = Math.hypot(...at.tangential);
  const lambda = `λ = ${formatNumber(factor, 4)}`;
  if (isSolved(at)) return `∇${names.f} = λ∇g with ${lambda}: the level line of ${names.f} touches the curve.`;
  return (
    `∇${names.f} = λ∇g + rest with ${lambda}. The rest has length ${formatNumber(rest, 4)}: ` +
    `that way along the curve ${names.f} still rises.`
  );
}

/** What is missing, and why. @param {Sight} sight */
export function notesOf({ grid, extrema }) {
  const notes = extrema.notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`);
  return [grid ? gapNotes(grid) : "", ...notes].filter(Boolean).join(" ");
}
