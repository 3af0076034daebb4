/** A constraint, or a surface by coordinates, as the backend takes it. Pure functions. */

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
