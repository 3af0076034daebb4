/** What is said of the solutions of Lagrange's condition. Pure functions. */

import { formatNumber, formatVector } from "../../core/format.js";
import { allOf, isProved, placesText } from "../common/proof-words.js";

/**
 * @typedef {object} Solution
 * @property {number[]} point
 * @property {number | null} value
 * @property {number[]} multipliers
 * @property {import("../../plots/marks/glyph.js").GlyphKind} kind
 * @property {boolean[]} active
 * @property {number[]} tangent_eigenvalues
 * @property {string | null} nearby
 * @typedef {{minima: number, saddles: number, maxima: number, total: number, expected: number}} Topology
 * @typedef {object} Extrema  the answer of POST constrained
 * @property {{formula: {mathml: string} | null, relation: string, level: number}[]} constraints
 * @property {string[]} parameters  of the function and the constraints
 * @property {Solution[]} points
 * @property {number[][]} singular
 * @property {number[][]} constant
 * @property {any} mesh  where the set is a surface
 * @property {Topology | null} topology
 * @property {string} complete
 * @property {import("../common/proof-words.js").LeftOver[]} [left_over]  if there was a proof, what it does not cover
 * @property {string[]} notes
 * @property {{level: number, values: (number | null)[], multipliers: (number | null)[][]}[]} sensitivity
 */

const WHY = {
  flat: "too flat to tell",
  broken: "where the function or the constraint may break or have a kink",
  unseen: "not decided in time",
  border: "so near the border of the region that rounding does not tell on which side it lies",
};

/** What multipliers are called, in the order of their constraints. */
const LETTERS = ["λ", "μ", "ν"];
const WHICH = ["first", "second", "third"];

/**
 * What is proved about the list of solutions, in a few words; empty where nothing is.
 * @param {Extrema} extrema
 * @param {string[]} variables
 */
export function proofHeadline({ complete, points, left_over: places = [], singular }, variables) {
  if (!isProved({ complete })) return "";
  const all = allOf(points.length, "solution");
  if (complete === "proved") return `${all}, proved.`;
  const doubtful = places.filter(({ kind }) => kind in WHY);
  const parts = [
    singularText(places.filter(({ kind }) => kind === "singular").map(({ box }) => nearest(singular, box))),
    doubtful.length ? placesText(doubtful, variables, WHY) : "",
  ];
  return `${all}: proved, except for ${parts.filter(Boolean).join(" and ")}.`;
}

/** @param {number[][]} points */
function singularText(points) {
  if (points.length < 2) return points.map((point) => `the singular point ${formatVector(point, 3)}`).join("");
  return `${points.length} singular points`;
}

/** @param {number[][]} points @param {[number, number][]} box */
function nearest(points, box) {
  const middle = box.map(([low, high]) => (low + high) / 2);
  const distance = (/** @type {number[]} */ point) => Math.hypot(...point.map((entry, k) => entry - middle[k]));
  return points.reduce((one, other) => (distance(other) < distance(one) ? other : one));
}

/**
 * Both in one short line: the stage has no room for the table that says more.
 * @param {Extrema} extrema
 */
export function shortCompleteness(extrema) {
  const { points, topology, complete, mesh } = extrema;
  if (!points.length) return "";
  const count = counted(points.length, "solution", "solutions");
  const all = complete === "proved" ? `${allOf(points.length, "solution")}, proved` : count;
  if (!topology || topology.total !== topology.expected) return `${all}.`;
  const { minima, saddles, maxima, expected } = topology;
  const kinds = [counted(minima, "minimum", "minima"), counted(maxima, "maximum", "maxima")];
  if (!mesh) return `${all}: ${kinds.join(", ")}.`;
  return `${all}: ${kinds[0]} − ${counted(saddles, "saddle", "saddles")} + ${kinds[1]} = ${expected}.`;
}

/** How the solutions add up. @param {Extrema} extrema */
export function completenessSentence(extrema) {
  const { points, topology, complete, constraints } = extrema;
  if (inequalitiesOf(constraints).length) return regionSentence(extrema);
  const count = points.length === 1 ? "One solution" : `${points.length} solutions`;
  const whole = isProved(extrema) ? "These are" : `${count}:`;
  if (topology && topology.total === topology.expected && points.length)
    return extrema.mesh ? surfaceSentence(whole, topology) : curveSentence(whole, topology);
  if (complete === "proved") return "Interval arithmetic leaves no room for another one.";
  if (complete === "proved-apart") return "";
  if (topology) return `${count}, and they do not add up: some are missing.`;
  if (complete === "likely")
    return points.length
      ? `${count}, as far as the constraint was followed; it leaves the box, or some are undecided.`
      : "No solution in this box.";
  return points.length ? `${count}; there may be more.` : "";
}

/** @param {string} whole @param {Topology} topology */
function curveSentence(whole, { minima, maxima }) {
  return (
    `${whole} ${counted(minima, "minimum", "minima")}, ${counted(maxima, "maximum", "maxima")}. ` +
    `On a closed curve there must be as many of one as of the other: this adds up.`
  );
}

/** @param {string} whole @param {Topology} topology */
function surfaceSentence(whole, { minima, saddles, maxima, expected }) {
  const kinds = [
    counted(minima, "minimum", "minima"),
    counted(saddles, "saddle", "saddles"),
    counted(maxima, "maximum", "maxima"),
  ];
  return (
    `${whole} ${kinds.join(", ")}. ${minima} − ${saddles} + ${maxima} = ${expected}, the Euler characteristic of ` +
    "this surface: this adds up."
  );
}

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}

/** @typedef {{relation: string}[]} Relations */

/** Which of the constraints are inequalities. @param {Relations} constraints */
function inequalitiesOf(constraints) {
  return constraints.map(({ relation }, k) => (relation === "=" ? -1 : k)).filter((k) => k >= 0);
}

/**
 * Whether there are inequalities, and none holds the point.
 * @param {boolean[]} active
 * @param {Relations} constraints
 */
export function isInside(active, constraints) {
  const inequalities = inequalitiesOf(constraints);
  return inequalities.length > 0 && !inequalities.some((k) => active[k]);
}

/** @param {Extrema} extrema */
function regionSentence({ points, constraints, complete }) {
  const doubt = complete === "unknown" ? " There may be more solutions." : "";
  const lowest = points.find(({ kind }) => kind === "minimum");
  if (!lowest) return `No minimum of the region was found in this box.${doubt}`;
  const inequalities = inequalitiesOf(constraints);
  const holding = inequalities.filter((k) => lowest.active[k]);
  const factors = holding.map((k) => `${LETTERS[k]} = ${formatNumber(lowest.multipliers[k], 4)}`).join(", ");
  const isOne = holding.length === 1;
  if (holding.length)
    return (
      `The lowest minimum lies on the border: ${whichText(holding, inequalities, constraints.length)} active, with ` +
      `${factors}. Without ${isOne ? "it" : "them"} the function would go on falling there.${doubt}`
    );
  const [only] = inequalities;
  const what = constraints.length > 1 ? "inequality" : "constraint";
  const idle =
    inequalities.length > 1
      ? "none of the inequalities is active, and without them"
      : `the ${what} is not active, ${LETTERS[only]} = 0, and without it`;
  return `The lowest minimum lies inside: ${idle} it would be a minimum, too.${doubt}`;
}

/** @param {number[]} holding @param {number[]} inequalities @param {number} count  of all constraints */
function whichText(holding, inequalities, count) {
  if (holding.length > 1) return "both inequalities are";
  if (inequalities.length > 1) return `the ${WHICH[inequalities.indexOf(holding[0])]} inequality is`;
  return count > 1 ? "the inequality is" : "the constraint is";
}

/** @type {Record<string, string>} */
const AROUND = { higher: ", values around are higher", lower: ", values around are lower", both: ", it is neither" };

/** What a solution is, beside its sign. @param {Solution} solution @param {Relations} constraints */
export function kindText({ kind, nearby, active, point }, constraints) {
  const word = kind === "saddle" && point.length < 3 ? "neither" : kind;
  const around = kind === "undecided" && nearby ? (AROUND[nearby] ?? "") : "";
  return `${word}${around}${isInside(active, constraints) ? ", inside" : ""}`;
}

/**
 * λ as a slope: beside the multipliers, what the values at two levels near by say.
 * @param {import("./curves.js").ByLevel} sight
 */
export function slopeSentence({ sensitivity, extrema, level, names }) {
  const best = extrema.points.at(-1);
  const rows = sensitivity?.sensitivity ?? [];
  if (!best || best.value === null || rows.length < 2) return "";
  const k = (sensitivity?.points.length ?? 0) - 1;
  const after = rows.findIndex((row) => row.level > level);
  const [low, high] = [rows[after - 2] ?? rows[after - 1], rows[after + 1] ?? rows[after]];
  const price = formatNumber(best.multipliers[0], 4);
  const gain = `so much more ${names.f} for each unit by which c grows`;
  const own = `The solution of the highest value has λ = ${price}: ${gain}.`;
  const [from, to] = [low?.values[k], high?.values[k]];
  if (typeof from !== "number" || typeof to !== "number") return own;
  const slope = (to - from) / (high.level - low.level);
  const stretch = `From c = ${formatNumber(low.level, 3)} to ${formatNumber(high.level, 3)}`;
  return `${own} ${stretch} it grows by ${formatNumber(slope, 4)} a unit.`;
}
