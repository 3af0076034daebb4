/** What finite differences say about a gradient, as the end of a sentence. */

const WORDS = /** @type {Record<string, string>} */ ({
  agree: ": as much as rounding and their own error explain.",
  differ: ": more than rounding and their own error explain.",
  undecided: ": here rounding leaves them too few digits to tell.",
});

/** @param {string} verdict */
export function agreement(verdict) {
  return WORDS[verdict] ?? ".";
}
