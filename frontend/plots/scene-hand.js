/** The hand on a surface in space: it drags the point, presses places, and lets go of the camera. */

import { setTurning } from "./fast_update.js";

const GRAB_RADIUS = 24; // px, WCAG 2.2's smallest target
const STILL = 4; // px that a click may wander

/**
 * @typedef {{x: number, y: number, grabs: boolean}} Press
 * @typedef {object} Scene  that it takes hold of
 * @property {HTMLElement} element
 * @property {{onDrag: (...place: any[]) => void, onDrop: (...place: any[]) => void, onGrip?: (k: number) => void}}
 *   handlers
 * @property {(event: {clientX: number, clientY: number}, radius: number) => {grip?: number} | null} handleAt
 * @property {(event: {clientX: number, clientY: number}) => number[] | null} pick
 * @property {{stay: () => void, noteTurn: () => void}} [camera]  where it stands, if that is kept
 * @property {(place: any) => void} [say]  what is pointed at
 * @property {() => void} [lookAgain]
 */

export class SceneHand {
  /** @type {Press | null} */
  press = null;
  /** Where it has dragged the point to. @type {number[] | null} */
  last = null;

  /** @param {Scene} scene */
  constructor(scene) {
    this.scene = scene;
    const { element } = scene;
    element.addEventListener("pointerdown", (event) => this.takes(event), true);
    element.addEventListener("pointermove", (event) => this.moves(event), true);
    element.addEventListener("pointerup", (event) => this.releases(event), true);
    element.addEventListener("pointercancel", (event) => this.releases(event), true);
    element.addEventListener("pointerleave", () => scene.say?.(null));
    element.addEventListener("touchstart", (event) => this.keeps(event), { passive: false, capture: true });
  }

  /** @param {PointerEvent} event */
  takes(event) {
    const { element, handlers } = this.scene;
    // Two fingers move no point.
    if (event.isPrimary === false) return this.letGo();
    const handle = this.scene.handleAt(event, GRAB_RADIUS);
    this.scene.camera?.stay();
    this.press = { x: event.clientX, y: event.clientY, grabs: handle !== null };
    if (handle?.grip !== undefined) handlers.onGrip?.(handle.grip);
    if (!handle) return;
    // Neither the camera nor the page may move with the point.
    event.preventDefault();
    event.stopPropagation();
    setTurning(element, false);
    element.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  moves(event) {
    const { element, handlers } = this.scene;
    if (!this.press) {
      element.classList.toggle("over-point", this.scene.handleAt(event, GRAB_RADIUS) !== null);
      this.scene.say?.(this.scene.pick(event));
    }
    if (!this.press?.grabs) return;
    event.stopPropagation();
    this.last = this.scene.pick(event) ?? this.last;
    if (this.last) handlers.onDrag(...this.last);
  }

  /** @param {PointerEvent} event */
  releases(event) {
    const { press, last, scene } = this;
    if (!press) return;
    const isClick = Math.hypot(event.clientX - press.x, event.clientY - press.y) < STILL;
    const target = press.grabs ? last : isClick ? scene.pick(event) : null;
    if (press.grabs) setTurning(scene.element, true);
    this.press = this.last = null;
    if (target && event.type === "pointerup") {
      scene.handlers.onDrop(...target);
      scene.lookAgain?.();
    } else if (!press.grabs) scene.camera?.noteTurn();
  }

  /** Another gesture begins: what was dragged stays where it is. */
  letGo() {
    const { press, last, scene } = this;
    this.press = this.last = null;
    if (press?.grabs) setTurning(scene.element, true);
    if (last) scene.handlers.onDrop(...last);
  }

  /** A finger on the point drags it, and neither scrolls the page nor turns the surface. @param {TouchEvent} event */
  keeps(event) {
    if (!this.scene.handleAt(event.touches[0], GRAB_RADIUS)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}
