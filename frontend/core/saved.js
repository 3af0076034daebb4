/** The reader's own functions, kept in this browser. Pure functions, and where they are kept. */

const KEY = "gradscape-functions";
const MOST = 60;

/**
 * @typedef {object} Saved
 * @property {string} name
 * @property {string} source
 * @property {Record<string, import("./link.js").Slider>} parameters
 * @property {number[]} point
 * @property {{x: [number, number], y?: [number, number]}} domain
 * @property {boolean} [isEquation]  of a curve, and no function
 */

/** With one more, in place of one of the same name. @param {Saved[]} saved @param {Saved} entry */
export const withFunction = (saved, entry) => [entry, ...without(saved, entry.name)].slice(0, MOST);

/** @param {Saved[]} saved @param {string} name */
export const without = (saved, name) => saved.filter((each) => each.name !== name);

/** What can be read of what was kept, perhaps by another version. @param {string | null} text @returns {Saved[]} */
export function readSaved(text) {
  try {
    const kept = JSON.parse(text ?? "[]");
    return Array.isArray(kept) ? kept.filter(isWhole) : [];
  } catch {
    return [];
  }
}

/** @param {any} entry */
function isWhole(entry) {
  const isInterval = (/** @type {unknown} */ each) => Array.isArray(each) && each.length === 2 && each.every(isNumber);
  return (
    [entry?.name, entry?.source].every((each) => typeof each === "string") &&
    Array.isArray(entry.point) &&
    entry.point.every(isNumber) &&
    Object.values(entry.parameters ?? {}).every((slider) => isNumber(/** @type {any} */ (slider)?.value)) &&
    isInterval(entry.domain?.x) &&
    (entry.domain.y === undefined || isInterval(entry.domain.y))
  );
}

const isNumber = Number.isFinite;

export function savedFunctions() {
  try {
    return readSaved(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

/** Whether they could be kept. @param {Saved[]} saved */
export function keepFunctions(saved) {
  try {
    localStorage.setItem(KEY, JSON.stringify(saved));
    return true;
  } catch {
    return false;
  }
}
