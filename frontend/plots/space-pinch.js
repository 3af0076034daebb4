/** Two fingers on a picture in space: apart, one comes nearer; together, one goes away. */

/** @typedef {Pick<import("./space-camera.js").SpaceCamera, "stay" | "distance" | "comeTo" | "settle">} Camera */
/** @typedef {{clientX: number, clientY: number}} Finger */

const LEAST = 24; // px that two fingers are apart at least

export class SpacePinch {
  /** How far apart they began, and from how far one looked then. @type {{apart: number, distance: number} | null} */
  begun = null;

  /**
   * @param {HTMLElement} element  in which Plotly turns the camera by one finger
   * @param {Camera} camera
   * @param {() => void} onBegin  what the first finger had hold of is let go
   */
  constructor(element, camera, onBegin) {
    this.camera = camera;
    this.onBegin = onBegin;
    const hear = { passive: false, capture: true };
    for (const name of ["touchstart", "touchmove", "touchend", "touchcancel"])
      element.addEventListener(name, (event) => this.hears(/** @type {TouchEvent} */ (event)), hear);
  }

  /**
   * Until all fingers are lifted: one of two that stays would turn the camera from where it lies.
   * @param {TouchEvent} event
   */
  hears(event) {
    const { touches } = event;
    if (!this.begun && touches.length === 2) this.begin(touches);
    if (!this.begun) return;
    event.preventDefault();
    event.stopPropagation();
    if (touches.length === 2) this.camera.comeTo((this.begun.distance * this.begun.apart) / apart(touches));
    if (touches.length) return;
    this.begun = null;
    this.camera.settle();
  }

  /** @param {ArrayLike<Finger>} touches */
  begin(touches) {
    this.onBegin();
    this.camera.stay();
    this.begun = { apart: apart(touches), distance: this.camera.distance() };
  }
}

/** @param {ArrayLike<Finger>} touches */
function apart({ 0: one, 1: other }) {
  return Math.max(Math.hypot(other.clientX - one.clientX, other.clientY - one.clientY), LEAST);
}
