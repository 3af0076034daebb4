/** What a hand does in a picture, read as the answer to a question where a place is asked for. Pure functions. */

/**
 * The place that a change of a lab's state would move something to: its point, or the start of a walk. A key moves the
 * place that was set last, which the state does not know.
 * @param {any} patch
 * @param {any} state  before
 * @param {string | null} kind  of the change
 * @param {number[] | null} before  the place that was set last
 * @returns {number[] | null}
 */
export function placeIn(patch, state, kind, before) {
  const to = patch.point ?? movedStart(patch.runs, state.runs)?.to;
  const from = patch.point ? state.point : movedStart(patch.runs, state.runs)?.from;
  if (!isPlace(to) || !isPlace(from)) return null;
  if (!before || !kind?.startsWith("nudge")) return [...to];
  return before.map((entry, k) => entry + to[k] - from[k]);
}

/** @param {any[] | undefined} runs @param {any[] | undefined} before */
function movedStart(runs, before) {
  const k = runs?.findIndex(({ start }, k) => String(start) !== String(before?.[k]?.start)) ?? -1;
  return k < 0 ? null : { to: runs?.[k].start, from: before?.[k]?.start };
}

/** @param {any} place @returns {place is number[]} */
function isPlace(place) {
  return Array.isArray(place) && place.length === 2 && place.every(Number.isFinite);
}
