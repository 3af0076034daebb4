/** What the network lab says. Pure functions. */

import { formatNumber, nameText } from "../../core/format.js";

/**
 * @typedef {import("./state.js").NetworkState} NetworkState
 * @typedef {import("./training.js").Frame} Frame
 * @typedef {import("./numbers.js").Place} Place
 */

export const DATA_NAMES = { circle: "circle", xor: "exclusive or", gauss: "two heaps", spiral: "spiral", moons: "moons", blobs: "blobs of several classes", plane: "plane (heights)", "multi-gauss": "hills (heights)", own: "my own points" };
export const COST_NAMES = { "half-squared-error": "half squared error", "cross-entropy": "cross-entropy", huber: "Huber" };
export const INITIALISATION_NAMES = { uniform: "uniform", xavier: "Xavier", he: "He", zeros: "zeros" };

/** x₁² @param {string} name */
export function featureText(name) {
  return name.replace(/x(\d)/g, (_, index) => nameText(`x_${index}`)).replace("^2", "²");
}

/** @param {NetworkState} state @param {Frame} frame */
export function sentenceOf(state, { epoch, loss, testLoss, accuracy, testAccuracy }) {
  const losses = [`Epoch ${epoch}: loss ${number(loss)} on learned points`, ...(testLoss === null ? [] : [`${number(testLoss)} on the test`])].join(", ");
  const right = testAccuracy ?? accuracy;
  if (right === null) return `${losses}.`;
  return `${losses}; ${formatNumber(100 * right, 3)} % of ${testAccuracy === null ? "them" : "the test"} classified correctly.`;
}

/** @param {number | null} loss */
function number(loss) {
  return loss === null ? "beyond all numbers" : formatNumber(loss, 3);
}

/** What strikes about a moment. @param {NetworkState} state @param {Frame} frame */
export function notesOf(state, frame) {
  const { numbers, initialisation, hidden, share } = state;
  if (!numbers && initialisation === "zeros" && hidden.length && frame.epoch === 0) return "All weights are 0: the units of a layer are alike, get the same derivatives, and can never become different.";
  if (frame.testLoss !== null && frame.loss !== null && frame.epoch > 50 && frame.testLoss > 3 * frame.loss + 0.02) return "The test loss is far above the training loss: the network learns the noise of its points (overfitting). More points, less units, or L2 help.";
  if (!hidden.length) return "Without a hidden layer the network is one unit: it can only cut the plane along a line in its inputs.";
  if (frame.epoch === 0) return "Squares show what a unit answers over the plane, from orange for −1 to blue for 1; lines are weights, blue where positive, orange where negative, thicker where larger. Press play.";
  if (share === 1) return "All points are learned: none is left to test whether the network understood more than these.";
  return "";
}

/** @param {Place} place @param {NetworkState} state */
export function placeText({ layer, unit, from }, { hidden, features }) {
  const isOutput = layer === hidden.length;
  const to = isOutput ? (unit ? `output ${unit + 1}` : "the output") : `unit ${unit + 1} of layer ${layer + 1}`;
  if (from === null) return `Bias of ${to}`;
  return `Weight from ${layer === 0 ? featureText(features[from]) : `unit ${from + 1} of layer ${layer}`} to ${to}`;
}
