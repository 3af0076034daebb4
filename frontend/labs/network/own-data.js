/**
 * One's own points from a table: which columns are meant, which classes there are, and how all fit the square. Pure
 * functions.
 */

import { formatNumber } from "../../core/format.js";
import { ranges } from "./state.js";
import { CLASS_NAMES } from "./words.js";

/**
 * @typedef {import("../../core/table-text.js").Table} Table
 * @typedef {import("../../core/table-text.js").Field} Field
 * @typedef {import("./state.js").OwnPoint} OwnPoint
 * @typedef {{points: OwnPoint[], classes: number, understood: string, mistakes: string[]}} OwnData  classes 0: the
 *   third numbers are heights
 * @typedef {{points: number[][], targets: number[], classes: number, trained: number}} Samples  that are learned, and
 *   after the first `trained` those of the test
 */

/** How far the square of the data reaches, to all sides. */
export const REACH = 6;

/** Where points of another scale are put: not quite to the edge. */
const SHOWN = 5;
const DIGITS = 4;

/** @param {Table} table @returns {OwnData} */
export function ownDataOf({ names, rows, complaints }) {
  const refused = (/** @type {string} */ mistake) => ({
    points: [],
    classes: 2,
    understood: "",
    mistakes: [...complaints, mistake],
  });
  if (rows.length < 2) return refused("at least two lines are needed: x₁, x₂ and a class or a height");
  const isNumeric = rows[0].map((_, k) => rows.every((row) => typeof row[k] === "number"));
  const last = isNumeric.length - 1;
  const [first, second] = isNumeric.flatMap((is, k) => (is && k < last ? [k] : []));
  if (second === undefined)
    return refused(
      `three columns are needed: two of numbers, x₁ and x₂, and one with a class or a height; ` +
        `${last < 2 ? `here ${last === 0 ? "is one" : "are two"}` : "here only one before the last has numbers alone"}`,
    );
  const taken = evenly(rows, ranges.points[1]);
  const told = toldOf(
    taken.map((row) => row[last]),
    rows.map((row) => row[last]),
  );
  if (typeof told === "string") return refused(told);
  const coordinates = [first, second].map((k) => taken.map((row) => Number(row[k])));
  const isScaled = coordinates.flat().some((each) => Math.abs(each) > REACH);
  const [across, up] = coordinates.map((values) =>
    isScaled ? fitted(values) : { values: values.map(short), range: null },
  );
  const points = taken.map((_, k) => /** @type {OwnPoint} */ ([across.values[k], up.values[k], told.values[k]]));
  const columns =
    last > 2
      ? [
          `x₁ is ${columnText(names, first)}, x₂ ${columnText(names, second)}, and what shall be learned ` +
            `${columnText(names, last)}`,
        ]
      : [];
  const fewer =
    taken.length < rows.length ? [`of ${rows.length} lines ${taken.length} are taken, spread over all of them`] : [];
  const axes = /** @type {[string, [number, number] | null][]} */ ([
    ["x₁", across.range],
    ["x₂", up.range],
  ]);
  const scales = axes.flatMap(([name, range]) =>
    range ? [`${name} from ${text(range[0])} to ${text(range[1])} is shown as −${SHOWN} to ${SHOWN}`] : [],
  );
  return {
    points,
    classes: told.classes,
    understood: [`${points.length} points ${told.text}`, ...columns, ...fewer, ...scales].map(capital).join(". "),
    mistakes: complaints,
  };
}

/** The points as a table to edit. @param {OwnPoint[]} points @param {number} classes */
export function tableOf(points, classes) {
  return [`x1,x2,${classes ? "class" : "height"}`, ...points.map((point) => point.join(","))].join("\n");
}

/**
 * Classes or heights, as numbers; or why they are neither.
 * @param {Field[]} taken @param {Field[]} all
 * @returns {{values: number[], classes: number, text: string} | string}
 */
function toldOf(taken, all) {
  const distinct = [...new Set(all)];
  const isNumeric = distinct.every((each) => typeof each === "number");
  const areHeights =
    isNumeric && (distinct.length > ranges.classes[1] || distinct.some((each) => !Number.isInteger(each)));
  if (areHeights) {
    const { values, range } = heightsOf(taken.map(Number));
    return {
      values,
      classes: 0,
      text: `with heights${range ? ` from ${text(range[0])} to ${text(range[1])}, which are learned as −1 to 1` : ""}`,
    };
  }
  if (distinct.length > ranges.classes[1])
    return `there are ${distinct.length} classes; at most ${ranges.classes[1]} can be told apart by colour`;
  const classes = isNumeric ? [...distinct].sort((a, b) => Number(a) - Number(b)) : distinct;
  const listed = classes.map((each, k) => `${String(each).slice(0, 24)} (${CLASS_NAMES[k]})`).join(", ");
  return {
    values: taken.map((each) => classes.indexOf(each)),
    classes: Math.max(2, classes.length),
    text: `of ${classes.length} class${classes.length === 1 ? "" : "es"}: ${listed}`,
  };
}

/** Heights that an answer between -1 and 1 can reach. @param {number[]} heights */
function heightsOf(heights) {
  const range = rangeOf(heights);
  if (range[0] >= -1 && range[1] <= 1) return { values: heights.map(short), range: null };
  return { values: heights.map((each) => short(onto(each, range, 1))), range };
}

/** Coordinates moved and scaled into the square. @param {number[]} values */
function fitted(values) {
  const range = rangeOf(values);
  return { values: values.map((each) => short(onto(each, range, SHOWN))), range };
}

/** @param {number} value @param {[number, number]} range @param {number} reach */
function onto(value, [low, high], reach) {
  // Halved first, so that the width of the widest range is a number too.
  const half = high / 2 - low / 2;
  return half ? reach * (2 * ((value / 2 - low / 2) / half) - 1) : 0;
}

/** @param {number[]} values @returns {[number, number]} */
function rangeOf(values) {
  return [Math.min(...values), Math.max(...values)];
}

/** @template T @param {T[]} rows @param {number} most */
function evenly(rows, most) {
  return rows.length <= most
    ? rows
    : Array.from({ length: most }, (_, k) => rows[Math.floor((k * rows.length) / most)]);
}

/** As many digits as a link should hold. @param {number} value */
function short(value) {
  return Number(value.toPrecision(DIGITS));
}

/** @param {number} value */
function text(value) {
  return formatNumber(value, DIGITS);
}

/** @param {string[] | null} names @param {number} k */
function columnText(names, k) {
  return names?.[k] ? `“${names[k].slice(0, 24)}”` : `column ${k + 1}`;
}

/** @param {string} words */
function capital(words) {
  // x₁ stays as it is.
  return /^x[₁₂]/.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
}
