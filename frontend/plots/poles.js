/**
 * Where f goes up beyond all that is shown, and comes from below it at the next point of the grid: a pole. There is no
 * wall between the two, and no level line. Pure functions.
 */

/** @typedef {import("./geometry.js").Grid} Grid */

const STEEP = 0.5; // of all heights that are shown, from one point to the next

/** @type {WeakMap<Grid, Grid>} */
const known = new WeakMap();

/**
 * The grid as it is drawn: without the heights at poles that are beyond what is shown anyway.
 * @param {Grid} grid
 * @param {import("./geometry.js").Limits} limits
 * @returns {Grid}
 */
export function withoutWalls(grid, limits) {
  if (!limits.isCut) return grid;
  const drawn = known.get(grid) ?? cut(grid, limits);
  known.set(grid, drawn);
  return drawn;
}

/** @param {Grid} grid @param {import("./geometry.js").Limits} limits @returns {Grid} */
function cut(grid, { low, high }) {
  const rows = Array.from(grid.z, (row) => Array.from(row));
  const steep = STEEP * (high - low);
  let isCut = false;
  const leave = (/** @type {number} */ j, /** @type {number} */ i) => {
    if (grid.z[j][i] >= low && grid.z[j][i] <= high) return;
    rows[j][i] = NaN;
    isCut = true;
  };
  /** Along a row or a column. @type {(j: number, i: number, down: number, on: number) => void} */
  const look = (j, i, down, on) => {
    const height = (/** @type {number} */ k) => grid.z[j + k * down]?.[i + k * on] ?? NaN;
    const jump = height(1) - height(0);
    if (!(Math.abs(jump) > steep) || !turnsBack(jump, [height(0) - height(-1), height(2) - height(1)])) return;
    leave(j, i);
    leave(j + down, i + on);
  };
  for (let j = 0; j < rows.length; j++)
    for (let i = 0; i < rows[j].length; i++) {
      look(j, i, 0, 1);
      look(j, i, 1, 0);
    }
  return isCut ? { ...grid, z: rows } : grid;
}

/**
 * Whether a jump goes against the ways before it and after it, as far as these are known.
 * @param {number} jump
 * @param {number[]} ways
 */
function turnsBack(jump, ways) {
  const known = ways.filter(Number.isFinite);
  return known.length > 0 && known.every((way) => way * jump < 0);
}
