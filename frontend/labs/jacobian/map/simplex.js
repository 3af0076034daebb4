/**
 * The triangle of three numbers that are not negative and add up to 1: its places in the plane, and level lines on it.
 * Pure functions.
 */

/**
 * @typedef {import("./figures.js").Place} Place
 * @typedef {import("./figures.js").Image} Image
 */

const HEIGHT = Math.sqrt(3) / 2; // of a triangle whose sides are 1
const ROWS = 40;
const RIM = 1e-5; // stays inside, where logarithms exist
const DIGITS = 6;

/**
 * Where three numbers lie in the plane: the corners are (0, 0), (1, 0) and the top.
 * @param {(number | null)[]} numbers
 * @returns {Place}
 */
export function placeOf([, second, third]) {
  return [Number(second) + Number(third) / 2, HEIGHT * Number(third)];
}

/** The three numbers at a place; on the rim, if it lies outside. @param {Place} place @returns {number[]} */
export function numbersAt([u, v]) {
  const third = v / HEIGHT;
  const second = u - third / 2;
  const inside = [1 - second - third, second, third].map((entry) => Math.max(entry, 0));
  const total = inside.reduce((sum, entry) => sum + entry, 0);
  const [, b, c] = inside.map((entry) => Number((entry / total).toFixed(DIGITS)));
  return [Number(Math.max(0, 1 - b - c).toFixed(DIGITS)), b, c];
}

/** Whether three numbers lie on the triangle. @param {number[]} numbers */
export function isOnSimplex(numbers) {
  return numbers.every((entry) => entry >= 0) && Math.abs(numbers.reduce((sum, entry) => sum + entry, 0) - 1) < 1e-9;
}

/** Rows of triples, from one side to the opposite corner. @returns {number[][][]} */
export function simplexRows() {
  const steps = Array.from({ length: ROWS + 1 }, (_, k) => k / ROWS);
  const inside = (/** @type {number} */ entry) => RIM + (1 - 3 * RIM) * entry;
  return steps.map((third) =>
    steps.map((share) => [(1 - third) * (1 - share), (1 - third) * share, third].map(inside)),
  );
}

/** What is left of a gradient along the triangle: nothing of it goes off. @param {(number | null)[]} slopes */
export function alongSimplex(slopes) {
  const mean = slopes.reduce((/** @type {number} */ sum, slope) => sum + Number(slope) / slopes.length, 0);
  return slopes.map((slope) => Number(slope) - mean);
}

/**
 * The lines on which a function has one value, by straight pieces over the triangles of a mesh.
 * @param {Place[][]} places  rows of as many places
 * @param {(number | null)[][]} heights  the function's values there
 * @param {number} level
 * @returns {Place[][]}
 */
export function levelLines(places, heights, level) {
  const width = places[0].length;
  /** @type {Map<number, {place: Place, ways: number[]}>} */
  const crossings = new Map();
  const crossing = (/** @type {number} */ a, /** @type {number} */ b) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const key = low * width * places.length + high;
    if (!crossings.has(key)) {
      const [from, to] = [low, high].map((k) => ({
        place: places[Math.floor(k / width)][k % width],
        height: Number(heights[Math.floor(k / width)][k % width]),
      }));
      const share = (level - from.height) / (to.height - from.height);
      crossings.set(key, {
        place: /** @type {Place} */ (from.place.map((entry, axis) => entry + share * (to.place[axis] - entry))),
        ways: [],
      });
    }
    return key;
  };
  for (const corners of meshOf(places.length, width)) {
    const values = corners.map((k) => heights[Math.floor(k / width)][k % width]);
    if (values.some((value) => value === null || !Number.isFinite(value))) continue;
    const isAbove = values.map((value) => Number(value) > level);
    const sides = [
      [0, 1],
      [1, 2],
      [2, 0],
    ].filter(([a, b]) => isAbove[a] !== isAbove[b]);
    if (sides.length !== 2) continue;
    const [first, second] = sides.map(([a, b]) => crossing(corners[a], corners[b]));
    crossings.get(first)?.ways.push(second);
    crossings.get(second)?.ways.push(first);
  }
  return followed(crossings);
}

/** Each cell of a mesh as two triangles of places' numbers. @param {number} rows @param {number} width */
function meshOf(rows, width) {
  const corners = Array.from(
    { length: (rows - 1) * (width - 1) },
    (_, k) => Math.floor(k / (width - 1)) * width + (k % (width - 1)),
  );
  return corners.flatMap((k) => [
    [k, k + 1, k + width],
    [k + 1, k + width + 1, k + width],
  ]);
}

/**
 * Pieces put together to lines: first those that end somewhere, then rings.
 * @param {Map<number, {place: Place, ways: number[]}>} crossings
 */
function followed(crossings) {
  /** @type {Place[][]} */
  const lines = [];
  const seen = new Set();
  const ends = [...crossings].filter(([, { ways }]) => ways.length === 1).map(([key]) => key);
  for (const start of [...ends, ...crossings.keys()]) {
    if (seen.has(start)) continue;
    const line = [];
    for (let key = /** @type {number | undefined} */ (start); key !== undefined && !seen.has(key); ) {
      const { place, ways } = /** @type {{place: Place, ways: number[]}} */ (crossings.get(key));
      seen.add(key);
      line.push(place);
      key = ways.find((next) => !seen.has(next));
    }
    const isRing = crossings.get(start)?.ways.length === 2;
    lines.push(isRing ? [...line, line[0]] : line);
  }
  return lines;
}
