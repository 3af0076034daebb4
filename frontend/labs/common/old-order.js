/** Links from before variables stood in the order they are read: they open with the order that they were made with. */

import { inOldOrder, isOrderInDoubt, withOrder } from "../../core/letters.js";

/**
 * The state of such a link; what it says by itself is left as it is.
 * @template {{lab: string, source?: string, sources?: string[]}} State
 * @param {State} state
 * @param {import("../../core/api.js").Ask} send
 * @returns {Promise<State>}
 */
export async function withOldOrder(state, send) {
  const ordered = async (/** @type {string} */ source) => {
    if (!isOrderInDoubt(source)) return source;
    // What cannot be read is said by the lab.
    const meaning = await send("parse", { function: { source } }).catch(() => null);
    const names = (meaning?.inputs ?? []).map((/** @type {{name: string}} */ { name }) => name);
    const before = inOldOrder(names);
    return before.join() === names.join() ? source : withOrder(source, before);
  };
  if (!("point" in state)) return state;
  return {
    ...state,
    ...(state.source === undefined ? {} : { source: await ordered(state.source) }),
    ...(state.sources === undefined ? {} : { sources: await Promise.all(state.sources.map(ordered)) }),
  };
}
