/** What the Hessian at the minimum says about rates, beside what the walk did. */

import { html } from "../../../core/dom.js";
import { formatApart, formatNumber } from "../../../core/format.js";
import { speedText } from "../../common/order-text.js";
import { methodOf, settingOf, traitsOf } from "../../common/methods.js";
import { labelOf } from "../words.js";
import { isOnMap } from "./choice-words.js";
import { NumberLine } from "./number-line.js";

/**
 * @typedef {import("../picture.js").Scene} Scene
 * @typedef {import("../../common/methods.js").Method} Method
 * @typedef {{learning_rate: number, momentum: number, rate: number}} Best
 */

export class TheoryCard {
  /** @param {import("./extra-cards.js").Reach} reach */
  constructor({ onSet }) {
    this.onSet = onSet;
    this.list = html("dl", { class: "facts" });
    this.line = new NumberLine();
    this.note = html("p", { class: "notes" });
    this.element = html("section", { class: "card theory-card" }, [
      html("h2", {}, ["Rates of convergence, by theory and in practice"]),
      this.line.element,
      this.list,
      this.note,
    ]);
  }

  /** @param {Scene} scene @param {Method[]} methods */
  show({ state, answers, selected }, methods) {
    const walk = answers.walks[selected];
    if (!walk) return;
    const { theory } = walk;
    this.list.hidden = this.line.element.hidden = !theory;
    this.note.textContent = theory
      ? ""
      : "There is no minimum here to speak of: the run ended elsewhere, or the Hessian is not positive definite " +
        "where it ended.";
    if (!theory) return;
    const run = state.runs[selected];
    const method = methods.find(({ name }) => name === run.method);
    const rate = Number(settingOf(run, method, "learning_rate"));
    this.line.element.hidden = theory.stability_limit === null || !isOnMap(run);
    // Momentum is best at a β of its own, where the limit is another one.
    const bestRate = isPlainDescent(run.method) ? theory.best.gradient_descent.learning_rate : null;
    if (!this.line.element.hidden) this.line.show({ chosen: rate, best: bestRate, limit: theory.stability_limit });
    const isLost = walk.stop.reason === "diverged" || walk.stop.reason === "left-domain";
    const facts = [
      [
        "eigenvalues at the minimum",
        /** @type {number[]} */ (theory.eigenvalues).map((each) => formatNumber(each, 5)).join(", "),
      ],
      ["condition number", formatNumber(theory.condition_number, 5)],
      ...this.limitFacts(run.method, rate, theory.stability_limit),
      [
        "rate predicted",
        isLost && isOnMap(run) && theory.stability_limit !== null && rate > theory.stability_limit
          ? "above 1: the errors grow"
          : walk.predictedRate === null
            ? `no simple rate is known for ${labelOf(run.method, methods)} with these settings`
            : walk.predictedRate === 0
              ? "faster than linear"
              : formatNumber(walk.predictedRate, 7),
      ],
      [
        "rate measured",
        isLost
          ? "none: the walk did not come to the minimum"
          : walk.measuredRate === null
            ? speedText(walk)
            : formatNumber(walk.measuredRate, 7),
      ],
    ];
    const best = /** @type {[string, Best][]} */ ([
      ["best for gradient descent", theory.best.gradient_descent],
      ["best for momentum", theory.best.momentum],
    ]);
    this.list.replaceChildren(
      ...facts.flatMap(([term, value]) => fact(term, value)),
      ...best.flatMap(([term, each]) =>
        fact(term, bestText(each), this.taking(each, run.method, term.endsWith("momentum"))),
      ),
    );
  }

  /** @param {string} method @param {number} rate @param {number | null} limit @returns {string[][]} */
  limitFacts(method, rate, limit) {
    if (limit === null) return [];
    const [given, bound] = formatApart(rate, limit);
    const relation =
      rate > limit
        ? `the learning rate ${given} exceeds it`
        : `the learning rate ${given} is ${formatNumber((100 * rate) / limit, 3)} % of it`;
    const known = methodOf(method).limit?.text.replace("λ", "λₘₐₓ");
    return [[`stability limit ${known}`, `${bound}: ${relation}`]];
  }

  /**
   * A button that takes the best numbers, where the method has them.
   * @param {Best} best
   * @param {string} method
   * @param {boolean} isMomentum
   */
  taking(best, method, isMomentum) {
    const { hasMomentum, looksAhead } = traitsOf(method);
    if (isMomentum ? !hasMomentum || looksAhead : !isPlainDescent(method)) return null;
    const button = html("button", { type: "button", class: "quiet" }, ["Take it"]);
    button.addEventListener("click", () => {
      this.onSet("learning_rate", Number(best.learning_rate.toPrecision(8)), null);
      if (isMomentum) this.onSet("momentum", Number(best.momentum.toPrecision(8)), null);
    });
    return button;
  }

  onMap() {
    return {};
  }

  dispose() {}
}

/** @param {Best} best */
function bestText({ learning_rate: rate, momentum, rate: convergence }) {
  return (
    `a = ${formatNumber(rate, 8)}${momentum ? `, β = ${formatNumber(momentum, 7)}` : ""}: rate ` +
    `${formatNumber(convergence, 7)}`
  );
}

/** @param {string} term @param {string} value @param {HTMLElement | null} [button] */
function fact(term, value, button = null) {
  return [html("dt", {}, [term]), html("dd", {}, [value, " ", button])];
}

/** @param {string} method */
function isPlainDescent(method) {
  const { isPlain, isKicked } = traitsOf(method);
  return isPlain && !isKicked;
}
