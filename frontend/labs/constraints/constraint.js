/** A constraint, or a surface by coordinates, as the backend takes it, and as it is shown. Pure functions. */

import { roundToPixel } from "../../core/format.js";
import { entriesFor, functionOf } from "../common/meaning.js";

/** A vector, after a head or none, in the last line: [cos u cos v, sin u cos v, sin v]. */
const VECTOR = /^\s*(\w+\s*(\([^)]*\))?\s*=)?\s*\[/;

/** Whether a text gives a surface by coordinates, and not by an equation. @param {string} constraint */
export function isChart(constraint) {
  return VECTOR.test(constraint.trim().split("\n").at(-1) ?? "");
}

/** The surface of a state. @param {Pick<import("./state.js").ConstraintsState, "constraint" | "level">} state */
export function surfaceOf(state) {
  return isChart(state.constraint) ? { parametric: { source: state.constraint } } : [constraintOf(state)];
}

/** The constraint of a state. @param {Pick<import("./state.js").ConstraintsState, "constraint" | "level">} state */
export function constraintOf({ constraint, level }) {
  return level === null ? { source: constraint } : { source: constraint, level };
}

/**
 * The point in space; one that is told by two numbers alone begins in the middle of the box.
 * @param {Pick<import("./state.js").ConstraintsState, "start" | "depth">} state
 */
export function startInSpace({ start, depth: { z } }) {
  return start.length === 3 ? start : [...start, (z[0] + z[1]) / 2];
}

/**
 * Where the point stands on the set, to a pixel; where that is not known, where it was put.
 * @param {{point: (number | null)[]} | null} at
 * @param {number[]} wanted
 * @param {[number, number][]} box
 */
export function standing(at, wanted, box) {
  if (!at || at.point.includes(null)) return wanted;
  return at.point.map((entry, k) => roundToPixel(Number(entry), box[k][1] - box[k][0]));
}

/**
 * A function and its constraint, with numbers for the parameters of both.
 * @param {import("./state.js").ConstraintsState} state
 * @param {import("../common/meaning.js").Meaning} meaning
 */
export function posed(state, meaning) {
  const f = functionOf(state, meaning);
  const others = Object.entries(state.parameters).filter(
    ([name]) => state.constraint.includes(name) && !f.variables.includes(name),
  );
  const numbers = Object.fromEntries(others.map(([name, { value }]) => [name, value]));
  return { function: { ...f, parameters: { ...numbers, ...f.parameters } }, constraints: [constraintOf(state)] };
}

/**
 * Parameters that have sliders: the function's, then those that the constraint alone has.
 * @param {Pick<import("../common/meaning.js").Meaning, "parameters" | "tables">} meaning
 * @param {{parameters: string[]} | null} extrema
 */
export function namesOf({ parameters, tables = [] }, extrema) {
  const taken = [...parameters, ...tables.flatMap((table) => Object.keys(entriesFor(table)))];
  return [...parameters, ...(extrema?.parameters ?? []).filter((name) => !taken.includes(name))];
}

/**
 * Equations and inequalities as formulas, several below each other; null where one is too long to show.
 * @param {Pick<import("./solution-words.js").Extrema, "constraints">} extrema
 */
export function formulaOf({ constraints }) {
  const formulas = constraints.map(({ formula }) => formula?.mathml ?? null);
  if (formulas.length === 1 || formulas.includes(null)) return formulas.length === 1 ? formulas[0] : null;
  const rows = formulas.map((each) => `<mtr><mtd>${each?.replace(/^<math[^>]*>|<\/math>$/g, "")}</mtd></mtr>`);
  return `<math><mtable class="lines">${rows.join("")}</mtable></math>`;
}

/**
 * Whether nothing of the gradient is left along the set.
 * @param {{gradient: (number | null)[], tangential: (number | null)[]}} at
 */
export function isSolved({ gradient, tangential }) {
  return Math.hypot(...tangential.map(Number)) <= ROUNDING * Math.hypot(...gradient.map(Number));
}

const ROUNDING = 1e-6; // of the gradient, which is told with fewer digits

/**
 * Levels to follow the solutions to: evenly spread, and two next to the one that is there, by which slopes are seen.
 * @param {[number, number]} ends
 * @param {number} level  that is there
 * @param {number} count
 */
export function levelsAround([low, high], level, count) {
  const beside = BESIDE * (high - low);
  const even = Array.from({ length: count }, (_, k) => low + (k / (count - 1)) * (high - low));
  return [...even, level - beside, level + beside].sort((one, other) => one - other);
}

const BESIDE = 1e-3; // of the width of the slider

/**
 * By how much the value of each solution grows for each unit of the level, from the level before to the one after;
 * null where one of the two has none, or nothing is known about this level.
 * @param {Pick<import("./solution-words.js").Extrema, "constraints" | "points" | "sensitivity"> | null} sensitivity
 * @param {number} level
 * @returns {(number | null)[] | null}
 */
export function slopesByLevel(sensitivity, level) {
  if (!sensitivity || sensitivity.constraints[0].level !== level) return null;
  const rows = sensitivity.sensitivity;
  const [before, after] = [rows.findLast((row) => row.level < level), rows.find((row) => row.level > level)];
  return sensitivity.points.map((_, k) => {
    const [low, high] = [before?.values[k], after?.values[k]];
    if (typeof low !== "number" || typeof high !== "number" || !before || !after) return null;
    return (high - low) / (after.level - before.level);
  });
}
