/** Whether there is anything new: what has not changed need not be done again. */

/** The very same things, one by one. @param {ArrayLike<unknown>} one @param {ArrayLike<unknown>} [other] */
export function areSame(one, other) {
  if (one.length !== other?.length) return false;
  for (let k = 0; k < one.length; k++) if (one[k] !== other[k]) return false;
  return true;
}
