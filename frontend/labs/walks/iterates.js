/** All that is known of walks as one table, to take along. Pure. */

/** Numbers at each point of a walk, by what they are called here. @type {[string, string][]} */
const AT_POINTS = [
  ["values", "f"],
  ["slopes", "f\u2032"],
  ["norms", "|\u2207f|"],
  ["work", "work"],
];

/**
 * One row a point: the run, its method, the step, the place, and what is known there.
 * @param {any[]} walks
 * @param {string[]} variables
 * @returns {import("../../core/figures.js").Table}
 */
export function iterates(walks, variables) {
  const known = AT_POINTS.filter(([name]) => walks.some((walk) => Array.isArray(walk[name])));
  const rows = walks.flatMap((walk, run) =>
    Array.from(walk.points, (/** @type {number | number[]} */ point, step) => [
      run + 1,
      walk.run.method ?? "",
      step,
      ...[point].flat(),
      ...known.map(([name]) => walk[name]?.[step] ?? null),
    ]),
  );
  return { name: "iterates", columns: ["run", "method", "step", ...variables, ...known.map(([, name]) => name)], rows };
}
