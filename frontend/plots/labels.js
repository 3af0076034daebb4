/**
 * Where the texts in a plot stand: inside the frame, beside each other, and off the curves where there is room. Pure
 * functions.
 */

import { t } from "../core/texts.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box  in px
 * @typedef {"start" | "middle" | "end"} Anchor
 * @typedef {{x: number, y: number, anchor: Anchor}} Spot  of the middle of a text's height
 * @typedef {{key: string, text: string, spots: Spot[]}} Wanted  `key` is the same from picture to picture; the best
 *   spot first
 * @typedef {Spot & {text: string}} Placed
 */

/** A generous guess: asking the browser would cost a layout. @param {string} text @param {number} fontSize */
export function textWidth(text, fontSize) {
  return 0.6 * fontSize * [...t(text)].length;
}

/**
 * @param {string} text
 * @param {Spot} spot
 * @param {number} fontSize
 * @returns {Box}
 */
export function textBox(text, { x, y, anchor }, fontSize) {
  const width = textWidth(text, fontSize);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 0.6 * fontSize, bottom: y + 0.6 * fontSize };
}

const LOYALTY = 2; // places of a path that a text would rather cover than leave the spot it had before

/** Hands out places to texts, one after the other. */
export class Labels {
  /**
   * @param {Box} frame
   * @param {number} fontSize
   * @param {Pixel[]} ink  what a text should rather not cover
   * @param {Map<string, number>} habits  which spot each text took last: it stays there if it can
   * @param {Box[]} taken
   */
  constructor(frame, fontSize, ink = [], habits = new Map(), taken = []) {
    this.frame = frame;
    this.fontSize = fontSize;
    this.ink = ink;
    this.habits = habits;
    this.taken = taken;
  }

  /** The same places, to be taken once more, with more that should not be covered. @param {Pixel[]} ink */
  with(ink) {
    return new Labels(this.frame, this.fontSize, [...this.ink, ...ink], this.habits, [...this.taken]);
  }

  /** The same places and what is free beyond them. @param {Box} frame */
  in(frame) {
    return new Labels(frame, this.fontSize, this.ink, this.habits, this.taken);
  }

  /** What texts must not cover. @param {Box} box */
  keepFree(box) {
    this.taken.push(box);
  }

  /** What is free again. @param {Box} box */
  release(box) {
    this.taken.splice(this.taken.indexOf(box), 1);
  }

  /**
   * The spot that covers the least, the first of these; none where every spot is taken.
   * @param {Wanted} wanted
   * @returns {Placed | null}
   */
  place({ key, text, spots }) {
    let [best, least] = [-1, Infinity];
    const before = this.habits.get(key) ?? -1;
    spots.forEach((spot, k) => {
      // Nothing is better than a free spot.
      if (least < 0 || (least === 0 && k !== before)) return;
      const covered = this.covered(textBox(text, spot, this.fontSize)) - (k === before ? LOYALTY : 0);
      if (covered < least) [best, least] = [k, covered];
    });
    if (best < 0) return null;
    this.habits.set(key, best);
    this.taken.push(textBox(text, spots[best], this.fontSize));
    return { text, ...spots[best] };
  }

  /** How much ink there is under a box; infinitely much where it must not be. @param {Box} box */
  covered(box) {
    if (!isInside(box, this.frame) || this.taken.some((other) => overlap(box, other))) return Infinity;
    let count = 0;
    for (const [x, y] of this.ink) if (x > box.left && x < box.right && y > box.top && y < box.bottom) count++;
    return count;
  }
}

/** @param {Box} box @param {Box} frame */
function isInside(box, frame) {
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

const ALONG = 16; // places of a curve at which its label is tried

const STEP = 6; // px between the places of a path that are looked at

/**
 * Places along a path in equal steps, those inside the frame.
 * @param {Pixel[]} path
 * @param {Box} frame
 * @returns {Pixel[]}
 */
export function inkOf(path, frame) {
  /** @type {Pixel[]} */
  const ink = [];
  let [next, run] = [0, 0];
  for (let k = 1; k < path.length; k++) {
    const [[a, b], [c, d]] = [path[k - 1], path[k]];
    const length = Math.hypot(c - a, d - b);
    // From a pole, or to it: the part inside the frame is a vertical line that needs no more than a few places.
    const step = Math.max(STEP, length / 300);
    if (!(length > 0)) continue;
    for (; next <= run + length; next += step) {
      const t = (next - run) / length;
      const [x, y] = [a + t * (c - a), b + t * (d - b)];
      if (x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom) ink.push([x, y]);
    }
    run += length;
  }
  return ink;
}

/**
 * Spots above, below and beside a curve, from its right end to its left.
 * @param {Pixel[]} ink  of the curve
 * @param {string} text
 * @param {number} fontSize
 * @param {Box} frame
 * @returns {Spot[]}
 */
export function spotsAlong(ink, text, fontSize, frame) {
  const width = textWidth(text, fontSize);
  if (!ink.length) return [];
  return Array.from({ length: ALONG }, (_, k) => ink[Math.round(((ink.length - 1) * (ALONG - k)) / ALONG)]).flatMap(
    ([x, y]) => {
      const middle = Math.min(Math.max(x, frame.left + width / 2), frame.right - width / 2);
      const beside = [-1, 1].map((side) => ({ x: x + side * (0.6 * fontSize + width / 2), y }));
      const overAndUnder = [-0.9, 0.9, -1.6, 1.6].map((lines) => ({ x: middle, y: y + lines * fontSize }));
      return [...overAndUnder, ...beside].map((spot) => ({ ...spot, anchor: /** @type {Anchor} */ ("middle") }));
    },
  );
}

/**
 * Spots around a mark: towards the middle of the frame first, above before below.
 * @param {Pixel} pixel
 * @param {{fontSize: number, lineWidth: number}} size  of type and marks
 * @param {Box} frame
 * @returns {Spot[]}
 */
export function spotsAround([x, y], { fontSize, lineWidth }, frame) {
  const inwards = x > (frame.left + frame.right) / 2 ? -1 : 1;
  const [beside, above] = [3.2 * lineWidth, 2.6 * lineWidth + 0.6 * fontSize];
  const side = (/** @type {number} */ way, /** @type {number} */ down) => ({
    x: x + beside * way,
    y: y + down,
    anchor: /** @type {Anchor} */ (way > 0 ? "start" : "end"),
  });
  const over = (/** @type {number} */ down) => ({ x, y: y + down, anchor: /** @type {Anchor} */ ("middle") });
  const [near, far] = [above + 0.4 * fontSize, above + 1.3 * fontSize];
  return [
    ...[
      side(inwards, -above),
      side(-inwards, -above),
      side(inwards, above),
      side(-inwards, above),
      over(-near),
      over(near),
      side(1.6 * inwards, 0),
      side(-1.6 * inwards, 0),
    ],
    ...[over(-far), over(far), side(inwards, -far), side(inwards, far)],
  ];
}
