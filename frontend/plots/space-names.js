/**
 * Where the names of lines in space stand as they are seen: beyond their ends, or turned around them, off each other,
 * off signs, off the numbers of the axes, and off arrows where they can. Pure.
 */

import { Labels, inkOf, textBox, textWidth } from "./labels.js";
import { toFrame } from "./space-frame.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {{text: string, role: string, end: number[], before: number[] | null, isBelow: boolean}} Name  of a line,
 *   with its end and the place before it, in data
 * @typedef {{text: string, role: string, at: Pixel}} NameSeen  the middle of a text
 *
 * @typedef {object} Seen
 * @property {import("./space-frame.js").SpaceFrame} frame
 * @property {(parts: number[]) => Pixel} toPixel  from parts of the ranges
 * @property {number} fontSize  px
 * @property {number} width  px of the picture
 * @property {number} height
 * @property {number[][]} [signs]  in data
 * @property {{at: Pixel, text: string}[]} [letters]  that stand there already
 * @property {Map<string, number>} [habits]  which spot each name took in the frame before
 */

const BEYOND = 0.9; // of an end, in heights of type
const BESIDE = 0.6; // of it, from where the text begins
const SIGN = 0.8; // half of a sign, in heights of type
const APART = 1.2; // of the size of a text: names do not touch
const FARTHER = [1, 1.5, 2.2, 3];
/** Off the way ahead, which comes first. */
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4].map((quarter) => (quarter * Math.PI) / 4);

/** @param {Name[]} names @param {Seen} seen @returns {NameSeen[]} */
export function namesSeen(names, seen) {
  const drawn = names.filter(({ end }) => end.every(Number.isFinite));
  const ends = drawn.map((name) => endSeen(name, seen));
  const labels = spotsFor(ends, seen);
  return drawn.map(({ text, role }, k) => {
    const spots = spotsAround(ends[k], text, seen);
    const { x, y } = labels.place({ key: `${k} ${text}`, text, spots }) ?? spots[0];
    return { text, role, at: [x, y] };
  });
}

/**
 * What is taken already, and what had better not be covered.
 * @param {{tip: Pixel, foot: Pixel}[]} ends
 * @param {Seen} seen
 */
function spotsFor(ends, { frame, toPixel, fontSize, width, height, signs = [], letters = [], habits }) {
  const picture = { left: 0, right: width, top: 0, bottom: height };
  const ink = ends.flatMap(({ foot, tip }) => inkOf([foot, tip], picture));
  const half = SIGN * fontSize;
  const taken = [
    ...signs.map((place) => toPixel(toFrame(frame, place))).map(([x, y]) => around(x, y, half)),
    ...letters.map(({ text, at: [x, y] }) => textBox(text, { x, y, anchor: "middle" }, fontSize)),
  ];
  return new Labels(picture, APART * fontSize, ink, habits, taken);
}

/** @param {number} x @param {number} y @param {number} half */
function around(x, y, half) {
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** @param {Name} name @param {Seen} seen */
function endSeen({ end, before, isBelow }, { frame, toPixel }) {
  const tip = toPixel(toFrame(frame, end));
  const foot = before ? toPixel(toFrame(frame, before)) : tip;
  const [u, v] = [tip[0] - foot[0], tip[1] - foot[1]];
  // What has no direction has its name above or below.
  const ahead = Math.hypot(u, v) > 1 ? Math.atan2(v, u) : ((isBelow ? 1 : -1) * Math.PI) / 2;
  return { tip, foot, ahead };
}

/**
 * Ahead of an arrow, then ever more to its sides, and farther off; all of them in the picture.
 * @param {ReturnType<typeof endSeen>} end
 * @param {string} text
 * @param {Seen} seen
 * @returns {import("./labels.js").Spot[]}
 */
function spotsAround({ tip, ahead }, text, { fontSize, width, height }) {
  const half = textWidth(text, fontSize) / 2;
  const [across, up] = [APART * half, APART * 0.6 * fontSize];
  return FARTHER.flatMap((far) =>
    TURNS.map((turn) => ({
      x: kept(tip[0] + far * (half + BESIDE * fontSize) * Math.cos(ahead + turn), across, width - across),
      y: kept(tip[1] + far * BEYOND * fontSize * Math.sin(ahead + turn), up, height - up),
      anchor: /** @type {const} */ ("middle"),
    })),
  );
}

/** @param {number} value @param {number} low @param {number} high */
function kept(value, low, high) {
  return Math.min(Math.max(value, low), Math.max(low, high));
}
