/** What of a picture can be taken hold of. Pure functions. */

/**
 * What lies over something else comes before it, as the hand finds it.
 * @param {import("./picture.js").Picture} picture
 * @returns {import("./picture.js").Handle[]}
 */
export function handlesOf({ marks }) {
  return marks.flatMap((mark) => mark.kind.handles?.(mark) ?? []).reverse();
}
