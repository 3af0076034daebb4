/** What the picture of a curve says, in sentences. Pure functions. */

import { formatCoordinate, formatNumber, typeset } from "../../core/format.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").At} At
 */

/** The live sentence under the plots. @param {Sight} sight */
export function pointSentence(sight) {
  const { at, curve, places, names, domain } = sight;
  if (!curve.length && !places.length) return "No point of the box satisfies the equation: try a larger box.";
  if (!at) return "From here no way leads onto the curve: drag the point nearer to it.";
  const sides = [domain.x, domain.y];
  const coordinates = at.point.map((each, k) => formatCoordinate(each, sides[k][1] - sides[k][0]));
  return `At (${names.join(", ")}) = (${coordinates.join(", ")}): ${sentenceOf(at, sight)}`;
}

/** @param {At} at @param {Sight} sight */
function sentenceOf(at, { names: [x, y], show }) {
  const dydx = `d${y}/d${x}`;
  const [across, up] = at.gradient.map((each) => (each === null ? "without a value" : formatNumber(each)));
  if (at.kind === "no-derivative") {
    const why = at.remark ? ` (${typeset(at.remark)})` : "";
    return `no derivative here. g has none${why}, and ${dydx} = −g_${x}/g_${y} says nothing.`;
  }
  if (at.kind === "vertical")
    return (
      `g_${y} = 0 and g_${x} = ${across}, so the tangent is upright. ${y} has no derivative by ${x} here, ` +
      `but ${x} has one by ${y}: d${x}/d${y} = 0.`
    );
  if (at.kind !== "slope") return `no derivative here. ${singularText(at, [x, y])}`;
  const level = at.slope === 0 ? ": the tangent is level" : "";
  const slope = formatNumber(Number(at.slope));
  const whole = `g_${x} = ${across} and g_${y} = ${up}, so ${dydx} = −g_${x}/g_${y} = ${slope}`;
  return `${whole}${level}.${show.parabola ? bendText(at, [x, y]) : ""}`;
}

/** Both partial derivatives are 0. @param {At} at @param {string[]} names */
function singularText({ kind, directions }, [x, y]) {
  const start = `g_${x} = g_${y} = 0`;
  const slopes = directions.map(([a, b]) => (a === 0 ? "an upright tangent" : `slope ${formatNumber(b / a, 4)}`));
  if (kind === "node")
    return `${start}: a node, where two branches cross, one with ${slopes[0]}, the other with ${slopes[1]}.`;
  if (kind === "cusp") return `${start}: a cusp, where the curve turns back, with ${slopes[0]} on both sides of it.`;
  if (kind === "isolated") return `${start}: a point on its own, with no other point of the curve near by.`;
  return `${start}, and second derivatives do not tell what the curve does: undecided.`;
}

/** @param {At} at @param {string[]} names */
function bendText({ second }, [x, y]) {
  if (second === null) return "";
  const way = second > 0 ? "it bends up" : second < 0 ? "it bends down" : "it does not bend";
  return ` d²${y}/d${x}² = ${formatNumber(second)}: ${way}.`;
}

/** What is marked, and how sure that is. @param {Sight} sight */
export function placesNote({ places, show }) {
  const count = (/** @type {string} */ wanted) => places.filter(({ kind }) => kind === wanted).length;
  if (!show.places || !places.length) return "";
  const tangents = `${counted(count("upright"), "upright tangent")} and ${counted(count("level"), "level one")}`;
  const singular = count("singular");
  return `A search finds ${tangents} in the box${singular ? `, and ${counted(singular, "singular point")}` : ""}.`;
}

/** @param {number} count @param {string} what */
function counted(count, what) {
  return `${count || "no"} ${what}${count === 1 ? "" : "s"}`;
}
