/** All that can be chosen: methods, words, limits, data sets and the labs' states. It comes with the page. */

const element = document.getElementById("catalogue");
if (!element?.textContent) throw new Error("the page came without its catalogue");

/** What labs ask first of all, with its answers. */
export const ANSWERED = JSON.parse(document.getElementById("answered")?.textContent || "[]");

/** As GET catalogue has it. @type {any} */
export const CATALOGUE = JSON.parse(element.textContent);

/**
 * Every setting of any method, by its name.
 * @type {Map<string, {name: string, kind: "number" | "whole" | "choice"}>}
 */
export const SETTINGS = new Map(
  [...CATALOGUE.methods, ...CATALOGUE.training_methods]
    .flatMap(({ settings }) => settings)
    .map((setting) => [setting.name, setting]),
);

/**
 * What the rows of one of its tables are called, by their names.
 * @param {string} table
 * @param {string} [field]
 * @returns {Record<string, string>}
 */
export function labelsOf(table, field = "label") {
  return Object.fromEntries(CATALOGUE[table].map((/** @type {any} */ row) => [row.name, row[field]]));
}
