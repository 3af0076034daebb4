/** The surface in three dimensions, with everything that lies on it; the one 3-D plot of the page. */

import { cameraOf, moveTraces, setTurning } from "./fast_update.js";
import { heightAt, heightLimits } from "./geometry.js";
import { inverted, multiplied, projected } from "./matrix.js";
import { pickOnSurface } from "./pick.js";
import { paletteAt } from "./palette.js";
import { framedTrace, spaceFrame, toData, toFrame } from "./space-frame.js";
import { drawSpace, fitted, smallerSide, spaceLayout } from "./space-layout.js";
import {
  isShown,
  MOVING,
  movingPlaces,
  pointHeight,
  styleOf,
  surfaceTraces,
  TRAILS_BEGIN,
  trailPlaces,
} from "./surface-traces.js";

/**
 * Everything both views draw.
 * @typedef {object} Picture
 * @property {import("./geometry.js").Grid | null} grid
 * @property {{x: string, y: string, value: string}} names
 * @property {import("./geometry.js").Domain} domain
 * @property {[number, number]} point  that is dragged
 * @property {[number, number]} base   to which the value and everything below belongs: the point, once it is answered
 * @property {number | null} value
 * @property {[number, number] | null} gradient
 * @property {number[][] | null} hessian
 * @property {{values: number[], vectors: number[][]} | null} eigen
 * @property {{angle: number, slope: number | null, slopeAngle: number}} direction  angles in degrees; the slope is that
 *   along slopeAngle
 * @property {{point: number[], value: number, kind: keyof typeof import("./palette.js").GLYPHS}[] | null} critical
 * @property {{points: number[][], vectors: number[][]} | null} field
 * @property {Record<"tangent" | "gradient" | "field" | "direction" | "slices" | "quadratic" | "eigenvectors" |
 *   "critical", boolean>} show
 * @property {string} theme
 * @property {import("./levels.js").Levels} [levels]  of the map; even, if not given
 * @property {import("./trails.js").Trail[]} [trails]  at most eight
 * @property {Grip[]} [grips]  what can be dragged instead of the point, which is the selected one of them
 * @property {{from: [number, number], step: [number, number], role: string, label: string}[]} [arrows]  on the map
 * @property {{center: [number, number], radius: number, role: string} | null} [circle]  on the map
 * @property {Cells | null} [cells]  on the map, in place of the colours of the function
 *
 * @typedef {object} Grip  the start of a walk
 * @property {[number, number]} place
 * @property {string} role
 * @property {string} label
 * @property {boolean} isSelected
 *
 * @typedef {object} Cells  a colour for each cell of a raster over the box, rows from below
 * @property {number} columns
 * @property {number} rows
 * @property {Uint8ClampedArray} pixels  red, green, blue and opacity of each
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
    if (before && !needsRebuilding(before, picture)) this.move();
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

  /** Starts over with all traces: a new surface, other switches, another theme. */
  rebuild() {
    const picture = /** @type {Picture} */ (this.picture);
    const palette = (this.palette = paletteAt(this.element, picture.theme));
    if (this.isHome) this.camera = this.home();
    const limits = picture.grid ? heightLimits(picture.grid) : { low: -1, high: 1, isCut: false };
    this.limits = limits;
    this.frame = frameOf(picture, limits);
    const traces = surfaceTraces(picture, limits, palette).map((trace) => framedTrace(this.framing(), trace));
    const layout = this.layout(picture, palette);
    const isFirst = !(/** @type {any} */ (this.element)._fullLayout);
    drawSpace(this.element, traces, layout);
    if (isFirst) /** @type {any} */ (this.element).on("plotly_relayout", () => this.noteCamera());
  }

  /** Moves what depends on the point. */
  move() {
    const picture = /** @type {Picture} */ (this.picture);
    const places = movingPlaces(picture, /** @type {any} */ (this.limits));
    const changes = new Map();
    MOVING.forEach((name, k) => {
      if (!isShown(picture, name)) return;
      // The sign of a curvature shows in the dashes of its line.
      const line = name.startsWith("eigen")
        ? { line: /** @type {any} */ (styleOf(name, /** @type {any} */ (this.palette), picture)).line }
        : {};
      changes.set(k + 1, framedTrace(this.framing(), { ...places[name], ...line }));
    });
    trailPlaces(picture, /** @type {any} */ (this.limits)).forEach((places, k) =>
      changes.set(TRAILS_BEGIN + k, framedTrace(this.framing(), places)),
    );
    this.speed = moveTraces(this.element, changes);
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
        this.chooseGrip(event);
        press = { x: event.clientX, y: event.clientY, grabs: this.isNearPoint(event) };
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
        if (!press) element.classList.toggle("over-point", this.isNearPoint(event));
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
      if (!this.isNearPoint(event.touches[0])) return;
      event.preventDefault();
      event.stopPropagation();
    };
    element.addEventListener("touchstart", keepTouch, { passive: false, capture: true });
    element.addEventListener("pointerup", release, true);
    element.addEventListener("pointercancel", release, true);
  }

  /** @param {{clientX: number, clientY: number}} event */
  isNearPoint(event) {
    if (!this.picture) return false;
    const [x, y] = this.picture.point;
    return this.isNear(event, [x, y, pointHeight(this.picture, /** @type {any} */ (this.limits))]);
  }

  /** @param {{clientX: number, clientY: number}} event @param {number[]} place */
  isNear(event, place) {
    const seen = this.toScreen(place);
    return seen !== null && Math.hypot(seen[0] - event.clientX, seen[1] - event.clientY) < GRAB_RADIUS;
  }

  /** Lets the hand take another start than the selected one. @param {{clientX: number, clientY: number}} event */
  chooseGrip(event) {
    const { picture } = this;
    if (!picture?.grid || !picture.grips || this.isNearPoint(event)) return;
    const { grid, grips } = picture;
    const k = grips.findIndex(({ place }) => this.isNear(event, [...place, heightAt(grid, ...place)]));
    if (k < 0) return;
    // The picture that says so comes with the next frame, but the hand is there already.
    this.picture = { ...picture, point: grips[k].place };
    this.handlers.onGrip?.(k);
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

/** @param {Picture} picture @param {{low: number, high: number}} limits */
function frameOf({ domain }, { low, high }) {
  return spaceFrame([domain.x, domain.y, [low, high]]);
}

/** @param {{projection: number[], view: number[], model: number[]}} camera */
function transform(camera) {
  return multiplied(camera.projection, multiplied(camera.view, camera.model));
}

/**
 * @param {Picture} before
 * @param {Picture} after
 */
function needsRebuilding(before, after) {
  return (
    before.grid !== after.grid ||
    before.critical !== after.critical ||
    before.theme !== after.theme ||
    JSON.stringify([before.show, before.names, before.domain, looksOf(before)]) !==
      JSON.stringify([after.show, after.names, after.domain, looksOf(after)])
  );
}

/** How trails look, apart from where they are. @param {Picture} picture */
function looksOf({ trails, grips }) {
  return [trails?.map(({ role, dash, isSelected }) => [role, dash, isSelected]), grips?.map(({ role }) => role)];
}
