/** The methods, their colours, and their settings. Pure functions. */

import { CATALOGUE } from "../../core/catalogue.js";

/**
 * @typedef {string} MethodName
 * @typedef {import("./setting-fields.js").Setting} Setting
 * @typedef {{name: MethodName, label: string, family: string, summary: string, update: string, settings: Setting[]}} Method
 */

/** Their names, in the order of menus. @type {MethodName[]} */
export const METHODS = CATALOGUE.methods.map((/** @type {Method} */ { name }) => name);

/** One colour for each method; close relatives share it and differ by their dashes. @type {Record<MethodName, [string, string]>} */
const LOOKS = {
  "gradient-descent": ["run-1", "none"],
  "perturbed-gradient-descent": ["run-1", "2 4"],
  momentum: ["run-2", "none"],
  adam: ["run-3", "none"],
  adamw: ["run-3", "2 4"],
  nesterov: ["run-4", "none"],
  adagrad: ["run-5", "none"],
  newton: ["run-6", "none"],
  "damped-newton": ["run-6", "2 4"],
  rmsprop: ["run-7", "none"],
  "trust-newton": ["run-8", "none"],
  lbfgs: ["run-9", "none"],
  "conjugate-gradient": ["run-10", "none"],
  "newton-cg": ["run-11", "none"],
};

/** Of further runs of a method that is there already. */
const DASHES = ["8 5", "8 4 2 4", "12 5", "4 3", "12 4 4 4", "6 2", "3 6"];

/** The role of a method's colour. @param {MethodName} method */
export function roleOf(method) {
  return LOOKS[method][0];
}

/** Role and dashes of every run: runs of one method, and of close relatives, are told apart by their dashes. @param {{method: MethodName}[]} runs @returns {{role: string, dash: string}[]} */
export function looksOf(runs) {
  const isFirst = (/** @type {number} */ k) => runs.findIndex(({ method }) => method === runs[k].method) === k;
  return runs.map(({ method }, k) => {
    const [role, dash] = LOOKS[method];
    const further = runs.slice(0, k).filter((run, j) => roleOf(run.method) === role && !isFirst(j)).length;
    return { role, dash: isFirst(k) ? dash : DASHES[further] };
  });
}

/** A setting of a run: its own, or the usual one. @param {{settings: Record<string, number | string>}} run @param {Method | undefined} method @param {string} name */
export function settingOf(run, method, name) {
  return run.settings[name] ?? method?.settings.find((setting) => setting.name === name)?.default;
}
