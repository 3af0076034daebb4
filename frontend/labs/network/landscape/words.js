/** What the landscape view says. Pure functions. */

import { formatNumber } from "../../../core/format.js";
import { limitOf, methodOf, traitsOf } from "../../common/methods.js";

/**
 * @typedef {import("../state.js").NetworkState} NetworkState
 * @typedef {import("./slice.js").Slice} Slice
 */

const percent = (/** @type {number} */ share) => `${formatNumber(100 * share, share > 0.99 ? 4 : 3)} %`;

/** @param {Slice} slice */
export function sentenceOf({ walk, kind, axes, loss, variances, explained, curvature }) {
  const { epoch } = walk[walk.length - 1];
  const [sharpest] = curvature.eigenvalues;
  return (
    `Epoch ${epoch}: loss C = ${lossText(loss)}; ${shownText({ kind, axes, variances, explained })}. The ` +
    `largest curvature is ${sharpest === null ? "beyond all numbers" : formatNumber(sharpest, 4)}.`
  );
}

/** @param {number | null} loss */
function lossText(loss) {
  return loss === null ? "beyond all numbers" : formatNumber(loss, 3);
}

/** How much of the walk the slice shows. @param {Pick<Slice, "kind" | "axes" | "variances" | "explained">} slice */
function shownText({ kind, axes, variances, explained }) {
  const plane =
    kind === "weights"
      ? `the slice over ${axes[0]} and ${axes[1]}`
      : `the slice along two ${kind === "path" ? "principal" : "random"} directions`;
  if (explained === null) return `${plane}, before the first step`;
  if (variances)
    return (
      `${plane} shows ${percent(explained)} of the walk's variance (${percent(variances[0])} and ` +
      `${percent(variances[1])})`
    );
  return `${plane} shows ${percent(explained)} of the walk's variance`;
}

/** What strikes about the slice. @param {NetworkState} state @param {Slice} slice */
export function notesOf(state, slice) {
  const notes = [];
  if (state.plane === "path" && slice.kind !== "path")
    notes.push(
      "The walk has not moved yet and has no principal directions: this slice is along two random ones. Press play.",
    );
  else if (slice.variances && slice.variances[1] < 1e-9)
    notes.push("The walk is a straight line: the second direction is some one across it.");
  else if (slice.explained !== null && slice.explained < 0.5)
    notes.push(
      "Most of the walk goes out of this plane: the line is only its shadow, and the heights under it are not the " +
        "losses that it had.",
    );
  else if (slice.kind !== "random" || slice.explained !== null) notes.push(offText(slice));
  if (state.l1 || state.l2) notes.push("Heights are the loss alone, without the part that L1 or L2 add.");
  return notes.filter(Boolean).join(" ");
}

/** Where the heights under the walk are furthest from the losses that it had. @param {Slice} slice */
function offText({ walk, pathLosses, sliceLosses }) {
  const offs = pathLosses.map((loss, k) => Math.abs((loss ?? NaN) - (sliceLosses[k] ?? NaN)));
  const most = Math.max(...offs.filter(Number.isFinite), 0);
  if (most < 1e-3)
    return walk.length > 1 ? "The slice holds the walk: the heights under it are the losses that it had." : "";
  return (
    `The walk does not lie in the plane entirely: heights under it are off from its true losses by up to ` +
    `${formatNumber(most, 2)}, at epoch ${walk[offs.indexOf(most)].epoch}.`
  );
}

/**
 * The largest curvature at which steps of plain descent do not overshoot by more each time; null where no one number
 * says it.
 * Source: Polyak (1964) for momentum; Cohen et al. (2021), Gradient Descent on Neural Networks Typically Occurs at the
 * Edge of Stability.
 * @param {string} method @param {number} rate @param {number} momentum
 */
export function boundOf(method, rate, momentum) {
  const { limit } = methodOf(method);
  return limit && rate > 0 ? limitOf(limit, momentum, rate) : null;
}

/** Why no bound on λ₁ belongs to a method. @param {string} method */
function unboundText(method) {
  if (!traitsOf(method).isCurved)
    return "This method scales the step of every number on its own: no single bound on λ₁ belongs to it.";
  const { label } = methodOf(method);
  return `${label} measures its steps by what the network says, not by its numbers: no bound on λ₁ belongs to it.`;
}

const NEAR = 0.12;

/**
 * What λ₁ has to do with the learning rate.
 * @param {NetworkState} state
 * @param {{sharpest: number | null, bound: number | null, trained: number, rate: number}} at
 */
export function edgeText({ method, batch, settings, l2 }, { sharpest, bound, trained, rate }) {
  if (bound === null) return unboundText(method);
  const limit =
    `${methodOf(method).limit?.text.replace("λ", "a")} = ${formatNumber(bound, 4)} with a = ` +
    `${formatNumber(rate, 3)}`;
  if (batch < trained)
    return (
      `Steps on all ${trained} points at once would be stable up to λ₁ = ${limit}. Batches of ${batch} shake ` +
      `the network, and that tends to keep it where the ground is flatter: take all points into one batch to see ` +
      `the edge itself.`
    );
  if (settings.schedule && settings.schedule !== "constant")
    return (
      `At the first learning rate steps are stable up to λ₁ = ${limit}; by the schedule the bound grows as the ` +
      `learning rate falls.`
    );
  if (sharpest === null) return `Steps are stable up to λ₁ = ${limit}.`;
  const more = l2 ? " L2 adds its weight to the curvature of every weight." : "";
  const value = formatNumber(sharpest, 4);
  if (sharpest > (1 + NEAR) * bound)
    return (
      `λ₁ = ${value} is above ${limit}: along that eigenvector every step overshoots by more than it goes ` +
      `down, until the swing finds flatter ground, or runs away.${more}`
    );
  if (sharpest > (1 - NEAR) * bound)
    return (
      `λ₁ = ${value} is at the edge of stability, ${limit}: the walk swings across the valley along that ` +
      `eigenvector, the loss rises and falls from step to step, and in the long run it still comes down.${more}`
    );
  return `λ₁ = ${value} is below ${limit}: no direction is so curved that steps overshoot.${more}`;
}
