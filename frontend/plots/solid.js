/**
 * Surfaces as bodies that can be printed: closed, every edge between exactly two triangles. Pure functions; lengths in
 * mm.
 */

/**
 * @typedef {import("../core/figures.js").Solid} Solid
 * @typedef {[number, number, number]} Place
 */

const SIDE = 100; // of the longest side
const HEIGHT = 60; // of what stands on the base
const BASE = 3;
const SHELL = 2; // thickness of a surface that is no graph
const SAME = 1e-7; // of the size: places closer than that are one

/**
 * The body under a graph, down to a flat base. Where there is no height there is a hole; heights are cut where the
 * picture cuts them.
 * @param {import("./geometry.js").Grid} grid
 * @param {{low: number, high: number}} limits
 * @returns {Solid | null} null where there is nothing to print
 */
export function solidOf({ x, y, z }, { low, high }) {
  const columns = x.length;
  const cells = withoutPinches(fullCells(z, columns), columns - 1);
  const used = [...cells].flatMap((cell) => cornersOf(cell, columns));
  if (!used.length) return null;
  const tops = new Map([...new Set(used)].map((corner, k) => [corner, k]));
  const [wide, deep] = [x, y].map((ticks) => (ticks[ticks.length - 1] - ticks[0]) / SIDE);
  const top = [...tops.keys()].map((corner) => {
    const [j, i] = [Math.floor(corner / columns), corner % columns];
    const height = (Math.min(Math.max(z[j][i], low), high) - low) / (high - low);
    return [(x[i] - x[0]) / wide, (y[j] - y[0]) / deep, BASE + HEIGHT * height];
  });
  const upper = [...cells].flatMap((cell) => {
    const [a, b, c, d] = cornersOf(cell, columns).map((corner) => /** @type {number} */ (tops.get(corner)));
    return [
      [a, b, c],
      [a, c, d],
    ];
  });
  return closed(
    top,
    top.map(([u, v]) => [u, v, 0]),
    upper,
  );
}

/** Cells of which all four corners have a height. @param {ArrayLike<number>[]} z @param {number} columns */
function fullCells(z, columns) {
  const isThere = (/** @type {number} */ j, /** @type {number} */ i) => Number.isFinite(z[j][i]);
  /** @type {Set<number>} */
  const cells = new Set();
  for (let j = 0; j + 1 < z.length; j++)
    for (let i = 0; i + 1 < columns; i++)
      if (isThere(j, i) && isThere(j, i + 1) && isThere(j + 1, i) && isThere(j + 1, i + 1))
        cells.add(j * (columns - 1) + i);
  return cells;
}

/**
 * Without cells that touch others in a corner only: the edge below it would lie between four triangles.
 * @param {Set<number>} cells @param {number} across  cells in a row
 */
function withoutPinches(cells, across) {
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const cell of cells) {
      const [left, right] = [cell % across > 0, cell % across < across - 1];
      const alone = (/** @type {number} */ side, /** @type {number} */ up) =>
        cells.has(cell + side + up) && !cells.has(cell + side) && !cells.has(cell + up);
      if ((right && alone(1, across)) || (left && alone(-1, across))) {
        cells.delete(cell);
        isDone = false;
      }
    }
  }
  return cells;
}

/** Counter-clockwise from above. @param {number} cell @param {number} columns */
function cornersOf(cell, columns) {
  const corner = Math.floor(cell / (columns - 1)) * columns + (cell % (columns - 1));
  return [corner, corner + 1, corner + columns + 1, corner + columns];
}

/**
 * Between two sheets of the same triangles: the first seen from outside, the second from behind, and walls where they
 * end.
 * @param {number[][]} front @param {number[][]} back @param {number[][]} triangles
 * @returns {Solid}
 */
function closed(front, back, triangles) {
  const n = front.length;
  const walls = rimOf(triangles).flatMap(([a, b]) => [
    [a, a + n, b + n],
    [a, b + n, b],
  ]);
  const behind = triangles.map(([a, b, c]) => [a + n, c + n, b + n]);
  return { points: [...front, ...back], triangles: [...triangles, ...behind, ...walls] };
}

/** Edges of one triangle only, in its direction. @param {number[][]} triangles */
function rimOf(triangles) {
  const edges = edgesOf(triangles);
  return [...edges.values()].filter(([a, b]) => !edges.has(`${b} ${a}`));
}

/** @param {number[][]} triangles @returns {Map<string, number[]>} each in each direction that it is passed in */
function edgesOf(triangles) {
  const all = triangles.flatMap(([a, b, c]) => [
    [a, b],
    [b, c],
    [c, a],
  ]);
  return new Map(all.map((edge) => [edge.join(" "), edge]));
}

/**
 * A surface through rows of places, as a shell of some thickness around it; a seam where it meets itself is closed.
 * @param {import("./marks/sheet.js").Sheet} sheet
 * @returns {Solid | null} null where there is nothing to print, or no inside and outside, as on a Möbius strip
 */
export function shellOf(sheet) {
  const columns = sheet[0]?.length ?? 0;
  const places = sheet.flat().map((place) => place.map((part) => part ?? NaN));
  const triangles = Array.from({ length: Math.max(sheet.length - 1, 0) }, (_, j) =>
    Array.from({ length: Math.max(columns - 1, 0) }, (_, i) => {
      const [a, b, c, d] = cornersOf(j * (columns - 1) + i, columns);
      return [
        [a, b, c],
        [a, c, d],
      ];
    }).flat(),
  ).flat();
  return thickened(places, triangles);
}

/**
 * A mesh of triangles as a shell of some thickness around it.
 * @param {number[][]} places  NaN: there is none
 * @param {number[][]} triangles
 * @returns {Solid | null}
 */
export function thickened(places, triangles) {
  const there = triangles.filter((corners) => corners.every((k) => places[k].every(Number.isFinite)));
  if (!there.length) return null;
  const { points, faces } = joined(places, there);
  const passed = faces.length * 3;
  // An edge that is passed twice in one direction: there is no side that is out.
  if (edgesOf(faces).size < passed) return null;
  const normals = normalsOf(points, faces);
  const moved = (/** @type {number} */ by) =>
    points.map((place, k) => place.map((part, a) => part + by * normals[k][a]));
  return closed(moved(SHELL / 2), moved(-SHELL / 2), faces);
}

/**
 * In mm, each place once, and no triangle without an area.
 * @param {number[][]} places @param {number[][]} triangles
 */
function joined(places, triangles) {
  const used = [...new Set(triangles.flat())];
  const low = [0, 1, 2].map((a) => used.reduce((least, k) => Math.min(least, places[k][a]), Infinity));
  const high = [0, 1, 2].map((a) => used.reduce((most, k) => Math.max(most, places[k][a]), -Infinity));
  const size = Math.max(...high.map((each, a) => each - low[a])) || 1;
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {number[][]} */
  const points = [];
  const at = new Map(
    used.map((k) => {
      const parts = places[k].map((part, a) => (part - low[a]) / size);
      const key = parts.map((part) => Math.round(part / SAME)).join(" ");
      if (!known.has(key)) known.set(key, points.push(parts.map((part) => SIDE * part)) - 1);
      return [k, /** @type {number} */ (known.get(key))];
    }),
  );
  const faces = triangles
    .map((corners) => corners.map((k) => /** @type {number} */ (at.get(k))))
    .filter(([a, b, c]) => a !== b && b !== c && c !== a);
  return { points, faces };
}

/** Of each point, of length 1: the mean of its triangles', weighed by their areas. */
function normalsOf(/** @type {number[][]} */ points, /** @type {number[][]} */ faces) {
  const sums = points.map(() => [0, 0, 0]);
  for (const corners of faces) {
    const [a, b, c] = corners.map((k) => points[k]);
    const [u, v] = [b, c].map((each) => each.map((part, axis) => part - a[axis]));
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    for (const k of corners) normal.forEach((part, axis) => (sums[k][axis] += part));
  }
  return sums.map((sum) => {
    const length = Math.hypot(...sum) || 1;
    return sum.map((part) => part / length);
  });
}
