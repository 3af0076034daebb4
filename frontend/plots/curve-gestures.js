/** Hands on a curve plot: handles are dragged, curves pressed, the paper is panned, zoomed and pinched. */

import { tremor } from "../core/press.js";
import { holding } from "../core/interval.js";
import { pixelOf } from "./curve-shapes.js";
import { apart, middle } from "./map-pinch.js";
import { panned, pinched, zoomed } from "./scales.js";

/**
 * @typedef {import("./curve.js").CurvePlot} CurvePlot
 * @typedef {import("./curve-picture.js").Handle} Handle
 * @typedef {import("./curve-axes.js").View} View
 * @typedef {[number, number]} Pixel
 * @typedef {{before: Pixel[], view: View}} Pinch  the fingers when it began, or last moved a plane, and what was seen
 * @typedef {{kind: "handle", handle: Handle} | {kind: "curve" | "sweep" | "paper" | "nothing"}} Target  what a press
 *   takes hold of
 * @typedef {object} Press
 * @property {Target} target
 * @property {Pixel} start
 * @property {Pixel} grip       from the middle of the handle to where it was gripped
 * @property {View} view        as it was at the start
 * @property {boolean} hasMoved
 */

const PATIENCE = 180; // ms after the last turn of the wheel before the domain settles
const REACH = { mouse: 16, touch: 28 }; // px around a handle: WCAG 2.2 asks for a target of 24, fingers for one of 44
const NEAR_CURVE = 10; // px

export class CurveGestures {
  /** @type {Map<number, Pixel>} fingers on the plot, by their pointer */
  pointers = new Map();
  /** @type {Press | null} */
  press = null;
  /** @type {Pinch | null} */
  pinch = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  settling;

  /** @param {CurvePlot} plot */
  constructor(plot) {
    this.plot = plot;
    const { element } = plot;
    const { onDomain, onDrag, onPress, onHover, onZoom } = plot.handlers;
    if (onHover) element.addEventListener("pointerleave", () => onHover(null));
    if (!onDomain && !onDrag && !onPress) return;
    element.classList.add("draggable");
    element.addEventListener("pointerdown", (event) => this.down(event));
    element.addEventListener("pointermove", (event) => this.move(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      element.addEventListener(end, (event) => this.up(event));
    element.addEventListener("touchstart", (event) => this.keepTouch(event), { passive: false });
    if (!onDomain && !onZoom) return;
    element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    if (!onDomain) return;
    element.addEventListener("dblclick", (event) => this.zoomTo(event));
  }

  /** @param {PointerEvent} event */
  down(event) {
    const { view } = this.plot;
    if (!view || event.button !== 0) return;
    const start = this.pixelOf(event);
    this.letGo();
    // Whose end was not heard is gone.
    if (event.isPrimary) this.pointers.clear();
    this.pointers.set(event.pointerId, start);
    this.plot.element.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (this.pointers.size === 2 && this.zooms) this.pinch = { before: this.fingers(), view };
    if (this.pointers.size > 1) return;
    const target = this.targetAt(start, event.pointerType);
    const [x, y] = target.kind === "handle" ? pixelOf(target.handle, view) : start;
    this.press = { target, start, grip: [start[0] - x, start[1] - y], view, hasMoved: false };
    this.show(target, true);
    if (target.kind === "handle") this.plot.handlers.onGrip?.(target.handle.id);
    // A finger may be about to scroll the page.
    if ((target.kind === "curve" || target.kind === "sweep") && event.pointerType !== "touch")
      this.report(this.press, start, false);
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.plot.view) return;
    const here = this.pixelOf(event);
    if (!this.pointers.has(event.pointerId)) {
      this.plot.handlers.onHover?.(this.placeOf(here)[0]);
      return this.show(this.targetAt(here, event.pointerType), false);
    }
    this.pointers.set(event.pointerId, here);
    if (this.pinch) return this.followPinch(this.pinch);
    const { press } = this;
    if (!press) return;
    press.hasMoved ||= wandered(press, here) >= tremor(event);
    if (!press.hasMoved) return;
    if (press.target.kind === "paper") this.plot.look(panned(press.view.across, here[0] - press.start[0]));
    else this.report(press, here, false);
  }

  /** @param {PointerEvent} event */
  up(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    this.pointers.delete(event.pointerId);
    const { press, pinch } = this;
    // What was taken away, by scrolling for one, ends where it was.
    const here = event.type === "pointerup" ? this.pixelOf(event) : last;
    [this.press, this.pinch] = [null, null];
    if (press && (event.type === "pointerup" || press.hasMoved)) this.release(press, here);
    if (pinch) this.settle();
    this.show(this.targetAt(here, event.pointerType), false);
  }

  /** @param {Press} press @param {Pixel} here */
  release(press, here) {
    const { target, hasMoved } = press;
    if (target.kind === "paper" && hasMoved) this.plot.settle();
    else if (target.kind !== "handle" || hasMoved) this.report(press, here, true);
  }

  /** Whether the paper is in motion. */
  isHeld() {
    return this.press?.target.kind === "paper" || this.pinch !== null || this.settling !== undefined;
  }

  /**
   * Tells the lab where the thing in hand is.
   * @param {Press} press
   * @param {Pixel} here
   * @param {boolean} isSettled
   */
  report({ target, grip }, here, isSettled) {
    const { onDrag, onPress } = this.plot.handlers;
    const [x, y] = this.placeOf([here[0] - grip[0], here[1] - grip[1]]);
    if (target.kind === "handle") onDrag?.(target.handle.id, x, y, isSettled);
    else onPress?.(x, y, isSettled);
  }

  /** Of two fingers neither drags anything: what one of them had moved stays where it is. */
  letGo() {
    const { press } = this;
    this.press = null;
    if (press?.hasMoved && press.target.kind !== "paper")
      this.report(press, /** @type {Pixel} */ ([...this.pointers.values()][0]), true);
  }

  /** Whether there is anything to zoom. */
  get zooms() {
    const { onDomain, onZoom } = this.plot.handlers;
    return Boolean(onDomain ?? onZoom);
  }

  /** @param {Pinch} pinch */
  followPinch({ before, view }) {
    const after = this.fingers();
    if (after.length < 2) return;
    if (this.plot.handlers.onDomain)
      return this.plot.look(this.withPoint(pinched(view.across, along(before), along(after))));
    this.zoomPlane(middle(after), apart(before) / apart(after));
    this.pinch = { before: after, view };
  }

  /** Two fingers never lose the point, which would have to come along. @param {[number, number]} domain */
  withPoint(domain) {
    const point = this.plot.picture?.handles?.find(({ id }) => id === "point");
    return point ? holding(domain, point.x) : domain;
  }

  /** @returns {Pixel[]} */
  fingers() {
    return [...this.pointers.values()];
  }

  /** @param {Pixel} centre @param {number} factor */
  zoomPlane(centre, factor) {
    this.plot.handlers.onZoom?.(this.placeOf(centre), factor, false);
  }

  /** The paper is where it shall be. */
  settle() {
    const { onDomain, onZoom } = this.plot.handlers;
    if (onDomain) this.plot.settle();
    else onZoom?.([0, 0], 1, true);
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    if (!this.plot.view) return;
    event.preventDefault();
    const factor = Math.exp(Math.min(Math.max(event.deltaY, -120), 120) * 0.0022);
    if (this.plot.handlers.onDomain) this.plot.look(zoomed(this.plot.across(), this.pixelOf(event)[0], factor));
    else this.zoomPlane(this.pixelOf(event), factor);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = undefined;
      this.settle();
    }, PATIENCE);
  }

  /** @param {MouseEvent} event */
  zoomTo(event) {
    if (!this.plot.view) return;
    this.plot.look(zoomed(this.plot.across(), this.pixelOf(event)[0], 0.5));
    this.plot.settle();
  }

  /** A finger on a handle drags it, two pinch; anywhere else the page may be scrolled. @param {TouchEvent} event */
  keepTouch(event) {
    const [{ clientX, clientY }, second] = event.touches;
    const isHandle = this.plot.view && this.targetAt(this.pixelOf({ clientX, clientY }), "touch").kind === "handle";
    if (isHandle || (second && this.zooms)) event.preventDefault();
  }

  /**
   * The nearest handle within reach, else the curve, else the paper.
   * @param {Pixel} pixel
   * @param {string} pointerType
   * @returns {Target}
   */
  targetAt(pixel, pointerType) {
    const { picture, view, handlers } = this.plot;
    const reach = pointerType === "touch" ? REACH.touch : REACH.mouse;
    const handle = handlers.onDrag && picture && view ? nearestHandle(picture.handles ?? [], pixel, view, reach) : null;
    if (handle) return { kind: "handle", handle };
    if (!handlers.onDomain) return { kind: handlers.onPress ? "sweep" : "nothing" };
    return { kind: handlers.onPress && this.plot.distanceToCurves(pixel) < NEAR_CURVE ? "curve" : "paper" };
  }

  /** The style sheet turns it into the shape of the cursor. @param {Target} target @param {boolean} isHeld */
  show({ kind }, isHeld) {
    this.plot.element.dataset.over = isHeld ? `held-${kind}` : kind;
  }

  /** In px of the element. @param {{clientX: number, clientY: number}} event @returns {Pixel} */
  pixelOf({ clientX, clientY }) {
    const { left, top } = this.plot.element.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** In data, held inside the frame. @param {Pixel} pixel @returns {Pixel} */
  placeOf([x, y]) {
    const { frame, across, up } = /** @type {View} */ (this.plot.view);
    return [
      across.toValue(Math.min(Math.max(x, frame.left), frame.right)),
      up.toValue(Math.min(Math.max(y, frame.top), frame.bottom)),
    ];
  }

  destroy() {
    clearTimeout(this.settling);
  }
}

/** Where two fingers are along x. @param {Pixel[]} pair @returns {[number, number]} */
function along([[a], [b]]) {
  return a < b ? [a, b] : [b, a];
}

/** In px; up and down the paper does not move. @param {Press} press @param {Pixel} here */
function wandered({ target, start }, here) {
  return Math.hypot(here[0] - start[0], target.kind === "paper" ? 0 : here[1] - start[1]);
}

/**
 * @param {Handle[]} handles
 * @param {Pixel} pixel
 * @param {View} view
 * @param {number} reach
 * @returns {Handle | null}
 */
export function nearestHandle(handles, [x, y], view, reach) {
  /** @type {Handle | null} */
  let nearest = null;
  let least = reach;
  for (const handle of handles) {
    const [u, v] = pixelOf(handle, view);
    const distance = Math.hypot(u - x, v - y);
    // Of two in one place the one drawn last lies on top.
    if (distance <= least) [nearest, least] = [handle, distance];
  }
  return nearest;
}
