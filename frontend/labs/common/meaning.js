/** What a typed function means to a lab: its variables as axes, its parameters as sliders, its name. Pure functions. */

import { Problem } from "../../core/client.js";

/**
 * @typedef {import("../../core/link.js").Slider} Slider
 * @typedef {object} Meaning  the answer of POST parse, and the text it belongs to
 * @property {string} source
 * @property {string[]} variables  as on the axes
 * @property {string[]} parameters  those that are numbers
 * @property {Table[]} [tables]  those that are vectors or matrices
 * @property {Table[]} [inputs]  the variables as they are written
 * @property {number[]} [shape]  of the value: [] for a number, [m] for a vector
 * @property {{mathml: string} | null} [jacobian]
 * @property {string | null} mathml
 * @property {string} jax
 * @property {{mathml: string} | null} gradient  null where it is too long to show
 * @property {{mathml: string} | null} hessian
 * @property {{mathml: string, source: string}[]} [conditions]  where the formulas of its derivatives hold
 * @typedef {{name: string, shape: number[]}} Table
 * @typedef {{variables: string[], shape: number[], isEquation?: boolean, isConstraint?: boolean}} Kind  of a function,
 *   as POST parse tells it, or of an equation, which may be wanted as a constraint
 * @typedef {{count: number, what: string, most?: number, isMap?: boolean, variables?: string[]}} Axes  how many
 *   variables are drawn over, and as what: "a surface has two variables"; how many there may be, if more; whether
 *   values may be vectors; their names, where all others are parameters
 */

/** What the controls show while the text they opened with cannot be read. @param {string[]} variables */
export function unread(...variables) {
  return { variables, parameters: /** @type {string[]} */ ([]) };
}

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
  // y stands on the second axis, as on every blackboard, and z on the third.
  const isUsual = count === 3 && axes.every((name) => ["x", "y", "z"].includes(name));
  return axes[0] === "y" || isUsual ? axes.sort() : axes;
}

/** @param {string} source @returns {[number, number]} */
const whole = (source) => [0, Array.from(source).length];

/** A text that was understood, but is nothing for this lab. */
export class Stranger extends Problem {
  /** @param {ConstructorParameters<typeof Problem>[0]} body @param {Kind} kind */
  constructor(body, kind) {
    super(body);
    this.kind = kind;
  }
}

/** @param {string[]} variables @param {string} source @param {Axes} axes */
export function tooMany(variables, source, { count, what }) {
  const extra = variables.slice(count).join(", ");
  const body = {
    status: 422,
    detail: `${what}, and this has ${variables.length}: ${variables.join(", ")}`,
    hint: `give ${extra} a value on a line before, for example ${variables[count]} = 1`,
    span: whole(source),
  };
  return new Stranger(body, { variables, shape: [] });
}

/** @param {string[]} variables @param {string} source @param {number} count */
export function noNumber(variables, source, count) {
  const body = {
    status: 422,
    detail: `this is a vector of ${count} entries, but a number belongs here`,
    hint: "take its norm, or one entry",
    span: whole(source),
  };
  return new Stranger(body, { variables, shape: [count] });
}

/**
 * An equation or an inequality where a function belongs.
 * @param {string[]} variables
 * @param {string} source
 */
export function isEquation(variables, source) {
  const what = /[≤≥<>]/.test(source) ? "an inequality" : "an equation";
  const body = { status: 422, detail: `this is ${what}, but a function belongs here`, span: whole(source) };
  return new Stranger(body, { variables, shape: [], isEquation: true });
}

/** A point with as many numbers; new ones are 1. @param {number[]} point @param {number} count */
export function withLength(point, count) {
  return point.length === count ? point : Array.from({ length: count }, (_, k) => point[k] ?? 1);
}

/** @param {string} name @param {string} source */
export function fixedSize(name, source) {
  return new Problem({
    status: 422,
    detail: `the size of ${name} follows from the other parts here`,
    hint: "change those, or the text",
    span: whole(source),
  });
}

/**
 * A slider for every parameter, and for every entry of the vectors and matrices: the one there was, or a new one.
 * @param {Pick<Meaning, "parameters" | "tables">} meaning
 * @param {Record<string, Slider>} known
 * @param {string} [text]  another one beside the function's: what is known and may be in it stays
 */
export function parametersFor({ parameters, tables = [] }, known, text = "") {
  const kept = Object.keys(known).filter((name) => text.includes(name));
  const all = [...parameters, ...kept.filter((name) => !parameters.includes(name))];
  const usual = Object.fromEntries([...all.map((name) => [name, SLIDER]), ...tables.flatMap(usualEntries)]);
  const names = Object.keys(usual);
  const isComplete = names.length === Object.keys(known).length && names.every((name) => name in known);
  return isComplete ? known : Object.fromEntries(names.map((name) => [name, known[name] ?? usual[name]]));
}

/**
 * The shapes that a state has for what a text leaves open, where the text's meaning has others yet: those of its
 * vectors
 * and matrices by the entries there are, that of its only variable by the point. A capital letter is a matrix.
 * @param {Pick<Meaning, "parameters" | "tables" | "inputs">} meaning
 * @param {{parameters: Record<string, Slider>, point?: number[]}} state
 * @returns {Record<string, number[]>}
 */
export function openShapes({ parameters, tables = [], inputs = [] }, { parameters: known, point = [] }) {
  const capitals = parameters
    .filter((name) => /^[A-Z]$/.test(name))
    .map((name) => [name, shapeIn(known, name) ?? [2, 2]]);
  return { ...Object.fromEntries(capitals), ...otherShapes({ tables, inputs }, { parameters: known, point }) };
}

/**
 * Whether what a text leaves open has the shapes that a state has for it.
 * @param {Pick<Meaning, "tables" | "inputs">} meaning
 * @param {{parameters: Record<string, Slider>, point?: number[]}} state
 */
export function fits({ tables = [], inputs = [] }, { parameters, point = [] }) {
  return Object.keys(otherShapes({ tables, inputs }, { parameters, point })).length === 0;
}

/**
 * @param {{tables: Table[], inputs: Table[]}} meaning
 * @param {{parameters: Record<string, Slider>, point: number[]}} state
 */
function otherShapes({ tables, inputs }, { parameters, point }) {
  const wanted = tables.map(({ name, shape }) => ({ name, shape, wish: shapeIn(parameters, name) ?? shape }));
  const isSized = inputs.length === 1 && inputs[0].shape.length === 1 && point.length > 1;
  if (isSized) wanted.push({ ...inputs[0], wish: [point.length] });
  return Object.fromEntries(
    wanted.filter(({ shape, wish }) => shape.join() !== wish.join()).map(({ name, wish }) => [name, wish]),
  );
}

/**
 * The shape of a vector or matrix by the names of its entries; null where there are none.
 * @param {Record<string, Slider>} parameters
 * @param {string} name
 */
function shapeIn(parameters, name) {
  const indices = Object.keys(parameters)
    .filter((entry) => entry.startsWith(`${name}_`))
    .map((entry) => entry.slice(name.length + 1));
  if (!indices.length || !indices.every((index) => /^[1-9]\d?$/.test(index))) return null;
  const isMatrix = indices.every((index) => index.length === 2) && indices.includes("11") && !indices.includes("10");
  if (!isMatrix) return [Math.max(...indices.map(Number))];
  return [0, 1].map((axis) => Math.max(...indices.map((index) => Number(index[axis]))));
}

/**
 * All but the entries of a vector or matrix.
 * @param {Record<string, Slider>} parameters
 * @param {string} name
 * @returns {Record<string, Slider>}
 */
export function withoutEntries(parameters, name) {
  return Object.fromEntries(
    Object.entries(parameters).filter(
      ([entry]) => !/^\d+$/.test(entry.slice(name.length + 1)) || !entry.startsWith(`${name}_`),
    ),
  );
}

/** The usual entries of a vector or matrix, by their names. @param {Table} table @returns {Record<string, Slider>} */
export function entriesFor(table) {
  return Object.fromEntries(usualEntries(table));
}

/** What the entries of a vector or matrix are called, row by row. @param {Table} table @returns {string[][]} */
export function entryNames({ name, shape: [rows, columns] }) {
  const indices = Array.from({ length: rows }, (_, k) => String(k + 1));
  if (columns === undefined) return indices.map((index) => [`${name}_${index}`]);
  return indices.map((index) => Array.from({ length: columns }, (_, k) => `${name}_${index}${k + 1}`));
}

/** A vector of ones; the identity. @param {Table} table @returns {[string, Slider][]} */
function usualEntries(table) {
  return entryNames(table).flatMap((row, i) =>
    row.map(
      (name, j) =>
        /** @type {[string, Slider]} */ ([name, { ...SLIDER, value: table.shape.length === 1 || i === j ? 1 : 0 }]),
    ),
  );
}

/**
 * The numbers in a vector or matrix, as the backend takes them.
 * @param {Record<string, Slider>} parameters
 * @param {Table} table
 */
function entriesOf(parameters, table) {
  const usual = Object.fromEntries(usualEntries(table));
  const rows = entryNames(table).map((row) => row.map((name) => (parameters[name] ?? usual[name]).value));
  return table.shape.length === 1 ? rows.flat() : rows;
}

/**
 * The function as the backend takes it.
 * @param {{parameters: Record<string, Slider>}} state
 * @param {Meaning} meaning
 */
export function functionOf({ parameters }, { source, variables, parameters: names, tables = [] }) {
  const numbers = names.map((name) => [name, parameters[name]?.value ?? 1]);
  const entries = tables.map((table) => [table.name, entriesOf(parameters, table)]);
  return { source, variables, parameters: Object.fromEntries([...numbers, ...entries]) };
}

/**
 * Whether what is known is of another text or box than a moment.
 * @param {{meaning: Meaning | null, domain: object | null}} known
 * @param {{meaning: Meaning, state: {domain: object}}} now  the moment
 */
export function isElsewhere({ meaning, domain }, now) {
  return meaning?.source !== now.meaning.source || JSON.stringify(domain) !== JSON.stringify(now.state.domain);
}

/** What the function is called: f, unless its last line says otherwise. @param {string} source */
export function nameOf(source) {
  const lastLine =
    source
      .split(/[\n;]/)
      .filter((line) => line.trim())
      .at(-1) ?? "";
  return /^\s*([^\s(=]+)\s*(\([^)]*\))?\s*=(?!=)/.exec(lastLine)?.[1] ?? "f";
}
