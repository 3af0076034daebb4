/** The lens of a camera: as wide as the picture needs with all its letters, wherever one looks from. */

import { roomForLetters } from "./space-axes.js";
import * as view from "./space-view.js";

/**
 * @param {ArrayLike<number>} eye  as Plotly has it
 * @param {{clientWidth: number, clientHeight: number}} size
 * @param {Parameters<typeof roomForLetters>[0]} ticks
 * @param {number} fontSize
 * @returns {import("./renderer.js").Lens}
 */
export function lensAt(eye, { clientWidth, clientHeight }, ticks, fontSize) {
  const direction = view.directionOf(eye);
  const { distance, elevation } = direction;
  const size = { width: clientWidth || 1, height: clientHeight || 1 };
  return {
    half: view.fittingLens(direction, size, roomForLetters(ticks, fontSize)),
    near: Math.max(0.3 * distance, distance - 1.2),
    far: distance + 1.6,
    height: view.boxHeight(elevation),
    isFlat: view.flatnessAt(elevation) > 0.7,
  };
}
