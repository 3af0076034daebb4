/** An arrow with its name: along the map, and in space in the tangent plane, where there is one to lie in. */

import { caption, casedLine, disk, insideFrame, placeData } from "../map-shapes.js";
import { lineTrace, nowhere } from "../space-shapes.js";
import { onTangent } from "../tangent.js";

/**
 * @typedef {import("../picture.js").Place} Place
 * @typedef {import("../picture.js").MapPen} MapPen
 * @typedef {import("../tangent.js").Tangent} Tangent
 * @typedef {object} Arrow
 * @property {Place} from
 * @property {Place | null} step
 * @property {string} role
 * @property {string} label
 * @property {Tangent | null} [tangent]  in space; not given: on the map alone
 * @property {boolean} [turns]  by its tip
 */

/** Ways off the tip, the one ahead first. */
const TURNS = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6].map((twelfth) => (twelfth * Math.PI) / 6);

/** @param {Arrow} arrow */
export const arrow = (arrow) => ({ ...arrow, kind: ARROW });

/** @satisfies {import("../picture.js").Kind} */
export const ARROW = {
  name: "arrow",

  /** @param {Arrow} arrow @param {import("../picture.js").SpacePen} pen */
  inSpace({ step, role, tangent }, pen) {
    if (tangent === undefined) return [];
    const places = step && tangent ? arrowInPlane(tangent, step, pen.domain) : nowhere(pen);
    return [lineTrace(places, { role, weight: 2.6, onMap: true }, pen)];
  },

  /** @param {Arrow} arrow @param {MapPen} pen */
  onMap(arrow, pen) {
    if (!arrow.step) return [];
    const { lineWidth, rim, color } = pen.palette;
    const look = { radius: 2.2 * lineWidth, fill: color(arrow.role), stroke: rim, rim: 1.5 };
    const grip = arrow.turns ? [disk(tipOf(arrow), look, pen, { class: "handle" })] : [];
    return [...shaft(arrow, pen), ...grip];
  },

  /** @param {Arrow} arrow @returns {[Place, Place][]} */
  shafts: (arrow) => (arrow.step ? [[arrow.from, tipOf(arrow)]] : []),

  /** @param {Arrow} arrow @returns {import("../picture.js").Handle[]} */
  handles(arrow) {
    return arrow.turns && arrow.step ? [{ does: "tip", place: tipOf(arrow), around: arrow.from }] : [];
  },
};

/** @param {Arrow} arrow @returns {Place} */
function tipOf({ from, step }) {
  const [u, v] = /** @type {Place} */ (step);
  return [from[0] + u, from[1] + v];
}

/**
 * From the place to the tip, and the head.
 * @param {Tangent} tangent
 * @param {Place} step
 * @param {import("../geometry.js").Domain} domain  for a head that is not skewed by unequal axes
 */
export function arrowInPlane(tangent, step, domain) {
  const { at } = tangent;
  const tip = [at[0] + step[0], at[1] + step[1]];
  return onTangent(tangent, [at, tip, ...barbs(tip, step, domain)]);
}

/** @param {number[]} tip @param {Place} step @param {import("../geometry.js").Domain} domain */
function barbs(tip, step, domain) {
  const [width, height] = [domain.x[1] - domain.x[0], domain.y[1] - domain.y[0]];
  const [u, v] = [step[0] / width, step[1] / height];
  const barb = (/** @type {number} */ side) => [
    tip[0] - 0.22 * width * (u + side * 0.45 * v),
    tip[1] - 0.22 * height * (v - side * 0.45 * u),
  ];
  return [barb(1), tip, barb(-1)];
}

/** @param {Arrow} arrow @param {MapPen} pen */
function shaft(arrow, pen) {
  const { role, label } = arrow;
  const [from, tip] = [arrow.from, tipOf(arrow)].map(pen.toPixel);
  const length = Math.hypot(tip[0] - from[0], tip[1] - from[1]);
  if (!(length > 1)) return [];
  const along = [(tip[0] - from[0]) / length, (tip[1] - from[1]) / length];
  const head = Math.min(5 * pen.palette.lineWidth, length * 0.6);
  const barb = (/** @type {number} */ side) =>
    /** @type {[number, number]} */ ([
      tip[0] - head * (along[0] + 0.5 * side * along[1]),
      tip[1] - head * (along[1] - 0.5 * side * along[0]),
    ]);
  const attributes = { class: `arrow ${role}`, ...placeData(arrow.from) };
  return [
    casedLine([from, tip, barb(1), tip, barb(-1)], { role, weight: 1 }, pen, attributes),
    caption(label, besideTip(tip, along, label, pen), role, pen),
  ];
}

/**
 * Where the name of an arrow stands: beyond its tip, or where that is outside the frame, or where another arrow has
 * its name, to one side of the head; over no arrow and no sign, if there is such a place.
 * @param {[number, number]} tip
 * @param {number[]} along  of length 1
 * @param {string} label
 * @param {MapPen} pen
 */
function besideTip(tip, along, label, pen) {
  const font = pen.palette.fontSize;
  const end = seenEnd(tip, along, pen);
  const at = (/** @type {number} */ ahead, /** @type {number} */ aside) => [
    end[0] + font * (ahead * along[0] - aside * along[1]),
    end[1] + font * (ahead * along[1] + aside * along[0]),
  ];
  const nearby = [at(1.3, 0), at(-0.6, -1.5), at(-0.6, 1.5), at(-1.8, -1.8), at(-1.8, 1.8)];
  // Names of short arrows that begin at one place have no room close to their heads.
  const farther = [1.7, 2.4, 3.4, 4.4].flatMap((far) =>
    TURNS.map((turn) => at(far * Math.cos(turn), far * Math.sin(turn))),
  );
  const spots = [...nearby, ...farther];
  const inFrame = spots.filter((spot) => `${insideFrame(label, spot, pen)}` === `${spot}`);
  const free = inFrame.filter((spot) => isFree(label, spot, pen));
  const covered = (/** @type {number[]} */ spot) => coveredBy(label, spot, pen) + tipsNearer(spot, tip, pen);
  const found = least(free, covered) ?? inFrame[0] ?? spots[0];
  pen.texts.push({ text: label, at: found });
  return found;
}

/**
 * The tip, or the place where the arrow leaves the frame.
 * @param {[number, number]} tip
 * @param {number[]} along
 * @param {MapPen} pen
 */
function seenEnd(tip, along, { frame: { x0, y0, width, height } }) {
  const back = [
    [tip[0] - x0 - width, along[0]],
    [x0 - tip[0], -along[0]],
    [tip[1] - y0 - height, along[1]],
    [y0 - tip[1], -along[1]],
  ].map(([beyond, speed]) => (beyond > 0 && speed > 0 ? beyond / speed : 0));
  const far = Math.max(...back);
  return [tip[0] - far * along[0], tip[1] - far * along[1]];
}

/** Half of a text's width, in px. @param {string} text @param {MapPen} pen */
const halfOf = (text, { palette }) => 0.45 * palette.fontSize * text.length;

/**
 * Whether a text there covers none of those that have their places.
 * @param {string} text
 * @param {number[]} spot
 * @param {MapPen} pen
 */
function isFree(text, spot, pen) {
  const { fontSize } = pen.palette;
  return pen.texts.every(
    (other) =>
      Math.abs(spot[0] - other.at[0]) > halfOf(text, pen) + halfOf(other.text, pen) + 0.1 * fontSize ||
      Math.abs(spot[1] - other.at[1]) > 1.35 * fontSize,
  );
}

/** The first of those that cover the least. @param {number[][]} spots @param {(spot: number[]) => number} covered */
function least(spots, covered) {
  let [best, fewest] = [/** @type {number[] | undefined} */ (undefined), Infinity];
  for (const spot of spots) {
    const count = covered(spot);
    if (count < fewest) [best, fewest] = [spot, count];
    if (!fewest) break;
  }
  return best;
}

/**
 * How many signs and arrows a text there would lie over.
 * @param {string} text
 * @param {number[]} spot
 * @param {MapPen} pen
 */
function coveredBy(text, spot, pen) {
  const { fontSize, lineWidth } = pen.palette;
  const isUnder = (/** @type {number[]} */ [x, y], /** @type {number} */ room) =>
    Math.abs(spot[0] - x) < halfOf(text, pen) + room && Math.abs(spot[1] - y) < 0.5 * fontSize + room;
  const signs = pen.signs.filter((sign) => isUnder(pen.toPixel(sign), 2.4 * lineWidth));
  const shafts = pen.shafts.filter(([from, tip]) => {
    const [foot, head] = [pen.toPixel(from), pen.toPixel(tip)];
    // A point stands at the foot.
    return isUnder(foot, 2.4 * lineWidth) || between(foot, head).some((place) => isUnder(place, 0.5 * lineWidth));
  });
  return signs.length + shafts.length;
}

/**
 * How many other arrows a name there would rather be taken for one of.
 * @param {number[]} spot
 * @param {[number, number]} tip  of its own
 * @param {MapPen} pen
 */
function tipsNearer([x, y], tip, pen) {
  const reach = Math.hypot(x - tip[0], y - tip[1]) - 1;
  return pen.shafts.filter(([, end]) => {
    const [u, v] = pen.toPixel(end);
    return Math.hypot(x - u, y - v) < reach;
  }).length;
}

const NEXT = 4; // px between the places of a shaft that are looked at
const MOST = 200; // of them: an arrow that leaves the map may be of any length

/** @param {[number, number]} from @param {[number, number]} to */
function between([a, b], [c, d]) {
  const count = Math.min(Math.ceil(Math.hypot(c - a, d - b) / NEXT), MOST) || 1;
  return Array.from({ length: count + 1 }, (_, k) => [a + (k / count) * (c - a), b + (k / count) * (d - b)]);
}
