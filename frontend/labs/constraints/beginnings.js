/** What the views of the lab begin with, where nobody has said anything else. Pure functions. */

import { CATALOGUE } from "../../core/catalogue.js";

export const IN_SPACE = {
  source: "x y z",
  constraint: "x^2 + y^2 + z^2 = 3",
  domain: { x: [-2.1, 2.1], y: [-2.1, 2.1] },
  depth: { z: [-2.1, 2.1] },
  start: [0.4, -1.3, 1.1],
};
export const ON_SPHERE = {
  source: "x^2 + 2y^2 + 3z^2",
  constraint: "x^2 + y^2 + z^2 = 1",
  domain: { x: [-1.2, 1.2], y: [-1.2, 1.2] },
};
/** How distributions walk at first. */
export const FAMILY_PACE = { rate: 0.1, steps: 200 };
const OWN = { data: [1, 1.5, 2, 2.5, 3], theta: [0, 1], domain: { x: [-1, 3.2], y: [0.25, 2.2] } };

/** A walk of a family to begin with. @param {string} name */
export function beginningOf(name) {
  const row = CATALOGUE.families.find((/** @type {{name: string}} */ each) => each.name === name);
  if (!row) return { family: name, ...OWN, step: 0 };
  const [x, y = [0, 1]] = row.box;
  return { family: name, data: row.data, theta: row.start, domain: { x, y }, step: 0 };
}

/** The keys that a field has in a link, if not its own name. @type {Record<string, string[]>} */
const KEYS = { source: ["f"], constraint: ["g"], domain: ["x", "y"], depth: ["z"] };

/**
 * The state of a link: one that only names a view is that view at its beginning, and not the numbers of another one.
 * @template {{view: string, family: string}} State
 * @param {State} read
 * @param {Pick<import("../../core/link.js").Link, "text">} link
 * @returns {State}
 */
export function withBeginning(read, link) {
  const isSaid = (/** @type {string} */ field) => (KEYS[field] ?? [field]).some((key) => link.text(key) !== undefined);
  const isTyped = isSaid("source") || isSaid("constraint");
  const beginning =
    read.view === "family"
      ? { ...beginningOf(read.family), ...FAMILY_PACE }
      : isTyped || read.view === "curve"
        ? {}
        : read.view === "space"
          ? IN_SPACE
          : ON_SPHERE;
  const unsaid = Object.entries(beginning).filter(([field]) => !isSaid(field));
  return { ...read, ...Object.fromEntries(unsaid) };
}
