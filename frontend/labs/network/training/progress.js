/** How loss and accuracy went, as pictures. Pure functions. */

import { positionOf } from "../training.js";

/**
 * @typedef {import("../training.js").Frame} Frame
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {{frames: Frame[], epoch: number, theme: string}} Scene
 */

/** @param {Scene} scene @returns {CurvePicture} */
export function lossPicture({ frames, epoch, theme }) {
  const curves = [column(frames, "loss", "run-1", "learned"), column(frames, "testLoss", "run-2", "test")];
  const highest = Math.max(1e-6, ...curves.flatMap(({ y }) => y.filter((each) => each !== null)));
  return {
    ...common(frames, epoch),
    curves: curves.filter(({ y }) => y.some((each) => each !== null)),
    yLabel: "loss",
    yRange: [0, 1.05 * highest],
    theme,
  };
}

/** @param {Scene} scene @returns {CurvePicture} */
export function accuracyPicture({ frames, epoch, theme }) {
  const curves = [column(frames, "accuracy", "run-1", "learned"), column(frames, "testAccuracy", "run-2", "test")];
  return {
    ...common(frames, epoch),
    curves: curves.filter(({ y }) => y.some((each) => each !== null)),
    yLabel: "accuracy",
    yRange: [0, 1.02],
    theme,
  };
}

/** @param {Frame[]} frames @param {number} epoch */
function common(frames, epoch) {
  /** @type {[number, number]} */
  const xRange = [0, Math.max(10, positionOf(frames[frames.length - 1]))];
  return { xLabel: "epoch", xRange, guides: [{ x: epoch }] };
}

/**
 * @param {Frame[]} frames
 * @param {"loss" | "testLoss" | "accuracy" | "testAccuracy"} name
 * @param {string} role @param {string} label
 */
function column(frames, name, role, label) {
  return { x: frames.map(positionOf), y: frames.map((frame) => frame[name]), role, label, dots: frames.length === 1 };
}
