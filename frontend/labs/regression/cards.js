/** Under the stage: the gradient point by point, the normal equations, and best fits side by side. */

import { agreement } from "../common/agreement.js";
import { columnHead, html, math } from "../../core/dom.js";
import { formatNumber, nameText } from "../../core/format.js";
import { factor, operator, signedNumber } from "../common/number-math.js";
import { letterOf } from "./picture.js";
import { SHORT_NAMES, settledParameters } from "./words.js";

/** @typedef {import("./picture.js").Scene} Scene */

const MOST_EQUATIONS = 4;
const HOW = {
  "closed-form": "in closed form",
  "linear-program": "by linear programming",
  "quasi-newton": "by quasi-Newton steps",
  "levenberg-marquardt": "by Levenberg-Marquardt, from where the walk begins",
};

/** @param {string[]} heads */
function tableOf(heads) {
  const body = html("tbody");
  const foot = html("tfoot");
  const head = html("thead");
  return { body, foot, head, element: html("table", { class: "numbers" }, [head, body, foot]), heads };
}

/** @param {(string | Node)[]} cells @param {string} [tag] */
function row(cells, tag = "td") {
  const [first, ...rest] = cells;
  return html("tr", {}, [
    html("th", { scope: "row" }, [first]),
    ...rest.map((cell) => html(/** @type {"td"} */ (tag), {}, [cell])),
  ]);
}

/** Every point's share in the gradient. */
export class TermsCard {
  constructor() {
    this.table = tableOf([]);
    this.check = html("p", { class: "check" });
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["The gradient, point by point"]),
      this.check,
      html("div", { class: "scroll tall" }, [this.table.element]),
    ]);
  }

  /** @param {Scene} scene */
  show({ state, walk, fit }) {
    const { names, points } = walk;
    const { predictions, residuals, losses, pulls, slopes } = fit.terms;
    const C = letterOf(state);
    const share = state.reduction === "mean" ? 1 / points.x.length : 1;
    const digits = (/** @type {number | null} */ value) => formatNumber(value, 4);
    const heads = [
      "point",
      "x",
      "y",
      "model f(x)",
      "residual r",
      "loss ℓ(r)",
      "pull ℓ′(r)",
      ...names.flatMap((name) => [`∂f/∂${nameText(name)}`, `to ∂${C}/∂${nameText(name)}`]),
    ];
    this.table.head.replaceChildren(html("tr", {}, heads.map(columnHead)));
    const share_of = (/** @type {number} */ k, /** @type {number} */ j) =>
      pulls[k] === null || slopes[k][j] === null
        ? null
        : -share * /** @type {number} */ (pulls[k]) * /** @type {number} */ (slopes[k][j]);
    this.table.body.replaceChildren(
      ...points.x.map((x, k) =>
        row([
          String(k + 1),
          digits(x),
          digits(points.y[k]),
          digits(predictions[k]),
          digits(residuals[k]),
          digits(losses[k]),
          digits(pulls[k]),
          ...names.flatMap((_, j) => [digits(slopes[k][j]), digits(share_of(k, j))]),
        ]),
      ),
    );
    const sums = names.flatMap((_, j) => ["", formatNumber(fit.gradient[j], 6)]);
    const checks = names.flatMap((_, j) => ["", formatNumber(fit.check.differences[j], 6)]);
    this.table.foot.replaceChildren(
      row(["all together", "", "", "", "", formatNumber(fit.loss, 6), "", ...sums]),
      row(["by differences", "", "", "", "", "", "", ...checks]),
    );
    this.check.textContent =
      `Each point adds −ℓ′(r) ∂f/∂θ${share === 1 ? "" : ` / ${points.x.length}`}, with ∂f/∂θ ` +
      `by automatic differentiation. Finite differences of ${C} differ by at most ` +
      `${formatNumber(fit.check.error, 2)}${agreement(fit.check.verdict)}`;
  }
}

/** Least squares without walking. */
export class NormalCard {
  constructor() {
    this.equations = html("div", { class: "formula-line" });
    this.numbers = html("div", { class: "formula-line" });
    this.solution = html("div", { class: "formula-line" });
    this.text = html("p", { class: "notes" });
    this.table = html("tbody");
    const heads = ["loss", "its best fit", "least loss", "found", "unique"];
    const table = html("table", { class: "numbers" }, [
      html("thead", {}, [html("tr", {}, heads.map(columnHead))]),
      this.table,
    ]);
    this.element = html("section", { class: "card whole" }, [
      html("h2", {}, ["Without walking: the best fits"]),
      this.equations,
      this.numbers,
      this.solution,
      this.text,
      html("div", { class: "scroll" }, [table]),
    ]);
  }

  /** @param {Scene} scene */
  show({ walk, fit }) {
    const { closedForm, names, compared, isLinear, points } = walk;
    // Slopes of a linear model are the same at all parameters.
    const settled = (/** @type {number[]} */ parameters) =>
      isLinear ? settledParameters(parameters, fit.terms, points.y) : parameters;
    const isShort = closedForm !== null && names.length <= MOST_EQUATIONS;
    this.equations.hidden = this.numbers.hidden = this.solution.hidden = !isShort;
    if (isShort) this.write({ ...closedForm, parameters: settled(closedForm.parameters) }, names);
    this.text.textContent = textOf(closedForm, isLinear, names.length);
    this.table.replaceChildren(
      ...compared.map(({ name, setting, best }) =>
        row([
          `${SHORT_NAMES[name]}${setting === null ? "" : ` (${formatNumber(setting, 3)})`}`,
          ...bestCells(best && { ...best, parameters: settled(best.parameters) }, walk),
        ]),
      ),
    );
  }

  /** @param {NonNullable<Scene["walk"]["closedForm"]>} closedForm @param {string[]} names */
  write({ gram, moments, parameters, rank }, names) {
    const letters = names.map((name) => math("mi", [nameText(name)]));
    const left =
      names.length === 1
        ? [factor(gram[0][0], 5), operator("·"), letters[0]]
        : [matrix(gram), matrix(names.map((_, k) => letters[k]))];
    const right = names.length === 1 ? signedNumber(moments[0]) : [matrix(moments.map((each) => [each]))];
    const transposed = () => math("msup", [math("mi", ["Φ"]), math("mi", ["T"])]);
    const general = [
      transposed(),
      math("mi", ["Φ"]),
      math("mi", ["θ"]),
      operator("="),
      transposed(),
      math("mi", ["y"]),
    ];
    this.equations.replaceChildren(formula(names.length === 1 ? normalNames(names[0]) : general));
    this.numbers.replaceChildren(formula([...left, operator("="), ...right]));
    const solved = names.flatMap((name, k) => [
      ...(k ? [operator(",")] : []),
      math("mi", [nameText(name)]),
      operator("="),
      ...signedNumber(parameters[k], 6),
    ]);
    this.solution.replaceChildren(formula([operator(rank < names.length ? "⇐" : "⇒"), ...solved]));
  }
}

/** Σ x² m = Σ x y, in letters of ∂f/∂θ. @param {string} name */
function normalNames(name) {
  const slope = math("mfrac", [
    math("mrow", [operator("∂"), math("mi", ["f"])]),
    math("mrow", [operator("∂"), math("mi", [nameText(name)])]),
  ]);
  return [
    operator("Σ"),
    math("msup", [math("mrow", [operator("("), slope, operator(")")]), math("mn", ["2"])]),
    operator("·"),
    math("mi", [nameText(name)]),
    operator("="),
    operator("Σ"),
    slope.cloneNode(true),
    math("mi", ["y"]),
  ];
}

/** @param {Scene["walk"]["closedForm"]} closedForm @param {boolean} isLinear @param {number} count */
function textOf(closedForm, isLinear, count) {
  if (!closedForm)
    return isLinear
      ? "The model has no value at some point: there is nothing to solve."
      : "The model is not linear in its parameters: no formula gives the best fit, one has to walk.";
  const { rank, condition_number: condition } = closedForm;
  if (rank < count)
    return `The points settle only ${rank} of ${count} parameters: of many solutions the shortest one is shown.`;
  if (count === 1) return "";
  return (
    `Φ has a row ∂f/∂θ for each point, and the condition number ${formatNumber(condition, 3)}: the curvatures ` +
    `of the squared loss differ by its square, ${formatNumber((condition ?? 0) ** 2, 3)} times. The larger, the ` +
    `longer descent takes.`
  );
}

/** @param {Scene["walk"]["best"]} best @param {Scene["walk"]} walk */
function bestCells(best, { names, isFitted }) {
  if (!best) return [isFitted ? "none is certain" : "being looked for", "", "", ""];
  const numbers = names.map((name, k) => `${nameText(name)} = ${formatNumber(best.parameters[k], 5)}`).join(", ");
  return [
    numbers,
    formatNumber(best.loss, 5),
    HOW[/** @type {keyof typeof HOW} */ (best.how)],
    best.is_unique === null ? "not known: the least around" : best.is_unique ? "yes" : "no",
  ];
}

/** @param {(number | Element | (number | Element)[])[]} rows */
function matrix(rows) {
  const cells = rows.map((each) =>
    math(
      "mtr",
      (Array.isArray(each) ? each : [each]).map((entry) =>
        math("mtd", typeof entry === "number" ? signedNumber(entry) : [entry]),
      ),
    ),
  );
  return math("mrow", [operator("("), math("mtable", cells), operator(")")]);
}

/** @param {Node[]} children */
function formula(children) {
  return math("math", [math("mrow", children)], { display: "block" });
}
