/** Where numbers stand on lines so that they cover neither each other nor what the lines join. Pure functions. */

/** Parts of the way along a line, the best first: nearer to its beginning. */
const SHARES = [0.3, 0.5, 0.7, 0.4, 0.6, 0.25, 0.75, 0.35, 0.45, 0.55, 0.65, 0.2, 0.8];

/**
 * The place of each line's label, one after another: the first on its line that is free.
 * @param {[[number, number], [number, number]][]} lines  from left to right
 * @param {{width: number, height: number}} size  of a label
 * @param {number} [first]  a line whose label comes before all others
 * @returns {([number, number] | null)[]} middles; null where there is no room
 */
export function placesOn(lines, { width, height }, first = 0) {
  /** @type {[number, number][]} */
  const taken = [];
  const isFree = (/** @type {[number, number]} */ [x, y]) =>
    taken.every(([a, b]) => Math.abs(x - a) >= width || Math.abs(y - b) >= height);
  /** @type {([number, number] | null)[]} */
  const places = lines.map(() => null);
  for (const k of [first, ...lines.keys()].filter((k, order) => k < lines.length && (order === 0 || k !== first))) {
    const [[x0, y0], [x1, y1]] = lines[k];
    const candidates = SHARES.map(
      (share) => /** @type {[number, number]} */ ([x0 + share * (x1 - x0), y0 + share * (y1 - y0)]),
    );
    const free = candidates.find((each) => each[0] - x0 >= width / 2 && x1 - each[0] >= width / 2 && isFree(each));
    if (free) taken.push((places[k] = free));
  }
  return places;
}
