/** Where numbers stand on lines so that they do not cover each other. Pure functions. */

/** Parts of the way along a line, the best first: nearer to its beginning. */
const SHARES = [0.3, 0.5, 0.7, 0.4, 0.6, 0.22, 0.8];

/**
 * The place of each line's label, one after another: the first on its line that is free, or the one that is covered least.
 * @param {[[number, number], [number, number]][]} lines  from, to
 * @param {{width: number, height: number}} size  of a label
 * @returns {[number, number][]} middles
 */
export function placesOn(lines, { width, height }) {
  /** @type {[number, number][]} */
  const taken = [];
  const covered = (/** @type {[number, number]} */ [x, y]) => taken.reduce((sum, [a, b]) => sum + Math.max(0, width - Math.abs(x - a)) * Math.max(0, height - Math.abs(y - b)), 0);
  for (const [[x0, y0], [x1, y1]] of lines) {
    const candidates = SHARES.map((share) => /** @type {[number, number]} */ ([x0 + share * (x1 - x0), y0 + share * (y1 - y0)]));
    taken.push(candidates.reduce((best, each) => (covered(each) < covered(best) ? each : best)));
  }
  return taken;
}
