/** What the search finds, as links: by its words at once, and as a function when the server has read it. */

import { entriesOf } from "./entries.js";
import { indexOf, looksTyped, search } from "./search.js";

/**
 * @param {object} page
 * @param {Promise<any[]>} page.course
 * @param {any} page.catalogue
 * @param {(lab: string) => string} page.titleOf
 * @param {(scene: any) => string} page.addressOf
 * @param {(lab: string, state: any) => string} page.addressIn  of a lab whose state differs so from its first
 * @param {(source: string) => Promise<any>} page.parse
 * @param {(source: string) => Promise<string[] | null>} page.equation  the variables of one; null of any other text
 * @returns {import("../widgets/search-field.js").Finder}
 */
export function createFinder({ course, catalogue, titleOf, addressOf, addressIn, parse, equation }) {
  const index = course.then((chapters) => indexOf(entriesOf(chapters, catalogue, titleOf)));
  const link = (/** @type {any} */ { scene, lab, state, method }) => {
    if (scene) return addressOf(scene);
    return addressIn(lab, method ? { runs: [{ method, start: START, settings: {} }] } : state);
  };
  return {
    async find(text) {
      return search(await index, text).map(({ id, name, detail, opens }) => ({
        address: link(opens),
        number: id,
        name,
        detail,
      }));
    },

    async read(text) {
      if (!looksTyped(text)) return null;
      try {
        const read = await parse(text);
        const [lab, what] = labOf(read);
        return { address: addressIn(lab, { source: text, parameters: {} }), name: text, detail: `Open as ${what}` };
      } catch (problem) {
        const variables = await equation(text);
        if (!variables) return { mistake: /** @type {Error} */ (problem).message };
        const [lab, state, what] = setOf(text, variables);
        return { address: addressIn(lab, state), name: text, detail: `Open as ${what}` };
      }
    },
  };
}

// Where walks of a method begin that no scene shows: as those of the lab's first state.
const START = [-1.2, 1];
const MAPPED = 2;

/** The lab that shows a function, and what it is there. @param {{variables: string[], shape: number[]}} read */
function labOf({ variables, shape }) {
  if (shape.length) return ["jacobian", "a map"];
  if (variables.length <= 1) return ["derivative", "a curve"];
  return variables.length === MAPPED ? ["surface", "a surface"] : ["paths", `walks in ${variables.length} variables`];
}

/**
 * The lab that shows what an equation is satisfied by, its state there, and what it is.
 * @param {string} text
 * @param {string[]} variables
 * @returns {[string, object, string]}
 */
function setOf(text, variables) {
  if (variables.length === MAPPED) return ["implicit", { source: text, parameters: {} }, "the curve of an equation"];
  const sum = { view: "space", source: variables.join(" + "), parameters: {} };
  return ["constraints", { ...sum, constraint: text }, "a surface with a function on it"];
}
