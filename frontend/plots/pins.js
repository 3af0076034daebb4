/** Numbered discs: where each walk is. Those that would cover each other stand apart, on a thin line. */

import { svg } from "./svg.js";

/**
 * @typedef {[number, number]} Pixel
 * @typedef {import("./palette.js").Palette} Palette
 */

const ROUNDS = 40;
const RADIUS = 0.68; // of a disc, in heights of type
const LEAST = 2; // px that a disc is moved before a line leads to it

/** Px. @param {Palette} palette */
export const discRadius = ({ fontSize }) => RADIUS * fontSize;

/**
 * Places that are at least so far from each other, each as near to where it was as the others let it; those in one
 * place fan out.
 * @param {Pixel[]} places
 * @param {number} distance
 * @returns {Pixel[]}
 */
export function spreadApart(places, distance) {
  const spread = places.map(([x, y]) => /** @type {Pixel} */ ([x, y]));
  for (let round = 0; round < ROUNDS; round++) if (!pushed(spread, distance)) break;
  return spread;
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
    fill: palette.paper,
  };
  return [
    svg("circle", { r: discRadius(palette), fill: palette.color(role), stroke: palette.paper, "stroke-width": 1.5 }),
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
