/** The surface in three dimensions, with everything that lies on it; the one 3-D plot of the page. */

import { cameraOf, moveTraces, setTurning } from "./fast_update.js";
import { heightLimits } from "./geometry.js";
import { handlesOf } from "./handles.js";
import { surfaceTrace } from "./marks/surface.js";
import { inverted, multiplied, projected } from "./matrix.js";
import { paletteAt } from "./palette.js";
import { pickOnSurface } from "./pick.js";
import { framedTrace, spaceFrame, toData, toFrame } from "./space-frame.js";
import { drawSpace, fitted, smallerSide, spaceLayout } from "./space-layout.js";
import { standing } from "./space-shapes.js";
import { changesOf, isSame } from "./space-traces.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./picture.js").SpacePen} SpacePen
 * @typedef {import("./picture.js").Handle} Handle
 */

const GRAB_RADIUS = 24; // px, WCAG 2.2's smallest target
const STILL = 4; // px that a click may wander
const CAMERA = { eye: { x: 1.25, y: -1.4, z: 1.05 }, center: { x: 0, y: 0, z: -0.14 } };

/** Draws pictures in one element; the point can be dragged over the surface. */
export class SurfaceScene {
  /**
   * @param {HTMLElement} element
   * @param {{onDrag(x: number, y: number): void, onDrop(x: number, y: number): void, onCamera(place: [number, number,
   *   number] | null): void, onGrip?(k: number): void}} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    /** @type {Picture | null} */
    this.picture = null;
    this.camera = CAMERA;
    this.isHome = true;
    this.listen();
    this.observer = new ResizeObserver(() => this.picture && this.fit());
    this.observer.observe(element);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    const changes = before && isSameGround(before, picture) ? this.changes() : null;
    if (changes) this.move(changes);
    else this.rebuild();
  }

  /** Where the camera stands at first. */
  home() {
    return fitted(CAMERA, this.element, paletteAt(this.element, this.picture?.theme ?? "").fontSize);
  }

  /** As large as the element is now. */
  async fit() {
    await globalThis.Plotly.Plots.resize(this.element);
    if (this.picture && this.element.clientWidth > 0) this.rebuild();
  }

  /**
   * Puts the camera somewhere, or back to where it stands at first.
   * @param {[number, number, number] | null} place
   */
  look(place) {
    this.isHome = !place;
    this.camera = place ? { ...CAMERA, eye: { x: place[0], y: place[1], z: place[2] } } : this.home();
    if (this.picture) globalThis.Plotly.relayout(this.element, { "scene.camera": this.camera });
  }

  /** Starts over with all traces: a new surface, other marks, another theme. */
  rebuild() {
    const picture = /** @type {Picture} */ (this.picture);
    const { grid, domain, theme } = picture;
    if (this.isHome) this.camera = this.home();
    const limits = heightLimits(grid);
    /** @type {SpacePen} */
    this.pen = { grid, domain, limits, palette: paletteAt(this.element, theme) };
    this.frame = spaceFrame([domain.x, domain.y, [limits.low, limits.high]]);
    this.drawn = marksInSpace(picture, this.pen);
    const traces = [surfaceTrace(this.pen), ...this.drawn].map((trace) => framedTrace(this.framing(), trace));
    const layout = this.layout(picture, this.pen.palette);
    const isFirst = !(/** @type {any} */ (this.element)._fullLayout);
    drawSpace(this.element, traces, layout);
    if (isFirst) /** @type {any} */ (this.element).on("plotly_relayout", () => this.noteCamera());
  }

  /** What is new of the marks, if they can be moved. */
  changes() {
    const drawn = marksInSpace(/** @type {Picture} */ (this.picture), /** @type {SpacePen} */ (this.pen));
    const changes = changesOf(/** @type {import("./picture.js").Trace[]} */ (this.drawn), drawn);
    this.drawn = drawn;
    return changes;
  }

  /** @param {Map<number, import("./picture.js").Trace>} changes */
  move(changes) {
    if (!changes.size) return;
    // The surface is the first of all traces.
    const framed = [...changes].map(([k, trace]) => /** @type {const} */ ([k + 1, framedTrace(this.framing(), trace)]));
    this.speed = moveTraces(this.element, new Map(framed));
  }

  /** The frame of what was drawn last. */
  framing() {
    return /** @type {import("./space-frame.js").SpaceFrame} */ (this.frame);
  }

  noteCamera() {
    const camera = /** @type {any} */ (this.element)._fullLayout?.scene?.camera;
    if (!camera) return;
    this.camera = { eye: { ...camera.eye }, center: { ...camera.center } };
    const { x, y, z } = camera.eye;
    const { eye } = this.home();
    this.isHome = Math.hypot(x - eye.x, y - eye.y, z - eye.z) < 1e-3;
    this.handlers.onCamera(this.isHome ? null : [x, y, z]);
  }

  /**
   * @param {Picture} picture
   * @param {import("./palette.js").Palette} palette
   */
  layout(picture, palette) {
    const [x, y, z] = this.framing();
    const axes = [
      { title: picture.names.x, range: x },
      { title: picture.names.y, range: y },
      // A little deeper than the lowest point, so that no two axes have their numbers in one corner.
      { title: picture.names.value.split("(")[0], range: z, shown: /** @type {[number, number]} */ ([-0.12, 1.02]) },
    ];
    return spaceLayout(axes, { x: 1, y: 1, z: 0.7 }, this.camera, palette, smallerSide(this.element));
  }

  listen() {
    const { element } = this;
    /** @type {{x: number, y: number, grabs: boolean} | null} */
    let press = null;
    /** @type {[number, number] | null} */
    let last = null;
    element.addEventListener(
      "pointerdown",
      (event) => {
        const handle = this.handleAt(event);
        press = { x: event.clientX, y: event.clientY, grabs: handle !== null };
        if (handle?.grip !== undefined) this.handlers.onGrip?.(handle.grip);
        if (!press.grabs) return;
        // Neither the camera nor the page may move with the point.
        event.preventDefault();
        event.stopPropagation();
        setTurning(element, false);
        element.setPointerCapture(event.pointerId);
      },
      true,
    );
    element.addEventListener(
      "pointermove",
      (event) => {
        if (!press) element.classList.toggle("over-point", this.handleAt(event) !== null);
        if (!press?.grabs) return;
        event.stopPropagation();
        last = this.pick(event) ?? last;
        if (last) this.handlers.onDrag(...last);
      },
      true,
    );
    const release = (/** @type {PointerEvent} */ event) => {
      if (!press) return;
      const isClick = Math.hypot(event.clientX - press.x, event.clientY - press.y) < STILL;
      const target = press.grabs ? last : isClick ? this.pick(event) : null;
      if (press.grabs) setTurning(element, true);
      press = last = null;
      if (target && event.type === "pointerup") this.handlers.onDrop(...target);
    };
    // A finger on the point drags it, and neither scrolls the page nor turns the surface.
    const keepTouch = (/** @type {TouchEvent} */ event) => {
      if (!this.handleAt(event.touches[0])) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("touchstart", keepTouch, { passive: false, capture: true });
    element.addEventListener("pointerup", release, true);
    element.addEventListener("pointercancel", release, true);
  }

  /**
   * What a press here would take hold of.
   * @param {{clientX: number, clientY: number}} event
   * @returns {Handle | null}
   */
  handleAt(event) {
    const { picture, pen } = this;
    if (!picture || !pen) return null;
    const isUnder = (/** @type {Handle} */ handle) => this.isNear(event, [...handle.place, standing(handle, pen)]);
    return handlesOf(picture).find((handle) => handle.does === "point" && isUnder(handle)) ?? null;
  }

  /** @param {{clientX: number, clientY: number}} event @param {number[]} place */
  isNear(event, place) {
    const seen = this.toScreen(place);
    return seen !== null && Math.hypot(seen[0] - event.clientX, seen[1] - event.clientY) < GRAB_RADIUS;
  }

  /**
   * Where a place in data coordinates is on the screen, in client pixels.
   * @param {number[]} place
   */
  toScreen(place) {
    const camera = cameraOf(this.element);
    if (!camera) return null;
    const box = camera.canvas.getBoundingClientRect();
    const [u, v] = projected(
      transform(camera),
      toFrame(this.framing(), place).map((part, k) => part * camera.scale[k]),
    );
    return [box.left + ((1 + u) / 2) * box.width, box.top + ((1 - v) / 2) * box.height];
  }

  /**
   * The point of the surface under the pointer.
   * @param {PointerEvent} event
   * @returns {[number, number] | null}
   */
  pick(event) {
    const camera = cameraOf(this.element);
    const back = camera && inverted(transform(camera));
    if (!camera || !back || !this.picture?.grid) return null;
    const box = camera.canvas.getBoundingClientRect();
    const u = (2 * (event.clientX - box.left)) / box.width - 1;
    const v = 1 - (2 * (event.clientY - box.top)) / box.height;
    const [near, far] = [-1, 1].map((depth) =>
      toData(
        this.framing(),
        projected(back, [u, v, depth]).map((part, k) => part / camera.scale[k]),
      ),
    );
    return pickOnSurface(this.picture.grid, near, far);
  }

  destroy() {
    this.observer.disconnect();
    globalThis.Plotly.purge(this.element);
  }
}

/** Each trace has the name of its kind. @param {Picture} picture @param {SpacePen} pen */
function marksInSpace({ marks }, pen) {
  return marks.flatMap((mark) => {
    const traces = mark.kind.inSpace?.(mark, pen) ?? [];
    return traces.map((trace) => ({ name: mark.kind.name, ...trace }));
  });
}

/** @param {{projection: number[], view: number[], model: number[]}} camera */
function transform(camera) {
  return multiplied(camera.projection, multiplied(camera.view, camera.model));
}

/** Whether two pictures have the same surface, axes and colours. @param {Picture} before @param {Picture} after */
function isSameGround(before, after) {
  const axes = (/** @type {Picture} */ { names, domain }) => [names, domain];
  return before.grid === after.grid && before.theme === after.theme && isSame(axes(before), axes(after));
}
