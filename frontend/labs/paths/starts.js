/** Where runs begin, with another function or an example. Pure functions. */

/** @typedef {import("./state.js").PathsState} PathsState */

/** @param {number[]} start @param {number} count */
export function fitted(start, count) {
  return Array.from({ length: count }, (_, axis) => start[axis] ?? start[start.length - 1] ?? 0);
}

/**
 * The starts as they are read and typed: one, where all runs share it.
 * @param {PathsState} state
 * @param {string[]} variables
 */
export function startsOf({ runs, together }, variables) {
  const own = together ? runs.slice(0, 1) : runs;
  return own.map(({ start }, k) =>
    variables.map((variable, axis) => ({
      label: `${variable} of the start of ${together ? "all runs" : `run ${k + 1}`}`,
      variable,
      value: start[axis] ?? 0,
    })),
  );
}

/**
 * What changes with an example: the box, and where the runs begin.
 * @param {[number, number][]} box
 * @param {any} example
 * @param {PathsState} state
 */
export function stateOver(
  [x, y = [-1, 1]],
  { start = [x[0] + 0.2 * (x[1] - x[0]), y[0] + 0.8 * (y[1] - y[0])], parameters = {} },
  { runs, steps },
) {
  const sliders = Object.entries(parameters).map(([name, { value, minimum, maximum }]) => [
    name,
    { value, min: minimum, max: maximum },
  ]);
  return {
    domain: { x, y },
    step: steps,
    runs: runs.map((run) => ({ ...run, start })),
    parameters: Object.fromEntries(sliders),
    together: true,
  };
}
