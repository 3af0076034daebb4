/** From the state and the backend's answers to what is drawn in three dimensions. Pure functions. */

import { nameText } from "../../../core/format.js";
import { patch } from "../../../plots/marks/patch.js";
import { spot } from "../../../plots/marks/spot.js";
import { strokes } from "../../../plots/marks/strokes.js";
import { roomyRanges } from "../../../plots/space.js";
import { nameOf } from "../../common/meaning.js";
import { boxOf, CLOSE, lifted, linesOnSheet, strokesAround } from "./around.js";
import { linearImage, most } from "./figures.js";
import { entryTitles } from "./picture.js";

/**
 * @typedef {import("./picture.js").Scene} Scene
 * @typedef {import("./requests.js").Near} Near
 * @typedef {import("./figures.js").Image} Image
 * @typedef {import("../../common/meaning.js").Meaning} Meaning
 * @typedef {import("../../../plots/space.js").SpacePicture} SpacePicture
 * @typedef {import("../../../plots/marks/strokes.js").Stroke} Stroke
 * @typedef {Scene["state"]} State
 */

/** @param {Scene} scene @returns {[string, string, string]} */
function entryNames({ answers }) {
  return /** @type {[string, string, string]} */ (
    entryTitles(nameOf(/** @type {Meaning} */ (answers.meaning).source), 3)
  );
}

/**
 * The images of places under the linear approximation.
 * @param {Near} near
 * @param {number[][][]} figure
 * @returns {number[][][]}
 */
function linearStrokes({ value, jacobian, point }, figure) {
  return figure.map((stroke) => stroke.map((place) => linearImage(value, jacobian, point, place)));
}

/**
 * A range on each axis around places; from near by, around the value alone.
 * @param {State} state
 * @param {Near} near
 * @param {Image[]} places
 */
function rangesAround({ show, reach }, { value, singular_values: sizes }, places) {
  const half = CLOSE * reach * (sizes?.[0] || 1);
  if (show.close)
    return /** @type {SpacePicture["ranges"]} */ (value.map((entry) => [(entry ?? 0) - half, (entry ?? 0) + half]));
  const whole = places.filter((place) => place.every((entry) => entry !== null && Number.isFinite(entry)));
  if (!whole.length)
    return roomyRanges([
      [-1, 1],
      [-1, 1],
      [-1, 1],
    ]);
  return roomyRanges(
    /** @type {SpacePicture["ranges"]} */ (
      [0, 1, 2].map((axis) => most(whole.map((place) => /** @type {number} */ (place[axis]))))
    ),
  );
}

/**
 * Arrows from the value along the columns of J, as far as the figure reaches.
 * @param {Near} near
 * @param {number} reach
 * @param {string[]} names
 * @returns {Stroke[]}
 */
function columnArrows({ value, jacobian }, reach, names) {
  const from = value.map(Number);
  return names.map((name, j) => ({
    strokes: [[from, from.map((entry, i) => entry + reach * (jacobian[i][j] ?? NaN))]],
    role: "tangent",
    arrow: true,
    label: name,
  }));
}

/** The half axes of the ellipse or ellipsoid. @param {Near} near @param {number} reach @returns {Stroke[]} */
function axesOut({ value, singular_vectors: vectors, singular_values: sizes }, reach) {
  const from = value.map(Number);
  return (vectors?.left ?? []).map((along, k) => ({
    strokes: [[from, from.map((entry, i) => entry + reach * (sizes?.[k] ?? 0) * along[i])]],
    role: "hessian",
    arrow: true,
    label: `σ${"₁₂₃"[k]} u${"₁₂₃"[k]}`,
  }));
}

/**
 * What lies on a sheet and in its tangent plane.
 * @param {State} state
 * @param {Near} near  with three entries
 * @param {number[][][]} around  the figure
 * @param {Image[][]} figure  its image
 * @param {Image[][] | null} sheet
 * @param {Stroke[]} [more]
 * @returns {Pick<SpacePicture, "marks" | "sheet">}
 */
function overSheet({ show, reach }, near, around, figure, sheet, more = []) {
  const { point } = near;
  const isSmooth = near.singular_values !== null;
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([u, v]) => [point[0] + reach * u, point[1] + reach * v]);
  const lines = [
    ...(show.grid ? [{ strokes: linesOnSheet(sheet ?? []), role: "function", weight: 0.35 }] : []),
    ...(show.linear && isSmooth ? [{ strokes: linearStrokes(near, around), role: "tangent" }] : []),
    ...(show.image ? [{ strokes: figure, role: "function", weight: 1.2 }] : []),
  ];
  const plane = show.linear && isSmooth ? [patch(linearStrokes(near, [corners])[0])] : [];
  return { marks: [strokes([...lines, ...more]), spot(near.value), ...plane], sheet: show.grid ? sheet : null };
}

/**
 * A surface over two variables, with the tangent plane that the columns of J span.
 * @param {Scene} scene
 * @returns {SpacePicture}
 */
export function surfacePicture(scene) {
  const { state, answers, theme } = scene;
  const near = /** @type {Near} */ (answers.near);
  const { show, reach } = state;
  const { variables } = /** @type {Meaning} */ (answers.meaning);
  const columns =
    show.linear && !show.singular && near.singular_values
      ? columnArrows(
          near,
          reach,
          variables.map((name) => `∂f/∂${nameText(name)}`),
        )
      : [];
  const arrows = [...columns, ...(show.singular ? axesOut(near, reach) : [])];
  return {
    ...overSheet(state, near, answers.around, answers.figure ?? [], answers.grid, arrows),
    names: entryNames(scene),
    ranges: rangesAround(state, near, (answers.grid ?? linearStrokes(near, answers.around)).flat()),
    equal: true,
    theme,
  };
}

/** The graph of a function of two variables, with its tangent plane. @param {Scene} scene @returns {SpacePicture} */
export function graphPicture(scene) {
  const { state, answers, theme } = scene;
  const flat = /** @type {Near} */ (answers.near);
  const { variables, source } = /** @type {Meaning} */ (answers.meaning);
  // The graph is the image of (x, y) under (x, y, f): two more rows for the Jacobian.
  const near = { ...flat, value: [...flat.point, ...flat.value], jacobian: [[1, 0], [0, 1], ...flat.jacobian] };
  const drawn = overSheet(state, near, answers.around, lifted(answers.around, answers.figure ?? []), answers.grid);
  const { x, y } = boxOf(state, state.point);
  const heights = (answers.grid ?? linearStrokes(near, answers.around)).flat().map(([, , height]) => height ?? NaN);
  return {
    ...drawn,
    names: [nameText(variables[0]), nameText(variables[1]), nameOf(source)],
    ranges: [x, y, withRoom(heights)],
    equal: false,
    theme,
  };
}

/**
 * From the lowest to the highest but for poles, and a little more.
 * @param {number[]} heights
 * @returns {[number, number]}
 */
export function withRoom(heights) {
  const finite = heights.filter(Number.isFinite);
  const [low, high] = finite.length ? most(finite) : [-1, 1];
  const room = high > low ? 0.06 * (high - low) : 1;
  return [low - room, high + room];
}

/** A curve in space, with its velocity. @param {Scene} scene @returns {SpacePicture} */
export function runPicture(scene) {
  const { state, answers, theme } = scene;
  const near = /** @type {Near} */ (answers.near);
  const { show, reach } = state;
  const curve = answers.grid ?? [];
  return {
    marks: [
      strokes([
        ...(show.grid ? [{ strokes: curve, role: "function", weight: 0.6 }] : []),
        ...(show.image ? [{ strokes: answers.figure ?? [], role: "function", weight: 1.6 }] : []),
        ...(show.linear && near.singular_values ? columnArrows(near, reach, ["h f′"]) : []),
      ]),
      spot(near.value),
    ],
    sheet: null,
    names: entryNames(scene),
    ranges: rangesAround(state, near, (answers.grid ?? linearStrokes(near, answers.around)).flat()),
    equal: true,
    theme,
  };
}

/**
 * A solid figure around the point, with the directions that become the axes of its image.
 * @param {Scene} scene
 * @returns {SpacePicture}
 */
export function solidInput({ state, answers, theme }) {
  const { point, reach, show } = state;
  const { variables } = /** @type {Meaning} */ (answers.meaning);
  const vectors = show.singular ? (answers.near?.singular_vectors?.right ?? []) : [];
  const axes = vectors.map((along, k) => ({
    strokes: [[point, point.map((entry, i) => entry + reach * along[i])]],
    role: "hessian",
    arrow: true,
    label: `v${"₁₂₃"[k]}`,
  }));
  const ranges = point.map((entry) => [entry - 1.4 * reach, entry + 1.4 * reach]);
  return {
    marks: [strokes([{ strokes: strokesAround(state, point), role: "function", weight: 0.8 }, ...axes]), spot(point)],
    sheet: null,
    names: /** @type {[string, string, string]} */ (variables.map(nameText)),
    ranges: /** @type {SpacePicture["ranges"]} */ (ranges),
    equal: true,
    theme,
  };
}

/**
 * What becomes of it, under the map and under its linear approximation.
 * @param {Scene} scene
 * @returns {SpacePicture}
 */
export function solidOutput(scene) {
  const { state, answers, theme } = scene;
  const near = /** @type {Near} */ (answers.near);
  const { show, reach } = state;
  const linear = near.singular_values ? linearStrokes(near, answers.around) : [];
  const figure = answers.figure ?? [];
  return {
    marks: [
      strokes([
        ...(show.linear ? [{ strokes: linear, role: "tangent", weight: 0.8 }] : []),
        ...(show.image ? [{ strokes: figure, role: "function", weight: 0.8 }] : []),
        ...(show.singular ? axesOut(near, reach) : []),
      ]),
      spot(near.value),
    ],
    sheet: null,
    names: entryNames(scene),
    ranges: rangesAround(state, near, [...figure, ...linear].flat()),
    equal: true,
    theme,
  };
}
