/** Implicit differentiation written out: partial derivatives, the slope, the second derivative, with their numbers. */

import { formulaParts, html, math } from "../../core/dom.js";
import { formulaLine, formulaList, writeLine } from "../common/formula-lines.js";
import { factor, minus, operator, signedNumber } from "../common/number-math.js";

/**
 * @typedef {import("./sight.js").Sight} Sight
 * @typedef {import("./requests.js").At} At
 */

export class FormulaCard {
  constructor() {
    this.lines = {
      across: formulaLine("By the first variable", "gradient"),
      up: formulaLine("By the second variable", "gradient"),
      rule: formulaLine("Chain rule along the curve", "tangent"),
      slope: formulaLine("Its slope", "tangent"),
      second: formulaLine("Differentiated once more", "hessian"),
    };
    this.element = html("section", { class: "card formulas whole" }, [
      html("h2", {}, ["In formulas"]),
      formulaList(this.lines),
    ]);
  }

  /** @param {Sight} sight */
  show({ names, partials, at, show }) {
    const [x, y] = names;
    writeLine(this.lines.across, true, () => partialLine(x, partials[0], at?.gradient[0] ?? null));
    writeLine(this.lines.up, true, () => partialLine(y, partials[1], at?.gradient[1] ?? null));
    writeLine(this.lines.rule, true, () => [
      block([partial(x), operator("+"), partial(y), quotient(x, y), operator("="), math("mn", ["0"])]),
    ]);
    writeLine(this.lines.slope, true, () => slopeLine(names, at));
    writeLine(this.lines.second, show.parabola, () => secondLine(names, at));
  }
}

/** @param {Node[]} parts */
const block = (parts) => math("math", parts, { display: "block" });

/** @param {string} name */
const variable = (name) => math("mi", [name]);

/** g with the variable it is differentiated by. @param {string} name */
const partial = (name) => math("msub", [math("mi", ["g"]), variable(name)]);

/** @param {string} x @param {string} y */
function quotient(x, y) {
  return math("mfrac", [
    math("mrow", [math("mi", ["d"]), variable(y)]),
    math("mrow", [math("mi", ["d"]), variable(x)]),
  ]);
}

/** @param {string} name @param {{mathml: string} | null} formula @param {number | null} value */
function partialLine(name, formula, value) {
  // One formula of both, so that they stand on one line.
  const symbols = formula ? [...formulaParts(formula.mathml), operator("=")] : [];
  return [block([partial(name), operator("="), ...symbols, ...signedNumber(value)])];
}

/** @param {[string, string]} names @param {At | null} at @returns {(Node | string)[]} */
function slopeLine([x, y], at) {
  const rule = [quotient(x, y), operator("="), minus(), math("mfrac", [partial(x), partial(y)])];
  if (!at || at.slope === null) return [block(rule), at ? "has no value here" : "…"];
  const [across, up] = at.gradient;
  const numbers = math("mfrac", [math("mrow", signedNumber(across)), math("mrow", signedNumber(up))]);
  return [block([...rule, operator("="), minus(), numbers]), block([operator("="), ...signedNumber(at.slope)])];
}

/** @param {[string, string]} names @param {At | null} at @returns {(Node | string)[]} */
function secondLine([x, y], at) {
  const twice = (/** @type {string} */ a, /** @type {string} */ b) =>
    math("msub", [math("mi", ["g"]), math("mrow", [variable(a), variable(b)])]);
  const prime = math("msup", [variable(y), math("mo", ["′"])]);
  const squared = math("msup", [
    math("mrow", [operator("("), prime.cloneNode(true), operator(")")]),
    math("mn", ["2"]),
  ]);
  const above = math("mrow", [
    twice(x, x),
    operator("+"),
    math("mn", ["2"]),
    twice(x, y),
    prime,
    operator("+"),
    twice(y, y),
    squared,
  ]);
  const rule = [
    math("msup", [variable(y), math("mo", ["″"])]),
    operator("="),
    minus(),
    math("mfrac", [above, partial(y)]),
  ];
  if (!at || at.second === null) return [block(rule), at ? "has no value here" : "…"];
  return [block(rule), block([operator("="), factor(at.second)])];
}
