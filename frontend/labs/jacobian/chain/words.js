/** What the chain-rule view says in words. Pure functions. */

import { formatNumber, formatVector } from "../../../core/format.js";
import { shapeText } from "./names.js";
import { carried, cheaperMode, lastStep, momentAt } from "./steps.js";

/**
 * @typedef {import("./steps.js").Chain} Chain
 * @typedef {import("./steps.js").Mode} Mode
 * @typedef {import("./steps.js").Product} Product
 * @typedef {import("./names.js").Wire} Wire
 */

const MOST_ENTRIES = 4;

/** (x, y) = (1, 2) @param {Wire} wire */
export function wireText(wire) {
  return `${namesText(wire)} = ${valuesText(wire.values)}`;
}

/** (x, y); x @param {{names: string[]}} wire */
export function namesText({ names }) {
  if (names.length === 1) return names[0];
  return names.length > MOST_ENTRIES ? `(${names[0]}, …, ${names[names.length - 1]})` : `(${names.join(", ")})`;
}

/** @param {(number | null)[]} values */
export function valuesText(values) {
  if (values.length === 1) return formatNumber(values[0], 5);
  if (values.length <= MOST_ENTRIES) return formatVector(values, 5);
  return `(${values
    .slice(0, 3)
    .map((value) => formatNumber(value, 4))
    .join(", ")}, …)`;
}

/** What happens at the step of the player. @param {Chain} chain @param {Mode} mode @param {number} step */
export function stepSentence(chain, mode, step) {
  const { stages, names, wires } = chain;
  const { active, product } = momentAt(chain, mode, step);
  if (active === null) return `The computation begins with ${wireText(wires[0])}.`;
  if (!product)
    return `Numbers flow on: ${names[active]} makes ${wireText(wires[active + 1])} of ${wireText(wires[active])}.`;
  const isLast = stages.length > 2 && step >= lastStep(stages.length);
  const sum = isLast ? ` All together ${times(chain[mode].multiplications)}.` : "";
  return `${productSentence(chain, mode, product)}${sum}${missingSlope(chain, product)}`;
}

/** Why a matrix that was multiplied in has holes. @param {Chain} chain @param {Product} product */
function missingSlope({ stages, names }, { stage }) {
  const [reason] = stages[stage].notes;
  return reason ? ` ${names[stage]} has no derivative here: ${reason}.` : "";
}

/** @param {Chain} chain @param {Mode} mode @param {Product} product */
function productSentence({ names }, mode, { stage, left, right, matrix, multiplications, isFirst }) {
  const jacobian = `the Jacobian of ${names[stage]}`;
  if (isFirst && mode === "forward")
    return (
      `Forward mode begins at the input: it takes ${jacobian} as it is, ${shapeText(matrix)}, and nothing is ` +
      `multiplied.`
    );
  if (isFirst)
    return (
      `Reverse mode begins at the output: it takes ${jacobian} as it is, ${shapeText(matrix)}, and nothing is ` +
      `multiplied.`
    );
  const [first, second] =
    mode === "forward" ? [jacobian, "what came from the input"] : ["what came back from the output", jacobian];
  return (
    `${first.charAt(0).toUpperCase()}${first.slice(1)} (${shapeText(left)}) times ${second} ` +
    `(${shapeText(right)}) is ${shapeText(matrix)}: ${times(multiplications)}.`
  );
}

/** @param {number} count */
export function times(count) {
  return `${formatNumber(count)} multiplication${count === 1 ? "" : "s"}`;
}

/** What both modes need in all. @param {Chain} chain */
export function totalsText({ forward, reverse }) {
  return (
    `In all: forward mode ${times(forward.multiplications)}, reverse mode ` +
    `${formatNumber(reverse.multiplications)}.`
  );
}

/** Why one of the modes multiplies less. @param {Chain} chain */
export function costSentence(chain) {
  const { forward, reverse } = chain;
  const [inputs, outputs] = [carried(chain, "forward"), carried(chain, "reverse")];
  const carries =
    `Forward mode carries ${countText(inputs, "column")}, one for each input; reverse mode carries ` +
    `${countText(outputs, "row")}, one for each output.`;
  const cheaper = cheaperMode(chain);
  if (cheaper === null) return `${carries} Here both multiply the same number of times.`;
  const [less, more] = cheaper === "forward" ? [forward, reverse] : [reverse, forward];
  const name = cheaper === "forward" ? "Forward mode" : "Reverse mode";
  return `${carries} ${name} wins: ${times(less.multiplications)} instead of ${formatNumber(more.multiplications)}.`;
}

/** @param {number} number @param {string} what */
export function countText(number, what) {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** How far product and autodiff differ. @param {Chain} chain */
export function agreementText({ difference, composed_jacobian: composed }) {
  if (composed === null) return "The composition is too long to be written out, and to be differentiated as a whole.";
  if (difference === null) return "Where a derivative does not exist there is nothing to compare.";
  if (difference === 0) return "The product and autodiff of the composition agree in every digit.";
  return `The product and autodiff of the composition differ by ${formatNumber(difference, 2)} at most.`;
}

/**
 * What is seen where a point runs along a curve on a surface.
 * @param
 *   {{name: string, variable: string, gradient: (number | null)[], velocity: (number | null)[], rate: number | null}}
 *   run
 */
export function pathSentence({ name, variable, gradient, velocity, rate }) {
  if (rate === null || [...gradient, ...velocity].includes(null)) return `d${name}/d${variable} does not exist here.`;
  const dot =
    `d${name}/d${variable} = ∇${name} · velocity = ${formatVector(gradient, 4)} · ` +
    `${formatVector(velocity, 4)} = ${formatNumber(rate, 4)}`;
  if (Math.hypot(.../** @type {number[]} */ (velocity)) === 0) return `${dot}: the point rests.`;
  if (Math.hypot(.../** @type {number[]} */ (gradient)) === 0) return `${dot}: the gradient is zero here.`;
  return rate === 0
    ? `${dot}: the gradient is perpendicular to the velocity, the point stays at one height.`
    : `${dot}: the point ${rate > 0 ? "climbs" : "descends"}.`;
}
