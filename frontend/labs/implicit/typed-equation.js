/** The equation of a curve as it is typed: read at every key, in force once it can be read. */

import { Stranger } from "../common/meaning.js";
import { TypedFunction } from "../common/typed-function.js";

const RELATION = /[=≤≥<>]|\\[lg]eq?\b/;

export class TypedEquation extends TypedFunction {
  isWhole = true;

  /**
   * The derivative at the point, too: what cannot be read is refused alike.
   * @param {import("../../core/client.js").Client} client
   * @param {import("../common/typed-function.js").Text} text
   * @param {import("../../core/client.js").Wish} wish
   */
  async asked(client, text, wish) {
    if (!RELATION.test(text.source)) throw await noEquation(client, text, wish);
    const { domain, point } = /** @type {import("./state.js").ImplicitState} */ (this.store.get());
    const answer = await client.send("implicit/point", { function: text, box: [domain.x, domain.y], point }, wish);
    return answer && meaningOf(answer);
  }

  /** @param {string} source @param {import("../common/typed-function.js").Parse} parse */
  parsed(source, parse) {
    return parse({ source });
  }

  /**
   * One of three variables is a surface, which is looked at as a constraint.
   * @param {string} source
   * @param {import("../../core/client.js").Problem} problem
   */
  async refuse(source, problem) {
    this.complain(problem);
    if (problem instanceof Stranger || !this.elsewhere) return;
    const variables = await this.equations.ask(source, source);
    if (variables && variables.length > 2 && source === this.field.value) this.complain(tooMany(source, variables));
  }
}

/** What is known of an equation, as of a function. @param {any} answer of POST implicit/point */
function meaningOf({ variables, parameters, constraint, partials }) {
  const mathml = constraint.formula?.mathml ?? null;
  return { variables, parameters, tables: [], inputs: [], shape: [], mathml, partials };
}

/** @param {string} source @param {string[]} variables */
function tooMany(source, variables) {
  const detail = `a curve in the plane has two variables, and this has ${variables.length}: ${variables.join(", ")}`;
  const body = { status: 422, detail, span: whole(source) };
  return new Stranger(body, { variables, shape: [], isEquation: true });
}

/**
 * A function where an equation belongs; or what is wrong with it.
 * @param {import("../../core/client.js").Client} client
 * @param {import("../common/typed-function.js").Text} text
 * @param {import("../../core/client.js").Wish} wish
 */
async function noEquation(client, text, wish) {
  const { variables, shape } = await client.send("parse", { function: text }, wish);
  const detail = "this is a function, but an equation belongs here";
  const body = {
    status: 422,
    detail,
    hint: "write what it is equal to, as in x^2 + y^2 = 1",
    span: whole(text.source),
  };
  return new Stranger(body, { variables, shape });
}

/** @param {string} source @returns {[number, number]} */
const whole = (source) => [0, Array.from(source).length];
