/** Numbered discs: where each walk is. Those that would cover each other, or a sign, stand apart, on a thin line. */

import { svg } from "./svg.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {import("./palette.js").Palette} Palette
 */

const ROUNDS = 40;
const RADIUS = 0.68; // of a disc, in heights of type
const BESIDE = 2.1; // from disc to disc, in radii of a disc
const SIGN = 1.7; // from a sign to a disc
const WIDE = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
const LEAST = 2; // px that a disc is moved before a line leads to it

/** Px. @param {Palette} palette */
export const discRadius = ({ fontSize }) => RADIUS * fontSize;

/**
 * Where discs stand: at least so far from each other and from signs, each as near to where it was as the others let
 * it; those in one place fan out.
 * @param {Pixel[]} places
 * @param {number} radius  of a disc
 * @param {Pixel[]} [signs]  what stays where it is, and is seen
 * @param {import("./labels.js").Box} [frame]  that would cut off what stands beyond it
 * @returns {Pixel[]}
 */
export function spreadApart(places, radius, signs = [], frame = WIDE) {
  const spread = places.map(([x, y]) => /** @type {Pixel} */ ([x, y]));
  for (let round = 0; round < ROUNDS; round++) {
    const isMoved = pushed(spread, BESIDE * radius);
    const isOff = pushedOff(spread, signs, SIGN * radius);
    keptInside(spread, radius, frame);
    if (!isOff && !isMoved) break;
  }
  return spread;
}

/** @param {Pixel[]} places @param {number} radius @param {import("./labels.js").Box} frame */
function keptInside(places, radius, { left, right, top, bottom }) {
  places.forEach(([x, y], k) => {
    places[k] = [
      Math.min(Math.max(x, left + radius), right - radius),
      Math.min(Math.max(y, top + radius), bottom - radius),
    ];
  });
}

/** Moves discs off signs, the whole way. @param {Pixel[]} places @param {Pixel[]} signs @param {number} distance */
function pushedOff(places, signs, distance) {
  let isMoved = false;
  places.forEach((place, k) => {
    for (const [x, y] of signs) {
      const [u, v] = [place[0] - x, place[1] - y];
      const length = Math.hypot(u, v);
      if (!(length < distance - 0.1)) continue;
      isMoved = true;
      const angle = length > 1e-6 ? Math.atan2(v, u) : -0.6 + 2.4 * k;
      places[k] = [x + distance * Math.cos(angle), y + distance * Math.sin(angle)];
    }
  });
  return isMoved;
}

/** Moves every two that are too near half of the way each. @param {Pixel[]} places @param {number} distance */
function pushed(places, distance) {
  let isMoved = false;
  for (let j = 1; j < places.length; j++)
    for (let i = 0; i < j; i++) {
      const [u, v] = [places[j][0] - places[i][0], places[j][1] - places[i][1]];
      const length = Math.hypot(u, v);
      if (!(length < distance - 0.1)) continue;
      isMoved = true;
      const angle = length > 1e-6 ? Math.atan2(v, u) : -0.6 + 2.4 * j + i;
      const [a, b] = [Math.cos(angle), Math.sin(angle)].map((part) => (part * (distance - length)) / 2);
      places[j] = [places[j][0] + a, places[j][1] + b];
      places[i] = [places[i][0] - a, places[i][1] - b];
    }
  return isMoved;
}

/** A disc with its number, around (0, 0). @param {string} label @param {string} role @param {Palette} palette */
export function disc(label, role, palette) {
  const number = {
    "text-anchor": "middle",
    "dominant-baseline": "central",
    "font-size": palette.fontSize * (label.length > 1 ? 0.72 : 0.85),
    "font-weight": 700,
    fill: palette.rim,
  };
  return [
    svg("circle", { r: discRadius(palette), fill: palette.color(role), stroke: palette.rim, "stroke-width": 1.5 }),
    svg("text", number, [label]),
  ];
}

/**
 * The line that leads from a place to its disc, if that stands elsewhere.
 * @param {Pixel} place
 * @param {Pixel} disc
 */
export function leader([x, y], [u, v]) {
  return Math.hypot(u - x, v - y) < LEAST ? "" : `M${x} ${y}L${u} ${v}`;
}
