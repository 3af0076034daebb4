/** The map of the same function: level lines by Plotly, and over them in SVG all that moves with the point. */

import { zoomedAround } from "../core/interval.js";
import { criticalMarks, directionTip, overlayShapes, pointMark } from "./contour-overlay.js";
import { mapFrame, mapTicks, pixelMap, placeMap, plotlyArea, roomAt } from "./frame.js";
import { heightLimits } from "./geometry.js";
import { levelsOf } from "./levels.js";
import { COLORSCALE, paletteAt } from "./palette.js";
import { RasterLayer } from "./raster.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./scene3d.js").Picture} Picture
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {import("./frame.js").Frame} Frame
 */

const STILL = 4; // px that a click may wander
const PATIENCE = 180; // ms after the last turn of the wheel before the domain changes

let maps = 0; // on this page so far: each clips at its own frame

/** Draws pictures in one element; the point, the direction and the map itself can be dragged. */
export class ContourMap {
  /**
   * @param {HTMLElement} element
   * @param {{onDrag(x: number, y: number): void, onDrop(x: number, y: number): void, onDomain(domain: Domain): void,
   *   onDirection?(angle: number, isSettled: boolean): void, onGrip?(k: number): void}} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    /** @type {Picture | null} */
    this.picture = null;
    /** @type {Domain | null} what is seen while panning or zooming, before the new grid has come */
    this.view = null;
    /** @type {Frame | null} where the map lies, once it is drawn */
    this.frame = null;
    this.clip = `contour-frame-${++maps}`;
    this.plot = document.createElement("div");
    this.plot.className = "contour-levels";
    this.overlay = /** @type {SVGSVGElement} */ (svg("svg", { class: "contour-overlay", "aria-hidden": "true" }));
    element.append(this.plot, this.overlay);
    this.raster = new RasterLayer(element);
    this.listen();
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(element);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    if (
      !before ||
      before.grid !== picture.grid ||
      before.levels !== picture.levels ||
      before.theme !== picture.theme ||
      !before.cells !== !picture.cells ||
      !sameDomain(before.domain, picture.domain)
    )
      this.drawLevels();
    this.drawOverlay();
  }

  drawLevels() {
    const picture = /** @type {Picture} */ (this.picture);
    this.view = null;
    this.palette = paletteAt(this.element, picture.theme);
    this.limits = picture.grid ? heightLimits(picture.grid) : { low: -1, high: 1, isCut: false };
    const element = { width: this.element.clientWidth, height: this.element.clientHeight };
    this.frame = null;
    // Hidden for the moment; it is drawn when its size is known.
    if (!element.width || !element.height) return;
    this.frame = mapFrame({ ...element, fontSize: this.palette.fontSize }, picture.domain);
    const layout = { ...plotlyArea(this.frame, element), ...this.layout(picture.domain) };
    globalThis.Plotly.react(this.plot, [this.levels(this.frame)], layout, { staticPlot: true, responsive: false });
  }

  /** @param {Frame} frame */
  levels({ height }) {
    const { grid, domain, names, cells, levels: scale } = /** @type {Picture} */ (this.picture);
    const { low, high } = /** @type {{low: number, high: number}} */ (this.limits);
    const palette = /** @type {import("./palette.js").Palette} */ (this.palette);
    const { z, zLow, zHigh, start, size, ticks, note } = levelsOf(grid, low, high, scale);
    return {
      type: "contour",
      x: grid?.x ?? domain.x,
      y: grid?.y ?? domain.y,
      z: z ?? [
        [NaN, NaN],
        [NaN, NaN],
      ],
      colorscale: COLORSCALE,
      zmin: zLow,
      zmax: zHigh,
      // Over a raster of colours that mean something else the levels are lines only.
      contours: { start, end: zHigh, size, coloring: cells ? "none" : "fill" },
      line: { color: cells ? "rgba(0,0,0,0.45)" : "rgba(255,255,255,0.55)", width: 0.8, smoothing: 1 },
      showscale: !cells,
      connectgaps: false,
      hoverinfo: "skip",
      // As high as the map and beside it.
      colorbar: {
        thickness: 0.8 * palette.fontSize,
        lenmode: "pixels",
        len: height,
        x: 1,
        xpad: 0.6 * palette.fontSize,
        ypad: 0,
        outlinewidth: 0,
        title: {
          text: [plain(names.value.split("(")[0]), ...note.split(/ (?=[+−])/)].filter(Boolean).join("<br>"),
          side: "top",
          font: { size: palette.fontSize, color: palette.ink },
        },
        tickfont: { size: palette.fontSize * 0.85, color: palette.inkSoft },
        ...plotlyTicks({ ticks: withRoom(ticks, height / (1.4 * palette.fontSize) - 2) }),
      },
    };
  }

  /** @param {"x" | "y"} side @param {[number, number]} range */
  numbers(side, range) {
    const [frame, palette] = /** @type {any} */ ([this.frame, this.palette]);
    return mapTicks(range, roomAt(frame, palette.fontSize)[side]);
  }

  /** Axes and colours of what Plotly draws. @param {Domain} domain */
  layout(domain) {
    const { names } = /** @type {Picture} */ (this.picture);
    const palette = /** @type {import("./palette.js").Palette} */ (this.palette);
    const axis = (/** @type {string} */ title, /** @type {import("./scales.js").Ticks} */ numbers) => ({
      title: {
        text: axisTitle(title, numbers.note),
        font: { size: palette.fontSize * 1.15, color: palette.ink },
        standoff: 6,
      },
      ...plotlyTicks(numbers),
      tickangle: 0,
      tickfont: { size: palette.fontSize * 0.85, color: palette.inkSoft },
      showgrid: false,
      zeroline: false,
      ticks: "outside",
      ticklen: 4,
      tickcolor: palette.inkSoft,
    });
    return {
      xaxis: { ...axis(names.x, this.numbers("x", domain.x)), range: domain.x },
      yaxis: { ...axis(names.y, this.numbers("y", domain.y)), range: domain.y },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: palette.fontFamily, color: palette.ink },
      hovermode: false,
      showlegend: false,
    };
  }

  resized() {
    if (!this.picture) return;
    this.reset();
  }

  /** What is seen at the moment. */
  seen() {
    return this.view ?? /** @type {Picture} */ (this.picture).domain;
  }

  drawOverlay() {
    const { frame, picture } = this;
    if (!frame || !picture) return;
    // In the colours of the legend beside it, by day and by night: their edges of paper set them off from the map.
    const pen = { toPixel: pixelMap(frame, this.seen()), palette: paletteAt(this.overlay, picture.theme), frame };
    this.drawCells(frame, pen.toPixel);
    const clip = svg("clipPath", { id: this.clip }, [
      svg("rect", { x: frame.x0, y: frame.y0, width: frame.width, height: frame.height }),
    ]);
    const clipped = (/** @type {SVGElement[]} */ shapes) => svg("g", { "clip-path": `url(#${this.clip})` }, shapes);
    const moving = clipped(overlayShapes(picture, this.limits, pen, this.seen()));
    // Over the point, or it would hide the kind of the critical point that it was dragged to.
    this.overlay.replaceChildren(
      svg("defs", {}, [clip]),
      moving,
      pointMark(picture, pen),
      clipped(criticalMarks(picture, pen)),
    );
  }

  /** @param {Frame} frame @param {(place: ArrayLike<number>) => [number, number]} toPixel */
  drawCells(frame, toPixel) {
    const { cells, domain } = /** @type {Picture} */ (this.picture);
    // Half a cell beyond the box: the outermost starts are its very edge.
    const [wide, high] = cells
      ? [(domain.x[1] - domain.x[0]) / (cells.columns - 1), (domain.y[1] - domain.y[0]) / (cells.rows - 1)]
      : [0, 0];
    const [left, top] = toPixel([domain.x[0] - wide / 2, domain.y[1] + high / 2]);
    const [right, bottom] = toPixel([domain.x[1] + wide / 2, domain.y[0] - high / 2]);
    const { x0, y0, width, height } = frame;
    this.raster.draw(
      cells ?? null,
      { left, top, right, bottom },
      { left: x0, top: y0, right: x0 + width, bottom: y0 + height },
    );
  }

  /**
   * The place under the pointer, in data coordinates.
   * @param {{clientX: number, clientY: number}} event
   * @param {Domain} [domain]
   * @returns {[number, number]}
   */
  placeOf(event, domain = this.seen()) {
    const box = this.element.getBoundingClientRect();
    const place = placeMap(/** @type {Frame} */ (this.frame), domain);
    return place(event.clientX - box.left, event.clientY - box.top);
  }

  listen() {
    /** @type {{kind: "point" | "tip" | "map", x: number, y: number, from: Domain, hasMoved: boolean} | null} */
    let press = null;
    const { element } = this;
    element.addEventListener("pointerdown", (event) => {
      if (!this.frame || !this.picture || event.button !== 0) return;
      this.chooseGrip(event);
      const kind = this.handleAt(event);
      press = { kind, x: event.clientX, y: event.clientY, from: this.seen(), hasMoved: false };
      element.setPointerCapture(event.pointerId);
      event.preventDefault();
    });
    element.addEventListener("pointermove", (event) => {
      if (!press) {
        if (this.frame && this.picture) element.dataset.handle = this.handleAt(event);
        return;
      }
      press.hasMoved ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) >= STILL;
      if (!press.hasMoved) return;
      if (press.kind === "point") this.handlers.onDrag(...this.heldInside(event));
      else if (press.kind === "tip") this.handlers.onDirection?.(this.angleTo(event), false);
      else this.pan(press, event);
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (!press) return;
      const { kind, hasMoved } = press;
      press = null;
      if (event.type !== "pointerup") return;
      if (kind === "map" && hasMoved) this.settle();
      else if (kind === "tip" && hasMoved) this.handlers.onDirection?.(this.angleTo(event), true);
      else if (kind === "map" || (kind === "point" && hasMoved)) this.handlers.onDrop(...this.heldInside(event));
    };
    element.addEventListener("pointerup", release);
    element.addEventListener("pointercancel", release);
    element.addEventListener("touchstart", (event) => this.keepTouch(event), { passive: false });
    element.addEventListener("wheel", (event) => this.zoom(event), { passive: false });
  }

  /** A finger on a handle drags it; anywhere else it may scroll the page. @param {TouchEvent} event */
  keepTouch(event) {
    const [{ clientX, clientY }] = event.touches;
    if (this.frame && this.picture && this.handleAt({ clientX, clientY, pointerType: "touch" }) !== "map")
      event.preventDefault();
  }

  /**
   * What a press here would take hold of.
   * @param {{clientX: number, clientY: number, pointerType: string}} event
   * @returns {"point" | "tip" | "map"}
   */
  handleAt(event) {
    const picture = /** @type {Picture} */ (this.picture);
    if (this.isNear(event, picture.point)) return "point";
    return picture.show.direction && this.isNear(event, directionTip(picture)) ? "tip" : "map";
  }

  /** @param {{clientX: number, clientY: number, pointerType: string}} event @param {[number, number]} place */
  isNear(event, place) {
    const [u, v] = pixelMap(/** @type {Frame} */ (this.frame), this.seen())(place);
    const box = this.element.getBoundingClientRect();
    return (
      Math.hypot(u - (event.clientX - box.left), v - (event.clientY - box.top)) <
      (event.pointerType === "touch" ? 28 : 16)
    );
  }

  /** Lets the hand take another start than the selected one. @param {PointerEvent} event */
  chooseGrip(event) {
    const picture = /** @type {Picture} */ (this.picture);
    const { grips, point } = picture;
    const k = !grips || this.isNear(event, point) ? -1 : grips.findIndex(({ place }) => this.isNear(event, place));
    if (!grips || k < 0) return;
    // The picture that says so comes with the next frame, but the hand is there already.
    this.picture = { ...picture, point: grips[k].place };
    this.handlers.onGrip?.(k);
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  heldInside(event) {
    const [x, y] = this.placeOf(event);
    const { x: across, y: up } = this.seen();
    return [Math.min(Math.max(x, across[0]), across[1]), Math.min(Math.max(y, up[0]), up[1])];
  }

  /** @param {PointerEvent} event */
  angleTo(event) {
    const [x, y] = this.placeOf(event);
    const { point } = /** @type {Picture} */ (this.picture);
    return (Math.round((Math.atan2(y - point[1], x - point[0]) * 180) / Math.PI) + 360) % 360;
  }

  /**
   * @param {{x: number, y: number, from: Domain}} press
   * @param {PointerEvent} event
   */
  pan(press, event) {
    const frame = /** @type {Frame} */ (this.frame);
    const { from } = press;
    const right = ((event.clientX - press.x) / frame.width) * (from.x[1] - from.x[0]);
    const up = (-(event.clientY - press.y) / frame.height) * (from.y[1] - from.y[0]);
    this.look({ x: [from.x[0] - right, from.x[1] - right], y: [from.y[0] - up, from.y[1] - up] });
  }

  /** @param {WheelEvent} event */
  zoom(event) {
    if (!this.frame || !this.picture) return;
    event.preventDefault();
    const [x, y] = this.placeOf(event);
    const factor = Math.exp(Math.min(Math.max(event.deltaY, -120), 120) * 0.0022);
    const seen = this.seen();
    this.look({ x: zoomedAround(seen.x, x, factor), y: zoomedAround(seen.y, y, factor) });
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), PATIENCE);
  }

  /**
   * Shows another part of the plane at once, from the grid that is there.
   * @param {Domain} domain
   */
  look(domain) {
    this.view = domain;
    if (this.looking) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = 0;
      if (!this.view) return;
      globalThis.Plotly.relayout(this.plot, this.rangesOf(this.view));
      this.drawOverlay();
    });
  }

  /** What another part of the plane changes in Plotly's layout. @param {Domain} view */
  rangesOf({ x, y }) {
    const { names } = /** @type {Picture} */ (this.picture);
    const changes = (/** @type {"x" | "y"} */ side, /** @type {[number, number]} */ range) => {
      const numbers = this.numbers(side, range);
      const { tickvals, ticktext } = plotlyTicks(numbers);
      return {
        [`${side}axis.range`]: range,
        [`${side}axis.tickvals`]: tickvals,
        [`${side}axis.ticktext`]: ticktext,
        [`${side}axis.title.text`]: axisTitle(names[side], numbers.note),
      };
    };
    return { ...changes("x", x), ...changes("y", y) };
  }

  /** Shows the picture's own box again. */
  reset() {
    this.drawLevels();
    this.drawOverlay();
  }

  settle() {
    if (this.view) this.handlers.onDomain(this.view);
  }

  destroy() {
    this.observer.disconnect();
    clearTimeout(this.settling);
    if (this.looking) cancelAnimationFrame(this.looking);
    globalThis.Plotly.purge(this.plot);
    this.element.replaceChildren();
  }
}

/**
 * As many of the numbers as stand one above the other, evenly.
 * @param {import("./scales.js").Tick[]} ticks
 * @param {number} room
 */
export function withRoom(ticks, room) {
  const stride = Math.ceil(ticks.length / Math.max(2, room));
  return ticks.filter((_, k) => k % stride === 0);
}

/** @param {Pick<import("./scales.js").Ticks, "ticks">} numbers  in place of Plotly's own, which say 1n and 2T */
function plotlyTicks({ ticks }) {
  return { tickmode: "array", tickvals: ticks.map(({ value }) => value), ticktext: ticks.map(({ text }) => text) };
}

/** @param {string} name @param {string} note  on how to read its numbers */
function axisTitle(name, note) {
  return note ? `${plain(name)} (${note})` : plain(name);
}

/** Plotly reads <b> and the like in titles: a name is only ever itself. @param {string} text */
function plain(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** @param {Domain} a @param {Domain} b */
function sameDomain(a, b) {
  return a.x[0] === b.x[0] && a.x[1] === b.x[1] && a.y[0] === b.y[0] && a.y[1] === b.y[1];
}
