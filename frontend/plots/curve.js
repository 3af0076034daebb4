/** The plot of all that depends on one variable, drawn as SVG: curves, what stands on them, and what can be dragged. */

import { offer } from "../core/figures.js";
import { contain, redraw } from "../core/redraw.js";
import { areSame } from "../core/same.js";
import { axesShapes, titleShape, viewOf } from "./curve-axes.js";
import { CurveGestures } from "./curve-gestures.js";
import { inkOfLines, lineShapes, markShapes } from "./curve-marks.js";
import { curvePath, distanceToPath } from "./curve-path.js";
import { around, caption, pixelOf } from "./curve-shapes.js";
import { Labels } from "./labels.js";
import { CURVE } from "./marks/curve.js";
import { shapeOf as fieldShape } from "./marks/field.js";
import { curveNumbers, fieldNumbers } from "./numbers.js";
import { paletteAt } from "./palette.js";
import { rangesOf } from "./ranges.js";
import { scaleOf } from "./scales.js";
import { RasterLayer } from "./raster.js";
import { ScatterLayer } from "./scatter.js";
import { stripShapes } from "./strip.js";
import { keepSet, svg } from "./svg.js";

/**
 * @typedef {import("./curve-picture.js").CurvePicture} CurvePicture
 * @typedef {import("./curve-picture.js").CurveHandlers} CurveHandlers
 * @typedef {import("./curve-picture.js").Interval} Interval
 * @typedef {import("./curve-axes.js").View} View
 * @typedef {import("./curve-picture.js").CurvePen} CurvePen
 */

const EDGE = 4; // px by which curves may stand over the frame: half a line on its edge is still seen

/** Draws pictures in one element, whose role and label are the lab's. */
export class CurvePlot {
  /** @type {CurvePicture | null} */
  picture = null;
  /** @type {View | null} where what is drawn lies */
  view = null;
  /** @type {Interval | null} the x range while panning and zooming, until a picture with another one comes */
  seen = null;
  size = { width: 0, height: 0 };
  viewKey = "";
  /** @type {ScatterLayer | null} */
  scatter = null;
  /** @type {RasterLayer | null} */
  raster = null;
  /** @type {Map<string, number>} where the texts were, so that they do not jump about */
  habits = new Map();
  /** @type {Labels | null} the places that the texts at the curves have left */
  labels = null;
  /** @type {number | undefined} */
  looking;
  /** @type {Map<SVGElement, unknown[]>} what each layer was drawn from */
  drawnFrom = new Map();

  /**
   * @param {HTMLElement} element
   * @param {CurveHandlers} [handlers]
   */
  constructor(element, handlers = {}) {
    this.element = element;
    this.handlers = handlers;
    const clip = `curve-frame-${nextId++}`;
    this.clip = svg("rect");
    const clipped = { "clip-path": `url(#${clip})` };
    this.layers = {
      strip: svg("g"),
      axes: svg("g"),
      title: svg("g"),
      field: svg("g", clipped),
      curves: svg("g", clipped),
      lines: svg("g", clipped),
      curveTexts: svg("g"),
      marks: svg("g"),
    };
    const defs = svg("defs", {}, [svg("clipPath", { id: clip }, [this.clip])]);
    this.root = /** @type {SVGSVGElement} */ (
      svg("svg", { class: "curve-plot", "aria-hidden": "true" }, [defs, ...Object.values(this.layers)])
    );
    element.append(this.root);
    this.gestures = new CurveGestures(this);
    this.observer = new ResizeObserver(([{ contentRect }]) => {
      this.size = contentRect;
      this.redraw();
    });
    this.observer.observe(element);
    offer(element, {
      numbers: () => (this.picture ? [curveNumbers(this.picture), ...fieldNumbers(this.picture)] : []),
    });
  }

  /** @param {CurvePicture} picture */
  draw(picture) {
    const before = this.picture?.xRange;
    // What was looked at has come, or something else was asked for.
    if (`${before}` !== `${picture.xRange}` && !this.gestures.isHeld()) this.seen = null;
    this.picture = picture;
    this.redraw();
  }

  redraw() {
    const { picture, size } = this;
    if (!picture || size.width < 20 || size.height < 20) return;
    const palette = paletteAt(this.element, picture.theme);
    const view = this.keep(viewOf(picture, rangesOf(picture, this.seen), size, palette.fontSize));
    this.layer(this.clip, [view], () => this.place(view));
    this.drawAxes(picture, { view, palette });
    this.drawField(picture.field ?? null, view, palette);
    this.drawCurves(picture, { view, palette });
    const pen = { view, palette, labels: /** @type {Labels} */ (this.labels).with(inkOfLines(picture, view)) };
    redraw(this.layers.lines, () => lineShapes(picture, pen));
    this.layers.marks.replaceChildren(...markShapes(picture, pen));
    this.drawScatters(picture.scatters ?? [], view, palette);
    this.drawRaster(picture.raster ?? null, view);
  }

  /** What is seen, as the same object while it is the same: what is drawn for it can stay. @param {View} view */
  keep(view) {
    const key = JSON.stringify([view, this.size]);
    if (!this.view || key !== this.viewKey) this.view = view;
    this.viewKey = key;
    return this.view;
  }

  /**
   * Draws a layer anew if what it is drawn from has changed.
   * @param {SVGElement} layer
   * @param {unknown[]} from
   * @param {() => SVGElement[]} shapes
   */
  layer(layer, from, shapes) {
    if (areSame(from, this.drawnFrom.get(layer))) return;
    this.drawnFrom.set(layer, from);
    redraw(layer, shapes);
  }

  /** @param {View} view @returns {SVGElement[]} */
  place({ frame }) {
    const { width, height } = this.size;
    keepSet(this.root, { viewBox: `0 0 ${width} ${height}` });
    keepSet(this.clip, {
      x: frame.left,
      y: frame.top - EDGE,
      width: frame.right - frame.left,
      height: Math.max(0, frame.bottom - frame.top + 2 * EDGE),
    });
    return [];
  }

  /** @param {CurvePicture} picture @param {Pick<CurvePen, "view" | "palette">} pen */
  drawAxes(picture, { view, palette }) {
    const { layers } = this;
    const { strip, xLabel, yLabel, sharesX, xGrid, hasOwnGrid, xTicks, isBare } = picture;
    this.layer(layers.axes, [view, palette, xLabel, sharesX, xGrid, hasOwnGrid, isBare, `${xTicks}`], () =>
      axesShapes(picture, view, palette),
    );
    this.layer(layers.title, [view, palette, yLabel], () => [titleShape(picture, view, palette)]);
    const band = { top: view.frame.bottom + 1, height: view.stripHeight };
    this.layer(layers.strip, [view, palette, strip?.x, strip?.colors], () =>
      strip ? stripShapes(strip, view.across, band, palette) : [],
    );
  }

  /**
   * @param {import("./marks/field.js").Vectors | null} field
   * @param {View} view
   * @param {import("./palette.js").Palette} palette
   */
  drawField(field, view, palette) {
    const { across, up } = view;
    const pen = {
      palette,
      toPixel: (/** @type {ArrayLike<number>} */ place) =>
        /** @type {[number, number]} */ ([across.toPixel(place[0]), up.toPixel(place[1])]),
      domain: { x: across.domain, y: up.domain },
    };
    this.layer(this.layers.field, [field, view, palette], () => (field ? [fieldShape(field, pen, palette.paper)] : []));
  }

  /**
   * The curves and the texts at them, which stay where they are while marks move.
   * @param {CurvePicture} picture
   * @param {Pick<CurvePen, "view" | "palette">} pen
   */
  drawCurves({ curves, handles = [] }, pen) {
    const { view, palette } = pen;
    const looks = curves.flatMap(({ x, y, role, label, dash, weight, breaks, dots }) => [
      x,
      y,
      role,
      label,
      dash,
      weight,
      `${breaks}`,
      dots,
    ]);
    // Texts at curves leave the foot of the frame to those of handles on the axis.
    const foot = handles.some((handle) => handle.y === null) ? 2.6 * palette.fontSize : 0;
    this.layer(this.layers.curves, [view, palette, foot, ...looks], () => {
      const room = { ...view.frame, bottom: view.frame.bottom - foot };
      const ink = curves.flatMap((curve) => curvePath(curve, view).ink);
      const labels = new Labels(room, palette.fontSize, ink, this.habits);
      const own = { ...pen, labels };
      // Handles move on while these texts stay: they are in the way only now.
      const held = handles
        .filter(({ y }) => y !== null)
        .map((handle) => around(pixelOf(handle, view), 2.6 * palette.lineWidth));
      for (const box of held) labels.keepFree(box);
      const texts = curves.flatMap((curve, k) => caption(curve, `curve ${k}`, CURVE.spots(curve, own), own));
      for (const box of held) labels.release(box);
      contain(this.layers.curveTexts, texts);
      this.labels = labels.in(view.frame);
      return curves.flatMap((curve) => CURVE.onCurves(curve, own));
    });
  }

  /**
   * @param {import("./curve-picture.js").Scatter[]} scatters
   * @param {View} view
   * @param {import("./palette.js").Palette} palette
   */
  drawScatters(scatters, view, palette) {
    if (!this.scatter && !scatters.length) return;
    this.scatter ??= new ScatterLayer(this.element);
    this.scatter.draw(scatters, view, palette);
  }

  /** The raster fills the frame. @param {import("./marks/cells.js").Cells | null} cells @param {View} view */
  drawRaster(cells, { frame }) {
    if (!this.raster && !cells) return;
    this.raster ??= new RasterLayer(this.element);
    if (cells) this.raster.draw(cells, frame, frame);
    else this.raster.hide();
  }

  /** The x axis as it is seen at this moment, which may not be drawn yet. */
  across() {
    const { kind, domain, range } = /** @type {View} */ (this.view).across;
    return scaleOf(kind, this.seen ?? domain, range);
  }

  /** In px. @param {[number, number]} pixel */
  distanceToCurves(pixel) {
    const { picture, view } = this;
    if (!picture || !view) return Infinity;
    return Math.min(...picture.curves.map((curve) => distanceToPath(pixel, curvePath(curve, view).pixels)));
  }

  /**
   * Shows another part of the axis in the next frame, by the curves that are there.
   * @param {Interval} domain
   */
  look(domain) {
    this.seen = domain;
    this.looking ??= requestAnimationFrame(() => {
      this.looking = undefined;
      if (!this.seen) return;
      this.redraw();
      this.handlers.onDomain?.(this.seen, false);
    });
  }

  settle() {
    if (this.looking) cancelAnimationFrame(this.looking);
    this.looking = undefined;
    if (!this.seen) return;
    this.redraw();
    this.handlers.onDomain?.(this.seen, true);
  }

  /** Shows the picture's own x range again. */
  reset() {
    this.seen = null;
    this.redraw();
  }

  destroy() {
    if (this.looking) cancelAnimationFrame(this.looking);
    this.gestures.destroy();
    this.observer.disconnect();
    this.scatter?.remove();
    this.raster?.remove();
    this.root.remove();
  }
}

let nextId = 0;
