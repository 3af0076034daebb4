/** A constraint as the backend takes it. Pure functions. */

/** The constraint of a state. @param {Pick<import("./state.js").ConstraintsState, "constraint" | "level">} state */
export function constraintOf({ constraint, level }) {
  return level === null ? { source: constraint } : { source: constraint, level };
}
