/** Curves and surfaces of answers, whose arrays come in base64. Pure functions. */

import { decodeArray } from "../../core/client.js";

/** @param {any} answer @returns {import("../../plots/marks/mesh.js").Mesh} */
export function meshOf({ vertices, faces, values }) {
  return { vertices: rowsOf(vertices), faces, values: decodeArray(values) };
}

/** @param {any} array @returns {number[][]} */
export function rowsOf(array) {
  return decodeArray(array).map((/** @type {ArrayLike<number>} */ row) => Array.from(row));
}

/** @param {any[]} curve @returns {import("./along.js").Piece[]} */
export function piecesOf(curve) {
  return curve.map((piece) => ({
    ...piece,
    points: rowsOf(piece.points),
    lengths: decodeArray(piece.lengths),
    values: piece.values && decodeArray(piece.values),
    slopes: piece.slopes && decodeArray(piece.slopes),
  }));
}
