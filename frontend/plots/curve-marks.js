/** What lies over the curves and moves: lines, guides, brackets, marks and handles, as SVG shapes. */

import { halo } from "./curve-axes.js";
import { dotsAt, linePath } from "./curve-path.js";
import { glyphOnCurve } from "./marks/glyph.js";
import { spotsAlong, spotsAround } from "./labels.js";
import { pathThrough, svg } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./curve-axes.js").View} View
 * @typedef {import("./labels.js").Labels} Labels
 * @typedef {import("./labels.js").Spot} Spot
 * @typedef {[number, number]} Pixel
 * @typedef {object} Pen  how to draw
 * @property {View} view
 * @property {Labels} labels
 * @property {import("./palette.js").Palette} palette
 */

/**
 * A text at the best of its spots; nothing where there is no label or no room.
 * @param {{role?: string, label?: string}} thing
 * @param {string} key
 * @param {Spot[]} spots
 * @param {Pen} pen
 * @returns {SVGElement[]}
 */
export function caption({ role = "guide", label }, key, spots, { labels, palette }) {
  const placed = label && labels.place({ key, text: label, spots });
  if (!placed) return [];
  const { x, y, anchor, text } = placed;
  return [
    svg(
      "text",
      {
        x,
        y,
        "text-anchor": anchor,
        "dominant-baseline": "central",
        ...halo(palette),
        fill: palette.text(role),
        "font-size": palette.fontSize,
        "font-weight": 600,
      },
      [text],
    ),
  ];
}

/**
 * A path with a role's colour; what is not given is as in a curve.
 * @param {string} d
 * @param {{role: string, dash?: string, weight?: number}} look
 * @param {Pick<Pen, "palette">} pen
 */
export function stroke(d, { role, dash = "none", weight = 1 }, { palette }) {
  return svg("path", {
    d,
    class: role,
    fill: "none",
    stroke: palette.color(role),
    "stroke-width": palette.lineWidth * weight,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
  });
}

/**
 * @param {Pixel[]} pixels
 * @param {{role: string}} look
 * @param {Pick<Pen, "palette">} pen
 */
export function dots(pixels, { role }, { palette }) {
  return svg("path", {
    d: dotsAt(pixels),
    class: role,
    fill: "none",
    stroke: palette.color(role),
    "stroke-width": palette.lineWidth * 2.4,
    "stroke-linecap": "round",
  });
}

/** What is clipped at the frame. @param {CurvePicture} picture @param {Pen} pen */
export function lineShapes({ lines = [], guides = [], brackets = [] }, pen) {
  return [
    ...guides.map((guide) => guideShape(guide, pen)),
    ...lines.flatMap((line) => lineShape(line, pen)),
    ...brackets.flatMap((bracket) => bracketShape(bracket, pen)),
  ];
}

/**
 * Guide lines are thin, and behind all that moves.
 * @param {import("./curve-picture.js").Guide} guide
 * @param {Pen} pen
 */
function guideShape({ x, y, role = "guide", dash, weight = 0.5 }, pen) {
  const { frame, across, up } = pen.view;
  const [u, v] = [across.toPixel(x ?? null), up.toPixel(y ?? null)];
  return stroke(
    pathThrough(
      x === undefined
        ? [
            [frame.left, v],
            [frame.right, v],
          ]
        : [
            [u, frame.top],
            [u, frame.bottom],
          ],
    ),
    { role, dash, weight },
    pen,
  );
}

/** @param {import("./curve-picture.js").Line} line @param {Pen} pen */
function lineShape(line, pen) {
  const { pixels, d } = linePath(line, pen.view);
  const heads = line.arrows
    ? pixels
        .slice(1)
        .map((tip, k) => arrowHead(pixels[k], tip, 4 * pen.palette.lineWidth))
        .join("")
    : "";
  const shapes = [stroke(d, line, pen)];
  // The dashes of a line are not for its arrow heads.
  if (heads) shapes.push(stroke(heads, { ...line, dash: "none" }, pen));
  if (line.dots) shapes.push(dots(pixels, line, pen));
  return shapes;
}

/**
 * None on a step too short to carry one.
 * @param {Pixel} from
 * @param {Pixel} tip
 * @param {number} size
 */
export function arrowHead(from, tip, size) {
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(length > 0.8 * size)) return "";
  const [u, v] = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const barb = (/** @type {number} */ side) =>
    /** @type {Pixel} */ ([tip[0] - size * (u + 0.5 * side * v), tip[1] - size * (v - 0.5 * side * u)]);
  return pathThrough([barb(1), tip, barb(-1)]);
}

/** @param {import("./curve-picture.js").Bracket} bracket @param {Pen} pen */
function bracketShape({ x, from, to, role }, pen) {
  const { across, up } = pen.view;
  const [u, v, w] = [across.toPixel(x), up.toPixel(from), up.toPixel(to)];
  const foot = 2 * pen.palette.lineWidth;
  return [
    stroke(
      pathThrough([
        [u - foot, v],
        [u + foot, v],
        [NaN, NaN],
        [u, v],
        [u, w],
        [NaN, NaN],
        [u - foot, w],
        [u + foot, w],
      ]),
      { role, weight: 0.8 },
      pen,
    ),
  ];
}

/**
 * What is not clipped: marks on the edge are whole, and texts lie over all.
 * @param {CurvePicture} picture
 * @param {Pen} pen
 */
export function markShapes(picture, pen) {
  const { marks = [], handles = [] } = picture;
  const shown = marks.filter((mark) => isShown(mark, pen.view));
  const held = handles.filter((handle) => isShown(handle, pen.view));
  for (const each of [...shown, ...held])
    pen.labels.keepFree(around(handlePixel(each, pen.view), 2.2 * pen.palette.lineWidth));
  const texts = [...held, ...shown].flatMap((each, k) =>
    caption(each, `mark ${k}`, spotsAround(handlePixel(each, pen.view), pen.palette, pen.view.frame), pen),
  );
  return [
    ...shown.map((mark) => markShape(mark, pen)),
    ...held.map((handle) => handleShape(handle, pen)),
    ...texts,
    ...lineTexts(picture, pen),
  ];
}

/** @param {Pixel} pixel @param {number} r */
export function around([x, y], r) {
  return { left: x - r, right: x + r, top: y - r, bottom: y + r };
}

/** @param {{x: number, y: number | null}} place @param {View} view @returns {Pixel} */
export function handlePixel({ x, y }, { frame, across, up }) {
  return [across.toPixel(x), y === null ? frame.bottom : up.toPixel(y)];
}

/** @param {{x: number, y: number | null}} place @param {View} view */
function isShown(place, view) {
  const { left, right, top, bottom } = view.frame;
  const [x, y] = handlePixel(place, view);
  return x >= left - 1 && x <= right + 1 && y >= top - 20 && y <= bottom + 20;
}

/** @param {import("./curve-picture.js").Mark} mark @param {Pen} pen */
function markShape(mark, { view, palette }) {
  const [x, y] = handlePixel(mark, view);
  const [color, r] = [palette.color(mark.role), palette.lineWidth * 2];
  const { glyph = "point" } = mark;
  if (glyph === "point")
    return svg("circle", {
      class: mark.role,
      cx: x,
      cy: y,
      r,
      fill: color,
      stroke: palette.paper,
      "stroke-width": 1.5,
    });
  if (glyph === "open")
    return svg("circle", {
      class: `${mark.role} open`,
      cx: x,
      cy: y,
      r,
      fill: palette.paper,
      stroke: color,
      "stroke-width": palette.lineWidth * 0.8,
    });
  return glyphOnCurve(glyph, [x, y], mark.role, palette);
}

/**
 * Of what can be dragged, in px: in a low plot thick dots would hide the curve that they are compared with.
 * @param {number} lineWidth
 * @param {{top: number, bottom: number}} frame
 */
export function handleRadius(lineWidth, { top, bottom }) {
  return Math.min(lineWidth * 2.6, Math.max(5, (bottom - top) / 28));
}

/** @param {import("./curve-picture.js").Handle} handle @param {Pen} pen */
function handleShape(handle, { view, palette }) {
  const [cx, cy] = handlePixel(handle, view);
  const look = {
    r: handleRadius(palette.lineWidth, view.frame),
    fill: palette.color(handle.role),
    stroke: palette.paper,
    "stroke-width": 2,
  };
  return svg("circle", {
    class: `${handle.role} handle`,
    cx,
    cy,
    ...look,
    "data-id": handle.id,
    "data-x": handle.x,
    "data-y": String(handle.y),
  });
}

/** @param {CurvePicture} picture @param {Pen} pen */
function lineTexts({ lines = [], guides = [], brackets = [] }, pen) {
  const { palette, view } = pen;
  return [
    ...guides.flatMap((guide, k) => caption(guide, `guide ${k}`, guideSpots(guide, view, palette.fontSize), pen)),
    ...brackets.flatMap((bracket, k) =>
      caption(bracket, `bracket ${k}`, bracketSpots(bracket, view, palette.fontSize), pen),
    ),
    ...lines.flatMap((line, k) =>
      caption(
        line,
        `line ${k}`,
        spotsAlong(linePath(line, view).ink, line.label ?? "", palette.fontSize, view.frame),
        pen,
      ),
    ),
  ];
}

/** @param {import("./curve-picture.js").Guide} guide @param {View} view @param {number} font @returns {Spot[]} */
function guideSpots({ x, y }, { frame, across, up }, font) {
  if (x === undefined) {
    const v = up.toPixel(y ?? null);
    return [-0.8, 0.8].flatMap((lines) => [
      { x: frame.right - 4, y: v + lines * font, anchor: "end" },
      { x: frame.left + 4, y: v + lines * font, anchor: "start" },
    ]);
  }
  const u = across.toPixel(x);
  const heights = [1, 2.3, 3.6].map((lines) => frame.top + lines * font).concat(frame.bottom - font);
  return heights.flatMap((height) => [
    { x: u + 6, y: height, anchor: "start" },
    { x: u - 6, y: height, anchor: "end" },
  ]);
}

/** @param {import("./curve-picture.js").Bracket} bracket @param {View} view @param {number} font @returns {Spot[]} */
function bracketSpots({ x, from, to }, { across, up }, font) {
  const [u, v, w] = [across.toPixel(x), up.toPixel(from), up.toPixel(to)];
  const heights = [
    (v + w) / 2,
    Math.min(v, w) - font,
    Math.max(v, w) + font,
    Math.max(v, w) + 2.3 * font,
    Math.min(v, w) - 2.3 * font,
  ];
  const beside = heights.flatMap((y) => [
    { x: u + 10, y, anchor: /** @type {const} */ ("start") },
    { x: u - 10, y, anchor: /** @type {const} */ ("end") },
  ]);
  return [...beside, ...heights.slice(1).map((y) => ({ x: u, y, anchor: /** @type {const} */ ("middle") }))];
}

/** What texts should rather not cover, beside the curves. @param {CurvePicture} picture @param {View} view */
export function inkOfLines({ lines = [] }, view) {
  return lines.flatMap((line) => linePath(line, view).ink);
}
