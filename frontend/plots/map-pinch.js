/** Two fingers on a map: what was under them stays under them. */

/**
 * @typedef {import("./geometry.js").Domain} Domain
 * @typedef {import("./frame.js").Frame} Frame
 * @typedef {[number, number]} Pixel
 */

const LEAST = 24; // px that two fingers are apart at least

/**
 * The box that is seen after two fingers have gone from one pair of pixels to another.
 * @param {Frame} frame
 * @param {Domain} domain  that was seen before
 * @param {Pixel[]} before
 * @param {Pixel[]} after
 * @returns {Domain}
 */
export function pinchedBox({ x0, y0, width, height }, domain, before, after) {
  const factor = apart(before) / apart(after);
  const [from, to] = [middle(before), middle(after)];
  // Of the frame, from the left and from below.
  const part = (/** @type {Pixel} */ [u, v]) => [(u - x0) / width, 1 - (v - y0) / height];
  const [held, now] = [part(from), part(to)];
  const side = (/** @type {[number, number]} */ [low, high], /** @type {number} */ axis) => {
    const size = (high - low) * factor;
    const start = low + held[axis] * (high - low) - now[axis] * size;
    return /** @type {[number, number]} */ ([start, start + size]);
  };
  return { x: side(domain.x, 0), y: side(domain.y, 1) };
}

/** @param {Pixel[]} pair */
export function apart([[a, b], [c, d]]) {
  return Math.max(Math.hypot(c - a, d - b), LEAST);
}

/** @param {Pixel[]} pair @returns {Pixel} */
export function middle([[a, b], [c, d]]) {
  return [(a + c) / 2, (b + d) / 2];
}

/** The fingers on an element, and where two of them began. */
export class Pinch {
  /** @type {Map<number, Pixel>} by their pointers */
  fingers = new Map();
  /** @type {{before: Pixel[], from: Domain} | null} */
  begun = null;

  /**
   * Whether this is the second finger: then both take hold of the map.
   * @param {PointerEvent} event
   * @param {Domain} seen
   */
  begins(event, seen) {
    if (event.pointerType !== "touch") return false;
    // Whose end was not heard is gone.
    if (event.isPrimary) this.fingers.clear();
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.fingers.size === 2) this.begun = { before: [...this.fingers.values()], from: seen };
    return this.begun !== null;
  }

  /**
   * The box that two fingers ask for; null while there are not two.
   * @param {PointerEvent} event
   * @param {Frame} frame
   * @param {() => Pixel} corner  of the element, if it comes to that
   */
  follow(event, frame, corner) {
    if (!this.fingers.has(event.pointerId)) return null;
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    if (!this.begun || this.fingers.size !== 2) return null;
    const [left, top] = corner();
    const inside = (/** @type {Pixel[]} */ pair) => pair.map(([x, y]) => /** @type {Pixel} */ ([x - left, y - top]));
    return pinchedBox(frame, this.begun.from, inside(this.begun.before), inside([...this.fingers.values()]));
  }

  /** Whether a finger that was one of two is lifted. @param {PointerEvent} event */
  ends(event) {
    this.fingers.delete(event.pointerId);
    const was = this.begun !== null;
    this.begun = null;
    return was;
  }
}
