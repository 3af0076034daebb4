/** The map of the same function: level lines by Plotly, and over them in SVG all that moves with the point. */

import { tremor } from "../core/press.js";
import { offer } from "../core/figures.js";
import { holding, zoomedAround } from "../core/interval.js";
import { redraw } from "../core/redraw.js";
import { mapFrame, pixelMap, placeMap, plotlyArea } from "./frame.js";
import { heightLimits, sameDomain } from "./geometry.js";
import { handlesOf } from "./handles.js";
import { HeightNumbers } from "./height-numbers.js";
import { cellsPlace } from "./marks/cells.js";
import { mapLayout, mapRanges } from "./map-layout.js";
import { Pinch } from "./map-pinch.js";
import { levelsTrace } from "./marks/surface.js";
import { surfaceNumbers } from "./numbers.js";
import { paletteAt } from "./palette.js";
import { RasterLayer } from "./raster.js";
import { clipToRim } from "./rim-clip.js";
import { svg } from "./svg.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./picture.js").Handle} Handle
 * @typedef {import("./picture.js").MapPen} MapPen
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {{handle: Handle | null, x: number, y: number, from: Domain, hasMoved: boolean}} Press
 */

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
    this.plot.setAttribute("aria-hidden", "true");
    this.overlay = /** @type {SVGSVGElement} */ (svg("svg", { class: "contour-overlay", "aria-hidden": "true" }));
    element.append(this.plot, this.overlay);
    this.raster = new RasterLayer(element);
    this.heights = new HeightNumbers();
    this.listen();
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(element);
    offer(element, { numbers: () => (this.picture ? surfaceNumbers(this.picture) : []) });
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
    this.palette = { ...paletteAt(this.element, picture.theme) };
    const element = { width: this.element.clientWidth, height: this.element.clientHeight };
    this.frame = null;
    // Hidden for the moment; it is drawn when its size is known.
    if (!element.width || !element.height) return;
    const { fontSize } = this.palette;
    const frameWith = (/** @type {boolean} */ hasBar) => mapFrame({ ...element, fontSize, hasBar }, picture.domain);
    // Numbers stand on the lines, where they can: elsewhere on a bar.
    this.palette.hasBar &&= !this.heights.areEnough(picture, frameWith(false), fontSize);
    this.frame = frameWith(this.palette.hasBar);
    const pen = { limits: heightLimits(picture.grid), frame: this.frame, palette: this.palette };
    const layout = { ...plotlyArea(this.frame, element), ...mapLayout(picture.domain, picture.names, pen) };
    globalThis.Plotly.react(this.plot, [levelsTrace(picture, pen)], layout, { staticPlot: true, responsive: false });
    this.cutAtRim();
  }

  /** Where the function ends, its map does. */
  cutAtRim() {
    const { frame, picture } = this;
    if (!frame || !picture) return;
    clipToRim(this.plot, `${this.clip}-rim`, picture.grid, pixelMap({ ...frame, x0: 0, y0: 0 }, this.seen()));
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
    const seen = this.seen();
    const palette = paletteAt(this.overlay, picture.theme);
    const pins = picture.marks.flatMap((mark) => mark.kind.pins?.(mark) ?? []);
    const signs = pins.filter(({ standsApart }) => !standsApart).map(({ place }) => place);
    const shafts = picture.marks.flatMap((mark) => mark.kind.shafts?.(mark) ?? []);
    const toPixel = pixelMap(frame, seen);
    /** @type {MapPen} */
    const pen = { toPixel, palette, frame, domain: picture.domain, seen, signs, shafts, texts: [] };
    this.drawCells(picture, pen);
    const { x0: x, y0: y, width, height } = frame;
    const clipped = { "clip-path": `url(#${this.clip})` };
    redraw(this.overlay, () => {
      // Before all names, which leave them free; below all marks.
      const heights = this.heights.draw(picture, pen);
      return [
        svg("defs", {}, [svg("clipPath", { id: this.clip }, [svg("rect", { x, y, width, height })])]),
        ...(heights.length ? [svg("g", clipped, heights)] : []),
        ...picture.marks.map((mark) => svg("g", mark.kind.isWhole ? {} : clipped, mark.kind.onMap?.(mark, pen) ?? [])),
      ];
    });
  }

  /** @param {Picture} picture @param {MapPen} pen */
  drawCells({ cells }, pen) {
    if (!cells) return this.raster.hide();
    const { box, seen } = cellsPlace(cells, pen);
    this.raster.draw(cells, box, seen);
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
    /** @type {(Press & {last: PointerEvent}) | null} */
    let press = null;
    const { element } = this;
    const pinch = new Pinch();
    const drop = (/** @type {Handle | null} */ handle, /** @type {PointerEvent} */ event) => {
      if (!handle) this.settle();
      else if (handle.does === "tip") this.handlers.onDirection?.(this.angleTo(event, handle), true);
      else if (handle.does === "point") this.handlers.onDrop(...this.heldInside(event));
    };
    /** What one of two fingers had dragged stays where it is. */
    const letGo = () => {
      if (press?.handle && press.hasMoved) drop(press.handle, press.last);
      press = null;
    };
    element.addEventListener("pointerdown", (event) => {
      if (!this.frame || !this.picture || event.button !== 0) return;
      const isPinched = pinch.begins(event, this.seen());
      // A finger that leaves the map is one of two all the same.
      element.setPointerCapture(event.pointerId);
      if (isPinched) return letGo();
      const handle = this.handleAt(event);
      if (handle?.grip !== undefined) this.handlers.onGrip?.(handle.grip);
      press = { handle, x: event.clientX, y: event.clientY, from: this.seen(), hasMoved: false, last: event };
      event.preventDefault();
    });
    element.addEventListener("pointermove", (event) => {
      const box = this.frame && pinch.follow(event, this.frame, () => this.corner());
      if (box) return this.look(this.withPoint(box));
      if (!press) {
        if (this.frame && this.picture) element.dataset.handle = this.handleAt(event)?.does ?? "map";
        return;
      }
      press.last = event;
      const still = tremor(event);
      press.hasMoved ||= Math.hypot(event.clientX - press.x, event.clientY - press.y) >= still;
      if (!press.hasMoved) return;
      if (press.handle?.does === "point") this.handlers.onDrag(...this.heldInside(event));
      else if (press.handle) this.handlers.onDirection?.(this.angleTo(event, press.handle), false);
      else this.pan(press, event);
    });
    const release = (/** @type {PointerEvent} */ event) => {
      if (pinch.ends(event)) return this.settle();
      if (!press) return;
      const { handle, hasMoved } = press;
      press = null;
      if (event.type !== "pointerup") return;
      if (hasMoved) drop(handle, event);
      else if (!handle) this.handlers.onDrop(...this.heldInside(event));
    };
    element.addEventListener("pointerup", release);
    element.addEventListener("pointercancel", release);
    element.addEventListener("touchstart", (event) => this.keepTouch(event), { passive: false });
    element.addEventListener("wheel", (event) => this.zoom(event), { passive: false });
  }

  /** Two fingers never lose the point, which would have to come along. @param {Domain} box @returns {Domain} */
  withPoint(box) {
    const isPoint = (/** @type {Handle} */ { does, grip }) => does === "point" && grip === undefined;
    const point = handlesOf(/** @type {Picture} */ (this.picture)).find(isPoint);
    return point ? { x: holding(box.x, point.place[0]), y: holding(box.y, point.place[1]) } : box;
  }

  /** Of the element in the window. @returns {[number, number]} */
  corner() {
    const { left, top } = this.element.getBoundingClientRect();
    return [left, top];
  }

  /** A finger on a handle drags it, two come closer; elsewhere one may scroll the page. @param {TouchEvent} event */
  keepTouch(event) {
    const [{ clientX, clientY }, second] = event.touches;
    if (second) return event.preventDefault();
    if (this.frame && this.picture && this.handleAt({ clientX, clientY, pointerType: "touch" })) event.preventDefault();
  }

  /**
   * What a press here would take hold of: of two in one place, what lies over the other.
   * @param {{clientX: number, clientY: number, pointerType: string}} event
   * @returns {Handle | null}
   */
  handleAt(event) {
    const handles = handlesOf(/** @type {Picture} */ (this.picture));
    return handles.find(({ place }) => this.isNear(event, place)) ?? null;
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

  /** @param {PointerEvent} event @returns {[number, number]} */
  heldInside(event) {
    const [x, y] = this.placeOf(event);
    const { x: across, y: up } = this.seen();
    return [Math.min(Math.max(x, across[0]), across[1]), Math.min(Math.max(y, up[0]), up[1])];
  }

  /** @param {PointerEvent} event @param {Handle} handle */
  angleTo(event, { around = [0, 0] }) {
    const [x, y] = this.placeOf(event);
    return (Math.round((Math.atan2(y - around[1], x - around[0]) * 180) / Math.PI) + 360) % 360;
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
      globalThis.Plotly.relayout(this.plot, this.ranges(this.view));
      this.cutAtRim();
      this.drawOverlay();
    });
  }

  /** @param {Domain} view */
  ranges(view) {
    const [picture, frame, palette] = /** @type {any} */ ([this.picture, this.frame, this.palette]);
    return mapRanges(view, picture.names, { frame, palette });
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
