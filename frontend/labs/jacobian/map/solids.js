/** Figures in three dimensions: a ball's circles, a cube's grid, a letter with depth. Pure functions. */

import { evenly, finely, LETTER } from "./figures.js";

/**
 * @typedef {[number, number, number]} Place3
 * @typedef {import("../state.js").JacobianState} JacobianState
 */

const CUTS = 4; // of a cube along each edge
const ROUND = 48; // places on a circle

/** The strokes of a figure of reach 1 around the origin. @type {Record<JacobianState["figure"], Place3[][]>} */
const SOLIDS = { circle: ballStrokes(), square: cubeStrokes(), letter: letterStrokes() };

/** Circles of latitude and of longitude. @returns {Place3[][]} */
function ballStrokes() {
  const turn = evenly([0, 2 * Math.PI], ROUND);
  const level = [-0.6, 0, 0.6].map((z) =>
    turn.map(
      (angle) =>
        /** @type {Place3} */ ([Math.sqrt(1 - z * z) * Math.cos(angle), Math.sqrt(1 - z * z) * Math.sin(angle), z]),
    ),
  );
  const upright = evenly([0, Math.PI], 4)
    .slice(0, 4)
    .map((way) =>
      turn.map(
        (angle) =>
          /** @type {Place3} */ ([Math.sin(angle) * Math.cos(way), Math.sin(angle) * Math.sin(way), Math.cos(angle)]),
      ),
    );
  return [...level, ...upright];
}

/** The grid on the six sides of a cube. @returns {Place3[][]} */
function cubeStrokes() {
  const cuts = evenly([-1, 1], CUTS);
  const isOnSide = (/** @type {number} */ u, /** @type {number} */ v) => Math.max(Math.abs(u), Math.abs(v)) === 1;
  return [0, 1, 2].flatMap((axis) =>
    cuts.flatMap((u) =>
      cuts
        .filter((v) => isOnSide(u, v))
        .map((v) => evenly([-1, 1], 12).map((w) => /** @type {Place3} */ (turned([w, u, v], axis)))),
    ),
  );
}

/** With its first entry on another axis. @param {number[]} place @param {number} axis */
function turned(place, axis) {
  return [0, 1, 2].map((k) => place[(k - axis + 3) % 3]);
}

/** An F before and one behind, and edges between their corners. @returns {Place3[][]} */
function letterStrokes() {
  const faces = [-0.25, 0.25].map((z) => finely(LETTER).map(([x, y]) => /** @type {Place3} */ ([x, y, z])));
  const edges = LETTER.slice(1).map(([x, y]) => evenly([-0.25, 0.25], 4).map((z) => /** @type {Place3} */ ([x, y, z])));
  return [...faces, ...edges];
}

/**
 * Around a point.
 * @param {Pick<JacobianState, "figure" | "reach">} state
 * @param {number[]} point
 * @returns {number[][][]}
 */
export function solidStrokes({ figure, reach }, point) {
  return SOLIDS[figure].map((stroke) => stroke.map((place) => place.map((entry, axis) => point[axis] + reach * entry)));
}
