/**
 * Lines, sheets and patches in three dimensions that are no graph over a plane; moved without being rebuilt where they
 * can be.
 */

import { moveTraces } from "./fast_update.js";
import { paletteAt } from "./palette.js";
import { framedTrace, spaceFrame } from "./space-frame.js";
import { drawSpace, fitted, smallerSide, spaceLayout } from "./space-layout.js";

/**
 * @typedef {[number, number]} Interval
 * @typedef {(number | null)[]} Place  three numbers; what is null is not drawn
 * @typedef {object} SpacePicture
 * @property {SpaceLine[]} lines
 * @property {Place[][] | null} sheet   rows of places that a surface goes through; taken for unchanged while it is the
 *   same object
 * @property {Place[] | null} patch     four corners of a piece of a plane
 * @property {Place | null} point
 * @property {[string, string, string]} names  of the axes; those without a name are not drawn
 * @property {[Interval, Interval, Interval]} ranges
 * @property {boolean} equal            whether a unit is as long on each axis
 * @property {string} theme
 *
 * @typedef {object} SpaceLine
 * @property {Place[][]} strokes
 * @property {string} role
 * @property {number} [weight]  1, if not given
 * @property {string} [label]   written at the end of its last stroke
 * @property {boolean} [arrow]  with a head there
 *
 * @typedef {{x: (number | null)[], y: (number | null)[], z: (number | null)[]}} Coordinates
 */

const CAMERA = { eye: { x: 1.3, y: -1.45, z: 0.95 }, center: { x: 0, y: 0, z: -0.06 } };
const SPREAD = 1.14; // how wide what it sees is, beside a surface
const DIAGONAL = 2;
const HEAD = 0.16; // of an arrow's length
const FLATTEST = 0.35; // of the longest side: a flat thing has some room all the same
const FLAT = { ambient: 0.95, diffuse: 0.1, specular: 0, roughness: 1, fresnel: 0 };

/** Draws pictures in one element; a drag turns them. */
export class SpacePlot {
  /** @type {SpacePicture | null} */
  picture = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.observer = new ResizeObserver(
      () => this.picture && element.clientWidth > 0 && globalThis.Plotly.Plots.resize(element),
    );
    this.observer.observe(element);
  }

  /** @param {SpacePicture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    if (before && looksOf(before) === looksOf(picture) && before.sheet === picture.sheet)
      moveTraces(this.element, new Map(framedPlaces(picture).map((places, k) => [k, places])));
    else this.rebuild(picture);
  }

  /** @param {SpacePicture} picture */
  rebuild(picture) {
    const palette = paletteAt(this.element, picture.theme);
    const places = framedPlaces(picture);
    const frame = spaceFrame(picture.ranges);
    const traces = [
      ...stylesOf(picture, palette).map((style, k) => ({ ...style, ...places[k], hoverinfo: "skip" })),
      ...sheetTraces(picture, palette).map((trace) => framedTrace(frame, trace)),
    ];
    drawSpace(this.element, traces, this.layout(picture, palette));
  }

  /** @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
  layout({ names, ranges, equal }, palette) {
    const frame = spaceFrame(ranges);
    const [x, y, z] = equal ? sides(frame) : [1, 1, 0.7];
    return spaceLayout(
      names.map((title, axis) => ({ title, range: frame[axis] })),
      { x, y, z },
      fitted(CAMERA, this.element, palette.fontSize, SPREAD),
      palette,
      smallerSide(this.element),
    );
  }

  destroy() {
    this.observer.disconnect();
    globalThis.Plotly.purge(this.element);
  }
}

/** How long the sides of the box are drawn; from corner to corner all boxes are as long. @param {Interval[]} ranges */
function sides(ranges) {
  const widths = ranges.map(([low, high]) => high - low);
  return widths.map((width) => (DIAGONAL * width) / Math.hypot(...widths));
}

/**
 * Ranges around places, none of them much flatter than the others.
 * @param {[Interval, Interval, Interval]} limits  the lowest and the highest on each axis
 * @returns {[Interval, Interval, Interval]}
 */
export function roomyRanges(limits) {
  const longest = Math.max(...limits.map(([low, high]) => high - low));
  const size = Math.max(...limits.flat().map(Math.abs));
  // What is one place but for rounding has a box as large as the place is far.
  const side = longest > size * 2 ** -40 ? longest : size || 1;
  return /** @type {[Interval, Interval, Interval]} */ (
    limits.map(([low, high]) => {
      const half = 0.56 * Math.max(high - low, FLATTEST * side);
      return [(low + high) / 2 - half, (low + high) / 2 + half];
    })
  );
}

/** All that makes a picture another one, apart from where its things are. @param {SpacePicture} picture */
function looksOf({ lines, patch, point, names, ranges, equal, theme }) {
  return JSON.stringify([
    lines.map(({ role, weight, label, arrow }) => [role, weight, label, arrow]),
    !patch,
    !point,
    names,
    ranges,
    equal,
    theme,
  ]);
}

/**
 * Lines, then labels, the point and the patch: where each is.
 * @param {SpacePicture} picture
 * @returns {Coordinates[]}
 */
function coordinatesOf(picture) {
  const { lines, point, patch } = picture;
  const tips = labelled(lines).map(({ strokes }) => strokes.at(-1)?.at(-1) ?? MISSING);
  return [
    ...lines.map((line) => columns(joined(line))),
    columns(tips),
    ...(point ? [columns([point])] : []),
    ...(patch ? [columns(patch)] : []),
  ];
}

/** The same, as parts of the ranges. @param {SpacePicture} picture */
function framedPlaces(picture) {
  const frame = spaceFrame(picture.ranges);
  return coordinatesOf(picture).map((places) => framedTrace(frame, places));
}

/** @param {SpaceLine[]} lines */
function labelled(lines) {
  return lines.filter(({ label }) => label);
}

/** @type {Place} */
const MISSING = [null, null, null];

/**
 * The strokes of a line one after another, with a gap between them, and the head of an arrow.
 * @param {SpaceLine} line
 * @returns {Place[]}
 */
export function joined({ strokes, arrow }) {
  const heads = arrow
    ? strokes.map((stroke) =>
        arrowHead(/** @type {number[]} */ (stroke[0]), /** @type {number[]} */ (stroke[stroke.length - 1])),
      )
    : [];
  return [...strokes, ...heads].flatMap((stroke) => [...stroke, MISSING]);
}

/**
 * Four barbs around the tip, so that two of them are seen from anywhere.
 * @param {number[]} from
 * @param {number[]} to
 * @returns {number[][]}
 */
function arrowHead(from, to) {
  const along = to.map((entry, k) => entry - from[k]);
  const length = Math.hypot(...along);
  if (!(length > 0)) return [to];
  const thinnest = along.map(Math.abs).indexOf(Math.min(...along.map(Math.abs)));
  const first = crossed(
    along,
    [0, 1, 2].map((k) => (k === thinnest ? 1 : 0)),
  );
  const second = crossed(along, first);
  const barbs = [first, second].flatMap((side) =>
    [1, -1].map((sign) =>
      to.map((entry, k) => entry - HEAD * along[k] + (sign * 0.4 * HEAD * length * side[k]) / Math.hypot(...side)),
    ),
  );
  return [barbs[0], to, barbs[1], to, barbs[2], to, barbs[3]];
}

/** The cross product. @param {number[]} a @param {number[]} b */
function crossed([a, b, c], [d, e, f]) {
  return [b * f - c * e, c * d - a * f, a * e - b * d];
}

/** @param {Place[]} places @returns {Coordinates} */
function columns(places) {
  return { x: places.map(([x]) => x), y: places.map(([, y]) => y), z: places.map(([, , z]) => z) };
}

/** How they look, in the same order. @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
function stylesOf({ lines, point, patch }, palette) {
  const strokes = lines.map(({ role, weight = 1 }) => ({
    type: "scatter3d",
    mode: "lines",
    connectgaps: false,
    line: { color: palette.color(role), width: palette.lineWidth * 2 * weight },
  }));
  const named = labelled(lines);
  const texts = {
    type: "scatter3d",
    mode: "text",
    text: named.map(({ label }) => label),
    textfont: { size: palette.fontSize, color: named.map(({ role }) => palette.text(role)) },
    textposition: "top center",
  };
  const dot = {
    type: "scatter3d",
    mode: "markers",
    marker: { size: palette.lineWidth * 2.8, color: palette.color("point"), line: { color: palette.paper, width: 2 } },
  };
  const plane = {
    type: "mesh3d",
    i: [0, 0],
    j: [1, 2],
    k: [2, 3],
    color: palette.color("tangent"),
    opacity: 0.45,
    flatshading: true,
    lighting: FLAT,
  };
  return [...strokes, texts, ...(point ? [dot] : []), ...(patch ? [plane] : [])];
}

/** @param {SpacePicture} picture @param {import("./palette.js").Palette} palette */
function sheetTraces({ sheet }, palette) {
  if (!sheet) return [];
  const [x, y, z] = [0, 1, 2].map((axis) => sheet.map((row) => row.map((place) => place[axis] ?? NaN)));
  const color = palette.color("function");
  const lighting = { ambient: 0.75, diffuse: 0.5, specular: 0.05, roughness: 0.9, fresnel: 0 };
  return [
    {
      type: "surface",
      x,
      y,
      z,
      colorscale: [
        [0, color],
        [1, color],
      ],
      showscale: false,
      opacity: 0.4,
      hoverinfo: "skip",
      lighting,
      contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false } },
    },
  ];
}
