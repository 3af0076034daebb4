/** Places along a curve of several pieces: where a hand is nearest to it, and how far along that is. Pure functions. */

/**
 * @typedef {number[]} Place  of two or three coordinates
 * @typedef {object} Piece  of the curve of a constraint
 * @property {Place[]} points
 * @property {ArrayLike<number>} lengths  how far along each point is
 * @property {number} length
 * @property {boolean} closed
 * @property {ArrayLike<number>} values  of f, where there is one
 * @property {ArrayLike<number>} [slopes]  dy/dx at each point, where they were asked for
 * @typedef {{piece: number, s: number, place: Place}} Spot
 */

/** The nearest spot of the curve; null where there is none. @param {Piece[]} pieces @param {Place} place */
export function nearestOn(pieces, place) {
  /** @type {Spot | null} */
  let best = null;
  let least = Infinity;
  pieces.forEach(({ points, lengths }, piece) => {
    for (let k = 0; k + 1 < points.length; k++) {
      const share = shareAlong(points[k], points[k + 1], place);
      const spot = between(points[k], points[k + 1], share);
      const distance = distanceOf(spot, place);
      if (distance >= least) continue;
      least = distance;
      best = { piece, s: lengths[k] + share * (lengths[k + 1] - lengths[k]), place: spot };
    }
  });
  return /** @type {Spot | null} */ (best);
}

/**
 * The place so far along a piece; beyond the end of a closed one it goes round.
 * @param {Piece} piece
 * @param {number} s
 */
export function placeAt({ points, lengths, length, closed }, s) {
  const wanted = closed ? ((s % length) + length) % length : Math.min(Math.max(s, 0), length);
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lengths[middle] <= wanted) low = middle;
    else high = middle;
  }
  const share = (wanted - lengths[low]) / (lengths[high] - lengths[low] || 1);
  return between(points[low], points[high], share);
}

/**
 * How far from one place to another the nearest one to a third is.
 * @param {Place} a
 * @param {Place} b
 * @param {Place} place
 */
function shareAlong(a, b, place) {
  const size = distanceOf(a, b) ** 2;
  const along = a.reduce((sum, entry, k) => sum + (b[k] - entry) * (place[k] - entry), 0);
  const share = size > 0 ? along / size : 0;
  return Math.min(Math.max(share, 0), 1);
}

/** @param {Place} a @param {Place} b @param {number} share @returns {Place} */
function between(a, b, share) {
  return a.map((entry, k) => entry + share * (b[k] - entry));
}

/** @param {Place} a @param {Place} b */
export function distanceOf(a, b) {
  return Math.hypot(...a.map((entry, k) => entry - b[k]));
}
