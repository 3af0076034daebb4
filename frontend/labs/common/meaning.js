/** What a typed function means to a lab: its variables as axes, its parameters as sliders, its name. Pure functions. */

import { Problem } from "../../core/client.js";

/**
 * @typedef {import("../../core/link.js").Slider} Slider
 * @typedef {object} Meaning  the answer of POST parse, and the text it belongs to
 * @property {string} source
 * @property {string[]} variables  as on the axes
 * @property {string[]} parameters
 * @property {string | null} mathml
 * @property {string} jax
 * @property {{mathml: string} | null} gradient  null where it is too long to show
 * @property {{mathml: string} | null} hessian
 * @typedef {{count: number, what: string, most?: number}} Axes  how many variables are drawn over, and as what: "a surface has two variables"; how many there may be, if more
 */

const SLIDER = { value: 1, min: -3, max: 3 };

/**
 * The variables to draw over: those of the function, and x, y or z where it has fewer.
 * @param {string[]} variables
 * @param {number} count
 */
export function axesOf(variables, count) {
  if (variables.length >= count) return variables;
  const free = ["x", "y", "z"].filter((name) => !variables.includes(name));
  const axes = [...variables, ...free].slice(0, count);
  // y stands on the second axis, as on every blackboard.
  return axes[0] === "y" ? axes.sort() : axes;
}

/** @param {string[]} variables @param {string} source @param {Axes} axes */
export function tooMany(variables, source, { count, what }) {
  const extra = variables.slice(count).join(", ");
  return new Problem({
    status: 422,
    detail: `${what}, and this has ${variables.length}: ${variables.join(", ")}`,
    hint: `give ${extra} a value on a line before, for example ${variables[count]} = 1`,
    span: [0, Array.from(source).length],
  });
}

/**
 * A slider for every parameter: the one there was, or a new one.
 * @param {Pick<Meaning, "parameters">} meaning
 * @param {Record<string, Slider>} known
 */
export function parametersFor({ parameters }, known) {
  const isComplete = parameters.length === Object.keys(known).length && parameters.every((name) => name in known);
  return isComplete ? known : Object.fromEntries(parameters.map((name) => [name, known[name] ?? SLIDER]));
}

/** The function as the backend takes it. @param {{parameters: Record<string, Slider>}} state @param {Meaning} meaning */
export function functionOf(state, meaning) {
  const values = meaning.parameters.map((name) => [name, state.parameters[name]?.value ?? 1]);
  return { source: meaning.source, variables: meaning.variables, parameters: Object.fromEntries(values) };
}

/** What the function is called: f, unless its last line says otherwise. @param {string} source */
export function nameOf(source) {
  const lastLine = source.split(/[\n;]/).filter((line) => line.trim()).at(-1) ?? "";
  return /^\s*([^\s(=]+)\s*(\([^)]*\))?\s*=(?!=)/.exec(lastLine)?.[1] ?? "f";
}
