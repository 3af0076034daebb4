/** Matrices of 4 × 4, as WebGL has them. Pure functions. */

/**
 * Product of 4 × 4 matrices, columns first as WebGL has them.
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 */
export function multiplied(a, b) {
  return Array.from({ length: 16 }, (_, place) => {
    const [row, column] = [place % 4, Math.floor(place / 4)];
    return [0, 1, 2, 3].reduce((sum, k) => sum + a[row + 4 * k] * b[k + 4 * column], 0);
  });
}

/**
 * A 4 × 4 matrix times (x, y, z, 1), divided by its fourth coordinate.
 * @param {ArrayLike<number>} matrix
 * @param {number[]} vector
 */
export function projected(matrix, vector) {
  const out = [0, 1, 2, 3].map(
    (row) => matrix[row] * vector[0] + matrix[row + 4] * vector[1] + matrix[row + 8] * vector[2] + matrix[row + 12],
  );
  return [out[0] / out[3], out[1] / out[3], out[2] / out[3]];
}

/**
 * The inverse of a 4 × 4 matrix by Gauss and Jordan with pivoting; null where there is none.
 * @param {ArrayLike<number>} matrix
 * @returns {number[] | null}
 */
export function inverted(matrix) {
  const rows = [0, 1, 2, 3].map((row) =>
    [0, 1, 2, 3].map((column) => matrix[row + 4 * column]).concat([0, 1, 2, 3].map((k) => (k === row ? 1 : 0))),
  );
  for (let column = 0; column < 4; column++) {
    const pivot = [0, 1, 2, 3]
      .filter((row) => row >= column)
      .reduce((best, row) => (Math.abs(rows[row][column]) > Math.abs(rows[best][column]) ? row : best), column);
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    const lead = rows[column][column];
    if (lead === 0) return null;
    rows[column] = rows[column].map((entry) => entry / lead);
    for (let row = 0; row < 4; row++) {
      if (row === column) continue;
      const factor = rows[row][column];
      rows[row] = rows[row].map((entry, k) => entry - factor * rows[column][k]);
    }
  }
  return Array.from({ length: 16 }, (_, place) => rows[place % 4][4 + Math.floor(place / 4)]);
}
