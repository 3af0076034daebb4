/** The methods, their colours, and their settings. Pure functions. */

import { CATALOGUE } from "../../core/catalogue.js";

/**
 * @typedef {string} MethodName
 * @typedef {import("./setting-fields.js").Setting} Setting
 * @typedef {{text: string, above: [number, number], below: [number, number]}} Limit  (a + b β)/((c + d β) λ), told as
 *   "above" and "below"
 * @typedef {{name: MethodName, label: string, family: string, summary: string, update: string, settings: Setting[],
 *   look: {hue: number, dash: string}, limit: Limit | null, rule: string | null, convention: string,
 *   squares: string, goes_together: boolean}} Method
 */

/** Their names, in the order of menus. @type {MethodName[]} */
export const METHODS = CATALOGUE.methods.map((/** @type {Method} */ { name }) => name);

/** Every one by its name, those included that only networks are trained with. @type {Map<MethodName, Method>} */
const BY_NAME = new Map(
  [...CATALOGUE.methods, ...CATALOGUE.training_methods].map((/** @type {Method} */ method) => [method.name, method]),
);

/** What the catalogue knows of a method. @param {MethodName} name */
export function methodOf(name) {
  return /** @type {Method} */ (BY_NAME.get(name));
}

/**
 * What a method's step is made of, by its row: the rule of those that remember gradients, and the settings it has.
 * @param {MethodName} name
 */
export function traitsOf(name) {
  const { family, rule, settings, squares, goes_together: goesTogether } = methodOf(name);
  const has = (/** @type {string} */ setting) => settings.some((each) => each.name === setting);
  const isBySlope = rule === "trace" || rule === "nesterov";
  return {
    family,
    isPlain: isBySlope && !has("momentum"),
    hasMomentum: has("momentum"),
    looksAhead: rule === "nesterov",
    squares,
    hasMoments: has("beta1"),
    isKicked: has("perturbation"),
    decaysWeights: has("weight_decay"),
    isTrusted: has("radius"),
    isCurved: family === "second-order",
    goesTogether,
  };
}

/** Of further runs of a method that is there already. */
const DASHES = ["8 5", "8 4 2 4", "12 5", "4 3", "12 4 4 4", "6 2", "3 6"];

/** The role of a method's colour. @param {MethodName} method */
export function roleOf(method) {
  return `run-${methodOf(method).look.hue}`;
}

/**
 * Role and dashes of every run: runs of one method, and of close relatives, are told apart by their dashes.
 * @param {{method: MethodName}[]} runs
 * @returns {{role: string, dash: string}[]}
 */
export function looksOf(runs) {
  const isFirst = (/** @type {number} */ k) => runs.findIndex(({ method }) => method === runs[k].method) === k;
  return runs.map(({ method }, k) => {
    const [role, { dash }] = [roleOf(method), methodOf(method).look];
    const further = runs.slice(0, k).filter((run, j) => roleOf(run.method) === role && !isFirst(j)).length;
    return { role, dash: isFirst(k) ? dash : DASHES[further] };
  });
}

/**
 * A setting of a run: its own, or the usual one.
 * @param {{settings: Record<string, number | string>}} run
 * @param {Method | undefined} method
 * @param {string} name
 */
export function settingOf(run, method, name) {
  return run.settings[name] ?? method?.settings.find((setting) => setting.name === name)?.default;
}

/**
 * Where a method begins to swing without end: a learning rate for a curvature, or the other way about.
 * @param {Limit} limit
 * @param {number} momentum
 * @param {number} other
 */
export function limitOf({ above: [a, b], below: [c, d] }, momentum, other) {
  return (a + b * momentum) / ((c + d * momentum) * other);
}
