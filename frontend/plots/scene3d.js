/** The surface in three dimensions, over its map, with everything that lies on it; the one 3-D plot of the page. */

import { areSame } from "../core/same.js";
import { cameraOf, eyeSeen, moveTraces } from "./fast_update.js";
import { heightAt, heightLimits } from "./geometry.js";
import { handlesOf } from "./handles.js";
import { areSamePins, isOnSurface, isSameGround, marksInSpace, pinsOf } from "./marks-in-space.js";
import { floorTrace, surfaceTrace } from "./marks/surface.js";
import { paletteAt } from "./palette.js";
import { pickOnSurface } from "./pick.js";
import { withoutWalls } from "./poles.js";
import { readOut } from "./read-out.js";
import { prepare, retire } from "./renderer.js";
import { SceneHand } from "./scene-hand.js";
import { freeDirection, isHidden, partsOfEye } from "./sight-lines.js";
import { axesSeen } from "./space-axes.js";
import { SpaceCamera } from "./space-camera.js";
import { framedTrace, spaceFrame, toData, toFrame } from "./space-frame.js";
import { lensAt } from "./space-lens.js";
import { drawSpace, sizeOf, smallerSide, spaceLayout, ticksOfScene } from "./space-layout.js";
import { SpaceOverlay } from "./space-overlay.js";
import { SpacePinch } from "./space-pinch.js";
import { pixelsOf, rayUnder, toScreen, transform } from "./space-projection.js";
import { standing } from "./space-shapes.js";
import { changesOf } from "./space-traces.js";
import { offerSurface } from "./take-space.js";
import * as view from "./space-view.js";

/**
 * @typedef {import("./picture.js").Picture} Picture
 * @typedef {import("./picture.js").SpacePen} SpacePen
 * @typedef {import("./picture.js").Handle} Handle
 * @typedef {import("./space-view.js").Direction} Direction
 */

const FLOOR = view.SHOWN[0] + 0.008; // on the very end of its axis the map would be clipped to speckles

/** Draws pictures in one element; the point can be dragged over the surface. */
export class SurfaceScene {
  /** @type {Picture | null} */
  picture = null;
  /** @type {import("./picture.js").Pin[]} */
  pins = [];
  /** Of the element when all was drawn. */
  size = { clientWidth: 0, clientHeight: 0 };

  /**
   * @param {HTMLElement} element
   * @param {{onDrag(x: number, y: number): void, onDrop(x: number, y: number): void, onGrip?(k: number): void,
   *   onCamera(place: import("./space-camera.js").Eye | null): void,
   *   onLook?(look: import("./space-camera.js").Look | null): void}} handlers
   */
  constructor(element, handlers) {
    this.element = element;
    this.handlers = handlers;
    this.overlay = new SpaceOverlay(element);
    this.camera = new SpaceCamera(element, {
      // A picture that was hidden from the first has no plot yet.
      isDrawn: () => Boolean(this.drawn),
      free: (direction) => this.freeDirection(direction),
      onCamera: (place) => handlers.onCamera(place),
      onLook: (look) => handlers.onLook?.(look),
    });
    this.hand = new SceneHand(this);
    this.pinch = new SpacePinch(element, this.camera, () => this.hand.letGo());
    this.observer = new ResizeObserver(() => this.picture && this.fit());
    this.observer.observe(element);
    offerSurface(this);
  }

  /** @param {Picture} picture */
  draw(picture) {
    const before = this.picture;
    this.picture = picture;
    const pins = pinsOf(picture);
    if (!areSamePins(this.pins, pins)) this.pins = pins;
    // Hidden for the moment; it is drawn when it is seen.
    if (!this.drawn && !this.element.clientWidth) return;
    const changes = before && this.drawn && isSameGround(before, picture) ? this.changes() : null;
    if (changes) this.move(changes);
    else this.rebuild();
  }

  /** As large as the element is now. */
  async fit() {
    // Plotly refuses to measure what is hidden.
    if (!this.element.clientWidth) return;
    retire(this.element);
    if (this.drawn) await globalThis.Plotly.Plots.resize(this.element);
    if (this.picture && this.element.clientWidth > 0) this.rebuild();
  }

  /** Puts the camera somewhere; null: where it stands at first. @param {import("./space-camera.js").Eye | null} eye */
  look(eye) {
    this.camera.look(eye);
  }

  /** Looks from where somebody wants to. @param {import("./space-camera.js").Look} look */
  lookFrom(look) {
    this.camera.lookFrom(look);
  }

  /** Flies to where what was moved is seen, if this is still what is shown. */
  lookAgain() {
    this.camera.lookAgain(() => Boolean(this.isOurs) && this.element.isConnected);
  }

  /**
   * A direction near this one from where the point and the heads of walks are seen.
   * @param {Direction & {distance: number}} direction
   */
  freeDirection(direction) {
    const { picture, pen } = this;
    if (!picture?.grid || !pen) return direction;
    const point = handlesOf(picture).find((handle) => handle.does === "point" && handle.grip === undefined);
    const watched = [...(point ? [{ ...point, weight: 5 }] : []), ...this.pins.map((pin) => ({ ...pin, weight: 1 }))];
    const places = watched.map(({ weight, ...each }) => ({ weight, at: this.partsOf(each) }));
    return freeDirection(this.heights(), places, direction);
  }

  /** Starts over with all traces: a new surface, other marks, another theme. */
  rebuild() {
    const picture = /** @type {Picture} */ (this.picture);
    const { grid, domain, theme } = picture;
    this.size = sizeOf(this.element);
    this.camera.note();
    const limits = heightLimits(grid);
    const palette = paletteAt(this.element, theme);
    this.frame = spaceFrame([domain.x, domain.y, [limits.low, limits.high]]);
    this.pen = {
      grid: grid && withoutWalls(grid, limits),
      domain,
      limits,
      floor: toData(this.frame, [0, 0, FLOOR])[2],
      palette,
    };
    this.drawn = marksInSpace(picture, this.pen);
    const [surface, ...marks] = [surfaceTrace(this.pen, picture.levels), ...this.drawn].map((trace) =>
      framedTrace(this.framing(), trace),
    );
    const traces = [floorTrace(surface, FLOOR, palette), surface, ...marks];
    const isFirst = !(/** @type {any} */ (this.element)._fullLayout);
    this.ticks = ticksOfScene(this.framing(), picture.names, smallerSide(this.size) / (0.85 * palette.fontSize));
    this.overlay.dress(palette);
    retire(this.element);
    drawSpace(this.element, traces, this.layout(picture, palette));
    this.overlay.attach();
    this.isOurs = prepare(this.element, traces, { casing: palette.casing, floor: FLOOR }, this);
    if (isFirst) this.hear();
  }

  hear() {
    const element = /** @type {any} */ (this.element);
    element.on("plotly_relayout", () => {
      this.camera.note();
      this.handlers.onCamera(this.camera.eye);
    });
    element.on("plotly_webglcontextlost", () => this.recover(600));
  }

  /** Plotly makes its plot anew some frames after the graphics card has lost it. @param {number} patience  frames */
  recover(patience) {
    const { picture } = this;
    if (!picture || !patience) return;
    if (cameraOf(this.element)?.canvas.isConnected && !this.isLost()) this.rebuild();
    else requestAnimationFrame(() => this.recover(patience - 1));
  }

  isLost() {
    const { glplot } = /** @type {any} */ (this.element)._fullLayout?.scene?._scene ?? {};
    return !glplot || glplot.contextLost || glplot.gl.isContextLost();
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
    if (!changes.size) return this.onFrame();
    // The floor and the surface are the first of all traces.
    const framed = [...changes].map(([k, trace]) => /** @type {const} */ ([k + 2, framedTrace(this.framing(), trace)]));
    this.speed = moveTraces(this.element, new Map(framed));
  }

  /** The frame of what was drawn last. */
  framing() {
    return /** @type {import("./space-frame.js").SpaceFrame} */ (this.frame);
  }

  /** What the renderer asks for each frame. @param {ArrayLike<number>} eye  as Plotly has it */
  lens(eye) {
    const from = [...Array.from(eye), this.size, this.ticks, this.pen];
    const { fontSize } = /** @type {SpacePen} */ (this.pen).palette;
    if (!areSame(from, this.lensFrom)) this.lensSeen = lensAt(eye, this.size, this.ticks ?? [], fontSize);
    this.lensFrom = from;
    return /** @type {import("./renderer.js").Lens} */ (this.lensSeen);
  }

  /** Letters are where the picture is, in every frame. */
  onFrame() {
    const camera = cameraOf(this.element);
    const { pen, ticks } = this;
    if (!camera || !pen || !ticks) return;
    const eye = eyeSeen(this.element) ?? view.eyeAt(view.HOME);
    // A dragged point makes frames in which every letter stays where it is.
    const shown = [...transform(camera), ...Array.from(eye), ...camera.scale, this.size, ticks, pen, this.pins];
    if (areSame(shown, this.shown)) return;
    this.shown = shown;
    const { clientWidth: width, clientHeight: height } = this.size;
    const toPixel = pixelsOf(camera, this.size);
    const { azimuth, elevation } = view.directionOf(eye);
    const flatness = view.flatnessAt(elevation);
    const { palette } = pen;
    const { fontSize } = palette;
    this.overlay.drawAxes(axesSeen(ticks, { azimuth, flatness, floor: FLOOR, toPixel, fontSize, width, height }));
    const [heights, from] = [this.heights(), partsOfEye(eye)];
    const places = this.pins.map((pin) => {
      const parts = this.partsOf(pin);
      return { at: toPixel(parts), isThere: isOnSurface(pin, pen), isHidden: isHidden(heights, parts, from) };
    });
    this.overlay.drawPins(this.pins, places, palette);
  }

  /** Where something stands on the surface. @param {{place: ArrayLike<number>, value?: number | null}} thing */
  partsOf(thing) {
    const pen = /** @type {SpacePen} */ (this.pen);
    const place = [thing.place[0], thing.place[1], standing(thing, pen)];
    return /** @type {[number, number, number]} */ (toFrame(this.framing(), place));
  }

  /** The heights that are drawn, in parts of the ranges. */
  heights() {
    const [across, up, upright] = this.framing();
    const { grid, limits } = /** @type {SpacePen} */ (this.pen);
    return (/** @type {number} */ x, /** @type {number} */ y) => {
      const z = grid ? heightAt(grid, across[0] + x * (across[1] - across[0]), up[0] + y * (up[1] - up[0])) : NaN;
      return z >= limits.low && z <= limits.high ? (z - upright[0]) / (upright[1] - upright[0]) : NaN;
    };
  }

  /** What is under the pointer: the place, and how high the surface is there. @param {[number, number] | null} place */
  say(place) {
    const { grid, domain, limits } = this.pen ?? {};
    const name = this.picture?.names.value.split("(")[0];
    if (!place || !grid || !domain || !limits || !name) return this.overlay.say("");
    this.overlay.say(readOut(grid, place, { name, domain, limits }));
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
      { title: picture.names.value.split("(")[0], range: z, shown: view.SHOWN },
    ];
    const sides = { x: 1, y: 1, z: view.boxHeight(this.camera.direction.elevation) };
    return spaceLayout(axes, sides, this.camera.placed(), palette, smallerSide(this.size), false);
  }

  /**
   * What a press here would take hold of.
   * @param {{clientX: number, clientY: number}} event
   * @param {number} radius  px
   * @returns {Handle | null}
   */
  handleAt(event, radius) {
    const { picture, pen } = this;
    if (!picture || !pen) return null;
    const isUnder = (/** @type {Handle} */ handle) => {
      const seen = this.toScreen([...handle.place, standing(handle, pen)]);
      return seen !== null && Math.hypot(seen[0] - event.clientX, seen[1] - event.clientY) < radius;
    };
    return handlesOf(picture).find((handle) => handle.does === "point" && isUnder(handle)) ?? null;
  }

  /**
   * Where a place in data coordinates is on the screen, in client pixels.
   * @param {number[]} place
   */
  toScreen(place) {
    return toScreen(this.element, this.framing(), place);
  }

  /**
   * The point of the surface under the pointer, or of its map.
   * @param {{clientX: number, clientY: number}} event
   * @returns {[number, number] | null}
   */
  pick(event) {
    const ray = rayUnder(this.element, this.framing(), event);
    const { grid, limits, floor } = this.pen ?? {};
    return ray && grid ? pickOnSurface(grid, ...ray, limits, floor) : null;
  }

  destroy() {
    this.camera.stay();
    this.observer.disconnect();
    globalThis.Plotly.purge(this.element);
  }
}
