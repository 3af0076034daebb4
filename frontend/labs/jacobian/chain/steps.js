/**
 * What is known at each step of the player: numbers flow to the output first, then derivatives one way or the other.
 * Pure functions.
 */

import { unlessRounding } from "../../../core/format.js";

/**
 * @typedef {import("./names.js").Stage} Stage
 * @typedef {import("./names.js").Matrix} Matrix
 * @typedef {"forward" | "reverse"} Mode
 * @typedef {{stage: number, matrix: Matrix, multiplications: number}} Pass  one stage passed by derivatives: of the
 *   answer of POST chain
 * @typedef {object} Chain  the answer of POST chain, with its texts and names
 * @property {string[]} sources
 * @property {string[]} names  of the stages
 * @property {import("./names.js").Wire[]} wires
 * @property {Stage[]} stages
 * @property {Matrix} inner_jacobian
 * @property {Matrix} outer_jacobian
 * @property {Matrix} product
 * @property {Matrix | null} composed_jacobian  null where the composition is too long to write out
 * @property {number | null} difference
 * @property {Term[][][]} terms
 * @property {{steps: Pass[], multiplications: number}} forward
 * @property {{steps: Pass[], multiplications: number}} reverse
 * @property {{mathml: string} | null} composed
 * @typedef {{through: string, outer: number | null, inner: number | null, product: number | null}} Term
 * @typedef {object} Product  the one that is formed at a step
 * @property {number} stage
 * @property {Matrix} left
 * @property {Matrix} right
 * @property {Matrix} matrix
 * @property {number} multiplications
 * @property {boolean} isFirst  where derivatives begin: nothing is multiplied yet
 * @typedef {object} Moment
 * @property {number} values  how many wires have their numbers
 * @property {(Matrix | null)[]} derivatives  on each wire: of it by the inputs (forward), or of the outputs by it
 *   (reverse)
 * @property {number | null} active  the stage at work
 * @property {Product | null} product
 */

/** Each stage is passed by numbers, and then by derivatives. @param {number} stages */
export function lastStep(stages) {
  return 2 * stages;
}

/** @param {number} size @returns {Matrix} */
export function identity(size) {
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
}

/**
 * The products of one mode, in the order they are formed.
 * @param {Chain} chain
 * @param {Mode} mode
 * @returns {Product[]}
 */
export function productsOf(chain, mode) {
  const { stages } = chain;
  const isForward = mode === "forward";
  const seed = identity(isForward ? stages[0].input.length : stages[stages.length - 1].value.length);
  return chain[mode].steps.map(({ stage, matrix, multiplications }, k) => {
    const before = k === 0 ? seed : chain[mode].steps[k - 1].matrix;
    const { jacobian } = stages[stage];
    return {
      stage,
      left: isForward ? jacobian : before,
      right: isForward ? before : jacobian,
      matrix,
      multiplications,
      isFirst: k === 0,
    };
  });
}

/**
 * @param {Chain} chain
 * @param {Mode} mode
 * @param {number} step  from 0, where only the input is there
 * @returns {Moment}
 */
export function momentAt(chain, mode, step) {
  const count = chain.stages.length;
  if (step <= count)
    return {
      values: step + 1,
      derivatives: Array(count + 1).fill(null),
      active: step === 0 ? null : step - 1,
      product: null,
    };
  const products = productsOf(chain, mode);
  const product = products[Math.min(step, lastStep(count)) - count - 1];
  return {
    values: count + 1,
    derivatives: derivativesAfter(products, mode, step - count, count),
    active: product.stage,
    product,
  };
}

/**
 * The derivatives on the wires once so many products are formed.
 * @param {Product[]} products
 * @param {Mode} mode
 * @param {number} formed
 * @param {number} count  of stages
 */
function derivativesAfter(products, mode, formed, count) {
  /** @type {(Matrix | null)[]} */
  const derivatives = Array(count + 1).fill(null);
  const isForward = mode === "forward";
  derivatives[isForward ? 0 : count] = isForward ? products[0].right : products[0].left;
  for (const { stage, matrix } of products.slice(0, formed)) derivatives[isForward ? stage + 1 : stage] = matrix;
  return derivatives;
}

/**
 * The product with zeros where its terms cancel but for rounding: dz/dt of a level curve is 0, and not −8·10⁻¹⁸.
 * @param {Matrix} left
 * @param {Matrix} right
 * @param {Matrix} product
 * @returns {Matrix}
 */
export function settled(left, right, product) {
  const size = (/** @type {number} */ i, /** @type {number} */ j) =>
    right.reduce((sum, row, k) => sum + Math.abs((left[i][k] ?? 0) * (row[j] ?? 0)), 0);
  return product.map((row, i) => row.map((entry, j) => (entry === null ? null : unlessRounding(entry, size(i, j)))));
}

/**
 * An answer in which no rounding is shown as a number.
 * @template {Omit<Chain, "sources" | "names" | "wires">} Answer
 * @param {Answer} answer
 * @returns {Answer}
 */
export function withoutRounding(answer) {
  const { stages, outer_jacobian: outer, inner_jacobian: inner, product, forward, reverse } = answer;
  const passed = (
    /** @type {Chain["forward"]} */ { steps, multiplications },
    /** @type {(before: Matrix, own: Matrix) => [Matrix, Matrix]} */ ordered,
  ) => ({
    multiplications,
    steps: steps.map((step, k) =>
      k === 0
        ? step
        : { ...step, matrix: settled(...ordered(steps[k - 1].matrix, stages[step.stage].jacobian), step.matrix) },
    ),
  });
  return {
    ...answer,
    product: settled(outer, inner, product),
    forward: passed(forward, (before, own) => [own, before]),
    reverse: passed(reverse, (before, own) => [before, own]),
  };
}

/** How many columns of derivatives a wire carries, by mode. @param {Chain} chain @param {Mode} mode */
export function carried({ stages }, mode) {
  return mode === "forward" ? stages[0].input.length : stages[stages.length - 1].value.length;
}

/** Which mode multiplies less; null where both do the same. @param {Chain} chain @returns {Mode | null} */
export function cheaperMode({ forward, reverse }) {
  if (forward.multiplications === reverse.multiplications) return null;
  return forward.multiplications < reverse.multiplications ? "forward" : "reverse";
}
