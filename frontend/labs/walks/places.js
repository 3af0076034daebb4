/** Where walks are at a step, whichever they go: on a line or in space. Pure functions. */

/** The last step of the longest walk. @param {{points: ArrayLike<unknown>}[]} walks */
export function lastStep(walks) {
  return Math.max(0, ...walks.map(({ points }) => points.length - 1));
}

/**
 * Where a walk is at a step: it rests where it has ended.
 * @param {{points: ArrayLike<unknown>}} walk
 * @param {number} step
 */
export function placeAt({ points }, step) {
  return Math.min(step, points.length - 1);
}
