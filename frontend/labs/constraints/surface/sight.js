/** What is known at a moment of a walk on a surface, of state and answers. Pure functions. */

import { nameOf } from "../../common/meaning.js";

/**
 * @typedef {import("../state.js").ConstraintsState} ConstraintsState
 * @typedef {import("./requests.js").Answers} Answers
 * @typedef {import("./requests.js").Walk} Walk
 * @typedef {object} Sight
 * @property {ConstraintsState} state
 * @property {import("../solution-words.js").Extrema} extrema
 * @property {import("./requests.js").Mesh | null} surface
 * @property {number[][][]} curve
 * @property {[string, string, string]} variables
 * @property {string} f  what the function is called
 * @property {[number, number][]} ranges  of the three variables
 * @property {Walk} walk  on the surface
 * @property {Walk | null} plain  beside it
 * @property {Walk | null} flat  ordinary descent in the coordinates
 * @property {Walk | null} power  power iteration on the sphere
 * @property {import("./requests.js").Chart | null} chart  of a surface by coordinates
 * @property {number[]} gaps
 * @property {number} step  of the cursor, as far as the walk goes
 * @property {number} part  of the next step, in slow motion
 * @property {string} theme
 */

const ROOM = 0.08; // around a surface, of its reach

/** The parts of a step in slow motion: the gradient, its projection, the step, and the way back. */
export const PARTS = 4;

/**
 * @param {ConstraintsState} state
 * @param {Answers} answers  all of which are there
 * @param {string} theme
 * @returns {Sight}
 */
export function sightOf(state, answers, theme) {
  const { variables, source } = /** @type {import("../../common/meaning.js").Meaning} */ (answers.meaning);
  const { domain, depth } = answers.box ?? state;
  const [walk, plain = null] = answers.walks;
  const last = walk.points.length - 1;
  const step = Math.min(state.step, last);
  return {
    state,
    extrema: /** @type {import("../solution-words.js").Extrema} */ (answers.extrema),
    surface: answers.surface,
    curve: answers.curve,
    variables: /** @type {[string, string, string]} */ (variables),
    f: nameOf(source),
    ranges: answers.chart && answers.surface ? roomFor(answers.surface) : [domain.x, domain.y, depth.z],
    walk,
    plain,
    flat: answers.flat,
    power: answers.power,
    chart: answers.chart,
    gaps: answers.gaps,
    step,
    part: state.show.slow && step < last ? state.part : 0,
    theme,
  };
}

/** The last step that there is to look at. @param {(Walk | null)[]} walks */
export function lastStep(walks) {
  return Math.max(0, ...walks.map((walk) => (walk ? walk.points.length - 1 : 0)));
}

/** @type {WeakMap<import("./requests.js").Mesh, [number, number][]>} */
const rooms = new WeakMap();

/** A little more than a surface reaches over, along each axis. @param {import("./requests.js").Mesh} mesh */
function roomFor(mesh) {
  const known = rooms.get(mesh);
  if (known) return known;
  const sides = [0, 1, 2].map((axis) => reachOf(mesh.vertices, axis));
  // What is flat has some room all the same.
  const least = 0.05 * Math.max(...sides.map(([low, high]) => high - low));
  const room = sides.map(([low, high]) => {
    const wider = Math.max(ROOM * (high - low), least);
    return /** @type {[number, number]} */ ([low - wider, high + wider]);
  });
  rooms.set(mesh, room);
  return room;
}

/** @param {number[][]} vertices @param {number} axis @returns {[number, number]} */
function reachOf(vertices, axis) {
  let [low, high] = [Infinity, -Infinity];
  for (const { [axis]: entry } of vertices) {
    if (entry < low) low = entry;
    if (entry > high) high = entry;
  }
  return high > low ? [low, high] : [-1, 1];
}

/**
 * The place of the chart at a point of the surface: the nearest corner's, and on from there by the tangents between
 * its neighbours.
 * @param {import("./requests.js").Mesh} mesh  corners row by row
 * @param {{x: ArrayLike<number>, y: ArrayLike<number>}} axes
 * @param {number[]} point
 * @returns {[number, number]}
 */
export function placeOnChart({ vertices }, { x, y }, point) {
  const gap = (/** @type {number[]} */ a) => a.reduce((sum, entry, k) => sum + (entry - point[k]) ** 2, 0);
  let [best, least] = [0, Infinity];
  vertices.forEach((vertex, k) => {
    const here = gap(vertex);
    if (here < least) [best, least] = [k, here];
  });
  const [i, j] = [best % x.length, Math.floor(best / x.length)];
  const between = (/** @type {number} */ k, /** @type {number} */ count) => [
    Math.max(0, k - 1),
    Math.min(count - 1, k + 1),
  ];
  const [[left, right], [below, above]] = [between(i, x.length), between(j, y.length)];
  const tangent = (/** @type {number} */ from, /** @type {number} */ to) =>
    vertices[to].map((entry, k) => entry - vertices[from][k]);
  const along = tangent(j * x.length + left, j * x.length + right);
  const across = tangent(below * x.length + i, above * x.length + i);
  const off = point.map((entry, k) => entry - vertices[best][k]);
  const dot = (/** @type {number[]} */ a, /** @type {number[]} */ b) =>
    a.reduce((sum, entry, k) => sum + entry * b[k], 0);
  const [a, b, c] = [dot(along, along), dot(along, across), dot(across, across)];
  const area = a * c - b * b;
  const share = (/** @type {number} */ part) => Math.max(-0.5, Math.min(0.5, area > 1e-12 * a * c ? part / area : 0));
  const u = share(c * dot(along, off) - b * dot(across, off));
  const v = share(a * dot(across, off) - b * dot(along, off));
  return [x[i] + u * (x[right] - x[left]), y[j] + v * (y[above] - y[below])];
}

/** The number of a walk's point at the cursor: it may have ended before. @param {Walk} walk @param {number} step */
export function placeAt({ points }, step) {
  return Math.min(step, points.length - 1);
}
