/** A slice of a surface as a function of one variable, and the surface it is of. Pure functions. */

/**
 * @typedef {[number, number]} Interval
 * @typedef {object} Opened  what is opened elsewhere, by the names of variables
 * @property {string} source
 * @property {Record<string, import("../../core/link.js").Slider>} parameters
 * @property {Record<string, number>} at
 * @property {Record<string, Interval>} over
 */

const HEAD = /^(\s*\p{L}[\p{L}\p{N}_]*)\s*\([^)]*\)\s*=(?!=)/u;
/** Other letters are parameters, and no place on a surface. */
const HELD = /^\s*([t-z](?:_\d+)?)\s*=\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*\n/iu;

/**
 * The function along one of two variables, the other one held where the point is: a line before it says so.
 * @param {object} state
 * @param {string} state.source
 * @param {Opened["parameters"]} state.parameters
 * @param {number[]} state.point
 * @param {{x: Interval, y: Interval}} state.domain
 * @param {string[]} variables
 * @param {0 | 1} axis  that runs
 * @returns {Opened}
 */
export function sliceAlong({ source, parameters, point, domain }, variables, axis) {
  const [runs, held] = [variables[axis], variables[1 - axis]];
  const lines = source.split("\n");
  // A head would say that both are variables.
  const free = [...lines.slice(0, -1), (lines.at(-1) ?? "").replace(HEAD, "$1 =")].join("\n");
  return {
    source: `${held} = ${point[1 - axis]}\n${free}`,
    parameters,
    at: { [runs]: point[axis] },
    over: { [runs]: axis === 0 ? domain.x : domain.y },
  };
}

/**
 * The surface that a curve is a slice of; null where its text holds no variable.
 * @param {{source: string, parameters: Opened["parameters"], point: number[], domain: {x: Interval}}} state
 * @param {string} variable  of the curve
 * @returns {Opened & {held: string, value: number} | null}
 */
export function surfaceOf({ source, parameters, point, domain }, variable) {
  const [line, held, text] = HELD.exec(source) ?? [];
  const value = Number(text);
  if (!line || held === variable || !Number.isFinite(value)) return null;
  const rest = source.slice(line.length);
  return {
    source: rest,
    parameters,
    at: { [variable]: point[0], [held]: value },
    over: { [variable]: domain.x },
    held,
    value,
  };
}
