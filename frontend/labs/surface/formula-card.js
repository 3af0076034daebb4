/** Function, gradient, tangent plane, slope and quadratic model as formulas, with the current numbers in place. */

import { formulaElement, html, math } from "../../core/dom.js";
import { unlessRounding } from "../../core/format.js";
import { unitVector } from "../../plots/steps.js";
import { NumbersTable } from "../../widgets/numbers-table.js";
import { conditionNodes, formulaLine, formulaList, writeLine } from "../common/formula-lines.js";
import { nameOf } from "../common/meaning.js";
import { equalTo, factor, operator, signedNumber } from "../common/number-math.js";
import { numbersAt } from "./numbers.js";
import { isHidden } from "./words.js";

/**
 * @typedef {import("./state.js").SurfaceState} SurfaceState
 * @typedef {import("../common/meaning.js").Meaning} Meaning
 * @typedef {import("./words.js").PointAnswer} PointAnswer
 */

export class FormulaCard {
  constructor() {
    this.lines = {
      gradient: formulaLine("Gradient", "gradient"),
      tangent: formulaLine("Tangent plane", "tangent"),
      slope: formulaLine("Slope along u", "direction"),
      quadratic: formulaLine("Quadratic model", "hessian"),
    };
    this.numbers = new NumbersTable();
    this.element = html("section", { class: "card formulas" }, [
      html("h2", {}, ["In formulas"]),
      formulaList(this.lines),
      this.numbers.element,
    ]);
  }

  /** @param {SurfaceState} state @param {Meaning} meaning @param {PointAnswer | null} at */
  show(state, meaning, at) {
    this.numbers.show(() => (at ? numbersAt(meaning.variables, at, nameOf(meaning.source)) : []));
    writeLine(this.lines.gradient, true, () => gradientLine(meaning, at));
    writeLine(this.lines.tangent, true, () => answered(at, at?.tangent, "there is no tangent plane here"));
    writeLine(this.lines.slope, state.show.direction, () => slopeLine(at));
    writeLine(this.lines.quadratic, state.show.quadratic, () =>
      answered(at, at?.taylor2, "there is no quadratic model here"),
    );
  }
}

/**
 * @param {PointAnswer | null} at
 * @param {{mathml: string} | null | undefined} formula
 * @param {string} otherwise
 * @returns {(Node | string)[]}
 */
function answered(at, formula, otherwise) {
  if (!at) return ["…"];
  if (!formula && isHidden(at)) return ["too few digits are left here to write it"];
  return [formula ? formulaElement(formula.mathml) : otherwise];
}

/** @param {Meaning} meaning @param {PointAnswer | null} at */
function gradientLine(meaning, at) {
  const symbols = meaning.gradient ? formulaElement(meaning.gradient.mathml) : "∇f, whose formula is too long to show,";
  const needed = meaning.gradient ? conditionNodes(meaning.conditions) : [];
  if (!at) return [symbols, ...needed];
  return [symbols, ...needed, math("math", [equalTo(at.gradient.map((slope) => [slope]))], { display: "block" })];
}

/**
 * The products that D_u f = ∇f · u adds up: each partial derivative with its entry of u.
 * @param {Pick<PointAnswer, "gradient" | "angle">} at
 */
export function slopeTerms({ gradient, angle }) {
  const u = unitVector(angle);
  return gradient.map((slope, k) => /** @type {[number | null, number]} */ ([slope, unlessRounding(u[k], 1)]));
}

/** @param {PointAnswer | null} at */
function slopeLine(at) {
  if (!at) return ["…"];
  if (typeof at.directional_derivative !== "number")
    return [isHidden(at) ? "too few digits are left of the slope along u" : "there is no slope along u here"];
  const name = math("mrow", [
    math("msub", [math("mi", ["D"]), math("mi", ["u"])]),
    math("mi", ["f"]),
    operator("="),
    math("mo", ["∇"]),
    math("mi", ["f"]),
    operator("·"),
    math("mi", ["u"]),
  ]);
  const terms = slopeTerms(at).flatMap(([slope, entry], k) => [
    ...(k ? [operator("+")] : [operator("=")]),
    factor(slope, 4),
    operator("·"),
    factor(entry, 3),
  ]);
  // Two formulas, so that the result wraps to the next line and is not cut off with the first.
  const result = [operator("="), ...signedNumber(at.directional_derivative)];
  return [[name, ...terms], result].map((parts) => math("math", parts, { display: "block" }));
}
