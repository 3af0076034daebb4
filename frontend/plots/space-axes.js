/**
 * The axes of a surface in space, as they are seen from where the camera stands: on two edges of the floor and one
 * upright edge, in upright letters as on the map. Pure functions.
 */

import { ABOVE, turnBetween } from "./space-view.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {[number, number, number]} Parts  of the ranges of x, y and z
 * @typedef {{at: Pixel, text: string, kind: "tick" | "title"}} Label  the middle of a text
 * @typedef {{lines: Pixel[][], labels: Label[]}} Axes
 * @typedef {{title: string, places: number[], texts: string[]}} AxisTicks  places as parts of the range
 *
 * @typedef {object} Seen
 * @property {number} azimuth   of the eye, in degrees
 * @property {number} flatness  from 0 to 1, where there are no heights any more
 * @property {number} floor     the part of the upright axis at which the map lies
 * @property {(parts: Parts) => Pixel} toPixel
 * @property {number} fontSize  px
 * @property {number} width  px of the picture
 * @property {number} height
 */

const TICK = 5; // px
const DIGIT = 0.56; // the width of a character, in heights of type
const GAP = 0.3; // between tick and number, in heights of type
const SHORTEST = 2.4; // of an edge that has numbers, in heights of type
const SQUARE_ON = 8; // degrees around the front in which y has its numbers at the left, as on the map

/**
 * Room for numbers and names around what is seen, in px.
 * @param {AxisTicks[]} axes
 * @param {number} fontSize  px
 */
export function roomForLetters(axes, fontSize) {
  const longest = Math.max(2, ...axes.flatMap(({ texts }) => texts.map((text) => text.length)));
  return { side: (2.1 + DIGIT * longest) * fontSize, foot: 3 * fontSize, head: 1.6 * fontSize };
}

/** @param {[AxisTicks, AxisTicks, AxisTicks]} axes @param {Seen} seen @returns {Axes} */
export function axesSeen([x, y, z], seen) {
  const { floor, flatness, toPixel, fontSize } = seen;
  const { front, side } = edgesSeen(seen);
  const middle = toPixel([0.5, 0.5, floor]);
  const edges = [
    edgeSeen(x, (part) => toPixel([part, front, floor]), middle, fontSize),
    edgeSeen(y, (part) => toPixel([side, part, floor]), middle, fontSize),
  ];
  if (flatness < 0.5) edges.push(uprightSeen(z, seen));
  const labels = edges.flatMap((edge) => edge.labels.map((label) => within(label, seen)));
  // Without its name an axis is a riddle; without one of its numbers it is not.
  const [titles, numbers] = [labels.filter(isTitle), labels.filter((label) => !isTitle(label))];
  return { lines: edges.flatMap(({ lines }) => lines), labels: apart([...titles, ...numbers], fontSize) };
}

/** @param {Label} label */
const isTitle = ({ kind }) => kind === "title";

/**
 * A name would leave the picture at its side or foot, a number at its foot.
 * @param {Label} label
 * @param {Seen} seen
 * @returns {Label}
 */
function within(label, { fontSize, width, height }) {
  const lowest = Math.min(label.at[1], height - 0.6 * fontSize);
  if (!isTitle(label)) return { ...label, at: [label.at[0], lowest] };
  const half = (DIGIT * label.text.length * 1.15 * fontSize) / 2;
  return { ...label, at: [Math.max(half, Math.min(label.at[0], width - half)), lowest] };
}

/** On which side the near edges are: y of the one along x, and x of the one along y. @param {Seen} seen */
function edgesSeen({ azimuth }) {
  const a = (azimuth * Math.PI) / 180;
  const isSquareOn = Math.abs(turnBetween(ABOVE, { azimuth, elevation: 0 })) < SQUARE_ON;
  return { front: Math.sin(a) > 0 ? 1 : 0, side: Math.cos(a) > 0 && !isSquareOn ? 1 : 0 };
}

/**
 * An edge with its numbers, and its name in the middle beyond them.
 * @param {AxisTicks} ticks
 * @param {(part: number) => Pixel} at
 * @param {Pixel} middle  on the other side of the edge
 * @param {number} fontSize
 * @returns {Axes}
 */
function edgeSeen(ticks, at, middle, fontSize) {
  const { out, length } = turnedAway(at(0), at(1), middle);
  const line = [at(0), at(1)];
  if (!ticks.title) return { lines: [], labels: [] };
  if (length < fontSize) return { lines: [line], labels: [] };
  const numbers = length < SHORTEST * fontSize ? { lines: [], labels: [] } : numbersSeen(ticks, at, out, fontSize);
  const reach = Math.max(0, ...numbers.labels.map(({ text }) => 2 * extent(text, out, fontSize)));
  const beyond = TICK + GAP * fontSize + reach + 0.4 * fontSize + extent(ticks.title, out, 1.15 * fontSize);
  /** @type {Label} */
  const title = { at: moved(at(0.5), out, beyond), text: ticks.title, kind: "title" };
  return { lines: [line, ...numbers.lines], labels: [...numbers.labels, title] };
}

/**
 * The heights, at the corner that is furthest to the left.
 * @param {AxisTicks} ticks
 * @param {Seen} seen
 * @returns {Axes}
 */
function uprightSeen(ticks, { toPixel, fontSize }) {
  const corners = [0, 1].flatMap((x) => [0, 1].map((y) => [x, y]));
  const [x, y] = corners.reduce((best, each) =>
    toPixel([each[0], each[1], 0])[0] < toPixel([best[0], best[1], 0])[0] ? each : best,
  );
  const at = (/** @type {number} */ part) => toPixel([x, y, part]);
  const { out, length } = turnedAway(at(0), at(1), toPixel([0.5, 0.5, 0.5]));
  const line = [at(0), at(1)];
  if (length < fontSize || !ticks.title) return { lines: [], labels: [] };
  const numbers = length < SHORTEST * fontSize ? { lines: [], labels: [] } : numbersSeen(ticks, at, out, fontSize);
  const { lines, labels } = numbers;
  const [u, v] = at(1);
  return {
    lines: [line, ...lines],
    labels: [...labels, { at: [u - 0.6 * fontSize, v - 1.2 * fontSize], text: ticks.title, kind: "title" }],
  };
}

/**
 * As many numbers as stand free of each other.
 * @param {AxisTicks} ticks
 * @param {(part: number) => Pixel} at
 * @param {Pixel} out
 * @param {number} fontSize
 */
function numbersSeen({ places, texts }, at, out, fontSize) {
  const all = places.map((place, k) => {
    const beyond = TICK + GAP * fontSize + extent(texts[k], out, fontSize);
    return /** @type {Label} */ ({ at: moved(at(place), out, beyond), text: texts[k], kind: "tick" });
  });
  const strides = places.map((_, k) => k + 1);
  const isFree = (/** @type {number} */ stride) => {
    const kept = all.filter((_, k) => k % stride === 0);
    return kept.every((label, k) => k === 0 || !touch(label, kept[k - 1], fontSize));
  };
  const stride = strides.find(isFree) ?? 1;
  const kept = places.filter((_, k) => k % stride === 0);
  return {
    lines: kept.map((place) => [at(place), moved(at(place), out, TICK)]),
    labels: all.filter((_, k) => k % stride === 0),
  };
}

/** Square to an edge, away from a place. @param {Pixel} from @param {Pixel} to @param {Pixel} middle */
function turnedAway(from, to, middle) {
  const [u, v] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(u, v) || 1;
  const sign = (middle[0] - from[0]) * -v + (middle[1] - from[1]) * u > 0 ? -1 : 1;
  return { out: /** @type {Pixel} */ ([(sign * -v) / length, (sign * u) / length]), length };
}

/** Half of a text, measured along a direction. @param {string} text @param {Pixel} out @param {number} fontSize */
function extent(text, out, fontSize) {
  return (Math.abs(out[0]) * DIGIT * text.length * fontSize + Math.abs(out[1]) * fontSize) / 2;
}

/** @param {Pixel} from @param {Pixel} out @param {number} by @returns {Pixel} */
function moved(from, out, by) {
  return [from[0] + by * out[0], from[1] + by * out[1]];
}

/** Those that cover none of the ones before. @param {Label[]} labels @param {number} fontSize */
function apart(labels, fontSize) {
  /** @type {Label[]} */
  const kept = [];
  for (const label of labels) if (!kept.some((other) => touch(label, other, fontSize))) kept.push(label);
  return kept;
}

/** @param {Label} one @param {Label} other @param {number} fontSize */
function touch(one, other, fontSize) {
  const wide = (DIGIT * (one.text.length + other.text.length) * fontSize) / 2 + 0.2 * fontSize;
  return Math.abs(one.at[0] - other.at[0]) < wide && Math.abs(one.at[1] - other.at[1]) < 1.05 * fontSize;
}
