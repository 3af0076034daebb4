/** What the network lab says. Pure functions. */

import { labelsOf } from "../../core/catalogue.js";
import { formatNumber, nameText, typeset } from "../../core/format.js";
import { t } from "../../core/texts.js";
import { inputNames, outputsOf, PROBABILITIES, sizesOf } from "./state.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./training.js").Frame} Frame
 * @typedef {import("./numbers.js").Place} Place
 */

export const DATA_NAMES = { ...labelsOf("data_sets"), own: "my own points" };
export const COST_NAMES = labelsOf("costs");
/** What the colours of classes are called, in their order. */
export const CLASS_NAMES = ["orange", "blue", "green", "purple", "pink", "black"];
export const INITIALISATION_NAMES = labelsOf("initialisations");

/** x₁² @param {string} name */
export function featureText(name) {
  return name.replace(/x_?([12])(?!\d)/g, (_, index) => nameText(`x_${index}`)).replace(/\^2(?![\d.])/g, "²");
}

/** 2 inputs → 4 tanh → 2 tanh → 1 tanh @param {NetworkState} state */
export function networkText(state) {
  const [inputs, ...layers] = sizesOf(state);
  const units = layers.map((count, k) => {
    const isChosen = k < layers.length - 1 || state.cost !== "cross-entropy";
    return isChosen ? `${count} ${state.activations[k]}` : counted(count, "probability", "probabilities");
  });
  return [counted(inputs, "input", "inputs"), ...units].join(" → ");
}

/** @param {NetworkState} state */
export function dataText({ data, points, count, noise }) {
  if (data === "own") return counted(points.length, "point", "points");
  return `${counted(count, "point", "points")}, ${noise ? `${t("noise")} ${formatNumber(noise, 2)}` : t("no noise")}`;
}

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return t(`${count} ${count === 1 ? one : many}`);
}

/**
 * Where training stands, in short.
 * @param {Frame | null} frame
 * @param {"sample" | "batch" | "epoch"} stride
 * @param {number} seen
 */
export function positionText(frame, stride, seen) {
  if (!frame) return "epoch 0";
  const { epoch, step, batches } = frame;
  if (stride === "sample" && seen) return `epoch ${epoch}, batch ${step + 1}, sample ${seen}`;
  return step ? `epoch ${epoch}, ${step} of ${batches} batches` : `epoch ${epoch}`;
}

/**
 * The sample that is looked at, and what it does to the network: nothing as yet.
 * @param {Frame} frame @param {import("./training.js").NextBatch} next @param {number} seen  at least 1
 */
export function sampleSentence({ step, batches }, { samples, costs }, seen) {
  const which =
    `Sample ${seen} of ${samples.length} in batch ${step + 1} of ${batches}: its loss is ` +
    `${number(costs[seen - 1])}.`;
  if (seen < samples.length) return `${which} It adds to the gradient; the weights change after the batch.`;
  return (
    `${which} The batch is complete: with the next step every weight changes by ` +
    `${samples.length === 1 ? "this gradient" : `the mean of the ${samples.length} gradients`}.`
  );
}

/** @param {Frame} frame */
export function sentenceOf({ epoch, step, batches, loss, testLoss, accuracy, testAccuracy }) {
  const within = step ? `, after batch ${step} of ${batches}` : "";
  const losses = [
    `Epoch ${epoch}${within}: loss ${number(loss)} on learned points`,
    ...(testLoss === null ? [] : [`${number(testLoss)} on the test`]),
  ].join(", ");
  const right = testAccuracy ?? accuracy;
  if (right === null) return `${losses}.`;
  return (
    `${losses}; ${formatNumber(100 * right, 3)} % of ${testAccuracy === null ? "them" : "the test"} classified ` +
    `correctly.`
  );
}

/** @param {number | null} loss */
function number(loss) {
  return loss === null ? "beyond all numbers" : formatNumber(loss, 3);
}

/** What strikes about a moment. @param {NetworkState} state @param {Frame} frame */
export function notesOf(state, frame) {
  const { numbers, initialisation, hidden, share } = state;
  if (!numbers && initialisation === "zeros" && hidden.length && frame.epoch === 0)
    return (
      "All weights are 0: the units of a layer are alike, get the same derivatives, and can never become " +
      "different."
    );
  if (frame.findings.length) return troubleText(frame.findings);
  if (frame.testLoss !== null && frame.loss !== null && frame.epoch > 50 && frame.testLoss > 3 * frame.loss + 0.02)
    return (
      "The test loss is far above the training loss: the network fits its own points better than what is behind " +
      "them (overfitting). More points, fewer units, or L2 may help."
    );
  if (!hidden.length)
    return outputsOf(state) > 1
      ? "Without a hidden layer there is one unit a class: borders between two classes are straight in its inputs."
      : "Without a hidden layer the network is one unit: it can only cut the plane along a line in its inputs.";
  const [low, high] = endsOf(state);
  if (frame.epoch === 0)
    return (
      `Squares show what a unit answers over the plane, from orange for ${low} to blue for ${high}; lines are ` +
      `weights, blue where positive, orange where negative, thicker where larger. Press play.`
    );
  if (share === 1)
    return "All points are learned: none is left to test whether the network understood more than these.";
  return "";
}

/**
 * What orange and blue stand for: probabilities reach from 0 to 1. Several outputs have colours of their own.
 * @param {NetworkState} state
 */
function endsOf(state) {
  const { activations, cost, hidden } = state;
  const shown = outputsOf(state) > 1 ? activations.slice(0, hidden.length) : activations;
  const areProbabilities = shown.map(
    (name, k) => PROBABILITIES.has(name) || (k === hidden.length && cost === "cross-entropy"),
  );
  if (areProbabilities.every(Boolean)) return ["0", "1"];
  return areProbabilities.some(Boolean) ? ["low", "high"] : ["−1", "1"];
}

/** What is wrong inside: the first two of it, and how much more. @param {import("./training.js").Finding[]} findings */
function troubleText(findings) {
  const rest = findings.length - 2;
  return [
    ...findings.slice(0, 2).map(({ message }) => typeset(message)),
    ...(rest > 0 ? [`And ${rest} more.`] : []),
  ].join(" ");
}

/** @param {Place} place @param {NetworkState} state */
export function placeText({ layer, unit, from }, state) {
  const { hidden } = state;
  const isOutput = layer === hidden.length;
  const to = isOutput ? (unit ? `output ${unit + 1}` : "the output") : `unit ${unit + 1} of layer ${layer + 1}`;
  if (from === null) return `Bias of ${to}`;
  return (
    `Weight from ${layer === 0 ? featureText(inputNames(state)[from]) : `unit ${from + 1} of layer ${layer}`} ` +
    `to ${to}`
  );
}
