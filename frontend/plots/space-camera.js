/** Where a picture in space is seen from: turned by hand, or flown to; what a hand has done is taken over. */

import { eyeNow, setEye } from "./fast_update.js";
import * as view from "./space-view.js";

/**
 * @typedef {import("./space-view.js").Direction} Direction
 * @typedef {"home" | "above" | "free" | "x" | "y"} Look
 * @typedef {[number, number, number]} Eye  where the camera stands, as the state has it
 */

const FLIGHT = 450; // ms
const CLOSER = 4; // times as near, or as far, as it stands at first
const PATIENCE = 300; // ms that what a drop changes may take

export class SpaceCamera {
  /** Where the camera stands; null: where it stands at first. @type {Eye | null} */
  eye = null;
  flights = 0;
  isFlying = false;
  /** From where it was seen before it was seen from above. @type {Direction} */
  upright = view.HOME;

  /**
   * @param {HTMLElement} element  where Plotly draws
   * @param {{
   *   isDrawn(): boolean,
   *   free(direction: Direction & {distance: number}): Direction,
   *   onCamera(place: Eye | null): void,
   *   onLook(look: Look | null): void,
   * }} scene
   *   onLook: told when it stands still from where it looks; null: from a side without a name
   *   free: a direction near this one from where what matters is seen
   */
  constructor(element, scene) {
    this.element = element;
    this.scene = scene;
  }

  /** Puts the camera somewhere, or back to where it stands at first. @param {Eye | null} eye */
  look(eye) {
    this.stay();
    this.eye = eye;
    this.show();
  }

  show() {
    if (this.scene.isDrawn()) setEye(this.element, this.placed());
    if (!this.isFlying) this.scene.onLook(view.lookOf(this.direction));
  }

  /** Ends a flight where it is. */
  stay() {
    this.flights++;
    this.isFlying = false;
    clearTimeout(this.looking);
  }

  /** Where the camera is. */
  get direction() {
    return view.directionOf(this.eye ?? view.eyeAt(view.HOME));
  }

  /** Looks from where somebody wants to; from above once more leads back. @param {Look} look */
  lookFrom(look) {
    this.note();
    const { direction } = this;
    const isAbove = view.flatnessAt(direction.elevation) > 0.9;
    if (!isAbove) this.upright = direction;
    if (look === "home") this.fly(view.HOME);
    else if (look === "above") this.fly(isAbove ? this.upright : view.ABOVE);
    else if (look === "free") this.fly(this.scene.free(direction), direction.distance);
    else this.fly(view.ALONG[look]);
  }

  /** Flies to where what was moved is seen, once it is known what that has changed. @param {() => boolean} isWanted */
  lookAgain(isWanted) {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => {
      if (!isWanted()) return;
      this.note();
      const { direction } = this;
      const free = this.scene.free(direction);
      if (free.azimuth !== direction.azimuth || free.elevation !== direction.elevation)
        this.fly(free, direction.distance);
    }, PATIENCE);
  }

  /** At once where people do not want things to move. @param {Direction} to @param {number} [far] */
  fly(to, far = view.DISTANCE) {
    this.stay();
    const [mine, from, begin] = [this.flights, this.direction, performance.now()];
    const time = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : FLIGHT;
    const frame = (/** @type {number} */ now) => {
      if (mine !== this.flights) return;
      const t = time ? Math.min(Math.max((now - begin) / time, 0), 1) : 1;
      const distance = from.distance + t * (far - from.distance);
      this.eye = view.eyeAt(t < 1 ? view.between(from, to, t) : to, distance);
      this.isFlying = t < 1;
      this.show();
      if (t < 1) requestAnimationFrame(frame);
      else this.scene.onCamera((this.eye = unlessHome(this.eye)));
    };
    frame(begin);
  }

  /** Where the camera looks from, as Plotly wants it. */
  placed() {
    const eye = this.eye ?? view.eyeAt(view.HOME);
    const [x, y, z] = eye.map((part, k) => view.CENTER[k] + view.FURTHER * (part - view.CENTER[k]));
    const [u, v, w] = view.CENTER;
    return { eye: { x, y, z }, center: { x: u, y: v, z: w }, up: { x: 0, y: 0, z: 1 } };
  }

  /** Takes over where a hand has turned the camera to. */
  note() {
    const eye = eyeNow(this.element);
    if (!eye || this.isFlying) return;
    const place = /** @type {Eye} */ ([0, 1, 2].map((k) => view.CENTER[k] + (eye[k] - view.CENTER[k]) / view.FURTHER));
    this.eye = unlessHome(place);
  }

  /** How far away it stands, wherever a hand has put it. */
  distance() {
    this.note();
    return this.direction.distance;
  }

  /** As near or as far as is worth a look, on the same side. @param {number} distance */
  comeTo(distance) {
    const [near, far] = [view.DISTANCE / CLOSER, view.DISTANCE * CLOSER];
    this.eye = view.eyeAt(this.direction, Math.min(Math.max(distance, near), far));
    this.show();
  }

  /** It stays where it was brought to. */
  settle() {
    this.scene.onCamera((this.eye = this.eye && unlessHome(this.eye)));
  }

  /** A hand has let go of it. */
  noteTurn() {
    const before = JSON.stringify(this.eye);
    this.note();
    if (JSON.stringify(this.eye) === before) return;
    this.scene.onCamera(this.eye);
    this.scene.onLook(view.lookOf(this.direction));
  }
}

/** Where it stands at first need not be said. @param {Eye} eye @returns {Eye | null} */
function unlessHome(eye) {
  const home = view.eyeAt(view.HOME);
  return Math.hypot(...eye.map((part, k) => part - home[k])) < 2e-3 ? null : eye;
}
