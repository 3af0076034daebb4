/** The second, surer question about solutions. */

/**
 * All solutions once more, with a proof that there are no others: up to a second more.
 * @template {{state: import("./state.js").ConstraintsState}} Moment
 * @param {(moment: Moment) => import("../../core/api.js").Question<"constrained">} search
 * @returns {import("../common/asking.js").Question<Moment, any>}
 */
export function proofOf(search) {
  return {
    isSlow: true,
    isSilent: true,
    isProof: true,
    isWanted: ({ state }) => state.show.solutions,
    about: search,
    exactly: search,
    fills: ["extrema"],
    ask: (moment, send) => send("constrained", { ...search(moment), prove: true }),
    told: (extrema) => ({ extrema }),
    // What cannot be proved is no mistake of who typed it.
    refused: () => ({}),
  };
}
