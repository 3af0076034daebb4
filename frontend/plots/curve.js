/** A small curve over one variable, drawn as SVG: slices with their tangents, slope against angle. */

import { niceTicks } from "./geometry.js";
import { paletteAt } from "./palette.js";
import { pathThrough, svg } from "./svg.js";

/**
 * @typedef {{x: number[], y: (number | null)[], role: string, label?: string, dash?: string}} Curve
 * @typedef {{x: number, y: number | null, role: string, label?: string}} Mark
 * @typedef {object} CurvePicture
 * @property {Curve[]} curves
 * @property {Mark[]} marks
 * @property {string} xLabel
 * @property {string} yLabel
 * @property {[number, number]} [xRange]
 * @property {[number, number]} [yRange]
 * @property {number[]} [xTicks]
 * @property {string} theme
 */

/** Draws curves in one element; a press moves the marked place. */
export class CurvePlot {
  /**
   * @param {HTMLElement} element
   * @param {{onDrag?(x: number): void, onDrop?(x: number): void}} [handlers]
   */
  constructor(element, handlers = {}) {
    this.element = element;
    this.id = nextId++;
    this.root = /** @type {SVGSVGElement} */ (svg("svg", { class: "curve-plot", "aria-hidden": "true" }));
    element.append(this.root);
    /** @type {CurvePicture | null} */
    this.picture = null;
    this.size = { width: 0, height: 0 };
    /** @type {SVGElement | undefined} */
    this.axes = undefined;
    this.axesKey = "";
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      if (this.picture) this.draw(this.picture);
    });
    this.observer.observe(element);
    if (handlers.onDrag) this.listen(handlers.onDrag, handlers.onDrop);
  }

  /** @param {CurvePicture} picture */
  draw(picture) {
    this.picture = picture;
    const { width, height } = this.size;
    if (width < 20 || height < 20) return;
    const palette = paletteAt(this.element, picture.theme);
    const font = palette.fontSize;
    const ranges = { x: picture.xRange ?? span(picture.curves.flatMap((c) => c.x)), y: picture.yRange ?? span(heights(picture)) };
    const frame = { left: 3.6 * font, right: width - 0.9 * font, top: 1.6 * font, bottom: height - 2.7 * font };
    this.frame = frame;
    this.ranges = ranges;
    const toX = (/** @type {number} */ x) => frame.left + ((x - ranges.x[0]) / (ranges.x[1] - ranges.x[0])) * (frame.right - frame.left);
    const toY = (/** @type {number | null} */ y) => (y === null ? NaN : frame.bottom - ((y - ranges.y[0]) / (ranges.y[1] - ranges.y[0])) * (frame.bottom - frame.top));
    this.root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const clip = `curve-frame-${this.id}`;
    const area = svg("clipPath", { id: clip }, [svg("rect", { x: frame.left, y: frame.top - 4, width: frame.right - frame.left, height: frame.bottom - frame.top + 8 })]);
    const drawn = svg("g", { "clip-path": `url(#${clip})` }, picture.curves.map((curve) => curveShape(curve, toX, toY, palette)));
    const axesKey = JSON.stringify([ranges, frame, picture.xLabel, picture.theme]);
    if (axesKey !== this.axesKey) this.axes = svg("g", {}, axes(picture, ranges, frame, toX, toY, palette));
    this.axesKey = axesKey;
    const title = svg("text", { "font-size": font, fill: palette.ink, x: 2, y: 0.95 * font, "text-anchor": "start" }, [picture.yLabel]);
    this.root.replaceChildren(svg("defs", {}, [area]), /** @type {SVGElement} */ (this.axes), title, drawn, ...marks(picture, frame, toX, toY, palette));
  }

  /**
   * @param {(x: number) => void} onDrag
   * @param {((x: number) => void) | undefined} onDrop
   */
  listen(onDrag, onDrop) {
    this.element.classList.add("draggable");
    const place = (/** @type {PointerEvent} */ event) => {
      const { frame, ranges } = /** @type {any} */ (this);
      const u = (event.clientX - this.root.getBoundingClientRect().left - frame.left) / (frame.right - frame.left);
      return ranges.x[0] + Math.min(Math.max(u, 0), 1) * (ranges.x[1] - ranges.x[0]);
    };
    let isHeld = false;
    this.element.addEventListener("pointerdown", (event) => {
      if (!this.frame) return;
      isHeld = true;
      this.element.setPointerCapture(event.pointerId);
      onDrag(place(event));
    });
    this.element.addEventListener("pointermove", (event) => isHeld && onDrag(place(event)));
    this.element.addEventListener("pointerup", (event) => {
      if (isHeld) onDrop?.(place(event));
      isHeld = false;
    });
    this.element.addEventListener("pointercancel", () => (isHeld = false));
  }

  destroy() {
    this.observer.disconnect();
    this.root.remove();
  }
}

let nextId = 0;

/** @param {CurvePicture} picture */
function heights(picture) {
  // A tangent may leave the picture: only curves of functions set its height.
  return picture.curves.filter((curve) => curve.role !== "tangent").flatMap((curve) => curve.y.filter((y) => y !== null && Number.isFinite(y)));
}

/**
 * From the lowest to the highest, with a little room.
 * @param {(number | null)[]} values
 * @returns {[number, number]}
 */
function span(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) return [-1, 1];
  const room = high > low ? (high - low) * 0.06 : Math.max(1, Math.abs(low)) * 0.5;
  return [low - room, high + room];
}

/**
 * @param {CurvePicture} picture
 * @param {{x: [number, number], y: [number, number]}} ranges
 * @param {{left: number, right: number, top: number, bottom: number}} frame
 * @param {(x: number) => number} toX
 * @param {(y: number) => number} toY
 * @param {import("./palette.js").Palette} palette
 */
function axes(picture, ranges, frame, toX, toY, palette) {
  const font = palette.fontSize;
  const small = { "font-size": font * 0.85, fill: palette.inkSoft };
  const shapes = [];
  for (const y of niceTicks(...ranges.y, Math.max(2, (frame.bottom - frame.top) / (3 * font)))) {
    shapes.push(svg("line", { x1: frame.left, x2: frame.right, y1: toY(y), y2: toY(y), stroke: palette.gridLine, "stroke-width": y === 0 ? 1.6 : 0.8 }));
    shapes.push(svg("text", { ...small, x: frame.left - 6, y: toY(y), "text-anchor": "end", "dominant-baseline": "central" }, [tick(y)]));
  }
  const ticks = picture.xTicks ?? niceTicks(...ranges.x, Math.max(2, (frame.right - frame.left) / (5 * font)));
  for (const x of ticks) shapes.push(svg("text", { ...small, x: toX(x), y: frame.bottom + 1.1 * font, "text-anchor": "middle" }, [tick(x)]));
  const title = { "font-size": font, fill: palette.ink };
  shapes.push(svg("text", { ...title, x: (frame.left + frame.right) / 2, y: frame.bottom + 2.3 * font, "text-anchor": "middle" }, [picture.xLabel]));
  return shapes;
}

/** @param {number} value */
function tick(value) {
  const size = Math.abs(value);
  const text = size >= 1e5 || (size > 0 && size < 1e-4) ? value.toExponential().replace("e+", "e") : String(value);
  return text.replaceAll("-", "−");
}

/**
 * @param {Curve} curve
 * @param {(x: number) => number} toX
 * @param {(y: number | null) => number} toY
 * @param {import("./palette.js").Palette} palette
 */
function curveShape(curve, toX, toY, palette) {
  const d = pathThrough(curve.x.map((x, k) => [toX(x), toY(curve.y[k])]));
  return svg("path", { d, class: curve.role, fill: "none", stroke: palette.color(curve.role), "stroke-width": palette.lineWidth, "stroke-dasharray": curve.dash ?? "none", "stroke-linejoin": "round" });
}

/**
 * @param {CurvePicture} picture
 * @param {{left: number, right: number, top: number, bottom: number}} frame
 * @param {(x: number) => number} toX
 * @param {(y: number | null) => number} toY
 * @param {import("./palette.js").Palette} palette
 */
function marks(picture, frame, toX, toY, palette) {
  return picture.marks.flatMap((mark) => {
    const [x, y] = [toX(mark.x), toY(mark.y)];
    if (!Number.isFinite(y) || y < frame.top - 20 || y > frame.bottom + 20) return [];
    const color = palette.color(mark.role);
    const shapes = [svg("circle", { class: mark.role, cx: x, cy: y, r: palette.lineWidth * 2, fill: color, stroke: palette.paper, "stroke-width": 1.5 })];
    if (mark.label) {
      const atRight = x > (frame.left + frame.right) / 2;
      const above = y > frame.top + 1.8 * palette.fontSize;
      const place = { x: x + (atRight ? -8 : 8), y: y + (above ? -0.8 : 1.5) * palette.fontSize, "text-anchor": atRight ? "end" : "start" };
      const halo = { stroke: palette.paper, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" };
      shapes.push(svg("text", { ...place, ...halo, fill: color, "font-size": palette.fontSize, "font-weight": 600 }, [mark.label]));
    }
    return shapes;
  });
}
