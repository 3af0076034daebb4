/** A picture of basins that comes in tiles, coarse first. Pure functions. */

/**
 * @typedef {{first: [number, number], stride: number}} Tile
 * @typedef {object} Basins  all that is known yet, rows from below
 * @property {number} resolution
 * @property {Int16Array} labels      UNKNOWN where no tile has come yet
 * @property {Int32Array} iterations
 * @property {{point: number[], value: number | null, kind: string}[]} attractors
 * @property {boolean} isPartial  whether walks were cut short
 * @property {number} done  tiles
 * @property {number} total
 */

export const UNKNOWN = -9;
export const UNSETTLED = -1;
export const GONE = -2;

/**
 * The tiles of a picture: every stride-th row and column each, those that fill the largest gaps first.
 * @param {number} resolution
 * @param {number} most  starts of a tile
 * @returns {Tile[]}
 */
export function tilesOf(resolution, most) {
  let stride = 2;
  while (Math.ceil(resolution / stride) ** 2 > most) stride *= 2;
  stride = Math.min(stride, resolution);
  const offsets = Array.from({ length: stride }, (_, k) => k).sort(
    (a, b) => halvings(a, stride) - halvings(b, stride) || a - b,
  );
  const order = offsets.flatMap((row) => offsets.map((column) => /** @type {[number, number]} */ ([row, column])));
  const late = (/** @type {[number, number]} */ [row, column]) =>
    Math.max(halvings(row, stride), halvings(column, stride));
  return order.sort((a, b) => late(a) - late(b)).map((first) => ({ first, stride }));
}

/** How often a stride must be halved until it meets an offset. @param {number} offset @param {number} stride */
function halvings(offset, stride) {
  let count = 0;
  while (offset % stride !== 0) {
    stride = Math.max(1, Math.floor(stride / 2));
    count++;
  }
  return count;
}

/** @param {number} resolution @param {number} total @returns {Basins} */
export function noBasins(resolution, total) {
  const count = resolution * resolution;
  return {
    resolution,
    labels: new Int16Array(count).fill(UNKNOWN),
    iterations: new Int32Array(count),
    attractors: [],
    isPartial: false,
    done: 0,
    total,
  };
}

/**
 * The picture with one more tile; where nothing is known yet, its starts stand for those around them.
 * @param {Basins} basins
 * @param {Tile} tile
 * @param {{labels: number[][], iterations: number[][], attractors: Basins["attractors"],
 *   partial?: boolean}} answer
 * @returns {Basins}
 */
export function withTile(basins, { first, stride }, { labels, iterations, attractors, partial = false }) {
  const { resolution } = basins;
  const merged = {
    ...basins,
    labels: basins.labels.slice(),
    iterations: basins.iterations.slice(),
    attractors,
    isPartial: basins.isPartial || partial,
    done: basins.done + 1,
  };
  const isFirst = basins.done === 0;
  labels.forEach((row, j) =>
    row.forEach((label, i) => {
      const [y, x] = [first[0] + j * stride, first[1] + i * stride];
      const reach = isFirst ? stride : 1;
      for (let dy = 0; dy < reach && y + dy < resolution; dy++)
        for (let dx = 0; dx < reach && x + dx < resolution; dx++) {
          const place = (y + dy) * resolution + x + dx;
          merged.labels[place] = label;
          merged.iterations[place] = iterations[j][i];
        }
    }),
  );
  return merged;
}

/** How many starts lead to each attractor, stay unsettled, and are gone. @param {Basins} basins */
export function sharesOf({ labels, attractors }) {
  const counts = attractors.map(() => 0);
  let [unsettled, gone] = [0, 0];
  for (const label of labels) {
    if (label >= 0) counts[label]++;
    else if (label === UNSETTLED) unsettled++;
    else if (label === GONE) gone++;
  }
  const share = (/** @type {number} */ count) => count / labels.length;
  return { attractors: counts.map(share), unsettled: share(unsettled), gone: share(gone) };
}

/**
 * How much darker a start is that takes so many steps; equal steps look the same all over.
 * @param {number} steps
 * @param {number} longest
 */
export function shadeOf(steps, longest) {
  return 0.6 * (Math.log1p(steps) / Math.log1p(longest)) ** 2;
}
