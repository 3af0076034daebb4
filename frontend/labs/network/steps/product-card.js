/** The chain-rule product of one number: in letters, in numbers, and as the mean of all samples. */

import { html, math } from "../../../core/dom.js";
import { factor, operator, signedNumber } from "../../common/number-math.js";
import { nameOf } from "../numbers.js";
import { productOf, productsOf, seen } from "./flow.js";
import { at, formula, lowered, partial } from "./notation.js";
import { t } from "../../../core/texts.js";

/** @typedef {import("./cards.js").Shown} Shown */

const DIGITS = 6;

/** ∂C/∂w written out. */
export class ProductCard {
  constructor() {
    const line = () => html("div", { class: "formula-line" });
    this.letters = line();
    this.numbers = line();
    this.shares = line();
    this.mean = line();
    this.update = line();
    this.heading = html("h2");
    const hint = html("p", { class: "notes" }, ["Point at a line for its weight, press a unit for its bias."]);
    this.element = html("section", { class: "card half weight-product", "aria-live": "polite" }, [
      this.heading,
      this.letters,
      this.numbers,
      this.shares,
      this.mean,
      this.update,
      hint,
    ]);
  }

  /** @param {Shown} shown */
  show(shown) {
    const { passed, input, look, selected } = shown;
    this.heading.textContent = t(`What ${nameOf(selected)} has to do with the cost`);
    if (look) this.showSample(shown);
    else this.showLetters(shown);
    for (const line of [this.numbers, this.shares]) line.hidden = look === 0 || line.childNodes.length === 0;
    this.mean.hidden = input.length === 1;
    this.mean.replaceChildren(meanFormula(nameOf(selected), productsOf(passed, input, selected), look));
    this.showUpdate(shown);
  }

  /** The product of one sample. @param {Shown} shown */
  showSample({ passed, input, look, selected }) {
    const { outer, slope, through, inner, value, shares } = productOf(passed, input, selected, look);
    const { layer, unit, from } = selected;
    // Of several samples each has a cost of its own.
    const cost = input.length > 1 ? `C${lowered(look - 1)}` : "C";
    const [of, a, z] = [nameOf(selected), `a${at(layer, unit)}`, `z${at(layer, unit)}`];
    const first = slope === null ? [partial(cost, z)] : [partial(cost, a), operator("·"), math("mi", [`f′(${z})`])];
    const numbers =
      slope === null ? [factor(through, DIGITS)] : [factor(outer, DIGITS), operator("·"), factor(slope, DIGITS)];
    this.letters.replaceChildren(
      formula([partial(cost, of), operator("="), ...first, operator("·"), math("mi", [multiplied(layer, from)])]),
    );
    this.numbers.replaceChildren(
      formula([
        operator("="),
        ...numbers,
        operator("·"),
        factor(inner, DIGITS),
        operator("="),
        ...signedNumber(value, DIGITS + 2),
      ]),
    );
    const sum = shares?.flatMap(({ weight, slope: each }, k) => [
      ...(k ? [operator("+")] : []),
      factor(weight, 4),
      operator("·"),
      factor(each, 4),
    ]);
    this.shares.replaceChildren(
      ...(sum
        ? [formula([partial(cost, a), operator("="), ...sum, operator("="), ...signedNumber(outer, DIGITS)])]
        : []),
    );
  }

  /** The mean over samples. @param {Shown} shown */
  showLetters({ input, selected: { layer, unit, from }, selected }) {
    const sum = math("munderover", [
      operator("∑"),
      math("mrow", [math("mi", ["s"]), operator("="), math("mn", ["1"])]),
      math("mn", [String(input.length)]),
    ]);
    const share = math("mfrac", [math("mn", ["1"]), math("mn", [String(input.length)])]);
    this.letters.replaceChildren(
      formula([
        partial("C", nameOf(selected)),
        operator("="),
        share,
        sum,
        partial("C", `z${at(layer, unit)}`),
        operator("·"),
        math("mi", [multiplied(layer, from)]),
      ]),
    );
  }

  /** @param {Shown} shown */
  showUpdate({ passed, rate, keeps, selected, selected: { layer, unit, from } }) {
    const { weights, biases } = passed.network.layers[layer];
    const slopes = passed.slopes[layer];
    const [now, slope] =
      from === null ? [biases[unit], slopes.biases[unit]] : [weights[unit][from], slopes.weights[unit][from]];
    const isKept = keeps && from === null;
    const step = isKept
      ? [...signedNumber(now, 8)]
      : [
          ...signedNumber(now, 8),
          operator("−"),
          factor(rate, 4),
          operator("·"),
          factor(slope, DIGITS),
          operator("="),
          ...signedNumber(now - rate * slope, 10),
        ];
    this.update.replaceChildren(formula([math("mi", [`${nameOf(selected)}′`]), operator("="), ...step]));
  }
}

/** What a weight is multiplied by; a bias by 1. @param {number} layer @param {number | null} from */
function multiplied(layer, from) {
  if (from === null) return "1";
  return layer === 0 ? `x${lowered(from)}` : `a${at(layer - 1, from)}`;
}

/**
 * ∂C/∂w as the mean of all samples' products.
 * @param {string} of
 * @param {{through: number, inner: number, value: number}[]} products
 * @param {number} look
 */
function meanFormula(of, products, look) {
  const terms = products.flatMap(({ through, inner, value }, k) => [
    ...(k ? [operator("+")] : []),
    marked(look ? [factor(value, 4)] : [factor(through, 4), operator("·"), factor(inner, 4)], look === k + 1),
  ]);
  const share = math("mfrac", [math("mn", ["1"]), math("mn", [String(products.length)])]);
  const mean = seen(
    products.map(({ value }) => value),
    0,
  );
  return formula([
    partial("C", of),
    operator("="),
    share,
    operator("("),
    ...terms,
    operator(")"),
    operator("="),
    ...signedNumber(mean, DIGITS + 2),
  ]);
}

/** @param {Node[]} children @param {boolean} isMarked */
function marked(children, isMarked) {
  return math("mrow", children, isMarked ? { class: "is-marked" } : {});
}
