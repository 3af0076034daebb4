/**
 * What is drawn of a map of one variable: its entries over it, with their tangents, and the curve that it runs along.
 * Pure functions.
 */

import { nameText } from "../../../core/format.js";
import { nameOf } from "../../common/meaning.js";
import { boxOf } from "./around.js";
import { linearImage, squareAround } from "./figures.js";
import { closeTo, entryTitles } from "./picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./requests.js").Near} Near
 * @typedef {import("../../../plots/curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./figures.js").Place} Place
 * @typedef {import("./figures.js").Image} Image
 */

const DASHES = ["", "8 5", "2 4"]; // of entries, one after another

/** @type {WeakMap<Image[][], {x: number[], columns: (number | null)[][]}>} */
const known = new WeakMap();

/**
 * Places of a curve and its entries there, as the same arrays while they are the same.
 * @param {number[][][]} over
 * @param {Image[][] | null} grid
 */
function columnsOf(over, grid) {
  if (!grid) return { x: [], columns: [] };
  const images = grid[0];
  const found = known.get(grid) ?? {
    x: over.flat().map(([t]) => t),
    columns: images[0].map((_, i) => images.map((image) => image[i])),
  };
  known.set(grid, found);
  return found;
}

/**
 * The entries over the variable, and over the interval around the point what the linear approximation makes of it.
 * @param {Scene} scene
 * @returns {CurvePicture}
 */
export function entriesPicture({ state, answers, theme }) {
  const { meaning, near, over, grid } = answers;
  const { variables, source } = /** @type {import("../../common/meaning.js").Meaning} */ (meaning);
  const { point, reach, show } = state;
  const entries = near?.value ?? [];
  const titles = entryTitles(nameOf(source), entries.length);
  const { x, columns } = columnsOf(over, grid);
  const curves = columns.map((y, i) => ({
    x,
    y,
    role: "function",
    label: titles.length > 1 ? titles[i] : undefined,
    dash: DASHES[i % DASHES.length] || undefined,
  }));
  const tangents =
    near?.singular_values && show.linear
      ? entries.map((_, i) => ({ points: endsOf(near, reach, i), role: "tangent" }))
      : [];
  return {
    curves: show.grid ? curves : [],
    lines: tangents,
    marks: near ? entries.map((entry) => ({ x: near.point[0], y: entry, role: "point" })) : [],
    handles: [
      { id: "reach", x: point[0] + reach, y: null, role: "function" },
      { id: "point", x: point[0], y: null, role: "point" },
    ],
    xLabel: nameText(variables[0]),
    yLabel: titles.length > 1 ? "" : titles[0],
    xRange: boxOf(state, point).x,
    theme,
  };
}

/** @param {Near} near @param {number} reach @param {number} entry @returns {Place[]} */
function endsOf({ value, jacobian, point }, reach, entry) {
  return [-reach, reach].map((step) => [
    point[0] + step,
    linearImage(value, jacobian, point, [point[0] + step])[entry],
  ]);
}

/** The plane that a curve runs through, with its velocity. @param {Scene} scene @returns {CurvePicture} */
export function curvePicture({ state, answers, theme }) {
  const { meaning, grid, near, figure } = answers;
  const names = entryTitles(nameOf(/** @type {any} */ (meaning).source), 2);
  const { show, reach } = state;
  const speed = near?.singular_values?.[0] ?? 1;
  const ranges =
    show.close && near
      ? closeTo(near.value, reach * (speed || 1))
      : squareAround([...(grid ?? []), ...(figure ?? [])].flat());
  const velocity = near?.singular_values
    ? [
        {
          points: [near.value, near.value.map((entry, i) => Number(entry) + reach * Number(near.jacobian[i][0]))],
          role: "tangent",
          arrows: true,
          label: "h f′",
        },
      ]
    : [];
  return {
    curves: [],
    lines: [
      ...(show.grid ? (grid ?? []).map((points) => ({ points, role: "function", weight: 0.6 })) : []),
      ...(show.image ? (figure ?? []).map((points) => ({ points, role: "function", weight: 1.4 })) : []),
      .../** @type {any[]} */ (show.linear ? velocity : []),
    ],
    marks: near ? [{ x: Number(near.value[0]), y: near.value[1], role: "point" }] : [],
    xLabel: names[0],
    yLabel: names[1],
    equal: true,
    .../** @type {any} */ (ranges && { xRange: ranges.x, yRange: ranges.y }),
    theme,
  };
}
