/** A surface of triangles in space, coloured by values at its corners, with lines of equal value on it. */

import { COLORSCALE } from "../palette.js";
import { columns } from "./strokes.js";

/**
 * @typedef {object} Mesh  taken for unchanged while it is the same object
 * @property {number[][]} vertices
 * @property {[number, number, number][]} faces
 * @property {ArrayLike<number>} values
 * @typedef {import("./strokes.js").SpacePlace} SpacePlace
 */

// Triangles of a cut are of all sizes: more light from one side would show each of them.
const LIGHT = { ambient: 0.92, diffuse: 0.16, specular: 0, roughness: 1, fresnel: 0 };

/**
 * @param {Mesh} surface
 * @param {number} [levels]  how many lines of equal value
 */
export const mesh = (surface, levels = 0) => ({ surface, levels, kind: MESH });

/** What of a mesh Plotly is given, and its lines: made once. @type {WeakMap<Mesh, Map<string, any>>} */
const made = new WeakMap();

/** @param {Mesh} surface @param {string} key @param {() => any} make */
function once(surface, key, make) {
  const known = made.get(surface) ?? new Map();
  made.set(surface, known);
  if (!known.has(key)) known.set(key, make());
  return known.get(key);
}

export const MESH = {
  name: "mesh",

  /** @param {{surface: Mesh, levels: number}} mark @param {import("./strokes.js").Pen} pen */
  inSpace({ surface, levels }, { palette }) {
    const places = once(surface, "places", () => bodyOf(surface));
    const body = {
      type: "mesh3d",
      ...places,
      colorscale: COLORSCALE,
      showscale: false,
      lighting: LIGHT,
      hoverinfo: "skip",
    };
    const lines = once(surface, `levels ${levels}`, () =>
      columns(levelLines(surface, evenLevels(surface.values, levels))),
    );
    const line = { color: palette.levels.space, width: palette.lineWidth * 0.8 };
    const quiet = { connectgaps: false, hoverinfo: "skip", meta: { lies: true } };
    return [body, { type: "scatter3d", mode: "lines", ...lines, line, ...quiet }];
  },
};

/** @param {Mesh} surface */
function bodyOf({ vertices, faces, values }) {
  const [i, j, k] = [0, 1, 2].map((corner) => faces.map((face) => face[corner]));
  return { ...columns(vertices), i, j, k, intensity: Array.from(values), intensitymode: "vertex" };
}

/** Levels between the lowest and the highest value. @param {ArrayLike<number>} values @param {number} count */
export function evenLevels(values, count) {
  const finite = Array.from(values).filter(Number.isFinite);
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(high > low)) return [];
  return Array.from({ length: count }, (_, k) => low + ((k + 0.5) / count) * (high - low));
}

/**
 * Where values pass the levels: pairs of places with a gap after each.
 * @param {Pick<Mesh, "vertices" | "faces" | "values">} surface
 * @param {number[]} levels
 * @returns {SpacePlace[]}
 */
export function levelLines({ vertices, faces, values }, levels) {
  /** @type {SpacePlace[]} */
  const lines = [];
  for (const face of faces)
    for (const level of levels) {
      const ends = crossings(face, values, level).map(([a, b, share]) => between(vertices[a], vertices[b], share));
      if (ends.length === 2) lines.push(...ends, [null, null, null]);
    }
  // A line of no points cannot be drawn.
  return lines.length ? lines : [vertices[0] ?? [0, 0, 0], vertices[0] ?? [0, 0, 0]];
}

/**
 * The two sides of a triangle that a level passes, and where.
 * @param {number[]} face
 * @param {ArrayLike<number>} values
 * @param {number} level
 * @returns {[number, number, number][]}
 */
function crossings(face, values, level) {
  /** @type {[number, number, number][]} */
  const found = [];
  for (let k = 0; k < 3; k++) {
    const [a, b] = [face[k], face[(k + 1) % 3]];
    const isPassed = values[a] >= level !== values[b] >= level;
    if (isPassed) found.push([a, b, (level - values[a]) / (values[b] - values[a])]);
  }
  return found;
}

/** @param {number[]} a @param {number[]} b @param {number} share */
function between(a, b, share) {
  return a.map((entry, k) => entry + share * (b[k] - entry));
}
