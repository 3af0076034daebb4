/** What lies over the level lines and moves with the point, as SVG shapes. */

import { clippedPath } from "./clip.js";
import { fieldArrows } from "./geometry.js";
import { directionStep, eigenSteps, gradientStep } from "./steps.js";
import { GLYPH_PATHS, LINES_ONLY } from "./glyphs.js";
import { pathThrough, set, svg } from "./svg.js";
import { thinned } from "./trails.js";

/**
 * @typedef {import("./scene3d.js").Picture} Picture
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {object} Pen  how to draw
 * @property {(place: ArrayLike<number>) => [number, number]} toPixel
 * @property {import("./palette.js").Palette} palette
 * @property {Frame} frame
 */

/** @param {Picture} picture @returns {[number, number]} */
export function directionTip(picture) {
  const step = directionStep(picture.direction.angle, picture.domain);
  return [picture.point[0] + step[0], picture.point[1] + step[1]];
}

/**
 * @param {Picture} picture
 * @param {any} limits
 * @param {Pen} pen
 * @param {Domain} seen
 */
export function overlayShapes(picture, limits, pen, seen) {
  const { point, base, show, domain } = picture;
  const { color, lineWidth: width } = pen.palette;
  const shapes = [];
  if (show.field && picture.field) shapes.push(fieldShape(picture.field, domain, pen));
  if (show.slices) {
    shapes.push(
      line(
        [
          [seen.x[0], point[1]],
          [seen.x[1], point[1]],
        ],
        pen.toPixel,
        color("point"),
        width * 0.5,
      ),
    );
    shapes.push(
      line(
        [
          [point[0], seen.y[0]],
          [point[0], seen.y[1]],
        ],
        pen.toPixel,
        color("point"),
        width * 0.5,
      ),
    );
  }
  if (show.eigenvectors && picture.eigen) shapes.push(...cross(base, picture.eigen, domain, pen));
  if (show.direction)
    shapes.push(
      ...arrow(point, directionStep(picture.direction.angle, domain), "direction", "u", pen),
      handle(directionTip(picture), pen),
    );
  for (const trail of selectedLast(picture.trails ?? [])) shapes.push(...trailShapes(trail, domain, pen));
  if (picture.circle) shapes.push(ring(picture.circle, pen));
  for (const each of picture.arrows ?? []) shapes.push(...arrow(each.from, each.step, each.role, each.label, pen));
  if (show.gradient && picture.gradient)
    shapes.push(...arrow(base, gradientStep(picture.gradient, domain, limits), "gradient", "∇f", pen));
  return shapes;
}

/** @template {{isSelected: boolean}} T @param {T[]} each @returns {T[]} */
function selectedLast(each) {
  return [...each.filter(({ isSelected }) => !isSelected), ...each.filter(({ isSelected }) => isSelected)];
}

const MOST_DOTS = 80;

/**
 * A walk, with a dot at each of not too many iterates and a larger one where it is.
 * @param {import("./trails.js").Trail} trail
 * @param {Domain} domain
 * @param {Pen} pen
 */
function trailShapes({ places, role, dash, isSelected, isWhole = false }, domain, { toPixel, palette, frame }) {
  const box = { left: frame.x0, right: frame.x0 + frame.width, top: frame.y0, bottom: frame.y0 + frame.height };
  const color = palette.color(role);
  const seen = clippedPath(thinned(places, domain).map(toPixel), box);
  const asIs = (/** @type {ArrayLike<number>} */ place) => /** @type {[number, number]} */ ([place[0], place[1]]);
  const dot = (/** @type {[number, number]} */ place, /** @type {number} */ r) => {
    const [cx, cy] = toPixel(place);
    return svg("circle", { cx, cy, r, fill: color, stroke: palette.paper, "stroke-width": 1 });
  };
  const inside = places.filter(
    ([x, y]) => x >= domain.x[0] && x <= domain.x[1] && y >= domain.y[0] && y <= domain.y[1],
  );
  const dots = inside.length <= MOST_DOTS && !isWhole ? inside.map((place) => dot(place, palette.lineWidth * 0.8)) : [];
  const here = isWhole ? undefined : places[places.length - 1];
  return [
    line(seen, asIs, color, palette.lineWidth * (isSelected ? 1.1 : 0.8), dash),
    ...dots,
    ...(here ? [dot(here, palette.lineWidth * 2)] : []),
  ];
}

/** @param {{center: [number, number], radius: number, role: string}} circle @param {Pen} pen */
function ring({ center, radius, role }, pen) {
  const places = Array.from({ length: 73 }, (_, k) => [
    center[0] + radius * Math.cos((k * Math.PI) / 36),
    center[1] + radius * Math.sin((k * Math.PI) / 36),
  ]);
  return line(places, pen.toPixel, pen.palette.color(role), pen.palette.lineWidth * 0.8, "5 4");
}

/** @param {Picture} picture @param {Pen} pen */
export function criticalMarks({ show, critical }, pen) {
  return show.critical && critical ? critical.map((each) => glyph(each, pen)) : [];
}

/**
 * The eigenvectors, dashed where the function curves downwards.
 * @param {[number, number]} base
 * @param {{values: number[], vectors: number[][]}} eigen
 * @param {Domain} domain
 * @param {Pen} pen
 */
function cross(base, eigen, domain, { toPixel, palette }) {
  return eigenSteps(eigen, domain).map((step, k) => {
    const ends = [-1, 1].map((side) => [base[0] + side * step[0], base[1] + side * step[1]]);
    const dashes = eigen.values[k] < 0 ? `${2.5 * palette.lineWidth} ${1.5 * palette.lineWidth}` : "none";
    return line(ends, toPixel, palette.color("hessian"), palette.lineWidth, dashes);
  });
}

/**
 * A line with a paper-coloured halo, readable on every colour of the map.
 * @param {number[][]} places
 * @param {(place: ArrayLike<number>) => [number, number]} toPixel
 * @param {string} color
 * @param {number} width
 * @param {string} [dashes]
 */
function line(places, toPixel, color, width, dashes = "none") {
  const d = pathThrough(places.map(toPixel));
  const shared = { d, fill: "none", "stroke-linecap": "round", "stroke-linejoin": "round" };
  return svg("g", {}, [
    svg("path", { ...shared, stroke: "rgba(255,255,255,0.85)", "stroke-width": width + 2.5 }),
    svg("path", { ...shared, stroke: color, "stroke-width": width, "stroke-dasharray": dashes }),
  ]);
}

/**
 * @param {[number, number]} point
 * @param {[number, number]} step
 * @param {string} role
 * @param {string} label
 * @param {Pen} pen
 */
function arrow(point, step, role, label, pen) {
  const { palette, toPixel } = pen;
  const from = toPixel(point);
  const tip = toPixel([point[0] + step[0], point[1] + step[1]]);
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(length > 1)) return [];
  const along = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const head = Math.min(5 * palette.lineWidth, length * 0.6);
  const barb = (/** @type {number} */ side) => [
    tip[0] - head * (along[0] + 0.5 * side * along[1]),
    tip[1] - head * (along[1] - 0.5 * side * along[0]),
  ];
  const asIs = (/** @type {ArrayLike<number>} */ place) => /** @type {[number, number]} */ ([place[0], place[1]]);
  const shaft = line([from, tip, barb(1), tip, barb(-1)], asIs, palette.color(role), palette.lineWidth);
  set(shaft, { class: `arrow ${role}`, "data-x": point[0], "data-y": point[1] });
  return [shaft, caption(label, besideTip(tip, along, label, pen), palette.text(role), pen)];
}

/**
 * Where the name of an arrow stands: beyond its tip, or where that is outside the frame to one side of the head.
 * @param {[number, number]} tip
 * @param {number[]} along  of length 1
 * @param {string} label
 * @param {Pen} pen
 */
function besideTip(tip, along, label, pen) {
  const font = pen.palette.fontSize;
  const at = (/** @type {number} */ ahead, /** @type {number} */ aside) => [
    tip[0] + font * (ahead * along[0] - aside * along[1]),
    tip[1] + font * (ahead * along[1] + aside * along[0]),
  ];
  const spots = [at(1.3, 0), at(-0.6, -1.5), at(-0.6, 1.5)];
  return spots.find((spot) => `${insideFrame(label, spot, pen)}` === `${spot}`) ?? spots[0];
}

/**
 * The nearest place for the middle of a text at which all of it is in the frame.
 * @param {string} text
 * @param {number[]} place
 * @param {Pen} pen
 */
function insideFrame(text, place, { palette, frame }) {
  const [half, low] = [0.45 * palette.fontSize * text.length, 0.8 * palette.fontSize];
  return [
    Math.min(Math.max(place[0], frame.x0 + half), frame.x0 + frame.width - half),
    Math.min(Math.max(place[1], frame.y0 + low), frame.y0 + frame.height - low),
  ];
}

/** Something to take hold of. @param {[number, number]} place @param {Pen} pen */
function handle(place, { toPixel, palette }) {
  const [cx, cy] = toPixel(place);
  return svg("circle", {
    class: "handle",
    cx,
    cy,
    r: 2.2 * palette.lineWidth,
    fill: palette.color("direction"),
    stroke: palette.paper,
    "stroke-width": 1.5,
  });
}

/**
 * A short text in the frame, at the place or as near as it can be.
 * @param {string} text
 * @param {number[]} place
 * @param {string} color
 * @param {Pen} pen
 */
function caption(text, place, color, pen) {
  const { palette } = pen;
  const [x, y] = insideFrame(text, place, pen);
  const style = {
    "text-anchor": "middle",
    "dominant-baseline": "central",
    "paint-order": "stroke",
    "stroke-linejoin": "round",
  };
  const look = {
    fill: color,
    stroke: palette.paper,
    "stroke-width": 4,
    "font-size": palette.fontSize * 1.1,
    "font-weight": 700,
  };
  return svg("text", { x, y, ...style, ...look }, [text]);
}

/** @type {WeakMap<object, {key: string, shape: SVGElement}>} */
const drawnFields = new WeakMap();

/**
 * Hundreds of arrows, drawn once for each field and view of it: they do not move with the point.
 * @param {{points: number[][], vectors: number[][]}} field
 * @param {Domain} domain
 * @param {Pen} pen
 */
function fieldShape(field, domain, pen) {
  const key = JSON.stringify([pen.frame, pen.toPixel([0, 0]), pen.toPixel([1, 1])]);
  const before = drawnFields.get(field);
  if (before?.key === key) return before.shape;
  const shape = newFieldShape(field, domain, pen);
  drawnFields.set(field, { key, shape });
  return shape;
}

/**
 * @param {{points: number[][], vectors: number[][]}} field
 * @param {Domain} domain
 * @param {Pen} pen
 */
function newFieldShape(field, domain, { palette, toPixel }) {
  const spacing = Math.min(domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]) / Math.sqrt(field.points.length);
  let d = "";
  for (const { from, step } of fieldArrows(field, spacing)) {
    const [start, end] = [
      toPixel([from[0] - step[0] / 2, from[1] - step[1] / 2]),
      toPixel([from[0] + step[0] / 2, from[1] + step[1] / 2]),
    ];
    const back = [(start[0] - end[0]) * 0.3, (start[1] - end[1]) * 0.3];
    const barb = (/** @type {number} */ side) =>
      /** @type {[number, number]} */ ([
        end[0] + back[0] - side * 0.5 * back[1],
        end[1] + back[1] + side * 0.5 * back[0],
      ]);
    d += pathThrough([start, end, barb(1), end, barb(-1)]);
  }
  const shared = { d, fill: "none", "stroke-linecap": "round" };
  return svg("g", {}, [
    svg("path", { ...shared, stroke: "rgba(255,255,255,0.75)", "stroke-width": 2.6 }),
    svg("path", { ...shared, stroke: palette.color("gradient"), "stroke-width": 1.2 }),
  ]);
}

/**
 * @param {{point: number[], kind: string}} found
 * @param {Pen} pen
 */
function glyph(found, { palette, toPixel }) {
  const [x, y] = toPixel(found.point);
  const r = palette.lineWidth * 2.4;
  const d = GLYPH_PATHS[/** @type {keyof typeof GLYPH_PATHS} */ (found.kind)](x, y, r);
  const isLines = LINES_ONLY.has(found.kind);
  const shape = {
    d,
    fill: isLines ? "none" : palette.color("point"),
    "stroke-linejoin": "round",
    "stroke-linecap": "round",
  };
  return svg("g", { class: `critical ${found.kind}`, "data-x": found.point[0], "data-y": found.point[1] }, [
    svg("path", { ...shape, stroke: palette.paper, "stroke-width": isLines ? 6 : 3.5 }),
    svg("path", { ...shape, stroke: palette.color("point"), "stroke-width": isLines ? 2.6 : 0.5 }),
  ]);
}

/**
 * @param {Picture} picture
 * @param {Pen} pen
 */
export function pointMark(picture, pen) {
  if (picture.grips)
    return svg(
      "g",
      {},
      selectedLast(picture.grips).map((grip) => gripMark(grip, pen)),
    );
  const { palette, toPixel } = pen;
  const [cx, cy] = toPixel(picture.point);
  const mark = svg("circle", {
    class: "point handle",
    cx,
    cy,
    r: palette.lineWidth * 2.6,
    fill: palette.color("point"),
    stroke: palette.paper,
    "stroke-width": 2,
  });
  set(mark, { "data-x": picture.point[0], "data-y": picture.point[1] });
  return mark;
}

/** The numbered start of a walk. @param {import("./scene3d.js").Grip} grip @param {Pen} pen */
function gripMark({ place, role, label, isSelected }, { palette, toPixel }) {
  const [cx, cy] = toPixel(place);
  const r = palette.fontSize * 0.68;
  const disk = svg("circle", {
    class: "handle",
    cx,
    cy,
    r,
    fill: isSelected ? palette.color(role) : palette.paper,
    stroke: isSelected ? palette.paper : palette.color(role),
    "stroke-width": 2,
  });
  set(disk, { "data-id": `start ${label}`, "data-x": place[0], "data-y": place[1] });
  const look = {
    "text-anchor": "middle",
    "dominant-baseline": "central",
    "font-size": palette.fontSize * 0.85,
    "font-weight": 700,
    fill: isSelected ? palette.paper : palette.text(role),
  };
  return svg("g", {}, [disk, svg("text", { x: cx, y: cy, ...look }, [label])]);
}
