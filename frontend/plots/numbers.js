/** The numbers that pictures are drawn from, as tables to take along. Pure functions. */

/**
 * @typedef {import("../core/figures.js").Table} Table
 * @typedef {import("../core/figures.js").Row} Row
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 */

/** NaN is how arrays say that there is none. @param {number | null | undefined} value */
const number = (value) => (value === null || value === undefined || Number.isNaN(value) ? null : value);

/**
 * Everything of a curve plot that has a place, one row a point: what it belongs to, and where it is.
 * @param {CurvePicture} picture
 * @returns {Table}
 */
export function curveNumbers({ curves, lines = [], marks = [], handles = [], scatters = [], xLabel, yLabel }) {
  const along = [...curves, ...scatters].flatMap((each, k) =>
    Array.from(each.x, (x, i) => /** @type {Row} */ ([nameOf(each, "curve", k), number(x), number(each.y[i])])),
  );
  const straight = lines.flatMap((line, k) =>
    line.points.map(([x, y]) => /** @type {Row} */ ([nameOf(line, "line", k), number(x), number(y)])),
  );
  const single = [...marks, ...handles.filter(({ y }) => y !== null)].map(
    (mark, k) => /** @type {Row} */ ([nameOf(mark, "point", k), number(mark.x), number(mark.y)]),
  );
  return {
    name: yLabel || "numbers",
    columns: ["of", xLabel || "x", yLabel || "y"],
    rows: [...along, ...straight, ...single],
  };
}

/**
 * The vectors of a field, one row a place: where it is, and what the field is there.
 * @param {CurvePicture} picture
 * @returns {Table[]}
 */
export function fieldNumbers({ field, xLabel, yLabel }) {
  if (!field) return [];
  const rows = field.points.map((point, k) => [...point, ...field.vectors[k]].map(number));
  return [{ name: "field", columns: [xLabel, yLabel, `along ${xLabel}`, `along ${yLabel}`], rows }];
}

/**
 * Two of the same look are told apart by their places in the picture.
 * @param {object} thing @param {string} kind @param {number} k
 */
function nameOf(thing, kind, k) {
  const { label, role } = /** @type {{label?: string, role?: string}} */ (thing);
  return `${label || role || kind} (${kind} ${k + 1})`;
}

/**
 * Heights over a grid, one row a point, and the walks on it as far as they are drawn.
 * @param {import("./picture.js").Picture} picture
 * @returns {Table[]}
 */
export function surfaceNumbers({ grid, names, marks }) {
  const value = names.value.split("(")[0];
  const heights = grid && { name: value, columns: [names.x, names.y, value], rows: heightRows(grid) };
  const rows = marks.flatMap((mark) => trailRows(/** @type {any} */ (mark)));
  const walks = rows.length ? [{ name: "walks on the map", columns: ["of", names.x, names.y], rows }] : [];
  return [...(heights ? [heights] : []), ...walks];
}

/** @param {import("./geometry.js").Grid} grid @returns {Row[]} */
function heightRows({ x, y, z }) {
  return Array.from(y, (v, j) => Array.from(x, (u, i) => [u, v, number(z[j][i])])).flat();
}

/** @param {{trails?: import("./marks/trail.js").Trail[]}} mark @returns {Row[]} */
function trailRows({ trails = [] }) {
  return trails.flatMap((trail, k) => trail.places.map(([x, y]) => [nameOf(trail, "walk", k), number(x), number(y)]));
}

/**
 * What is drawn in space: each line, dot and sheet that Plotly has, in data.
 * @param {import("./space.js").SpacePicture} picture
 * @param {import("./space-frame.js").Trace[]} drawn
 * @returns {Table[]}
 */
export function spaceNumbers({ names, sheet, marks = [] }, drawn) {
  const columns = names.map((name, axis) => name || "xyz"[axis]);
  const places = drawn.flatMap((/** @type {any} */ trace, k) =>
    Array.from(trace.x ?? [], (x, i) => [
      `${trace.name ?? "line"} ${k + 1}`,
      ...[x, trace.y[i], trace.z[i]].map(number),
    ]),
  );
  const rows = (sheet ?? []).flatMap((row) => row.map((place) => [0, 1, 2].map((axis) => number(place[axis]))));
  const mesh = marks.map((mark) => /** @type {any} */ (mark).surface).find((surface) => surface?.faces);
  const corners = mesh?.vertices.map((/** @type {number[]} */ place, /** @type {number} */ k) => [
    ...place,
    number(mesh.values[k]),
  ]);
  return [
    ...(rows.length ? [{ name: "surface", columns, rows }] : []),
    ...(corners ? [{ name: "surface", columns: [...columns, "f"], rows: corners }] : []),
    ...(places.length ? [{ name: "lines", columns: ["of", ...columns], rows: places }] : []),
  ];
}
