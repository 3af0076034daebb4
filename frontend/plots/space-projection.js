/** From places in a 3-D picture to the screen, and from the screen to rays through the picture. */

import { cameraOf } from "./fast_update.js";
import { inverted, multiplied, projected } from "./matrix.js";
import { toData, toFrame } from "./space-frame.js";

/**
 * @typedef {import("./space-frame.js").SpaceFrame} SpaceFrame
 * @typedef {{clientX: number, clientY: number}} Pointer
 */

/**
 * Where a place in data coordinates is on the screen, in client pixels; null while nothing is drawn.
 * @param {HTMLElement} element  with the picture in it
 * @param {SpaceFrame} frame
 * @param {number[]} place
 * @returns {[number, number] | null}
 */
export function toScreen(element, frame, place) {
  const camera = cameraOf(element);
  if (!camera) return null;
  const box = camera.canvas.getBoundingClientRect();
  const [u, v] = projected(
    transform(camera),
    toFrame(frame, place).map((part, k) => part * camera.scale[k]),
  );
  return [box.left + ((1 + u) / 2) * box.width, box.top + ((1 - v) / 2) * box.height];
}

/**
 * The ray under the pointer, from its nearest to its farthest place in data coordinates.
 * @param {HTMLElement} element
 * @param {SpaceFrame} frame
 * @param {Pointer} pointer
 * @returns {[number[], number[]] | null}
 */
export function rayUnder(element, frame, { clientX, clientY }) {
  const camera = cameraOf(element);
  const back = camera && inverted(transform(camera));
  if (!camera || !back) return null;
  const box = camera.canvas.getBoundingClientRect();
  const u = (2 * (clientX - box.left)) / box.width - 1;
  const v = 1 - (2 * (clientY - box.top)) / box.height;
  const at = (/** @type {number} */ depth) =>
    toData(
      frame,
      projected(back, [u, v, depth]).map((part, k) => part / camera.scale[k]),
    );
  return [at(-1), at(1)];
}

/**
 * From parts of the ranges to px of the element.
 * @param {NonNullable<ReturnType<typeof cameraOf>>} camera
 * @param {{clientWidth: number, clientHeight: number}} element
 */
export function pixelsOf(camera, { clientWidth: width, clientHeight: height }) {
  const matrix = transform(camera);
  return (/** @type {number[]} */ parts) => {
    const [u, v] = projected(
      matrix,
      parts.map((part, k) => part * camera.scale[k]),
    );
    return /** @type {[number, number]} */ ([((1 + u) / 2) * width, ((1 - v) / 2) * height]);
  };
}

/** @param {{projection: number[], view: number[], model: number[]}} camera */
export function transform(camera) {
  return multiplied(camera.projection, multiplied(camera.view, camera.model));
}
